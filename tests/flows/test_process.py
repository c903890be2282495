"""The bot as people run it: a process that is started, stopped and killed while they go on writing."""

import asyncio
import random
import time
from collections import Counter

import pytest

from bot.demo import TOKEN
from bot.intake import ALLOWED_UPDATES
from bot.post import build_bot
from store.models import LetterState
from tests.flows.processes import BotProcess, until
from tests.flows.site import (
    FIRST,
    PEOPLE_A_ROUND,
    Site,
    announce,
    check_each_update_took_effect_once,
    let_leases_end,
    settle_people,
    states,
    until_all_is_said,
    write,
)

KILLS = 3


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
        await until_all_is_said(site, people)
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
        await until_all_is_said(site, everybody)
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
