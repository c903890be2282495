"""The process is killed at one exact point of a letter's way: what Telegram then has, and what the store says."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from datetime import UTC, datetime

import sqlalchemy as sa
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from actions import letters
from actions.letters import Postage
from sandbox.faults import Held
from store.database import driver_url
from store.models import Lane, Letter, LetterState, Priority
from tests.flows.processes import PATIENCE
from tests.flows.site import FIRST, Site, announce, let_leases_end, settle_people, states
from texts.message import Html, Message

BEFORE, AFTER, ANSWERED = range(FIRST, FIRST + 3)  # whose letter it is that meets its end at which point
PARTS = ("primera " * 400 + "parte", "segunda " * 400 + "parte")


async def test_letter_in_doubt_is_sent_once_more_wherever_the_process_died(site: Site) -> None:
    await settle_people(site, range(FIRST, FIRST + 3))

    in_doubt = [
        await killed_before_the_call(site, BEFORE),
        await killed_after_the_call(site, AFTER),
        await killed_before_the_answer_is_recorded(site, ANSWERED),
    ]
    async with site.bot() as bot:
        await until_sent(site, 3)
        assert (await bot.stop(), bot.broken()) == (0, [])

    assert in_doubt == [[BEFORE], [AFTER], [ANSWERED]]
    assert {user_id: len(site.said(user_id)) for user_id in (BEFORE, AFTER, ANSWERED)} == {
        BEFORE: 1,
        AFTER: 2,
        ANSWERED: 2,
    }
    assert await outcomes(site) == [(LetterState.SENT, 1, 0)] * 3


async def test_long_message_is_whole_and_in_its_order_wherever_the_process_died(site: Site) -> None:
    await settle_people(site, range(FIRST, FIRST + 3))
    faults = site.world.faults

    await killed_at_the_first_part(site, ANSWERED)
    await killed_between_parts(site, BEFORE, faults.hold_before, so_far=2)
    await killed_between_parts(site, AFTER, faults.hold_after, so_far=4)
    async with site.bot() as bot:
        await until_sent(site, 6)
        assert (await bot.stop(), bot.broken()) == (0, [])

    assert {user_id: site.said(user_id) for user_id in (BEFORE, AFTER, ANSWERED)} == {
        BEFORE: [*PARTS],
        AFTER: [*PARTS, PARTS[1]],
        ANSWERED: [PARTS[0], *PARTS],
    }


async def killed_between_parts(site: Site, user_id: int, hold: Callable[[str], Held], so_far: int) -> None:
    """The first part has arrived; the second is held on its way. `so_far`: letters that others are to get before."""
    async with site.bot() as bot:
        await until_sent(site, so_far)
        first = site.world.faults.hold_after("sendMessage")
        await say_at_length(site, user_id)
        await first.reached.wait()
        second = hold("sendMessage")
        first.let_go()
        await second.reached.wait()
        await bot.kill()
        await second.left.wait()
    assert await whose_are_in_doubt(site) == [user_id]


async def killed_at_the_first_part(site: Site, user_id: int) -> None:
    """It has arrived, and nobody knows."""
    async with site.bot() as bot:
        first = site.world.faults.hold_after("sendMessage")
        await say_at_length(site, user_id)
        await first.reached.wait()
        await bot.kill()
    assert await whose_are_in_doubt(site) == [user_id]


async def say_at_length(site: Site, user_id: int) -> None:
    postage = Postage(Lane.BULK, Priority.ANNOUNCEMENT)
    now, message = datetime.now(UTC), Message(Html("\n\n".join(PARTS)))
    await site.database.run(lambda session: letters.send(session, user_id, message, now=now, postage=postage))


async def killed_before_the_call(site: Site, user_id: int) -> list[int]:
    """Marked and on its way; Telegram does nothing. Gives whose letters are in doubt."""
    async with site.bot() as bot:
        held = site.world.faults.hold_before("sendMessage")
        await announce(site, range(user_id, user_id + 1))
        await held.reached.wait()
        await bot.kill()
        await held.left.wait()
    assert site.said(user_id) == []
    return await whose_are_in_doubt(site)


async def killed_after_the_call(site: Site, user_id: int) -> list[int]:
    """Telegram has done it, and not answered."""
    async with site.bot() as bot:
        await until_sent(site, 1)
        held = site.world.faults.hold_after("sendMessage")
        await announce(site, range(user_id, user_id + 1))
        await held.reached.wait()
        await bot.kill()
    assert len(site.said(user_id)) == 1
    return await whose_are_in_doubt(site)


async def killed_before_the_answer_is_recorded(site: Site, user_id: int) -> list[int]:
    """Telegram has answered, and another holds what would have to be written."""
    async with site.bot() as bot:
        await until_sent(site, 2)
        held = site.world.faults.hold_after("sendMessage")
        await announce(site, range(user_id, user_id + 1))
        await held.reached.wait()
        call = site.world.calls[-1]
        async with letters_held(site):
            held.let_go()
            await until(lambda: call.status == 200)
            await bot.kill()
    return await whose_are_in_doubt(site)


@asynccontextmanager
async def letters_held(site: Site) -> AsyncIterator[None]:
    """Nobody else can write down what becomes of a letter."""
    url = make_url(site.settings["database_url"])
    if site.database.is_sqlite:
        with closing(sqlite3.connect(str(url.database), isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            yield
            other.execute("ROLLBACK")
        return
    engine = create_async_engine(driver_url(url), poolclass=NullPool)
    async with engine.connect() as other:
        await other.execute(sa.select(Letter.id).with_for_update())
        yield
        await other.rollback()
    await engine.dispose()


async def whose_are_in_doubt(site: Site) -> list[int]:
    return list((await let_leases_end(site)).elements())


async def until_sent(site: Site, number: int) -> None:
    """So many letters are sent, and no other waits."""
    async with asyncio.timeout(PATIENCE):
        while await states(site) != {LetterState.SENT: number}:  # noqa: ASYNC110 - the store tells nobody
            await asyncio.sleep(0.02)


async def until(is_so: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not is_so():  # noqa: ASYNC110 - the server tells nobody
            await asyncio.sleep(0.005)


async def outcomes(site: Site) -> list[tuple[str, int, int]]:
    """State, doubts and failed tries of every letter."""
    found = sa.select(Letter.state, Letter.doubts, Letter.attempts).order_by(Letter.id)
    return await site.database.read(lambda session: [(row[0], row[1], row[2]) for row in session.execute(found)])
