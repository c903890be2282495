"""Queries of who was in a session."""

from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.models import City, Meeting, Network, Person, Presence

NEXT_ASKING = sa.select(sa.func.min(Meeting.ask_at))  # when the people of a session are asked


def meetings_to_ask(session: Session, now: datetime, limit: int) -> list[tuple[Meeting, Network]]:
    """Sessions whose people are to be asked; taken, where several look at once, by one."""
    found = (
        sa.select(Meeting, Network)
        .join(Network, Network.id == Meeting.network_id)
        .where(Meeting.ask_at <= now)
        .order_by(Meeting.ask_at, Meeting.id)
        .limit(limit)
        .with_for_update(of=Meeting, skip_locked=True, key_share=True)
    )
    return [(meeting, network) for meeting, network in session.execute(found)]


def presences_of(session: Session, meeting: Meeting) -> list[Presence]:
    """All that is known of who was there, in the order in which it was first told."""
    return list(session.scalars(sa.select(Presence).where(Presence.meeting_id == meeting.id).order_by(Presence.id)))


def presence_of(session: Session, meeting: Meeting, person_id: int) -> Presence | None:
    """What is known of one person."""
    found = sa.select(Presence).where(Presence.meeting_id == meeting.id, Presence.person_id == person_id)
    return session.scalar(found)


def cities_present(session: Session, meeting: Meeting) -> list[City]:
    """The cities that were there, by name."""
    return cities_present_in(session, [meeting.id]).get(meeting.id, [])


def cities_present_in(session: Session, meeting_ids: Collection[int]) -> dict[int, list[City]]:
    """The same of several sessions; those in which none was are left out."""
    found = (
        sa.select(Presence.meeting_id, City)
        .join(City, City.id == Presence.city_id)
        .where(Presence.meeting_id.in_(meeting_ids), Presence.was_there)
        .distinct()
        .order_by(City.name, City.slug)
    )
    present: dict[int, list[City]] = {}
    for meeting_id, city in session.execute(found):
        present.setdefault(meeting_id, []).append(city)
    return present


def people_present(session: Session, meeting: Meeting) -> list[Person]:
    """The people who were there as far as they are known, in the order in which that was told."""
    found = (
        sa.select(Person)
        .join(Presence, Presence.person_id == Person.id)
        .where(Presence.meeting_id == meeting.id, Presence.was_there, Person.erased_at.is_(None))
    )
    return list(session.scalars(found.order_by(Presence.id)))


def count_cities_present(session: Session, meeting_ids: Collection[int]) -> dict[int, int]:
    """How many cities were in each of these sessions; those of which nothing was told are left out."""
    there = sa.func.count(sa.distinct(sa.case((Presence.was_there, Presence.city_id))))
    found = sa.select(Presence.meeting_id, there).where(Presence.meeting_id.in_(meeting_ids))
    rows = session.execute(found.group_by(Presence.meeting_id))
    return {row[0]: row[1] for row in rows}


def cities_told_in(session: Session, meeting_ids: Collection[int]) -> dict[int, set[int | None]]:
    """By session the cities of which it is known whether they were there."""
    found = sa.select(Presence.meeting_id, Presence.city_id).where(Presence.meeting_id.in_(meeting_ids))
    told: dict[int, set[int | None]] = {}
    for meeting_id, city_id in session.execute(found.distinct()):
        told.setdefault(meeting_id, set()).add(city_id)
    return told
