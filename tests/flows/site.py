"""A store with people in it, a Telegram, and the bot as processes that are started, stopped and killed."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session

from actions import letters
from actions.letters import Postage
from actions.programme import do_load_programme, read_programme
from actions.registration import do_join
from bot.demo import PROGRAMME
from sandbox.world import World
from store.chats import meet_chat
from store.database import Database
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
from tests.flows.processes import PATIENCE, BotProcess, bot_process, run_command, until
from tests.flows.whole_process import WholeProcess, whole_process
from texts.message import Html, Message

FIRST = 9001
PEOPLE_A_ROUND = 10


@dataclass
class Site:
    """A store with people in it, a Telegram, and a place to start the bot."""

    world: World
    database: Database
    folder: Path
    settings: dict[str, str]

    def bot(self, **settings: str) -> AbstractAsyncContextManager[BotProcess]:
        """The bot's process."""
        return bot_process(self.folder, **{**self.settings, **settings})

    async def command(self, *arguments: str) -> tuple[int, list[str], list[str]]:
        """Another command of `microrredes`, on the same store."""
        return await run_command(self.folder, self.settings, *arguments)

    def whole_bot(self, **settings: str) -> AbstractAsyncContextManager[WholeProcess]:
        """The bot's process, for tests of its start and its end."""
        return whole_process(self.folder, {**self.settings, **settings})

    def take_updates_at(self, port: int) -> None:
        """By webhook, rather than by polling."""
        self.settings |= {
            "webhook_url": f"http://127.0.0.1:{port}/telegram",
            "webhook_listen": f"127.0.0.1:{port}",
        }

    def said(self, user_id: int) -> list[str]:
        """What the bot has said to somebody."""
        return [message.text for message in self.world.messages(user_id) if message.by_bot]


async def settle_people(site: Site, people: range) -> None:
    """Members of a network, each asked by a form what they need; what they offer they have said."""
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
        known = {"argument": str(network.id), "offers": [f"oferta {user_id}"]}
        session.add(
            Draft(person_id=person.id, form="helps", step="needs", answers=known, awaiting=True, updated_at=now)
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


def write(site: Site, people: Sequence[int]) -> None:
    """Everybody answers the question, and opens the menu without waiting: that first, and the answer would be lost."""
    for user_id in people:
        site.world.send_text(user_id, user_id, f"necesidad {user_id}")
    for user_id in people:
        site.world.send_text(user_id, user_id, "/menu")


async def let_leases_end(site: Site) -> Counter[int]:
    """Turns the clock for what a dead process had leased: other processes would take it up after a minute.

    Gives the chats of the letters of which nobody can know whether they were sent. A PostgreSQL server may still be
    busy with what the dead one has said last: a commit, which would lease letters again after this.
    """
    past = datetime.now(UTC) - timedelta(seconds=1)
    leased = sa.update(Letter).where(Letter.state.in_([LetterState.LEASED, LetterState.POSTING]))

    def unit(session: Session) -> Counter[int]:
        if not site.database.is_sqlite:
            session.execute(sa.text(f"LOCK TABLE {Letter.__tablename__} IN EXCLUSIVE MODE"))
        ended = session.execute(leased.values(lease_until=past).returning(Letter.chat_id, Letter.state))
        return Counter(row.chat_id for row in ended if row.state is LetterState.POSTING)

    return await site.database.run(unit)


async def states(site: Site) -> Counter[str]:
    return await site.database.read(lambda session: Counter(session.scalars(sa.select(Letter.state))))


async def unsent(site: Site) -> list[str]:
    """The letters that wait, for those who wonder what for."""
    query = sa.select(Letter).where(Letter.state.in_(UNSENT)).order_by(Letter.id)
    return await site.database.read(
        lambda session: [
            f"{letter.state} {letter.chat_id} due {letter.due_at} lease {letter.lease_until} doubts {letter.doubts}"
            for letter in session.scalars(query)
        ]
    )


async def sent_by_chat(site: Site) -> Counter[int]:
    """How many messages each chat was sent, as far as the store knows."""
    query = (
        sa.select(Letter.chat_id, sa.func.count())
        .where(Letter.state == LetterState.SENT, Letter.method.startswith("send"))
        .group_by(Letter.chat_id)
    )
    return await site.database.read(lambda session: Counter({row[0]: row[1] for row in session.execute(query)}))


async def check_no_update_is_lost(site: Site) -> None:
    """At any moment: what took no effect yet is still with Telegram."""
    query = sa.select(UpdateSeen.update_id)
    seen = await site.database.read(lambda session: set(session.scalars(query)))
    inbox = site.world.bot.inbox
    waiting = {update.id for update in inbox.waiting()}
    assert {update.id for update in inbox.emitted} - seen - waiting == set()


async def helps(site: Site) -> Counter[tuple[int, str]]:
    """What everybody offers and needs, with the person's Telegram id."""
    query = (
        sa.select(Person.telegram_id, Help.text)
        .join(Membership, Membership.person_id == Person.id)
        .join(Help, Help.membership_id == Membership.id)
    )
    rows = await site.database.read(lambda session: session.execute(query).all())
    return Counter((row[0] or 0, row[1]) for row in rows)


async def check_each_update_took_effect_once(site: Site, people: range, *, groups: Sequence[int] = ()) -> None:
    """Two answers to each of the people, and one in each of the groups."""

    def unit(session: Session) -> tuple[int, int, int, dict[int, int]]:
        # An answered question loses its keys by an edit, when it had been sent by then.
        answers = (Letter.key.is_(None), Letter.method.startswith("send"))
        answered = sa.select(Letter.chat_id, sa.func.count()).where(*answers).group_by(Letter.chat_id)
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
    assert answers == dict.fromkeys(people, 2) | dict.fromkeys(groups, 1)
    assert await helps(site) == Counter(
        (user_id, f"{kind} {user_id}") for user_id in people for kind in ("oferta", "necesidad")
    )


async def until_all_is_said(site: Site, people: range, *, patience: float = PATIENCE) -> None:
    """Two answers and a letter to each, and nothing that waits in the outbox."""
    try:
        await until(site.world, lambda: all(len(site.said(user_id)) >= 3 for user_id in people), patience=patience)
        async with asyncio.timeout(patience):
            while (await states(site)).keys() & set(UNSENT):  # noqa: ASYNC110 - the store tells nobody
                await asyncio.sleep(0.05)
    except TimeoutError:
        unsaid = {user_id: site.said(user_id) for user_id in people if len(site.said(user_id)) < 3}
        waiting = site.world.pending_updates(site.world.bot)
        raise AssertionError(f"{unsaid}; {waiting} updates wait; {await unsent(site)}") from None
