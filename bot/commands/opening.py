"""Opens the store for one command, with a clear line for everything that can stand in the way."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

import sqlalchemy as sa
from sqlalchemy.engine import make_url

from bot.settings import Settings
from bot.terminal import Stop, one_line
from store.database import Database, connect
from store.schema import revisions, upgrade

T = TypeVar("T")


def with_store(settings: Settings, work: Callable[[Database], Awaitable[T]]) -> T:
    """Runs `work` on the store. An embedded one is made and migrated first, another must be up to date."""
    with store_failures(settings):
        prepare_store(settings)
        return asyncio.run(_on_store(settings.database_url, work))


def prepare_store(settings: Settings) -> None:
    """Brings an embedded store to the newest revision; refuses another one that is not there."""
    if settings.is_embedded:
        upgrade(settings.database_url)
        return
    present, newest = revisions(settings.database_url)
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
