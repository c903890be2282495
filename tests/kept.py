"""Connections to a PostgreSQL database that outlive the store which opened them: the next test's has them.

The server's part in a new one, which knows no table and no statement yet, costs more than most tests ask of it.
"""

import asyncio
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql.asyncpg import AsyncAdapt_asyncpg_connection, PGDialect_asyncpg
from sqlalchemy.util import await_only

STATEMENTS = 1000  # prepared in each connection: tests ask more than a bot of one network does

_keepers: dict[str, "Kept"] = {}  # by the name of the database


class Kept:
    """The connections of units of work in the loop in which it was made. Others come and go as they always do."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._loop = asyncio.get_running_loop()
        self._idle: list[KeptConnection] = []
        _keepers[name] = self

    def serves(self, options: dict[str, Any]) -> bool:
        """Whether the connection that is asked for is of the kind that is kept here."""
        return "server_settings" in options and asyncio.get_running_loop() is self._loop

    def taken(self) -> "KeptConnection | None":
        """One that still lives, if there is any."""
        while self._idle:
            connection = self._idle.pop()
            if not connection.driver_connection.is_closed():
                return connection
        return None

    async def put_back(self, connection: "KeptConnection") -> None:
        """As new, but for what it has learnt."""
        await connection.driver_connection.reset()
        connection.is_learned = True
        self._idle.append(connection)

    def ids(self) -> list[int]:
        """The server's numbers of those that nobody uses."""
        return [connection.driver_connection.get_server_pid() for connection in self._idle]

    async def close(self) -> None:
        """Ends all of them."""
        del _keepers[self._name]
        while (connection := self.taken()) is not None:
            await connection.driver_connection.close()


class KeptConnection(AsyncAdapt_asyncpg_connection):
    """What an engine gets. One that it closes goes back; one that is broken off is lost."""

    __slots__ = ("_keeper", "is_learned")

    def __init__(self, keeper: Kept, connection: Any) -> None:
        super().__init__(connection.dbapi, connection.driver_connection, prepared_statement_cache_size=STATEMENTS)  # type: ignore[no-untyped-call]
        self._keeper = keeper
        self.is_learned = False

    def close(self) -> None:
        """At the end of its engine."""
        self.rollback()  # type: ignore[no-untyped-call]
        if not self.driver_connection.is_closed():
            await_only(self._keeper.put_back(self))


@sa.event.listens_for(sa.Engine, "do_connect")
def keep(dialect: sa.Dialect, _record: object, arguments: tuple[Any, ...], options: dict[str, Any]) -> Any:
    """Where nothing is kept, None: whoever comes next connects."""
    keeper = _keepers.get(options.get("database", ""))
    if keeper is None or not keeper.serves(options):
        return None
    return keeper.taken() or KeptConnection(keeper, dialect.connect(*arguments, **options))


def _once(learn: Any) -> Any:
    async def learn_once(dialect: PGDialect_asyncpg, connection: AsyncAdapt_asyncpg_connection) -> None:
        if not getattr(connection, "is_learned", False):
            await learn(dialect, connection)

    return learn_once


# Our stores all write and read JSON alike, and a connection that is told anew forgets what it has prepared.
for _name in ("setup_asyncpg_json_codec", "setup_asyncpg_jsonb_codec"):
    setattr(PGDialect_asyncpg, _name, _once(getattr(PGDialect_asyncpg, _name)))
