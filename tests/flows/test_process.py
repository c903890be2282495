"""The bot as people run it: a process that is started, stopped and killed while they go on writing."""

import asyncio
import random
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from actions import letters
from actions.letters import Postage
from actions.programme import do_load_programme, read_programme
from actions.registration import do_join
from bot.demo import PROGRAMME, TOKEN, USERNAME
from bot.intake import ALLOWED_UPDATES
from bot.post import build_bot
from bot.sandboxed import BOT_NAME
from sandbox.limits import Limits
from sandbox.serving import serve
from sandbox.world import World
from store.chats import meet_chat
from store.database import Database, connect
from store.models import (
    UNSENT,
    ChatKind,
    Draft,
    FailedUpdate,
    Help,
    Lane,
    Letter,
    LetterState,
    Membership,
    Person,
    Priority,
    Role,
    UpdateSeen,
)
from store.programme import cities_of_network, network_by_slug
from tests.flows.processes import PATIENCE, BotProcess, bot_process, until
from texts.message import Html, Message

FIRST = 9001
KILLS = 3
PEOPLE_A_ROUND = 10


@dataclass
class Site:
    """A store with people in it, a Telegram, and a place to start the bot."""

    world: World
    database: Database
    folder: Path
    settings: dict[str, str]

    def bot(self) -> AbstractAsyncContextManager[BotProcess]:
        """The bot's process."""
        return bot_process(self.folder, **self.settings)

    def said(self, user_id: int) -> list[str]:
        """What the bot has said to somebody."""
        return [message.text for message in self.world.messages(user_id) if message.by_bot]


@pytest.fixture
async def site(store_url: str, tmp_path: Path) -> AsyncIterator[Site]:
    world = World(lambda: datetime.now(UTC), Limits())
    world.add_bot(TOKEN, USERNAME, BOT_NAME)
    database = connect(store_url)
    async with serve(world) as serving:
        settings = {"token": TOKEN, "api_url": serving.url, "database_url": store_url}
        yield Site(world, database, tmp_path, settings)
    await database.close()


async def settle_people(site: Site, people: range) -> None:
    """Members of a network, each asked by a form what they can offer."""
    for user_id in people:
        site.world.add_user(user_id, f"Persona {user_id}", language_code="es")
        site.world.private(site.world.bot, user_id).started = True
    await site.database.run(lambda session: _settle(session, people))


def _settle(session: Session, people: range) -> None:
    now = datetime.now(UTC)
    network = network_by_slug(session, "economia-local")
    if network is None:
        do_load_programme(session, read_programme(PROGRAMME), now=now)
        network = network_by_slug(session, "economia-local")
    assert network is not None
    city = cities_of_network(session, network.id)[0]
    for user_id in people:
        person = Person(
            telegram_id=user_id,
            name=f"Persona {user_id}",
            post="",
            language="es",
            country=city.country,
            zone=city.zone,
            consented_at=now,
            created_at=now,
        )
        session.add(person)
        session.flush()
        meet_chat(session, user_id, ChatKind.PRIVATE, "")
        do_join(session, person, network, city, Role.DELEGATE, now=now)
        asked = {"argument": str(network.id)}
        session.add(
            Draft(person_id=person.id, form="helps", step="offers", answers=asked, awaiting=True, updated_at=now)
        )
    # What the programme itself would send today is no part of these tests.
    session.execute(sa.delete(Letter))


async def announce(site: Site, people: range) -> None:
    """A letter to each, in the outbox all at once."""
    now = datetime.now(UTC)

    def unit(session: Session) -> None:
        for user_id in people:
            postage = Postage(Lane.BULK, Priority.ANNOUNCEMENT, key=f"test:{user_id}")
            letters.send(session, user_id, Message(Html(f"Aviso {user_id}")), now=now, postage=postage)

    await site.database.run(unit)


def write(site: Site, people: range) -> None:
    """Everybody answers both questions of the form, one after the other, without waiting."""
    for user_id in people:
        site.world.send_text(user_id, user_id, f"oferta {user_id}")
    for user_id in people:
        site.world.send_text(user_id, user_id, f"necesidad {user_id}")


async def let_leases_end(site: Site) -> Counter[int]:
    """Turns the clock for what a dead process had leased: other processes would take it up after half a minute.

    Gives the chats of the letters of which nobody can know whether they were sent.
    """
    past = datetime.now(UTC) - timedelta(seconds=1)
    leased = sa.update(Letter).where(Letter.state.in_([LetterState.LEASED, LetterState.POSTING]))

    def unit(session: Session) -> Counter[int]:
        posting = sa.select(Letter.chat_id).where(Letter.state == LetterState.POSTING)
        unsure = Counter(session.scalars(posting))
        session.execute(leased.values(lease_until=past))
        return unsure

    return await site.database.run(unit)


async def states(site: Site) -> Counter[str]:
    return await site.database.read(lambda session: Counter(session.scalars(sa.select(Letter.state))))


async def helps(site: Site) -> Counter[tuple[int, str]]:
    """What everybody offers and needs, with the person's Telegram id."""
    query = (
        sa.select(Person.telegram_id, Help.text)
        .join(Membership, Membership.person_id == Person.id)
        .join(Help, Help.membership_id == Membership.id)
    )
    rows = await site.database.read(lambda session: session.execute(query).all())
    return Counter((row[0] or 0, row[1]) for row in rows)


async def check_each_update_took_effect_once(site: Site, people: range) -> None:
    def unit(session: Session) -> tuple[int, int, int, dict[int, int]]:
        answered = sa.select(Letter.chat_id, sa.func.count()).where(Letter.key.is_(None)).group_by(Letter.chat_id)
        return (
            session.scalar(sa.select(sa.func.count()).select_from(UpdateSeen)) or 0,
            session.scalar(sa.select(sa.func.count()).select_from(FailedUpdate)) or 0,
            session.scalar(sa.select(sa.func.count()).select_from(Draft)) or 0,
            {row[0]: row[1] for row in session.execute(answered)},
        )

    seen, failed, drafts, answers = await site.database.read(unit)
    assert seen == len(site.world.bot.inbox.emitted)
    assert failed == 0
    assert drafts == 0
    assert answers == dict.fromkeys(people, 2)
    assert await helps(site) == Counter(
        (user_id, f"{kind} {user_id}") for user_id in people for kind in ("oferta", "necesidad")
    )


async def test_starts_answers_and_stops_on_sigterm_while_people_write(site: Site) -> None:
    people = range(FIRST, FIRST + PEOPLE_A_ROUND)
    await settle_people(site, people)
    async with site.bot() as bot:
        await bot.until_logged("running")
        write(site, people)
        await announce(site, people)
        await until(site.world, lambda: any(site.said(user_id) for user_id in people))

        began = time.monotonic()
        status = await bot.stop()

        assert (status, bot.broken()) == (0, [])
        assert time.monotonic() - began < 10
        assert "stopped" in [entry["event"] for entry in bot.entries]
        assert not (await states(site)).keys() & {LetterState.LEASED, LetterState.POSTING}

    async with site.bot() as bot:
        await _until_all_is_said(site, people)
        assert (await bot.stop(), bot.broken()) == (0, [])
    await check_each_update_took_effect_once(site, people)
    said = {user_id: len(site.said(user_id)) for user_id in people}
    assert said == dict.fromkeys(people, 3), "an orderly stop repeats nothing"


async def test_kill_9_at_any_moment_loses_nothing_and_repeats_only_what_was_on_its_way(site: Site) -> None:
    seed = random.SystemRandom().randrange(10**6)
    print(f"seed {seed}")  # noqa: T201 - shown when it fails
    chance = random.Random(seed)  # noqa: S311
    everybody = range(FIRST, FIRST + KILLS * PEOPLE_A_ROUND)
    await settle_people(site, everybody)
    unsure: Counter[int] = Counter()

    for round_ in range(KILLS):
        people = everybody[round_ * PEOPLE_A_ROUND : (round_ + 1) * PEOPLE_A_ROUND]
        async with site.bot() as bot:
            await bot.until_logged("running")
            await _kill_in_the_middle(site, bot, people, after=chance.randint(1, 3 * PEOPLE_A_ROUND - 1))
        unsure += await let_leases_end(site)
    async with site.bot() as bot:
        await _until_all_is_said(site, everybody)
        assert (await bot.stop(), bot.broken()) == (0, [])

    await check_each_update_took_effect_once(site, everybody)
    assert (await states(site)).keys() == {LetterState.SENT}
    print(f"on their way when the process was killed: {unsure.total()}")  # noqa: T201
    said = {user_id: len(site.said(user_id)) for user_id in everybody}
    assert all(3 <= said[user_id] <= 3 + unsure[user_id] for user_id in everybody), (said, unsure)


async def _kill_in_the_middle(site: Site, bot: BotProcess, people: range, *, after: int) -> None:
    """Letters go out and updates come in; the process dies when that many messages have reached phones."""
    before = sum(len(site.said(user_id)) for user_id in people)
    await announce(site, people)
    writing = asyncio.create_task(_write_in_bits(site, people))
    await until(site.world, lambda: sum(len(site.said(user_id)) for user_id in people) >= before + after)
    await bot.kill()
    await writing


async def _write_in_bits(site: Site, people: range) -> None:
    """So that some updates are being handled, some wait, and some come when nobody is there."""
    for start in range(0, len(people), 4):
        write(site, people[start : start + 4])
        await asyncio.sleep(0)


async def _until_all_is_said(site: Site, people: range) -> None:
    """Two answers and a letter to each, and nothing that waits in the outbox."""
    await until(site.world, lambda: all(len(site.said(user_id)) >= 3 for user_id in people))
    async with asyncio.timeout(PATIENCE):
        while (await states(site)).keys() & set(UNSENT):  # noqa: ASYNC110 - the store tells nobody
            await asyncio.sleep(0.05)


@pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)
async def test_wrong_token_is_one_clear_line(site: Site) -> None:
    site.settings["token"] = TOKEN[:-1]

    async with site.bot() as bot:
        status = await bot.ended()

    assert status == 1
    assert bot.lines == ["microrredes: Telegram does not know this MICRORREDES_TOKEN: copy it from @BotFather again"]


@pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)
async def test_second_poller_is_told_in_words_and_the_bot_goes_on(site: Site) -> None:
    people = range(FIRST, FIRST + 1)
    await settle_people(site, people)
    other = build_bot(TOKEN, site.settings["api_url"])
    async with site.bot() as bot:
        await bot.until_logged("running")
        while not site.world.bot.inbox.is_polled:  # noqa: ASYNC110 - the inbox tells nobody
            await asyncio.sleep(0.01)

        await other.call("getUpdates", {"timeout": 0, "allowed_updates": list(ALLOWED_UPDATES)})

        told = await bot.until_logged("another_process_polls_with_this_token")
        assert (told["level"], "other getUpdates request" in told["reason"]) == ("warning", True)
        write(site, people)
        await until(site.world, lambda: len(site.said(FIRST)) == 2)
        await bot.until_logged("polling_again")
        assert (await bot.stop(), bot.broken()) == (0, [])
    await other.close_connections()
