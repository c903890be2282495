"""Agendas of sessions: what is being prepared, and what of it the network sees."""

from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.models import Agenda, AgendaItem, Meeting, Method

_ITEMS = (  # asked whenever a session's page is shown: built once
    sa.select(AgendaItem)
    .where(AgendaItem.meeting_id == sa.bindparam("meeting_id"), AgendaItem.is_published == sa.bindparam("is_published"))
    .order_by(AgendaItem.position, AgendaItem.id)
)


def agenda_of(session: Session, meeting: Meeting) -> Agenda | None:
    """The meeting's, once somebody has opened it."""
    return session.get(Agenda, meeting.id)


def items_of(session: Session, meeting: Meeting, *, is_published: bool) -> list[AgendaItem]:
    """What is being prepared, or what was published last; in the order of their places."""
    return list(session.scalars(_ITEMS, {"meeting_id": meeting.id, "is_published": is_published}))


def put_items(
    session: Session, meeting: Meeting, items: Iterable[tuple[Method, int, int | None]], *, is_published: bool
) -> None:
    """Method, minutes and city of each, in the place of all that was there."""
    for item in items_of(session, meeting, is_published=is_published):
        session.delete(item)
    session.flush()
    session.add_all(
        AgendaItem(
            meeting_id=meeting.id,
            is_published=is_published,
            position=position,
            method=method,
            minutes=minutes,
            city_id=city_id,
        )
        for position, (method, minutes, city_id) in enumerate(items)
    )
    session.flush()


def renumber(session: Session, items: Iterable[AgendaItem]) -> None:
    """Gives them their places in this order."""
    for position, item in enumerate(items):
        item.position = position
    session.flush()
