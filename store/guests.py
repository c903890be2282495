"""Queries of guests: who comes to which session, until when, and what they are asked."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.database import all_straight, carry_out, row_by_id
from store.frozen import frozen
from store.models import City, Guest, GuestQuestion, GuestVote, Invitation, Meeting, Network, Person

NEXT_END = sa.select(sa.func.min(Guest.ends_at))  # when the clock has to look at one

# Asked whenever a session is told of: built once.
_ANNOUNCED = (
    sa.select(Guest)
    .where(
        Guest.meeting_id == sa.bindparam("meeting_id"),
        Guest.withdrawn_at.is_(None),
        sa.or_(Guest.name != "", Guest.person_id.is_not(None)),
    )
    .order_by(Guest.id)
)
_VOTES = (
    sa.select(sa.func.count())
    .where(GuestVote.question_id == GuestQuestion.id)
    .correlate(GuestQuestion)
    .scalar_subquery()
)
_OWN_VOTES = (
    sa.select(sa.func.count())
    .where(GuestVote.question_id == GuestQuestion.id, GuestVote.person_id == sa.bindparam("reader_id"))
    .correlate(GuestQuestion)
    .scalar_subquery()
)
_QUESTIONS = (
    sa.select(GuestQuestion, City, Person, _VOTES, _OWN_VOTES)
    .join(City, City.id == GuestQuestion.city_id)
    .join(Person, Person.id == GuestQuestion.person_id)
    .where(
        GuestQuestion.guest_id == sa.bindparam("guest_id"),
        GuestQuestion.withdrawn_at.is_(None),
        GuestQuestion.put_away_at.is_(None),
    )
    .order_by(_VOTES.desc(), GuestQuestion.id)
)
_ANSWERS = (
    sa.select(
        Meeting.network_id,
        Guest.id,
        Guest.name,
        GuestQuestion.id,
        GuestQuestion.answered_at,
        GuestQuestion.person_id,
        GuestVote.person_id,
    )
    .join(Guest, Guest.id == GuestQuestion.guest_id)
    .join(Meeting, Meeting.id == Guest.meeting_id)
    .outerjoin(GuestVote, GuestVote.question_id == GuestQuestion.id)
    .where(
        Meeting.network_id.in_(sa.bindparam("network_ids", expanding=True)),
        GuestQuestion.answered_at > sa.bindparam("since"),
        GuestQuestion.answered_at <= sa.bindparam("until"),
        GuestQuestion.withdrawn_at.is_(None),
        GuestQuestion.put_away_at.is_(None),
    )
    .order_by(GuestQuestion.answered_at, GuestQuestion.id)
)


class Visit(NamedTuple):
    """A guest and the session to which they come."""

    guest: Guest
    meeting: Meeting
    network: Network


@frozen
class Asked:
    """A question to a guest as it stands. `voted`: by whoever reads."""

    question: GuestQuestion
    city: City
    person: Person
    votes: int
    voted: bool


def guest_by_id(session: Session, guest_id: int) -> Guest | None:
    """Also one that does not come any more."""
    return row_by_id(session, Guest, guest_id)


def announced(session: Session, meeting_id: int) -> list[Guest]:
    """Who comes from outside to a session, or came: without a name when that was erased."""
    return all_straight(session, _ANNOUNCED, {"meeting_id": meeting_id})


def visits_of(session: Session, person_id: int) -> list[Visit]:
    """The sessions that are open to a person as a guest, the first one first."""
    return [visit for visit in visits_ever(session, person_id) if visit.guest.ended_at is None]


def visits_in(session: Session, person_id: int, network_id: int) -> list[Visit]:
    """Those of one network."""
    return [visit for visit in visits_of(session, person_id) if visit.network.id == network_id]


def visits_ever(session: Session, person_id: int) -> list[Visit]:
    """Past and present ones."""
    return _visits(session, Guest.person_id == person_id)


def visit_ever(session: Session, person_id: int, meeting_id: int) -> Visit | None:
    """Somebody's visit of a session, past or present."""
    found = _visits(session, Guest.person_id == person_id, Guest.meeting_id == meeting_id)
    return min(found, key=lambda visit: visit.guest.ended_at is not None, default=None)


def present_guests(session: Session, meeting_id: int) -> list[tuple[Guest, Person | None]]:
    """Those of a session whose access has not ended, with whoever came."""
    found = (
        sa.select(Guest, Person)
        .outerjoin(Person, Person.id == Guest.person_id)
        .where(Guest.meeting_id == meeting_id, Guest.ended_at.is_(None))
        .order_by(Guest.id)
    )
    return [(guest, person) for guest, person in session.execute(found)]


def ended_guests(session: Session, meeting_id: int) -> list[tuple[Guest, Person]]:
    """Those of a session who had come with their link: access has ended, and nobody has said that they stay away."""
    found = (
        sa.select(Guest, Person)
        .join(Person, Person.id == Guest.person_id)
        .where(Guest.meeting_id == meeting_id, Guest.ended_at.is_not(None), Guest.withdrawn_at.is_(None))
        .order_by(Guest.id)
    )
    return [(guest, person) for guest, person in session.execute(found)]


def guests_behind(session: Session, invitation_id: int) -> list[Guest]:
    """Those who come, or are to come, with a link."""
    return list(session.scalars(sa.select(Guest).where(Guest.invitation_id == invitation_id).order_by(Guest.id)))


def invitations_to(session: Session, meeting_id: int) -> list[Invitation]:
    """The links that lead to one session."""
    return list(session.scalars(sa.select(Invitation).where(Invitation.meeting_id == meeting_id)))


def ends_due(session: Session, now: datetime, limit: int) -> list[Visit]:
    """Whose access may end now; taken, where several look at once, by one."""
    found = (
        sa.select(Guest, Meeting, Network)
        .join(Meeting, Meeting.id == Guest.meeting_id)
        .join(Network, Network.id == Meeting.network_id)
        .where(Guest.ends_at <= now)
        .order_by(Guest.ends_at, Guest.id)
        .limit(limit)
        .with_for_update(of=Guest, skip_locked=True)
    )
    return [Visit(*row) for row in session.execute(found)]


def forget_guest(session: Session, person: Person) -> list[Visit]:
    """Whoever came is not named any more; what they were asked and answered stays. Votes go. Gives all their visits."""
    session.execute(sa.update(Guest).where(Guest.person_id == person.id).values(name="", about=""))
    session.execute(sa.delete(GuestVote).where(GuestVote.person_id == person.id))
    return visits_ever(session, person.id)


def _visits(session: Session, *conditions: sa.ColumnElement[bool]) -> list[Visit]:
    found = (
        sa.select(Guest, Meeting, Network)
        .join(Meeting, Meeting.id == Guest.meeting_id)
        .join(Network, Network.id == Meeting.network_id)
        .where(*conditions)
        .order_by(Meeting.starts_at, Guest.id)
    )
    return [Visit(*row) for row in session.execute(found)]


def question_by_id(session: Session, question_id: int) -> GuestQuestion | None:
    """Also one that stands no more."""
    return row_by_id(session, GuestQuestion, question_id)


def questions_to(session: Session, guest_id: int, reader_id: int = 0) -> list[Asked]:
    """What stands, most votes first, then in the order in which it was asked."""
    found = session.execute(_QUESTIONS, {"guest_id": guest_id, "reader_id": reader_id})
    return [Asked(question, city, person, votes, own > 0) for question, city, person, votes, own in found]


def answered_in(session: Session, meeting_id: int) -> list[tuple[Asked, str]]:
    """The questions of a session that were answered in writing, with the language of the answers."""
    guests = session.execute(
        sa.select(Guest, Person.language)
        .join(Person, Person.id == Guest.person_id)
        .where(Guest.meeting_id == meeting_id)
        .order_by(Guest.id)
    )
    return [
        (asked, language)
        for guest, language in guests
        for asked in questions_to(session, guest.id)
        if asked.question.answer
    ]


def asked_by(session: Session, guest_id: int, person_id: int) -> int:
    """How many questions of somebody stand, or were put away."""
    found = sa.select(sa.func.count()).where(
        GuestQuestion.guest_id == guest_id,
        GuestQuestion.person_id == person_id,
        GuestQuestion.noted_by.is_(None),
        GuestQuestion.withdrawn_at.is_(None),
    )
    return session.scalar(found) or 0


def vote_of(session: Session, question_id: int, person_id: int) -> GuestVote | None:
    """Somebody's vote."""
    return session.get(GuestVote, (question_id, person_id))


class Answered(NamedTuple):
    """A guest has answered somebody's question in writing, or one that they wanted to hear."""

    network_id: int
    guest_id: int
    name: str
    question_id: int
    at: datetime
    readers: frozenset[int]


def answers_to_tell(session: Session, network_ids: Collection[int], since: datetime, until: datetime) -> list[Answered]:
    """What was answered after `since`, until `until`, with whoever asked or voted."""
    found = carry_out(session, _ANSWERS, {"network_ids": list(network_ids), "since": since, "until": until}).rows
    readers: dict[tuple[int, int, str, int, Any], set[int]] = {}
    for network_id, guest_id, name, question_id, at, asker, voter in found:
        of_question = readers.setdefault((network_id, guest_id, name, question_id, at), set())
        of_question |= {asker} if voter is None else {asker, voter}
    return [Answered(*about, frozenset(people)) for about, people in readers.items()]
