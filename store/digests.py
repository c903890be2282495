"""Queries of the weekly digest: whose is due, and which of those written have not been accounted for."""

from collections.abc import Collection, Sequence
from datetime import datetime
from functools import cache

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.database import all_straight, carry_out, rows_straight
from store.frozen import frozen
from store.models import NOT_BEGUN, City, Letter, LetterState, Meeting, Membership, Network, Person, Rsvp
from store.moments import Earliest

# Of a group, or of a person.
NEXT_DIGEST = Earliest(sa.select(sa.func.min(Network.digest_due_at)), sa.select(sa.func.min(Membership.digest_due_at)))

# Asked at every look of the clock, or for each page of digests: built once.
_OF_THEM = Membership.person_id.in_(sa.bindparam("people", expanding=True))
_DUE_NETWORKS = (
    sa.select(Network)
    .where(Network.digest_due_at <= sa.bindparam("now"))
    .order_by(Network.digest_due_at, Network.id)
    .limit(sa.bindparam("limit"))
    .with_for_update(skip_locked=True)
)
_DUE_PEOPLE = (
    sa.select(Membership.person_id)
    .where(Membership.digest_due_at <= sa.bindparam("now"))
    .order_by(Membership.digest_due_at, Membership.network_id, Membership.person_id)
    .limit(sa.bindparam("limit"))
)
_DUE = (
    sa.select(Membership, Network, Person)
    .join(Network, Network.id == Membership.network_id)
    .join(Person, Person.id == Membership.person_id)
    .where(Membership.digest_due_at <= sa.bindparam("until"), _OF_THEM)
    .order_by(Membership.person_id, Network.starts_on, Network.id)
    .with_for_update(of=Membership, skip_locked=True)
)
_PRESENT = (
    sa.select(Membership, City)
    .outerjoin(City, City.id == Membership.city_id)
    .where(_OF_THEM, Membership.left_at.is_(None))
)
_ANSWERED = (
    sa.select(Rsvp.meeting_id, Rsvp.person_id)
    .join(Meeting, Meeting.id == Rsvp.meeting_id)
    .where(
        Rsvp.meeting_id.in_(sa.bindparam("meetings", expanding=True)),
        Rsvp.person_id.in_(sa.bindparam("people", expanding=True)),
        Rsvp.sequence == Meeting.sequence,
    )
)
_WRITTEN = (
    sa.select(Letter.id, Letter.subject, Letter.key, Letter.state, Letter.stale_at, Letter.created_at)
    .where(Letter.subject.in_(sa.bindparam("subjects", expanding=True)))
    .order_by(Letter.id)
)


@frozen
class Written:
    """A digest that was written, and what became of it."""

    letter_id: int
    subject: str
    key: str
    state: LetterState
    stale_at: datetime | None
    created_at: datetime


def due_networks(session: Session, now: datetime, limit: int) -> list[Network]:
    """Networks whose groups' digest is due, the longest waiting first; what another has in hand is left to it."""
    return all_straight(session, _DUE_NETWORKS, {"now": now, "limit": limit})


def due_people(session: Session, now: datetime, limit: int) -> list[int]:
    """Ids of people with a digest that is due, the longest waiting first, and network by network."""
    found = carry_out(session, _DUE_PEOPLE, {"now": now, "limit": limit}).rows
    return list(dict.fromkeys(row.person_id for row in found))


def due_memberships(
    session: Session, until: datetime, people: Sequence[int]
) -> list[tuple[Membership, Network, Person]]:
    """What is due for these people until then, person by person; what another process has in hand is left to it."""
    found = rows_straight(session, _DUE, {"until": until, "people": list(people)})
    return [(membership, network, person) for membership, network, person in found]


def memberships_with_digest(session: Session, person_id: int) -> list[tuple[Membership, Network]]:
    """The person's present memberships for which a digest is planned."""
    found = (
        sa.select(Membership, Network)
        .join(Network, Network.id == Membership.network_id)
        .where(Membership.person_id == person_id, Membership.left_at.is_(None), Membership.digest_due_at.is_not(None))
    )
    return [(membership, network) for membership, network in session.execute(found)]


def present_memberships(session: Session, people: Collection[int]) -> dict[int, list[tuple[Membership, City | None]]]:
    """Where each of these people takes part at present, and for which city."""
    by_person: dict[int, list[tuple[Membership, City | None]]] = {person_id: [] for person_id in people}
    for membership, city in rows_straight(session, _PRESENT, {"people": list(people)}):
        by_person[membership.person_id].append((membership, city))
    return by_person


def answers_to(session: Session, meetings: Collection[int], people: Collection[int]) -> set[tuple[int, int]]:
    """Which of these people (meeting id, person id) have said if they come, for the date as it is now."""
    answered = carry_out(session, _ANSWERED, {"meetings": list(meetings), "people": list(people)}).rows
    return {(meeting_id, person_id) for meeting_id, person_id in answered}


def written(session: Session, subjects: Collection[str]) -> list[Written]:
    """The digests to these readers that have not been accounted for yet, the earliest first."""
    rows = carry_out(session, _WRITTEN, {"subjects": list(subjects)}).rows
    return [Written(row[0], row[1] or "", row[2] or "", *row[3:]) for row in rows]


def account_for(session: Session, digests: Collection[Written]) -> None:
    """The watermarks say what these said; they may be forgotten. What was not sent of them never is."""
    unsent = [digest.letter_id for digest in digests if digest.state in NOT_BEGUN]
    if unsent:
        carry_out(session, _withdrawn(), {"ids": unsent})
    if digests:
        carry_out(session, _accounted_for(), {"ids": [digest.letter_id for digest in digests]})


@cache
def _withdrawn() -> sa.Update:
    unsent = sa.update(Letter).where(_is_one_of_them(), Letter.state.in_(NOT_BEGUN))
    return unsent.values(state=LetterState.WITHDRAWN)


@cache
def _accounted_for() -> sa.Update:
    return sa.update(Letter).where(_is_one_of_them()).values(subject=None)


def _is_one_of_them() -> sa.ColumnElement[bool]:
    return Letter.id.in_(sa.bindparam("ids", expanding=True))
