"""Several processes on one PostgreSQL, all behind one address: each takes updates, each delivers, each may die."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from pathlib import Path

import pytest

from store.models import LetterState
from tests.flows.monitor import Monitor
from tests.flows.processes import PATIENCE, until
from tests.flows.proxies import LOG, caddy, nginx, round_robin
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
SECRET = "between-telegram-and-the-bot"
PEOPLE = range(FIRST, FIRST + 22)
BEFORE, WHILE_STOPPING, AFTER = PEOPLE[:10], PEOPLE[10:16], PEOPLE[16:]

Proxy = Callable[[list[int], Path, int], AbstractAsyncContextManager[str]]


@pytest.mark.parametrize("store_url", ["postgres"], indirect=True)
@pytest.mark.parametrize(("proxy", "tries_another"), [(round_robin, True), (nginx, True), (caddy, False)])
async def test_replica_is_killed_and_another_stopped_while_updates_come_and_letters_go(
    site: Site,
    proxy: Proxy,
    tries_another: bool,
    unused_tcp_port_factory: Callable[[], int],
    tmp_path: Path,
) -> None:
    ports = [unused_tcp_port_factory() for _ in range(REPLICAS)]
    monitors = [Monitor(unused_tcp_port_factory()) for _ in range(REPLICAS)]
    await settle_people(site, PEOPLE)
    async with AsyncExitStack() as stack:
        address = await stack.enter_async_context(proxy(ports, tmp_path, unused_tcp_port_factory()))
        site.settings |= {"webhook_url": f"{address}/telegram", "webhook_secret": SECRET}
        bots = [
            await stack.enter_async_context(site.bot(webhook_listen=f"127.0.0.1:{port}", **monitor.settings))
            for port, monitor in zip(ports, monitors, strict=True)
        ]
        for bot in bots:
            await bot.until_logged("running")
        assert site.world.bot.webhook is not None
        site.world.bot.webhook.longest_pause = 2.0  # several tries may end at replicas that are gone
        killed, stopped, last = bots

        write(site, BEFORE)
        await announce(site, PEOPLE)
        await until(site.world, lambda: any(site.said(user_id) for user_id in PEOPLE))
        for monitor in monitors:
            await until_shares(monitor)
        await killed.kill()
        unsure = await let_leases_end(site)

        write(site, WHILE_STOPPING)
        status = await stopped.stop()
        write(site, AFTER)
        await until_all_is_said(site, PEOPLE)

        assert site.world.bot.webhook is not None
        assert not (tries_another and site.world.bot.webhook.last_error_message), "Telegram notices nothing"
        assert (status, stopped.broken()) == (0, [])
        assert (await last.stop(), last.broken()) == (0, [])
    assert SECRET not in logged(tmp_path)
    await check_each_update_took_effect_once(site, PEOPLE)
    assert (await states(site)).keys() == {LetterState.SENT}
    said = {user_id: len(site.said(user_id)) for user_id in PEOPLE}
    assert all(3 <= said[user_id] <= 3 + unsure[user_id] for user_id in PEOPLE), (said, unsure)


async def until_shares(monitor: Monitor) -> None:
    """Until this replica has done some of the updates."""
    async with asyncio.timeout(PATIENCE):
        while 'microrredes_update_seconds_count{outcome="done"}' not in await monitor.figures():
            pass


def logged(folder: Path) -> str:
    """What the proxy wrote, if it writes anything."""
    return "".join(log.read_text("utf-8") for log in folder.glob(LOG))
