"""Figures and health, as a monitor reads them from the bot's process."""

import asyncio
import re

import pytest

from tests.flows.line import line_to
from tests.flows.monitor import Monitor
from tests.flows.processes import until
from tests.flows.site import FIRST, Site, announce, settle_people, until_all_is_said, write

PEOPLE = range(FIRST, FIRST + 4)

embedded = pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)
on_postgres = pytest.mark.parametrize("store_url", ["postgres"], indirect=True)


@pytest.fixture
def monitor(unused_tcp_port: int) -> Monitor:
    return Monitor(unused_tcp_port)


async def test_what_the_bot_does_is_counted(site: Site, monitor: Monitor) -> None:
    await settle_people(site, PEOPLE)
    async with site.bot(**monitor.settings) as bot:
        await bot.until_logged("running")
        before = await monitor.figures()
        write(site, PEOPLE)
        site.world.send_text(FIRST, FIRST, "/no_such_command")
        await announce(site, PEOPLE)
        await until_all_is_said(site, PEOPLE)
        await until(site.world, lambda: len(site.said(FIRST)) == 4)

        after = await monitor.figures()

        assert await monitor.health() == (200, "ok")
        assert (await bot.stop(), bot.broken()) == (0, [])
    assert before["microrredes_store_up"] == 1.0
    assert after['microrredes_update_seconds_count{outcome="done"}'] == 8
    assert after['microrredes_update_seconds_count{outcome="refused"}'] == 1
    assert after['microrredes_letters_total{lane="answers",outcome="sent"}'] == 9
    assert after['microrredes_letters_total{lane="bulk",outcome="sent"}'] == 4
    assert after['microrredes_unit_seconds_count{kind="write"}'] > 20
    assert after["process_resident_memory_bytes"] > 0
    assert after['microrredes_outbox_letters{priority="announcement"}'] == 0


@embedded
async def test_what_waits_and_what_was_set_aside_is_shown(site: Site, monitor: Monitor) -> None:
    await settle_people(site, PEOPLE)
    held = [site.world.faults.hold_before("sendMessage") for _ in PEOPLE]
    async with site.bot(**monitor.settings) as bot:
        await bot.until_logged("running")
        site.world.bot.inbox.put("message", {"message_id": "no number"}, FIRST)
        await bot.until_logged("update_set_aside")
        await announce(site, PEOPLE)

        figures = await monitor.figures()

        for each in held:
            each.let_go()
        await bot.stop()
    site.world.calls.clear()  # no library reads that update, as the bot did not
    site.world.bot.inbox.emitted.clear()
    assert figures['microrredes_update_seconds_count{outcome="set_aside"}'] == 1
    assert figures["microrredes_updates_waiting_aside"] == 1
    assert figures['microrredes_outbox_letters{priority="announcement"}'] == len(PEOPLE)
    assert figures['microrredes_outbox_due_letters{priority="announcement"}'] == len(PEOPLE)
    assert 0 < figures['microrredes_outbox_oldest_due_seconds{priority="announcement"}'] < 60


@on_postgres
async def test_no_label_names_a_person_a_chat_or_a_text(site: Site, monitor: Monitor) -> None:
    await settle_people(site, PEOPLE)
    async with site.bot(**monitor.settings) as bot:
        await bot.until_logged("running")
        write(site, PEOPLE)
        await announce(site, PEOPLE)
        await until_all_is_said(site, PEOPLE)

        page = await monitor.page()

        await bot.stop()
    labelled = "\n".join(line.rpartition(" ")[0] for line in page.splitlines())  # figures may have any digits
    assert not [user_id for user_id in PEOPLE if str(user_id) in labelled]
    assert set(re.findall(r'(\w+)="', page)) <= {
        *("outcome", "lane", "kind", "tick", "priority", "le"),
        *("implementation", "major", "minor", "patchlevel", "version", "generation"),
    }


@on_postgres
async def test_health_names_a_store_that_is_gone_or_hangs(site: Site, monitor: Monitor) -> None:
    async with (
        line_to(site.settings["database_url"]) as line,
        site.bot(database_url=line.url, **monitor.settings) as bot,
    ):
        await bot.until_logged("running")
        well = await monitor.health()

        line.hold()
        hangs = await monitor.health()
        await line.cut()
        gone, figures = await monitor.health(), await monitor.figures()

        assert await bot.stop() == 0
    assert (well, hangs, gone) == ((200, "ok"), (503, "store"), (503, "store"))
    assert figures["microrredes_store_up"] == 0.0
    assert not [name for name in figures if name.startswith("microrredes_outbox")]


@embedded
async def test_health_says_that_the_bot_is_stopping(site: Site, monitor: Monitor) -> None:
    await settle_people(site, PEOPLE)
    held = site.world.faults.hold_before("sendMessage")
    async with site.bot(**monitor.settings) as bot:
        await bot.until_logged("running")
        await announce(site, PEOPLE[:1])
        await held.reached.wait()
        stopping = asyncio.create_task(bot.stop())
        await bot.until_logged("stopping")

        health = await monitor.health()

        held.let_go()
        assert (health, await stopping) == ((503, "stopping"), 0)
