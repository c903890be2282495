"""A PostgreSQL database that all tests of a process use one after another, emptied and filled anew for each.

To make a copy for each and to drop it takes three times as long.
"""

from dataclasses import dataclass
from io import BytesIO

import asyncpg

CUT_OFF = """
    SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"
SEQUENCES = "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public' ORDER BY sequencename"


@dataclass(frozen=True)
class Contents:
    """What empties the tables, what gives their room back, and what brings these contents in."""

    emptying: str
    clearing: str  # without it rows would lie in whatever order there was room for them
    filling: str


class Reused:
    """The database at `url`. `fill` gives it the contents of another one; both have the newest schema."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._known: dict[str, Contents] = {}  # by the address that they come from

    async def fill(self, source: str) -> None:
        """Cuts off whoever a test has left connected, and makes the contents those of the database at `source`."""
        connection = await asyncpg.connect(self.url)
        await connection.execute(CUT_OFF)
        if source not in self._known:
            self._known[source] = await self._learn(connection, source)
        contents = self._known[source]
        for statements in (contents.emptying, contents.clearing, contents.filling):
            await connection.execute(statements)
        await connection.close()

    async def _learn(self, connection: asyncpg.Connection, source: str) -> Contents:
        """Copies the contents into a schema beside, from where they are brought back."""
        schema = f"contents_{len(self._known)}"
        emptying = ["SET session_replication_role = replica"]  # tables in any order
        cleared = []
        filling = []
        await connection.execute(f"CREATE SCHEMA {schema}")
        other = await asyncpg.connect(source)
        for (table,) in await other.fetch(TABLES):
            emptying.append(f"DELETE FROM public.{table}")  # noqa: S608 - the name of a table of ours
            cleared.append(f"public.{table}")
            rows = BytesIO()
            await other.copy_from_table(table, schema_name="public", output=rows, format="binary")
            rows.seek(0)
            await connection.execute(f"CREATE TABLE {schema}.{table} (LIKE public.{table})")
            copied = await connection.copy_to_table(table, schema_name=schema, source=rows, format="binary")
            if copied != "COPY 0":
                filling.append(f"INSERT INTO public.{table} SELECT * FROM {schema}.{table}")  # noqa: S608
        for sequence, last in await other.fetch(SEQUENCES):
            filling.append(f"SELECT setval('public.{sequence}', {last or 1}, {last is not None})")
        await other.close()
        return Contents(";".join(emptying), f"VACUUM {', '.join(cleared)}", ";".join(filling))
