"""The bot's process serves calendars: beside the webhook, behind the proxies of `deploy/`, and where it polls."""

import ssl
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from pathlib import Path

import aiohttp
import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from actions.calendar import do_give_address
from store.models import Person
from tests.flows.processes import until
from tests.flows.proxies import LOG, caddy, nginx
from tests.flows.site import FIRST, Site, settle_people
from tests.reports.calendars import read_with_icalendar

PEOPLE = range(FIRST, FIRST + 1)
Proxy = Callable[[list[int], Path, int], AbstractAsyncContextManager[str]]

embedded = pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)


async def give_address(site: Site) -> str:
    """The secret part of somebody's address."""

    def unit(session: Session) -> str:
        person = session.scalars(sa.select(Person)).one()
        return do_give_address(session, person, None, issue=0, now=person.created_at)

    return await site.database.run(unit)


async def fetch(url: str, folder: Path) -> tuple[int, str]:
    """Over TLS with the test's own certificate, where there is one."""
    certificate = folder / "certificate.pem"
    trusted = ssl.create_default_context(cafile=str(certificate)) if url.startswith("https") else True
    async with aiohttp.ClientSession() as client, client.get(url, ssl=trusted) as answer:
        return answer.status, await answer.text()


@embedded
async def test_calendars_are_served_where_the_bot_polls(site: Site, unused_tcp_port: int, tmp_path: Path) -> None:
    await settle_people(site, PEOPLE)
    token = await give_address(site)
    address = f"http://127.0.0.1:{unused_tcp_port}"

    async with site.bot(public_url=address, webhook_listen=f"127.0.0.1:{unused_tcp_port}") as bot:
        await bot.until_logged("running")
        status, content = await fetch(f"{address}/calendar/{token}.ics", tmp_path)
        elsewhere, _ = await fetch(f"{address}/telegram", tmp_path)

        assert (await bot.stop(), bot.broken()) == (0, [])
    assert (status, elsewhere) == (200, 404)
    assert len(read_with_icalendar(content)) == 6


@embedded
@pytest.mark.parametrize("proxy", [nginx, caddy])
async def test_calendars_and_updates_come_through_one_proxy(
    site: Site, proxy: Proxy, unused_tcp_port_factory: Callable[[], int], tmp_path: Path
) -> None:
    port = unused_tcp_port_factory()
    await settle_people(site, PEOPLE)
    token = await give_address(site)
    async with AsyncExitStack() as stack:
        address = await stack.enter_async_context(proxy([port] * 3, tmp_path, unused_tcp_port_factory()))
        settings = {"webhook_url": f"{address}/telegram", "webhook_listen": f"127.0.0.1:{port}", "public_url": address}
        bot = await stack.enter_async_context(site.bot(**settings))
        await bot.until_logged("running")

        site.world.send_text(FIRST, FIRST, "/menu")
        status, content = await fetch(f"{address}/calendar/{token}.ics", tmp_path)
        unknown, _ = await fetch(f"{address}/calendar/{'A' * 32}.ics", tmp_path)
        await until(site.world, lambda: bool(site.said(FIRST)))

        assert (await bot.stop(), bot.broken()) == (0, [])
        gone, _ = await fetch(f"{address}/calendar/{token}.ics", tmp_path)
    assert (status, unknown, gone) == (200, 404, 502)
    assert len(read_with_icalendar(content)) == 6
    assert token not in (tmp_path / LOG).read_text("utf-8", "replace")
