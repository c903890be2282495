"""Delegates answer a poll about dates, and change their answers while it is open."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions.access import access_asked_poll
from actions.date_polls.refusals import PollClosed
from actions.date_polls.showing import next_date, own_of, question_about, update_questions, update_tables
from actions.date_polls.standing import asked_of
from actions.date_polls.telling import tell_if_complete, unask
from actions.refusals import NotFound
from store import date_polls as store
from store.behalf import forget_noting
from store.locking import lock
from store.models import Availability, City, DatePoll, DatePollOption, Network, NotedKind, Person
from texts.message import Message


def do_answer(
    session: Session,
    person: Person,
    option: DatePollOption,
    availability: Availability,
    *,
    now: datetime,
    pressed: tuple[int, int],
) -> bool:
    """Keeps an answer and shows it to the coordinators; True when it was the last one that lacked.

    `pressed` is the copy that the caller edits itself.
    """
    poll, network, city = access_asked_poll(session, person, option.poll_id)
    lock(session, poll)
    check_open(poll, now)
    asked = asked_of(session, poll, network, now)
    before, noted = own_of(session, asked, person, city), asked.noted.get(city.id, {})
    if before.get(option.id) is availability and option.id not in noted:
        return False
    store.forget_noted(session, option.id, city.id)
    if noted.keys() <= {option.id}:
        forget_noting(session, NotedKind.DATES, poll.id, city.id)
    store.save_answer(session, option.id, person.id, availability, now)
    unask(session, poll, person)
    if person.telegram_id is not None:
        update_questions(session, poll, network, now=now, of_chat=person.telegram_id, shown=pressed)
    update_tables(session, poll, network, now=now)
    tell_if_complete(session, poll, network, now=now)
    return next_date(asked, before) is not None and next_date(asked, before | {option.id: availability}) is None


def check_open(poll: DatePoll, now: datetime) -> None:
    """Refuses an answer that comes too late."""
    if poll.ending is not None or poll.closes_at <= now:
        raise PollClosed


def access_option(session: Session, option_id: int) -> DatePollOption:
    """A date of some poll: whether it is for this person is looked at with the poll."""
    option = session.get(DatePollOption, option_id)
    if option is None:
        raise NotFound
    return option


def question_for(
    session: Session,
    person: Person,
    poll: DatePoll,
    network: Network,
    city: City,
    *,
    now: datetime,
    after: int | None = None,
    about: int | None = None,
) -> Message:
    """What the person is asked next: a date of their choice (`about`), or the first unanswered one `after` another."""
    asked = asked_of(session, poll, network, now)
    own = own_of(session, asked, person, city)
    current = next((option for option in asked.options if option.id == about), None) or next_date(asked, own, after)
    return question_about(session, asked, person, city, own, current)
