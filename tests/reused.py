"""A PostgreSQL database that all tests of a process use one after another, emptied and filled anew for each.

To make a copy for each and to drop it takes three times as long.
"""

from io import BytesIO

import asyncpg
from sqlalchemy.engine import make_url

from tests.kept import Kept

CUT_OFF = """
    SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND pid <> ALL($1)
"""
# What nobody has written to since it was last cleared takes up no room. Long values lie in a table of their own.
TOUCHED = """
    SELECT part.oid::regclass::text, part.holds_rows
    FROM pg_class CROSS JOIN LATERAL (VALUES (pg_class.oid, TRUE), (reltoastrelid, FALSE)) AS part (oid, holds_rows)
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND pg_relation_size(part.oid) > 0
    ORDER BY relname, holds_rows
"""
IN_ANY_ORDER = "SET session_replication_role = replica"  # whatever refers to what
# What is left of rows that are gone makes tables grow. To clear it makes the server plan anew all that is prepared
# about them, which costs far more than to read past it for a while. Rows may then lie in another order than they came
# in, as they may for a bot: what is read without an order may come in any.
FILLS_BETWEEN_CLEARINGS = 20
CLEAR = "VACUUM (PROCESS_TOAST FALSE, SKIP_DATABASE_STATS)"
# What PostgreSQL makes of the others itself cannot be given to it.
TABLES = """
    SELECT table_name, string_agg(quote_ident(column_name), ', ' ORDER BY ordinal_position)
    FROM information_schema.columns WHERE table_schema = 'public' AND is_generated = 'NEVER'
    GROUP BY table_name ORDER BY table_name
"""
SEQUENCES = "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public' ORDER BY sequencename"


class Reused:
    """The database at `url`. `fill` gives it the contents of another one; both have the newest schema."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._kept = Kept(str(make_url(url).database))
        self._own: asyncpg.Connection | None = None
        self._filling: dict[str, str] = {}  # statements, by the address that the contents come from
        self._fills = 0

    async def fill(self, source: str) -> None:
        """Cuts off whoever a test has left connected, and makes the contents those of the database at `source`."""
        connection = await self._connected()
        await connection.fetch(CUT_OFF, self._kept.ids())
        if source not in self._filling:
            self._filling[source] = await self._learn(connection, source)
        touched = await connection.fetch(TOUCHED)
        if touched:
            await connection.execute(";".join(f"DELETE FROM {name}" for name, holds_rows in touched if holds_rows))  # noqa: S608 - tables of ours
        self._fills += 1
        if touched and self._fills % FILLS_BETWEEN_CLEARINGS == 0:
            await connection.execute(f"{CLEAR} {', '.join(name for name, _ in touched)}")
        await connection.execute(self._filling[source])

    async def close(self) -> None:
        """Ends what is kept from test to test."""
        await self._kept.close()
        if self._own is not None:
            await self._own.close()

    async def _connected(self) -> asyncpg.Connection:
        if self._own is None or self._own.is_closed():
            self._own = await asyncpg.connect(self.url)
            await self._own.execute(IN_ANY_ORDER)
        return self._own

    async def _learn(self, connection: asyncpg.Connection, source: str) -> str:
        """Copies the contents into a schema beside, from where they are brought back."""
        schema = f"contents_{len(self._filling)}"
        filling = []
        await connection.execute(f"CREATE SCHEMA {schema}")
        other = await asyncpg.connect(source)
        for table, columns in await other.fetch(TABLES):
            rows = BytesIO()
            await other.copy_from_table(table, schema_name="public", output=rows, format="binary")
            rows.seek(0)
            made = f"CREATE TABLE {schema}.{table} AS SELECT {columns} FROM public.{table} WITH NO DATA"  # noqa: S608
            await connection.execute(made)
            copied = await connection.copy_to_table(table, schema_name=schema, source=rows, format="binary")
            if copied != "COPY 0":
                filling.append(f"INSERT INTO public.{table} ({columns}) SELECT * FROM {schema}.{table}")  # noqa: S608
        for sequence, last in await other.fetch(SEQUENCES):
            filling.append(f"SELECT setval('public.{sequence}', {last or 1}, {last is not None})")
        await other.close()
        return ";".join(filling)
