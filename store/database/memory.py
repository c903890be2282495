"""A store in memory, for what is tried out and never kept."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

import sqlalchemy as sa
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session

from store.database.changes import StoreSession
from store.database.sqlite import sqlite_engine
from store.models import Row


@contextmanager
def in_memory() -> Iterator[Session]:
    """An empty embedded store with all tables, in one transaction that is never committed: it goes with the session.

    Rows may come in any order: whether each has what it refers to would be looked at when they are committed.
    """
    with (
        _engine().connect() as connection,
        StoreSession(bind=connection, join_transaction_mode="rollback_only", expire_on_commit=False) as session,
    ):
        connection.execute(sa.text("PRAGMA defer_foreign_keys=ON"))
        Row.metadata.create_all(connection)
        yield session
        connection.rollback()


@cache
def _engine() -> sa.Engine:
    """Each connection is a store of its own, and ends with it; what the engine has compiled is good for the next."""
    return sqlite_engine(make_url("sqlite://"), begin="BEGIN", pool_size=0)


def hold_still(session: Session) -> None:
    """To be said first in a unit that reads: all that it reads is of one moment, whoever writes meanwhile."""
    stand_still(session.connection())


def stand_still(connection: sa.Connection) -> None:
    """The same for whoever has no session."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"))
