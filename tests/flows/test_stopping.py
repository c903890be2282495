"""The bot's process is told to stop while something outside is slow, gone, or has not answered yet."""

import asyncio
import signal
import sqlite3
import time
from collections.abc import Callable

import pytest
from sqlalchemy.engine import make_url

from store.models import LetterState
from tests.flows.line import line_to
from tests.flows.processes import PATIENCE, BotProcess, until
from tests.flows.site import FIRST, Site, announce, settle_people, states, until_all_is_said, write

PEOPLE = range(FIRST, FIRST + 4)
SLOW = 30.0
MOST = 10.0  # seconds, promised
SOONER, SOON, LATER = 6.0, 2.0, 60.0  # seconds, for a bot that is told so

both_stores_and_intakes = pytest.mark.parametrize(
    ("store_url", "intake"), [("sqlite", "polling"), ("postgres", "webhook")], indirect=["store_url"]
)
embedded = pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)
on_postgres = pytest.mark.parametrize("store_url", ["postgres"], indirect=True)


@pytest.mark.parametrize(
    ("store_url", "intake", "most"),
    [("sqlite", "polling", MOST), ("postgres", "webhook", SOONER)],
    indirect=["store_url"],
)
async def test_slow_telegram_delays_no_stop_and_all_arrives_after_the_next_start(
    site: Site, intake: str, most: float, unused_tcp_port: int
) -> None:
    await settle_people(site, PEOPLE)
    if intake == "webhook":
        site.take_updates_at(unused_tcp_port)
    group = site.world.add_group("Sala", [FIRST], [FIRST])
    async with site.bot(stop_seconds=str(most)) as bot:
        await bot.until_logged("running")
        site.world.faults.slow("sendMessage", SLOW, times=len(PEOPLE))
        site.world.faults.slow("getChatAdministrators", SLOW)
        site.world.add_bot_to(group.id, site.world.bot)
        site.world.send_text(FIRST, group.id, "/conectar")
        await announce(site, PEOPLE)
        await until_called(site, "getChatAdministrators", 1)
        await until_called(site, "sendMessage", len(PEOPLE))

        seconds, status = await told_twice_to_stop(bot)

        assert (status, bot.broken()) == (0, [])
        assert seconds < most
        assert set(await states(site)) == {LetterState.WAITING}
    site.world.faults.clear()

    async with site.bot() as bot:
        await until(site.world, lambda: [len(site.said(user_id)) for user_id in PEOPLE] == [2] * len(PEOPLE))
        await until(site.world, lambda: len(site.said(group.id)) == 1)
        assert (await bot.stop(), bot.broken()) == (0, [])
    assert (await states(site)).keys() == {LetterState.SENT}


@both_stores_and_intakes
async def test_dead_telegram_delays_no_stop(site: Site, intake: str, unused_tcp_port: int) -> None:
    await settle_people(site, PEOPLE)
    if intake == "webhook":
        site.take_updates_at(unused_tcp_port)
    async with site.bot(stop_seconds=str(LATER)) as bot:
        await bot.until_logged("running")
        site.world.faults.cut_before("*", times=1_000_000)
        await announce(site, PEOPLE)
        await until_called(site, "sendMessage", 1)

        seconds, status = await told_twice_to_stop(bot)

        assert (status, bot.broken()) == (0, [])
        assert seconds < MOST
        assert set(await states(site)) == {LetterState.WAITING}


@on_postgres
@pytest.mark.parametrize("intake", ["polling", "webhook"])
async def test_store_that_is_gone_delays_no_stop(site: Site, intake: str, unused_tcp_port: int) -> None:
    await settle_people(site, PEOPLE)
    if intake == "webhook":
        site.take_updates_at(unused_tcp_port)
    async with (
        line_to(site.settings["database_url"]) as line,
        site.bot(database_url=line.url, stop_seconds=str(LATER)) as bot,
    ):
        await bot.until_logged("running")
        await line.cut()
        write(site, PEOPLE)
        await bot.until_logged("store_is_away")

        seconds, status = await told_twice_to_stop(bot)

        assert status == 0, bot.lines
        assert seconds < MOST
    async with site.bot() as bot:
        await until(site.world, lambda: all(len(site.said(user_id)) == 2 for user_id in PEOPLE))
        assert (await bot.stop(), bot.broken()) == (0, [])


@on_postgres
async def test_store_that_hangs_delays_no_stop(site: Site) -> None:
    await settle_people(site, PEOPLE)
    async with (
        line_to(site.settings["database_url"]) as line,
        site.bot(database_url=line.url, stop_seconds=str(SOON)) as bot,
    ):
        await bot.until_logged("running")
        write(site, PEOPLE)
        await until(site.world, lambda: all(len(site.said(user_id)) == 2 for user_id in PEOPLE))
        line.hold()
        write(site, PEOPLE)
        await until_held(site)

        seconds, status = await told_twice_to_stop(bot)

        assert status == 0, bot.lines
        assert seconds < MOST / 2


@embedded
async def test_locked_store_delays_no_stop(site: Site) -> None:
    await settle_people(site, PEOPLE)
    async with site.bot(stop_seconds=str(SOON)) as bot:
        await bot.until_logged("running")
        other = sqlite3.connect(str(make_url(site.settings["database_url"]).database), isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        write(site, PEOPLE)
        await until_held(site)

        seconds, status = await told_twice_to_stop(bot)

        other.execute("ROLLBACK")
        other.close()
        assert status == 0, bot.lines
        assert seconds < MOST / 2


@embedded
async def test_start_that_waits_for_telegram_is_broken_off(site: Site) -> None:
    site.world.faults.slow("getMe", SLOW)
    async with site.whole_bot(stop_seconds=str(LATER)) as bot:
        await until_called(site, "getMe", 1)

        began = time.monotonic()
        status = await bot.stop()

        assert (status, bot.broken()) == (0, [])
        assert time.monotonic() - began < MOST


@on_postgres
async def test_start_that_waits_for_the_store_is_broken_off(site: Site) -> None:
    async with line_to(site.settings["database_url"]) as line:
        line.hold()
        async with site.whole_bot(database_url=line.url, stop_seconds=str(LATER)) as bot:
            await line.until_called()

            began = time.monotonic()
            status = await bot.stop()

            assert (status, bot.lines) == (0, [])
            assert time.monotonic() - began < MOST


@embedded
async def test_second_interrupt_ends_at_once(site: Site) -> None:
    await settle_people(site, PEOPLE)
    async with site.whole_bot(stop_seconds=str(LATER)) as bot:
        await bot.until_logged("running")
        site.world.faults.slow("sendMessage", SLOW, times=len(PEOPLE))
        await announce(site, PEOPLE)
        await until_called(site, "sendMessage", 1)
        bot.send(signal.SIGINT)
        await bot.until_logged("stopping")

        began = time.monotonic()
        bot.send(signal.SIGINT)
        status = await bot.ended()

        assert status == -signal.SIGINT
        assert time.monotonic() - began < MOST
    site.world.faults.clear()


@embedded
async def test_one_interrupt_stops_in_order(site: Site) -> None:
    await settle_people(site, PEOPLE)
    async with site.whole_bot() as bot:
        await bot.until_logged("running")
        write(site, PEOPLE)
        await announce(site, PEOPLE)
        await until_all_is_said(site, PEOPLE)

        bot.send(signal.SIGINT)

        assert (await bot.ended(), bot.broken()) == (0, [])
        assert bot.events[-2:] == ["stopping", "stopped"]


async def told_twice_to_stop(bot: BotProcess) -> tuple[float, int]:
    """SIGTERM, and once more while it is stopping; the seconds that it took, and the exit status."""
    began = time.monotonic()
    bot.send(signal.SIGTERM)
    await bot.until_logged("stopping")
    status = await bot.stop()
    return time.monotonic() - began, status


async def until_called(site: Site, method: str, times: int) -> None:
    await until_so(lambda: sum(call.method == method for call in site.world.calls) >= times)


async def until_held(site: Site) -> None:
    """Until updates have been told that are not done: Telegram is asked again beside them, or waits for answers."""
    inbox = site.world.bot.inbox
    await until_so(lambda: not inbox.is_polled and len(inbox) > 0)


async def until_so(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not condition():  # noqa: ASYNC110 - the server tells nobody of calls
            await asyncio.sleep(0.01)
