"""A session that hands the changes of rows to the driver itself.

SQLAlchemy's flush sorts whatever was put in, changed and taken out by what depends on what, which takes several times
as long as the statement that comes of it. Most of ours only change rows that are there, and no row of ours has anything
to be done beside its own columns: no relationships, no versions, no defaults on change. All else goes SQLAlchemy's way.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import InstanceState, Mapper, Session
from sqlalchemy.orm.exc import StaleDataError
from sqlalchemy.sql import ClauseElement

from store.database import straight
from store.database.connections import connection_of
from store.frozen import frozen
from store.models import Row

KEY = "of_key_"  # before the name of a column of the primary key, where it says which row is meant
UNCOUNTED = -1  # by asyncpg, of several at once


class StoreSession(Session):
    """As SQLAlchemy's, and quicker where rows have been changed and none was added or deleted."""

    def flush(self, objects: Sequence[Any] | None = None) -> None:
        """Writes what was changed. Raises `StaleDataError` where a row is not there any more."""
        changed = self.identity_map._modified
        if changed and objects is None and not (self._new or self._deleted or self._flushing):
            with self.no_autoflush:
                if _write(self, list(changed)):
                    return
        super().flush(objects)


@frozen
class _Change:
    """What is new of one row: `names` of columns, and `given` for them and for its key."""

    mapper: Mapper[Any]
    key: tuple[Any, ...]
    names: tuple[str, ...]
    given: dict[str, Any]


def _write(session: Session, states: Sequence[InstanceState[Any]]) -> bool:
    """False when this is nothing that can be written so; then nothing was."""
    changes = [_change_of(state) for state in states]
    if None in changes:
        return False
    connection = connection_of(session)
    if straight.is_watched(connection):
        return False
    written = sorted([one for one in changes if one is not None and one.names], key=_order)
    for (mapper, names), alike in groupby(written, lambda one: (one.mapper, one.names)):
        rows = [one.given for one in alike]
        given = rows if len(rows) > 1 else rows[0]
        done = straight.carry_out_straight(connection, _change_statement(mapper, names), given)
        if done.rowcount not in (len(rows), UNCOUNTED):
            raise StaleDataError(f"of {len(rows)} rows of {mapper.local_table} {done.rowcount} were there")
    _keep(session, states)
    return True


def _order(change: _Change) -> tuple[int, tuple[Any, ...]]:
    """As SQLAlchemy's: whoever changes the same rows at once locks them in the same order."""
    return _places()[change.mapper.local_table], change.key


@cache
def _places() -> dict[Any, int]:
    return {table: place for place, table in enumerate(Row.metadata.sorted_tables)}


def _change_of(state: InstanceState[Any]) -> _Change | None:
    """None: a value that the database has to work out, or another key."""
    mapper, values = state.manager.mapper, state.dict
    names = []
    for name in sorted(state.committed_state):
        if name not in values or name in _keys(mapper) or isinstance(values[name], ClauseElement):
            return None
        if not state.manager[name].impl.is_equal(values[name], state.committed_state[name]):
            names.append(name)
    key = state.key
    if key is None:
        return None
    given = {name: values[name] for name in names}
    given |= {KEY + name: value for name, value in zip(_keys(mapper), key[1], strict=True)}
    return _Change(mapper, tuple(key[1]), tuple(names), given)


@cache
def _keys(mapper: Mapper[Any]) -> tuple[str, ...]:
    return tuple(column.name for column in mapper.primary_key)


@cache
def _change_statement(mapper: Mapper[Any], names: tuple[str, ...]) -> sa.Update:
    table: Any = mapper.local_table
    is_meant = [table.c[name] == sa.bindparam(KEY + name, type_=table.c[name].type) for name in _keys(mapper)]
    return sa.update(table).where(*is_meant).values({name: _given(table.c[name]) for name in names})


def _given(column: sa.Column[Any]) -> sa.BindParameter[Any]:
    return sa.bindparam(column.name, type_=column.type)


def _keep(session: Session, states: Iterable[InstanceState[Any]]) -> None:
    """What was written is how the session knows these rows from now on, unless it is taken back to a savepoint."""
    written = list(states)
    InstanceState._commit_all_states(((state, state.dict) for state in written), session.identity_map)
    session._register_altered(written)
