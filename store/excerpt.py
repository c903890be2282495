"""A network taken out of the store: a copy of all rows that decide what it sends, and of those that they hang on.

Which rows those are is read off the tables, so that a new table needs no line here: a row belongs to a network when it
names it, or names a row that does. The other networks of its people are taken, too: a week has one message, whichever
network it is from. Left out is what nothing that comes by itself depends on: updates, drafts, files, the bot's pace.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.models import (
    TO_COME,
    Announcement,
    AnnouncementNetwork,
    Chat,
    City,
    CityDay,
    Letter,
    Membership,
    Network,
    Pause,
    Person,
    Row,
)

AT_ONCE = 1_000  # rows in hand, and numbers in one question
REMEMBERED = timedelta(days=60)  # letters: what somebody has had lately, and keys by which nothing comes twice
_PEOPLE, _CITIES = Person.__table__, City.__table__
_BY_HAND = {table.__table__ for table in (Announcement, Chat, City, CityDay, Letter, Pause, Person)}


def copy_network(source: Session, into: Session, network: Network, now: datetime) -> None:
    """Copies a network into an empty store. `source` should hold still meanwhile: see `store.database.hold_still`."""
    copying = _Copying(source, into)
    networks = _networks_around(source, network)
    copying.take(Network.__table__, Network.id, networks)
    announcements = source.scalars(
        sa.select(AnnouncementNetwork.announcement_id).where(AnnouncementNetwork.network_id.in_(networks))
    )
    copying.take(Announcement.__table__, Announcement.id, set(announcements))
    for table in Row.metadata.sorted_tables:
        owner = None if table in {Network.__table__, *_BY_HAND} else _owner(table)
        if owner is not None:
            (named,) = owner.foreign_keys
            copying.take(table, owner, copying.found(named.column))
    copying.take(Chat.__table__, Chat.network_id, networks)
    copying.take(_PEOPLE, Person.id, copying.named[_PEOPLE])
    copying.take(Chat.__table__, Chat.id, copying.found(_PEOPLE.c.telegram_id))
    copying.take(_CITIES, City.id, copying.named[_CITIES])
    copying.take(CityDay.__table__, CityDay.city_id, copying.named[_CITIES])
    is_remembered = sa.or_(Letter.created_at >= now - REMEMBERED, Letter.state.in_(TO_COME))
    copying.take(Letter.__table__, Letter.chat_id, copying.found(Chat.__table__.c.id), is_remembered)
    copying.take(Pause.__table__, Pause.subject, {f"announcement:{number}" for number in announcements})
    into.flush()


def _networks_around(session: Session, network: Network) -> set[int]:
    """This one, and those in which somebody of it takes part."""
    of_it = sa.select(Membership.person_id).where(Membership.network_id == network.id, Membership.left_at.is_(None))
    found = sa.select(Membership.network_id).where(Membership.person_id.in_(of_it), Membership.left_at.is_(None))
    return {network.id, *session.scalars(found)}


def _owner(table: sa.Table) -> sa.Column[Any] | None:
    """The column that says which network a row belongs to, directly or by way of another row."""
    for column in table.columns:
        for named in column.foreign_keys:
            if not column.nullable and named.column.table not in _BY_HAND:
                return column
    return None


class _Copying:
    """Rows that were copied, and of which people and cities they speak."""

    def __init__(self, source: Session, into: Session) -> None:
        self._source = source
        self._into = into
        self._found: dict[sa.Column[Any], set[Any]] = defaultdict(set)
        self.named: dict[sa.FromClause, set[int]] = defaultdict(set)

    def found(self, column: Any) -> set[Any]:
        """What stands in a column of the rows that were copied."""
        return self._found[column]

    def take(self, table: Any, column: Any, values: Collection[Any], *also: sa.ColumnElement[bool]) -> None:
        """Copies the rows that have one of these values in a column."""
        for page in _pages(list(values)):
            asked = sa.select(table).where(column.in_(page), *also).execution_options(yield_per=AT_ONCE)
            for rows in self._source.connection().execute(asked).mappings().partitions(AT_ONCE):
                self._into.execute(sa.insert(table), [dict(row) for row in rows])
                self._note(table, rows)

    def _note(self, table: sa.Table, rows: Any) -> None:
        for column in table.columns:
            values = {row[column.name] for row in rows if row[column.name] is not None} if _is_followed(column) else ()
            self._found[column].update(values)
            for named in column.foreign_keys:
                if named.column.table in (_PEOPLE, _CITIES):
                    self.named[named.column.table].update(values)


def _is_followed(column: sa.Column[Any]) -> bool:
    return column.primary_key or bool(column.foreign_keys) or column is _PEOPLE.c.telegram_id


def _pages(values: list[Any]) -> Iterator[list[Any]]:
    for start in range(0, len(values), AT_ONCE):
        yield values[start : start + AT_ONCE]
