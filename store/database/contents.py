"""What a store holds as a whole, where the two databases differ: its columns, and how rows are put into them."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from store.models import Row

REVISION = "alembic_version"

Columns = Mapping[str, Mapping[str, str]]

# What a database makes itself of what it holds (the index of the search) is no column of ours.
_COLUMNS_ON_SQLITE = sa.text(
    "SELECT held.name, held_column.name, held_column.type FROM sqlite_master AS held "
    "JOIN pragma_table_xinfo(held.name) AS held_column "
    "WHERE held.type = 'table' AND held.sql NOT LIKE 'CREATE VIRTUAL%' AND held_column.hidden = 0 "
    "ORDER BY held.name, held_column.cid"
)
_COLUMNS_ON_POSTGRES = sa.text(
    "SELECT table_name, column_name, data_type FROM information_schema.columns "
    "WHERE table_schema = current_schema() AND is_generated = 'NEVER' ORDER BY table_name, ordinal_position"
)
_LINKS = sa.text(
    "SELECT conrelid::regclass::text AS holder, quote_ident(conname) AS name, pg_get_constraintdef(oid) AS definition "
    "FROM pg_constraint WHERE contype = 'f' AND connamespace = current_schema()::regnamespace ORDER BY oid"
)
_NUMBERED = sa.text(
    "SELECT quote_ident(relname) AS holder, quote_ident(attname) AS name, "
    "pg_get_serial_sequence(quote_ident(relname), attname) AS sequence "
    "FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid "
    "WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r' AND attnum > 0 AND NOT attisdropped "
    "AND pg_get_serial_sequence(quote_ident(relname), attname) IS NOT NULL"
)


class Unsound(Exception):
    """What was put into a store does not hold together; its text says where."""


def own_columns(connection: Connection) -> Columns:
    """The columns of each table of ours in their order, with their types in the words of this database.

    Of ours: no revision has taken a table away so far, so that those of today are all that there have been. First those
    that others refer to: as long as rows without what they refer to wait for it, SQLite looks for them at each new one.
    """
    asked = _COLUMNS_ON_SQLITE if _is_sqlite(connection) else _COLUMNS_ON_POSTGRES
    found: dict[str, dict[str, str]] = {}
    for table, column, kind in connection.execute(asked):
        found.setdefault(table, {})[column] = kind.lower()
    return {table.name: found[table.name] for table in Row.metadata.sorted_tables if table.name in found}


def number_of_rows(connection: Connection, tables: Collection[str]) -> dict[str, int]:
    """How many there are in each table that has any."""
    counted = {name: connection.scalar(sa.select(sa.func.count()).select_from(sa.table(name))) for name in tables}
    return {name: number for name, number in counted.items() if number}


def take_rows(connection: Connection, tables: Collection[str]) -> None:
    """Empties these tables. They keep what somebody else has been allowed to do with them."""
    if tables:
        connection.exec_driver_sql(f"TRUNCATE {_listed(connection, tables)} RESTART IDENTITY")


def take_tables(connection: Connection, tables: Collection[str]) -> None:
    """Takes away these tables, and the schema's revision with them."""
    if tables:
        connection.exec_driver_sql(f"DROP TABLE {_listed(connection, [*tables, REVISION])}")


@contextmanager
def rows_in_any_order(connection: Connection) -> Iterator[None]:
    """Whether rows have what they refer to is looked at when all of them are there."""
    if _is_sqlite(connection):
        connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
        yield
        if alone := connection.exec_driver_sql("PRAGMA foreign_key_check").first():
            raise Unsound(f"a row of {alone[0]} refers to one of {alone[2]} that is not there")
        connection.exec_driver_sql("PRAGMA defer_foreign_keys=OFF")
        return
    links = connection.execute(_LINKS).all()
    for link in links:
        connection.exec_driver_sql(f"ALTER TABLE {link.holder} DROP CONSTRAINT {link.name}")
    yield
    for link in links:
        try:
            connection.exec_driver_sql(f"ALTER TABLE {link.holder} ADD CONSTRAINT {link.name} {link.definition}")
        except sa.exc.IntegrityError:
            raise Unsound(f"a row of {link.holder} refers to one that is not there ({link.name})") from None


def go_on_numbering(connection: Connection) -> None:
    """New rows get numbers after the last that is there. SQLite does so by itself."""
    if _is_sqlite(connection):
        return
    for counter in connection.execute(_NUMBERED).all():
        last = f"SELECT max({counter.name}) AS last FROM {counter.holder}"  # noqa: S608 - names of ours
        connection.exec_driver_sql(
            f"SELECT setval('{counter.sequence}', coalesce(last, 1), last IS NOT NULL) FROM ({last}) AS used"  # noqa: S608
        )


def look_through(connection: Connection) -> None:
    """After all has been put in. PostgreSQL has to learn how much that is, for it plans most statements only once."""
    if not _is_sqlite(connection):
        connection.exec_driver_sql(f"ANALYZE {_listed(connection, own_columns(connection))}")
    elif (said := connection.exec_driver_sql("PRAGMA integrity_check").scalar()) != "ok":
        raise Unsound(str(said))


def _listed(connection: Connection, tables: Collection[str]) -> str:
    return ", ".join(map(connection.dialect.identifier_preparer.quote, tables))


def _is_sqlite(connection: Connection) -> bool:
    return connection.dialect.name == "sqlite"
