"""What passes and what does not, by what the databases really say."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session
from structlog.testing import capture_logs

from store.away import CALM, StoreAway, Waiting, is_passing
from store.database import Database, connect
from store.models import Pace

BROKEN: dict[str, Callable[[Session], Any]] = {
    "no such statement": lambda session: session.execute(sa.text("SELEC 1")),
    "no such table": lambda session: session.execute(sa.text("SELECT * FROM elsewhere")),
    "a number too large": lambda session: session.execute(sa.select(Pace).where(sa.literal(2**70) == 1)),
    "a value that is missing": lambda session: session.execute(sa.insert(Pace), [{"key": "a", "next_at": None}]),
    "ours": lambda _session: [][1],
}


async def failure_of(database: Database, unit: Callable[[Session], Any]) -> BaseException:
    with pytest.raises(Exception) as caught:  # noqa: PT011 - which it is, is the question
        await database.run(unit)
    return caught.value


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN)
async def test_what_is_broken_does_not_pass(database: Database, broken: Callable[[Session], Any]) -> None:
    assert not is_passing(await failure_of(database, broken))
    await database.run(lambda session: session.execute(sa.text("SELECT 1")))


async def test_another_writer_passes(sqlite_url: str) -> None:
    database = connect(f"{sqlite_url}?timeout=0.05")
    with closing(sqlite3.connect(str(make_url(sqlite_url).database), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        locked = await failure_of(database, lambda _session: None)
    await database.close()

    assert is_passing(locked)


async def test_file_that_cannot_be_opened_passes(tmp_path: Path) -> None:
    (tmp_path / "store.db").mkdir()
    database = connect(f"sqlite:///{tmp_path / 'store.db'}")

    assert is_passing(await failure_of(database, lambda _session: None))
    await database.close()


async def test_full_disk_takes_all_units_of_its_commit_back(sqlite_url: str) -> None:
    database = connect(sqlite_url)

    def fill(session: Session) -> None:
        session.execute(sa.text("PRAGMA max_page_count = 1"))
        session.execute(sa.text("CREATE TABLE more (text TEXT)"))
        for _ in range(1000):
            session.execute(sa.text("INSERT INTO more VALUES (:text)"), {"text": "x" * 1000})

    full = await failure_of(database, fill)

    assert is_passing(full)
    assert "full" in str(full)
    tables = await database.read(lambda session: sa.inspect(session.connection()).get_table_names())
    assert "more" not in tables
    await database.close()


@pytest.mark.parametrize("address", ["postgresql://127.0.0.1:1/nowhere", "postgresql:///nowhere?host=/nowhere"])
async def test_no_connection_passes(address: str) -> None:
    database = connect(address)

    assert is_passing(await failure_of(database, lambda session: session.execute(sa.text("SELECT 1"))))
    await database.close()


async def test_connection_that_is_ended_from_outside_passes(postgres_url: str) -> None:
    database, other = connect(postgres_url), connect(postgres_url)

    def ended(session: Session) -> None:
        session.execute(sa.text("SELECT pg_terminate_backend(pg_backend_pid())"))

    assert is_passing(await failure_of(database, ended))
    await database.run(lambda session: session.execute(sa.text("SELECT 1")))
    await database.close()
    await other.close()


async def test_statement_that_is_cancelled_passes(postgres_url: str) -> None:
    database = connect(postgres_url)

    def slow(session: Session) -> None:
        session.execute(sa.text("SET LOCAL statement_timeout = 20"))
        session.execute(sa.text("SELECT pg_sleep(5)"))

    assert is_passing(await failure_of(database, slow))
    await database.close()


def test_trouble_is_told_once_however_many_wait_and_however_it_flickers() -> None:
    moment = [0.0]
    waiting = Waiting(lambda: moment[0])

    with capture_logs() as logs:
        waiting.begin("letters", StoreAway("no room"))
        waiting.begin("updates", StoreAway("no room"))
        waiting.end("letters")
        moment[0] = 20.0
        waiting.begin("updates", StoreAway("no room"))
        waiting.end("updates")
        waiting.begin("updates", StoreAway("no room"))
        waiting.end("updates")
        moment[0] += CALM
        waiting.end("letters")
        waiting.end("letters")

    assert [(entry["event"], entry.get("error"), entry.get("seconds")) for entry in logs] == [
        ("store_is_away", "StoreAway: no room", None),
        ("store_is_back", None, 20.0),
    ]


def test_lost_connection_is_told_in_words() -> None:
    """As asyncpg says it when the server stops between two steps of its own."""
    driver = Exception("cannot switch to state 11; another operation (2) is in progress")

    with capture_logs() as logs:
        Waiting().begin("letters", sa.exc.InternalError("SELECT 1", None, driver, connection_invalidated=True))

    assert [entry["error"] for entry in logs] == ["InternalError: the connection is lost"]
