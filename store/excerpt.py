"""A network taken out of the store: a copy of all rows that decide what it sends, and of those that they hang on.

Which rows those are is read off the tables, so that a new table needs no line here: a row belongs to a network when it
names it, or names a row that does. The other networks of its people are taken, too: a week has one message, whichever
network it is from. Left out is what nothing that comes by itself depends on: updates, drafts, files, the bot's pace.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.frozen import frozen
from store.models import (
    TO_COME,
    Announcement,
    AnnouncementNetwork,
    AnnouncementReading,
    AnnouncementRepeat,
    AnnouncementTemplate,
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

AT_ONCE = 1_000  # numbers in one question
REMEMBERED = timedelta(days=60)  # letters: what somebody has had lately, and keys by which nothing comes twice
_PEOPLE, _CITIES, _CHATS = Person.__table__, City.__table__, Chat.__table__
_BY_HAND = {table.__table__ for table in (Announcement, Chat, City, CityDay, Letter, Pause, Person)}


@frozen
class Excerpt:
    """Rows of tables, as they stood at one moment."""

    rows: Sequence[tuple[sa.Table, Sequence[dict[str, Any]]]]

    def put_into(self, session: Session) -> None:
        """Into an empty store. Whether each row has what it refers to is not looked at before a commit."""
        for table, rows in self.rows:
            session.execute(sa.insert(table), rows)


def excerpt_of(session: Session, network: Network, now: datetime) -> Excerpt:
    """A network, and what is around it. The unit should hold still meanwhile: see `store.database.hold_still`."""
    taking = _Taking(session)
    networks = _networks_around(session, network)
    taking.take(Network.__table__, Network.id, networks)
    of_networks = AnnouncementNetwork.network_id.in_(networks)
    announcements = set(session.scalars(sa.select(AnnouncementNetwork.announcement_id).where(of_networks)))
    taking.take(Announcement.__table__, Announcement.id, announcements)
    for of_one in (AnnouncementReading, AnnouncementRepeat, AnnouncementTemplate):
        taking.take(of_one.__table__, of_one.announcement_id, announcements)
    taking.take(Pause.__table__, Pause.subject, {f"announcement:{number}" for number in announcements})
    for table in Row.metadata.sorted_tables:
        owner = None if table in {Network.__table__, *_BY_HAND} else _owner(table)
        if owner is not None:
            (named,) = owner.foreign_keys
            taking.take(table, owner, taking.found(named.column))
    taking.take(_CHATS, Chat.network_id, networks)
    taking.take(_PEOPLE, Person.id, taking.named[_PEOPLE])
    taking.take(_CHATS, Chat.id, taking.found(_PEOPLE.c.telegram_id))
    taking.take(_CITIES, City.id, taking.named[_CITIES])
    taking.take(CityDay.__table__, CityDay.city_id, taking.named[_CITIES])
    is_remembered = sa.or_(Letter.created_at >= now - REMEMBERED, Letter.state.in_(TO_COME))
    taking.take(Letter.__table__, Letter.chat_id, taking.found(_CHATS.c.id), is_remembered)
    return Excerpt(taking.rows)


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


class _Taking:
    """Rows that were taken, and of which people and cities they speak."""

    def __init__(self, session: Session) -> None:
        self.rows: list[tuple[sa.Table, list[dict[str, Any]]]] = []
        self.named: dict[sa.FromClause, set[int]] = defaultdict(set)
        self._session = session
        self._found: dict[sa.ColumnElement[Any], set[Any]] = defaultdict(set)

    def found(self, column: sa.ColumnElement[Any]) -> set[Any]:
        """What stands in a column of the rows that were taken."""
        return self._found[column]

    def take(self, table: Any, column: Any, values: Collection[Any], *also: sa.ColumnElement[bool]) -> None:
        """The rows that have one of these values in a column."""
        for page in _pages(list(values)):
            asked = sa.select(table).where(column.in_(page), *also)
            rows = [dict(row) for row in self._session.execute(asked).mappings()]
            if rows:
                self.rows.append((table, rows))
                self._note(table, rows)

    def _note(self, table: sa.Table, rows: Sequence[dict[str, Any]]) -> None:
        for column in filter(_is_followed, table.columns):
            values = {row[column.name] for row in rows if row[column.name] is not None}
            self._found[column] |= values
            for named in column.foreign_keys:
                self.named[named.column.table] |= values


def _is_followed(column: sa.Column[Any]) -> bool:
    return column.primary_key or bool(column.foreign_keys) or column is _PEOPLE.c.telegram_id


def _pages(values: list[Any]) -> Iterator[list[Any]]:
    for start in range(0, len(values), AT_ONCE):
        yield values[start : start + AT_ONCE]
