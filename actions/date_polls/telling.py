"""What a poll about dates sends: the question, one reminder to the silent, and to coordinators that it is answered."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions import attention, letters
from actions.date_polls.showing import (
    Told,
    question,
    subject_of,
    table_for,
    update_questions,
    update_tables,
)
from actions.date_polls.standing import asked_of, is_reached, standing_of
from store import date_polls as store
from store.date_polls import Delegate
from store.locking import lock
from store.memberships import members_of
from store.models import DatePoll, Kind, Network, Person, Role
from texts.date_polls import answering
from texts.date_polls.shown import Asked

WHAT = {Kind.DATES_ASKED: "asked", Kind.DATES_REMINDED: "reminded"}  # in keys


def reached(session: Session, network: Network, *, now: datetime) -> list[Delegate]:
    """Whom a question reaches."""
    return [one for one in store.delegates_of(session, network.id) if is_reached(one, now)]


def ask_all(session: Session, poll: DatePoll, network: Network, *, now: datetime) -> int:
    """Puts the question to everybody whom it reaches; gives their number."""
    asked = asked_of(session, poll, network, now)
    return sum(
        _send(session, asked, one, Kind.DATES_ASKED, answering.card) for one in reached(session, network, now=now)
    )


def remind_the_silent(session: Session, poll: DatePoll, network: Network, *, now: datetime) -> int:
    """Once, those who have answered nothing; whoever answers in the night before is not reminded in the morning.

    Nor are the people of a city for which every date is noted.
    """
    lock(session, poll)
    poll.due_at = poll.closes_at
    answered = {answer.person_id for answer in store.answers_to(session, poll.id)}
    asked = asked_of(session, poll, network, now)
    silent = [
        one
        for one in reached(session, network, now=now)
        if one.person.id not in answered and len(asked.noted.get(one.city.id, ())) < len(asked.options)
    ]
    return sum(_send(session, asked, one, Kind.DATES_REMINDED, answering.reminder) for one in silent)


def close(session: Session, poll: DatePoll, network: Network, *, now: datetime) -> None:
    """Its time is over: nothing asks for an answer any more, and the coordinators choose."""
    lock(session, poll)
    poll.due_at = _lapses_at(asked_of(session, poll, network, now))
    update_questions(session, poll, network, now=now)
    update_tables(session, poll, network, now=now)
    tell_coordinators(session, poll, network, now=now)


def _lapses_at(asked: Asked) -> datetime:
    """When the last of the dates has passed, or the session has begun as it was: later than it closes."""
    last = asked.options[-1].starts_at
    return last if asked.meeting is None else min(last, asked.meeting.starts_at)


def tell_if_complete(session: Session, poll: DatePoll, network: Network, *, now: datetime) -> None:
    """All cities have answered: nobody has to wait until it closes."""
    if standing_of(session, asked_of(session, poll, network, now)).is_complete:
        tell_coordinators(session, poll, network, now=now)


def tell_coordinators(session: Session, poll: DatePoll, network: Network, *, now: datetime) -> None:
    """How it stands, to each of them and once: when all have answered, or else when it has closed."""
    for _, person in members_of(session, network.id, Role.COORDINATOR):
        if person.telegram_id is not None:
            postage = attention.postage(
                Kind.DATES_ANSWERED, person, key=f"{subject_of(poll)}:result:person:{person.id}", now=now
            )
            letters.send(
                session,
                person.telegram_id,
                table_for(session, poll, network, person, now=now),
                now=now,
                postage=postage,
            )


def unask(session: Session, poll: DatePoll, person: Person) -> None:
    """What would still ask somebody who has answered is not sent."""
    letters.withdraw(session, f"{subject_of(poll)}:person:{person.id}:", person.telegram_id)


def _send(session: Session, asked: Asked, delegate: Delegate, kind: Kind, told: Told) -> bool:
    person = delegate.person
    if person.telegram_id is None or attention.due_moment(kind, person.zone, asked.now) >= asked.poll.closes_at:
        return False
    postage = attention.postage(
        kind,
        person,
        key=f"{subject_of(asked.poll)}:person:{person.id}:{WHAT[kind]}",
        stale_at=asked.poll.closes_at,
        now=asked.now,
    )
    message = question(session, asked, person, delegate.city, told)
    return letters.send(session, person.telegram_id, message, now=asked.now, postage=postage)
