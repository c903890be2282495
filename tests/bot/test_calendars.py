"""Calendars are sent away for a while where the store is, or where too many come at once."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool
from structlog.testing import capture_logs

from bot.calendars import MOST_IN_HAND, Calendars
from store.database import Database, connect, driver_url

URL = "https://bot.example.org/calendar/"
PATH = f"/calendar/{'A' * 32}.ics"


@pytest.fixture
def postgres_url(new_postgres_url: str) -> str:
    """Of its own: the schema changes."""
    return new_postgres_url


@asynccontextmanager
async def client_of(database: Database) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(Calendars(database, URL).app)
    async with httpx.AsyncClient(transport=transport, base_url="http://bot") as client:
        yield client


async def test_store_that_is_away_is_told_as_later(unused_tcp_port: int) -> None:
    database = connect(f"postgresql://nobody@127.0.0.1:{unused_tcp_port}/none")
    with capture_logs() as logged:
        async with client_of(database) as client:
            answer = await client.get(PATH)
    await database.close()

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
    assert logged == []


async def test_what_breaks_is_logged_without_the_secret(sqlite_url: str) -> None:
    database = connect(sqlite_url)
    await database.run(lambda session: session.execute(sa.text("DROP TABLE calendar_feed")))
    with capture_logs() as logged:
        async with client_of(database) as client:
            answer = await client.get(PATH)
    await database.close()

    assert answer.status_code == 500
    assert [(entry["event"], entry["error"]) for entry in logged] == [("calendar_broke", "OperationalError")]
    assert "A" * 32 not in repr(logged)


async def test_more_than_a_few_at_once_are_asked_to_come_again(postgres_url: str) -> None:
    database, engine = connect(postgres_url), create_async_engine(driver_url(postgres_url), poolclass=NullPool)
    async with client_of(database) as client, engine.connect() as locking:
        await locking.execute(sa.text("LOCK TABLE calendar_feed IN ACCESS EXCLUSIVE MODE"))
        in_hand = {asyncio.create_task(client.get(PATH)) for _ in range(MOST_IN_HAND)}
        await asyncio.sleep(0)  # each begins
        further = await client.get(PATH)
        await locking.rollback()
        answers = await asyncio.gather(*in_hand)
        after = await client.get(PATH)
    await engine.dispose()
    await database.close()

    assert (further.status_code, further.headers["Retry-After"]) == (503, "60")
    assert [answer.status_code for answer in answers] == [404] * MOST_IN_HAND
    assert after.status_code == 404


@pytest.mark.parametrize("url", ["https://example.org/bot/calendar/", "https://example.org/calendar/"])
async def test_paths_follow_the_public_address(sqlite_url: str, url: str) -> None:
    database = connect(sqlite_url)
    transport = httpx.ASGITransport(Calendars(database, url).app)
    async with httpx.AsyncClient(transport=transport, base_url="http://bot") as client:
        posted = [
            (await client.post(path + "A" * 32 + ".ics")).status_code for path in ("/bot/calendar/", "/calendar/")
        ]
    await database.close()

    assert sorted(posted) == [404, 405]
