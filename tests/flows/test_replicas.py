"""Several processes on one PostgreSQL: one polls, all deliver, and each may die."""

import asyncio
from contextlib import AsyncExitStack

import pytest

from store.models import LetterState
from store.sole import Task
from tests.flows.processes import BotProcess, until
from tests.flows.running import running
from tests.flows.site import (
    FIRST,
    Site,
    announce,
    check_each_update_took_effect_once,
    let_leases_end,
    settle_people,
    states,
    until_all_is_said,
    write,
)

REPLICAS = 3
PEOPLE = range(FIRST, FIRST + 12)


@pytest.mark.parametrize("store_url", ["postgres"], indirect=True)
async def test_another_replica_polls_when_the_one_that_did_is_killed(site: Site) -> None:
    await settle_people(site, PEOPLE)
    async with AsyncExitStack() as stack:
        bots = [await stack.enter_async_context(site.bot()) for _ in range(REPLICAS)]
        for bot in bots:
            await bot.until_logged("running")
        polling = await first_to_poll(bots)
        write(site, PEOPLE[:6])
        await announce(site, PEOPLE)
        await until(site.world, lambda: any(site.said(user_id) for user_id in PEOPLE))

        await polling.kill()
        unsure = await let_leases_end(site)
        write(site, PEOPLE[6:])

        await until_all_is_said(site, PEOPLE)
        others = [bot for bot in bots if bot is not polling]
        assert sum("polling" in [entry["event"] for entry in bot.entries] for bot in others) == 1
        assert [(await bot.stop(), bot.broken()) for bot in others] == [(0, []), (0, [])]

    await check_each_update_took_effect_once(site, PEOPLE)
    assert (await states(site)).keys() == {LetterState.SENT}
    said = {user_id: len(site.said(user_id)) for user_id in PEOPLE}
    assert all(3 <= said[user_id] <= 3 + unsure[user_id] for user_id in PEOPLE), (said, unsure)


@pytest.mark.parametrize("store_url", ["postgres"], indirect=True)
async def test_replica_that_may_not_poll_delivers_all_the_same(site: Site) -> None:
    people = PEOPLE[:2]
    await settle_people(site, people)
    async with site.database.sole(Task.POLLING), running(site):
        await announce(site, people)

        await until(site.world, lambda: all(site.said(user_id) for user_id in people))

        assert not site.world.bot.inbox.is_polled


async def first_to_poll(bots: list[BotProcess]) -> BotProcess:
    """The one that holds the lock."""
    logging = {asyncio.create_task(bot.until_logged("polling")): bot for bot in bots}
    done, others = await asyncio.wait(logging, return_when=asyncio.FIRST_COMPLETED)
    for other in others:
        other.cancel()
    return logging[done.pop()]
