"""The bot as people run it: a process that is started, stopped and killed while they go on writing."""

import asyncio
import random
import time

import pytest

from bot.demo import TOKEN
from bot.intake import ALLOWED_UPDATES
from bot.post import build_bot
from store.models import LetterState
from tests.flows.kills import Killing
from tests.flows.processes import until
from tests.flows.site import (
    FIRST,
    PEOPLE_A_ROUND,
    Site,
    announce,
    check_each_update_took_effect_once,
    settle_people,
    states,
    until_all_is_said,
    write,
)
from texts.translator import LANGUAGES

KILLS = 2


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


async def test_command_that_waits_for_telegram_delays_only_its_group(site: Site) -> None:
    people = range(FIRST, FIRST + 4)
    await settle_people(site, people)
    group = site.world.add_group("Sala", [FIRST], [FIRST])
    async with site.bot() as bot:
        await bot.until_logged("running")
        site.world.add_bot_to(group.id, site.world.bot)
        site.world.faults.slow("getChatAdministrators", 30)
        site.world.send_text(FIRST, group.id, "/conectar")
        write(site, people)
        await until(site.world, lambda: all(len(site.said(user_id)) == 2 for user_id in people))
        assert (site.said(group.id), bot.broken()) == ([], [])
        await bot.kill()

    async with site.bot() as bot:
        await until(site.world, lambda: bool(site.said(group.id)))
        assert (await bot.stop(), bot.broken()) == (0, [])
    await check_each_update_took_effect_once(site, people, groups=[group.id])


async def test_kill_9_at_any_moment_loses_nothing_and_repeats_only_what_was_on_its_way(site: Site) -> None:
    """A few kills; `python -m benchmarks.kills` does hundreds."""
    seed = random.SystemRandom().randrange(10**6)
    print(f"seed {seed}")  # noqa: T201 - shown when it fails
    killing = Killing(site, random.Random(seed))  # noqa: S311

    await killing.kill(KILLS)

    print(killing.toll.told())  # noqa: T201


@pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)
async def test_menus_are_told_after_each_start(site: Site) -> None:
    async with site.bot() as bot:
        await until(site.world, lambda: {language for *_, language in site.world.bot.commands} >= set(LANGUAGES))
        assert (await bot.stop(), bot.broken()) == (0, [])


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
