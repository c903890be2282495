"""Queries of sessions while they are held."""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.models import City, LiveNote, LivePresence, LiveSession, LiveStage, Meeting, Network, Person

NEXT_LIVE = sa.select(sa.func.min(LiveSession.due_at))  # when a card shows something else


class Noted(NamedTuple):
    """What was written, by whom and for which city."""

    note: LiveNote
    city: City
    person: Person


def live_of(session: Session, meeting_id: int) -> LiveSession | None:
    """The meeting's, once somebody has started it."""
    return session.get(LiveSession, meeting_id)


def lives_of(session: Session, meeting_ids: Collection[int]) -> dict[int, LiveSession]:
    """Those of several meetings, as far as somebody has started them."""
    found = sa.select(LiveSession).where(LiveSession.meeting_id.in_(meeting_ids))
    return {live.meeting_id: live for live in session.scalars(found)}


def is_running(session: Session, meeting_id: int) -> bool:
    """Whether somebody has started it, and it has not ended."""
    live = live_of(session, meeting_id)
    return live is not None and live.ended_at is None


def live_due(session: Session, now: datetime, limit: int) -> list[tuple[LiveSession, Meeting]]:
    """Those whose cards show something else; what another process has in hand is left to it."""
    found = (
        sa.select(LiveSession, Meeting)
        .join(Meeting, Meeting.id == LiveSession.meeting_id)
        .where(LiveSession.due_at <= now)
        .order_by(LiveSession.due_at, LiveSession.meeting_id)
        .limit(limit)
        .with_for_update(of=LiveSession, skip_locked=True)
    )
    return [(live, meeting) for live, meeting in session.execute(found)]


def look_at(session: Session, meeting_id: int, now: datetime) -> None:
    """Something of the meeting changes on which it depends whether it goes on: the clock looks at it at once."""
    running = sa.update(LiveSession).where(LiveSession.meeting_id == meeting_id, LiveSession.due_at.is_not(None))
    session.execute(running.values(due_at=now))


def running_in(session: Session, network_ids: Collection[int]) -> LiveSession | None:
    """A session of these networks that runs, the one that was started last."""
    found = (
        sa.select(LiveSession)
        .join(Meeting, Meeting.id == LiveSession.meeting_id)
        .where(LiveSession.due_at.is_not(None), Meeting.network_id.in_(network_ids))
    )
    return session.scalar(found.order_by(LiveSession.started_at.desc()).limit(1))


def running_by(session: Session, person_id: int) -> list[LiveSession]:
    """Those that run and that somebody has started."""
    found = sa.select(LiveSession).where(LiveSession.person_id == person_id, LiveSession.due_at.is_not(None))
    return list(session.scalars(found.order_by(LiveSession.meeting_id)))


def at_hand(
    session: Session, network_ids: Collection[int], since: datetime, until: datetime
) -> list[tuple[Meeting, Network, LiveSession | None]]:
    """Sessions of these networks that run, whenever they began, and those that begin between two moments."""
    is_near = sa.and_(Meeting.cancelled_at.is_(None), Meeting.starts_at > since, Meeting.starts_at <= until)
    found = (
        sa.select(Meeting, Network, LiveSession)
        .join(Network, Network.id == Meeting.network_id)
        .outerjoin(LiveSession, LiveSession.meeting_id == Meeting.id)
        .where(Meeting.network_id.in_(network_ids), sa.or_(LiveSession.due_at.is_not(None), is_near))
        .order_by(Meeting.starts_at, Meeting.id)
    )
    return [(meeting, network, live) for meeting, network, live in session.execute(found)]


def cases_heard(session: Session, meeting_id: int) -> list[City] | None:
    """The cities whose case was begun in a session that was held live, in that order; None: nobody led it so."""
    if live_of(session, meeting_id) is None:
        return None
    found = stages_of(session, meeting_id)
    begun = {city.id: city for stage, city in found if city is not None and stage.entered_at is not None}
    return list(begun.values())


def cases_by_part(session: Session, meeting_id: int) -> dict[int, City]:
    """Whose case each part of a session that is held live is, also where that was only said in it."""
    return {stage.part: city for stage, city in stages_of(session, meeting_id) if city is not None}


def stages_of(session: Session, meeting_id: int) -> list[tuple[LiveStage, City | None]]:
    """In their order, with the city of a case."""
    found = (
        sa.select(LiveStage, City)
        .outerjoin(City, City.id == LiveStage.city_id)
        .where(LiveStage.meeting_id == meeting_id)
        .order_by(LiveStage.position)
    )
    return [(stage, city) for stage, city in session.execute(found)]


def forget_stages(session: Session, meeting_id: int) -> None:
    """The session is held anew, on another date."""
    session.execute(sa.delete(LiveStage).where(LiveStage.meeting_id == meeting_id))
    session.execute(sa.delete(LivePresence).where(LivePresence.meeting_id == meeting_id))


def presences_of(session: Session, meeting_id: int) -> dict[int, LivePresence]:
    """What was marked, by the person's id."""
    found = sa.select(LivePresence).where(LivePresence.meeting_id == meeting_id)
    return {presence.person_id: presence for presence in session.scalars(found)}


def notes_of(session: Session, meeting_id: int, for_city_id: int) -> list[Noted]:
    """What was written for a city, in the order in which it was, with who wrote it for which city."""
    found = (
        sa.select(LiveNote, City, Person)
        .join(City, City.id == LiveNote.city_id)
        .join(Person, Person.id == LiveNote.person_id)
        .where(LiveNote.meeting_id == meeting_id, LiveNote.for_city_id == for_city_id)
        .order_by(LiveNote.id)
    )
    return [Noted(*row) for row in session.execute(found)]


def count_notes(
    session: Session, live: LiveSession, part: int, person_id: int | None = None, *, noted_for: int | None = None
) -> tuple[int, int]:
    """How many notes a case has, perhaps of one person or noted for one city, and of how many cities."""
    counted = sa.select(sa.func.count(), sa.func.count(sa.distinct(LiveNote.city_id)))
    found = counted.where(*_of_case(live, part))
    if noted_for is not None or person_id is not None:
        found = found.where(*_of_writer(person_id, noted_for))
    notes, cities = session.execute(found).one()
    return notes, cities


def last_note(
    session: Session, live: LiveSession, part: int, person_id: int, *, noted_for: int | None = None
) -> LiveNote | None:
    """The last one of somebody, or noted for a city, about a case that was not handed on."""
    writer = _of_writer(person_id, noted_for)
    found = sa.select(LiveNote).where(*_of_case(live, part), *writer, LiveNote.handed_at.is_(None))
    return session.scalar(found.order_by(LiveNote.id.desc()).limit(1))


def is_written(session: Session, live: LiveSession, note: LiveNote) -> bool:
    """Whether somebody has written just this about a case, for that city."""
    by = LiveNote.person_id == note.person_id, LiveNote.city_id == note.city_id
    same = *by, LiveNote.kind == note.kind, LiveNote.text == note.text
    return session.scalar(sa.select(LiveNote.id).where(*_of_case(live, note.part), *same).limit(1)) is not None


def _of_writer(person_id: int | None, noted_for: int | None) -> tuple[sa.ColumnElement[bool], ...]:
    if noted_for is not None:
        return LiveNote.city_id == noted_for, LiveNote.noted_by.is_not(None)
    return LiveNote.person_id == person_id, LiveNote.noted_by.is_(None)


def _of_case(live: LiveSession, part: int) -> tuple[sa.ColumnElement[bool], ...]:
    """Not what was written when the session was held before: its parts were others."""
    return LiveNote.meeting_id == live.meeting_id, LiveNote.part == part, LiveNote.written_at >= live.started_at


def forget_presences(session: Session, person_id: int) -> list[int]:
    """Nobody was there, and in no room; gives the meetings where it was told in which room somebody is.

    Whoever publishes rooms at this moment is waited for: what they post names somebody who is to be forgotten.
    """
    of_person = LivePresence.person_id == person_id
    sessions = sa.select(LiveSession.meeting_id).join(LivePresence).where(of_person).order_by(LiveSession.meeting_id)
    session.execute(sessions.with_for_update(of=LiveSession))
    gone = sa.delete(LivePresence).where(of_person)
    rows = session.execute(gone.returning(LivePresence.meeting_id, LivePresence.told_room)).all()
    return sorted(row.meeting_id for row in rows if row.told_room is not None)


def cases_with_notes_of(session: Session, person_id: int) -> list[tuple[int, int]]:
    """The meetings and cities for which somebody has written what was handed on."""
    found = sa.select(LiveNote.meeting_id, LiveNote.for_city_id).where(
        LiveNote.person_id == person_id, LiveNote.handed_at.is_not(None)
    )
    return sorted({(row[0], row[1]) for row in session.execute(found)})
