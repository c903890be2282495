"""Opens the store for one command, with a clear line for everything that can stand in the way."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import sqlalchemy as sa
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session

from bot.settings import Settings
from bot.terminal import Stop, one_line
from store.database import Database, Unit, connect, hold_still
from store.schema import newest_revision, present_revision, revisions, upgrade

T = TypeVar("T")


def with_store(settings: Settings, work: Callable[[Database], Awaitable[T]]) -> T:
    """Runs `work` on the store. An embedded one is made and migrated first, another must be up to date."""
    with store_failures(settings):
        prepare_store(settings)
        return asyncio.run(_on_store(settings.database_url, work))


def with_store_as_it_is(settings: Settings, unit: Unit[T]) -> T:
    """Carries out a unit that reads, all of one moment. The store is neither made nor migrated; nobody waits for it."""

    def checked(session: Session) -> T:
        hold_still(session)
        _check_newest(settings, present_revision(session.connection()))
        return unit(session)

    with store_failures(settings):
        path = make_url(settings.database_url).database
        if settings.is_embedded and not (path and Path(path).is_file()):
            _check_newest(settings, None)
        return asyncio.run(_on_store(settings.database_url, lambda database: database.read(checked)))


def prepare_store(settings: Settings) -> None:
    """Brings an embedded store to the newest revision; refuses another one that is not there."""
    if settings.is_embedded:
        upgrade(settings.database_url)
        return
    _check_newest(settings, revisions(settings.database_url)[0])


def _check_newest(settings: Settings, present: str | None) -> None:
    newest = newest_revision()
    if present != newest:
        state = "has no tables yet" if present is None else f"is at version {present}, not {newest}"
        raise Stop(f"the store {told(settings)} {state}: run `microrredes migrate`")


@contextmanager
def store_failures(settings: Settings) -> Iterator[None]:
    """Turns what databases and disks say into one line without a password."""
    try:
        yield
    except sa.exc.DBAPIError as failure:
        raise Stop(f"the store {told(settings)}: {one_line(str(failure.orig))}") from None
    except sa.exc.ArgumentError as failure:
        raise Stop(f"MICRORREDES_DATABASE_URL: {one_line(str(failure))}") from None
    except OSError as failure:
        raise Stop(f"the store {told(settings)} cannot be reached: {failure.strerror or failure}") from None


def told(settings: Settings) -> str:
    """Where the store is, without the password."""
    try:
        return make_url(settings.database_url).render_as_string(hide_password=True)
    except sa.exc.ArgumentError:
        return "of MICRORREDES_DATABASE_URL"


async def _on_store(url: str, work: Callable[[Database], Awaitable[T]]) -> T:
    database = connect(url)
    try:
        return await work(database)
    finally:
        await database.close()
