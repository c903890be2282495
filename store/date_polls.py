"""Queries of polls about dates: what is asked, who is, and what they have answered."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.database import row_straight
from store.frozen import frozen
from store.memberships import contributors
from store.models import (
    Availability,
    City,
    DatePoll,
    DatePollAnswer,
    DatePollNoted,
    DatePollOption,
    Network,
    Person,
)

NEXT_DATE_POLL = sa.select(sa.func.min(DatePoll.due_at))  # when the clock has to look at one

# Asked whenever a session is told of: built once.
_UNENDED = (
    sa.select(DatePoll)
    .where(DatePoll.network_id == sa.bindparam("network_id"), DatePoll.ending.is_(None))
    .order_by(DatePoll.id.desc())
    .limit(1)
)
_UNENDED_ABOUT = _UNENDED.where(DatePoll.meeting_id == sa.bindparam("meeting_id"))
_UNENDED_TO_ADD = _UNENDED.where(DatePoll.meeting_id.is_(None))


@frozen
class Delegate:
    """A present member who speaks for a city, and whether letters arrive."""

    person: Person
    city: City
    is_reachable: bool


def options_of(session: Session, poll_id: int) -> list[DatePollOption]:
    """The dates, the earliest first."""
    found = sa.select(DatePollOption).where(DatePollOption.poll_id == poll_id)
    return list(session.scalars(found.order_by(DatePollOption.starts_at)))


def unended_poll(session: Session, network_id: int, meeting_id: int | None) -> DatePoll | None:
    """The one about this session that has not come to an end; without `meeting_id`, about one to be added."""
    if meeting_id is None:
        return session.scalar(_UNENDED_TO_ADD, {"network_id": network_id})
    return row_straight(session, _UNENDED_ABOUT, {"network_id": network_id, "meeting_id": meeting_id})


def undecided_poll(session: Session, network_ids: Sequence[int], now: datetime) -> tuple[DatePoll, Network] | None:
    """The first of open networks to have closed without having come to an end."""
    found = (
        sa.select(DatePoll, Network)
        .join(Network, Network.id == DatePoll.network_id)
        .where(
            DatePoll.network_id.in_(network_ids),
            DatePoll.ending.is_(None),
            DatePoll.closes_at <= now,
            Network.closed_at.is_(None),
        )
        .order_by(DatePoll.closes_at, DatePoll.id)
        .limit(1)
    )
    row = session.execute(found).first()
    return None if row is None else (row[0], row[1])


def delegates_of(session: Session, network_id: int) -> list[Delegate]:
    """Who speaks for the cities of a network, in the order in which they joined."""
    return [
        Delegate(person, city, is_reachable)
        for person, city, is_reachable in contributors(session, network_id)
        if city is not None
    ]


def answers_to(session: Session, poll_id: int) -> list[DatePollAnswer]:
    """What everybody has answered, also those who have left."""
    found = (
        sa.select(DatePollAnswer)
        .join(DatePollOption, DatePollOption.id == DatePollAnswer.option_id)
        .where(DatePollOption.poll_id == poll_id)
    )
    return list(session.scalars(found))


def answers_of(session: Session, poll_id: int, person_id: int) -> dict[int, Availability]:
    """What one person has answered, by the date's id."""
    found = (
        sa.select(DatePollAnswer)
        .join(DatePollOption, DatePollOption.id == DatePollAnswer.option_id)
        .where(DatePollOption.poll_id == poll_id, DatePollAnswer.person_id == person_id)
    )
    return {one.option_id: one.availability for one in session.scalars(found)}


def save_answer(session: Session, option_id: int, person_id: int, availability: Availability, now: datetime) -> None:
    """Keeps an answer in the place of an earlier one."""
    answer = session.get(DatePollAnswer, (option_id, person_id))
    if answer is None:
        answer = DatePollAnswer(option_id=option_id, person_id=person_id)
        session.add(answer)
    answer.availability, answer.answered_at = availability, now
    session.flush()


def open_polls(session: Session, network_id: int, now: datetime) -> list[DatePoll]:
    """Those of a network that can be answered."""
    found = sa.select(DatePoll).where(
        DatePoll.network_id == network_id, DatePoll.ending.is_(None), DatePoll.closes_at > now
    )
    return list(session.scalars(found.order_by(DatePoll.id)))


def noted_to(session: Session, poll_id: int) -> dict[int, dict[int, Availability]]:
    """What is noted for cities, by the city's id and the date's."""
    found = (
        sa.select(DatePollNoted)
        .join(DatePollOption, DatePollOption.id == DatePollNoted.option_id)
        .where(DatePollOption.poll_id == poll_id)
    )
    noted: defaultdict[int, dict[int, Availability]] = defaultdict(dict)
    for one in session.scalars(found):
        noted[one.city_id][one.option_id] = one.availability
    return dict(noted)


def save_noted(
    session: Session, option_id: int, city_id: int, availability: Availability, noted_by: int, now: datetime
) -> None:
    """Keeps what a city said in the place of what it said before."""
    noted = session.get(DatePollNoted, (option_id, city_id))
    if noted is None:
        noted = DatePollNoted(option_id=option_id, city_id=city_id)
        session.add(noted)
    noted.availability, noted.noted_by, noted.noted_at = availability, noted_by, now
    session.flush()


def forget_noted(session: Session, option_id: int, city_id: int) -> None:
    """One of the city's people says it themselves."""
    noted = session.get(DatePollNoted, (option_id, city_id))
    if noted is not None:
        session.delete(noted)
        session.flush()


def polls_due(session: Session, now: datetime, limit: int) -> list[tuple[DatePoll, Network]]:
    """Those at which the clock has to look; what another process has in hand is left to it."""
    found = (
        sa.select(DatePoll, Network)
        .join(Network, Network.id == DatePoll.network_id)
        .where(DatePoll.due_at <= now)
        .order_by(DatePoll.due_at, DatePoll.id)
        .limit(limit)
        .with_for_update(of=DatePoll, skip_locked=True)
    )
    return [(poll, network) for poll, network in session.execute(found)]


def forget_answers(session: Session, person_id: int, network_ids: Sequence[int]) -> list[DatePoll]:
    """What a person has answered in polls of these networks that have not come to an end; gives these polls, in the
    order in which whoever changes several locks them.
    """
    found = (
        sa.select(DatePoll)
        .join(DatePollOption, DatePollOption.poll_id == DatePoll.id)
        .join(DatePollAnswer, DatePollAnswer.option_id == DatePollOption.id)
        .where(
            DatePollAnswer.person_id == person_id,
            DatePoll.network_id.in_(network_ids),
            DatePoll.ending.is_(None),
        )
        .distinct()
        .order_by(DatePoll.id)
    )
    polls = list(session.scalars(found))
    options = sa.select(DatePollOption.id).where(DatePollOption.poll_id.in_([poll.id for poll in polls]))
    session.execute(
        sa.delete(DatePollAnswer)
        .where(DatePollAnswer.person_id == person_id, DatePollAnswer.option_id.in_(options))
        .execution_options(synchronize_session="fetch")
    )
    return polls
