"""Meetings, and what people answered to their invitations."""

from collections.abc import Collection
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.chats import IS_REACHABLE
from store.database import all_straight, rows_straight
from store.frozen import frozen
from store.models import Answer, Chat, City, LiveSession, Meeting, Membership, Network, Person, Role, Rsvp

NEXT_CARD = sa.select(sa.func.min(Meeting.card_due_at))  # when it is to be posted


# Asked whenever a session is told of: built once.
_ATTENDEES = (
    sa.select(Membership, Person, City, Rsvp, IS_REACHABLE)
    .join(Person, Person.id == Membership.person_id)
    .outerjoin(City, City.id == Membership.city_id)
    .outerjoin(Rsvp, sa.and_(Rsvp.person_id == Person.id, Rsvp.meeting_id == sa.bindparam("meeting_id")))
    .outerjoin(Chat, Chat.id == Person.telegram_id)
    .where(
        Membership.network_id == sa.bindparam("network_id"),
        Membership.left_at.is_(None),
        Membership.role != Role.GUEST,
        Person.erased_at.is_(None),
    )
    .order_by(Membership.id)
)

_CARDS = (  # asked at every look of the clock
    sa.select(Meeting, Network)
    .join(Network, Network.id == Meeting.network_id)
    .where(Meeting.card_due_at <= sa.bindparam("now"))
    .order_by(Meeting.card_due_at)
    .limit(sa.bindparam("limit"))
)

_COMING = (
    sa.select(
        Meeting.id,
        sa.func.row_number()
        .over(partition_by=Meeting.network_id, order_by=(Meeting.starts_at, Meeting.id))
        .label("place"),
    )
    .where(
        Meeting.network_id.in_(sa.bindparam("network_ids", expanding=True)),
        Meeting.starts_at > sa.bindparam("now"),
        Meeting.cancelled_at.is_(None),
    )
    .subquery()
)
_NEXT = sa.select(Meeting).join(_COMING, _COMING.c.id == Meeting.id).where(_COMING.c.place == 1)


@frozen
class Attendee:
    """A present member of the network that meets, what they answered, perhaps to an earlier date, and whether letters
    arrive.
    """

    membership: Membership
    person: Person
    city: City | None
    rsvp: Rsvp | None
    is_reachable: bool

    @property
    def is_noted(self) -> bool:
        """Whether somebody else wrote the answer down."""
        return self.rsvp is not None and self.rsvp.noted_by is not None

    @property
    def answered_second(self) -> int:
        """When the answer was given, in seconds as POSIX counts them; 0: there is none."""
        return 0 if self.rsvp is None else int(self.rsvp.answered_at.timestamp())


def attendees(session: Session, meeting: Meeting) -> list[Attendee]:
    """The present members of the meeting's network, guests apart, in the order in which they joined."""
    found = rows_straight(session, _ATTENDEES, {"meeting_id": meeting.id, "network_id": meeting.network_id})
    return [Attendee(*row) for row in found]


def meetings_from(session: Session, network_ids: Collection[int], moment: datetime) -> list[tuple[Meeting, Network]]:
    """The meetings of these networks that start after `moment`, the next one first."""
    found = (
        sa.select(Meeting, Network)
        .join(Network, Network.id == Meeting.network_id)
        .where(Meeting.network_id.in_(network_ids), Meeting.starts_at > moment)
        .order_by(Meeting.starts_at, Meeting.id)
    )
    return [(meeting, network) for meeting, network in session.execute(found)]


def ended_meetings(session: Session, network_ids: Collection[int], now: datetime) -> list[tuple[Meeting, Network]]:
    """The meetings of these networks that took place and are over, the last one first."""
    begun = (
        sa.select(Meeting, Network, LiveSession)
        .join(Network, Network.id == Meeting.network_id)
        .outerjoin(LiveSession, LiveSession.meeting_id == Meeting.id)
        .where(Meeting.network_id.in_(network_ids), Meeting.starts_at <= now, Meeting.cancelled_at.is_(None))
        .order_by(Meeting.starts_at.desc(), Meeting.id.desc())
    )
    return [(meeting, network) for meeting, network, live in session.execute(begun) if is_over(meeting, live, now)]


def is_over(meeting: Meeting, live: LiveSession | None, now: datetime) -> bool:
    """Whether its time is up. One that was started is over when it has been ended, and not while it runs; what was
    ended before it was to begin was a slip.
    """
    if live is not None and live.ended_at is None:
        return False
    was_ended = live is not None and live.ended_at is not None and live.ended_at >= meeting.starts_at
    return was_ended or meeting.starts_at + timedelta(minutes=meeting.minutes) <= now


def next_meeting(session: Session, network_id: int, now: datetime) -> Meeting | None:
    """The network's next session that takes place."""
    found = sa.select(Meeting).where(
        Meeting.network_id == network_id, Meeting.starts_at > now, Meeting.cancelled_at.is_(None)
    )
    return session.scalar(found.order_by(Meeting.starts_at).limit(1))


def next_meetings(session: Session, network_ids: Collection[int], now: datetime) -> dict[int, Meeting]:
    """The same for several networks, those without one left out."""
    given = {"network_ids": list(network_ids), "now": now}
    return {meeting.network_id: meeting for meeting in all_straight(session, _NEXT, given)}


def save_answer(
    session: Session, meeting: Meeting, person: Person, answer: Answer, now: datetime, *, noted_by: int | None = None
) -> None:
    """Keeps the answer to the meeting's present date; `noted_by`: the person who wrote it down for this one."""
    rsvp = rsvp_of(session, meeting, person)
    if rsvp is None:
        rsvp = Rsvp(meeting_id=meeting.id, person_id=person.id)
        session.add(rsvp)
    rsvp.answer, rsvp.sequence, rsvp.answered_at, rsvp.noted_by = answer, meeting.sequence, now, noted_by
    session.flush()


def rsvp_of(session: Session, meeting: Meeting, person: Person) -> Rsvp | None:
    """What the person answered, perhaps to an earlier date."""
    return session.get(Rsvp, (meeting.id, person.id))


def keep_refusals(session: Session, meeting: Meeting, *, before: int, after: int) -> None:
    """Who said "can't" to the date of the sequence `before` has said so to that of `after`."""
    session.execute(
        sa.update(Rsvp)
        .where(Rsvp.meeting_id == meeting.id, Rsvp.answer == Answer.CANNOT, Rsvp.sequence == before)
        .values(sequence=after)
        .execution_options(synchronize_session="fetch")
    )


def cards_due(session: Session, now: datetime, limit: int) -> list[tuple[Meeting, Network]]:
    """Meetings whose card is to be posted in the groups, the longest waiting first."""
    return [(meeting, network) for meeting, network in rows_straight(session, _CARDS, {"now": now, "limit": limit})]
