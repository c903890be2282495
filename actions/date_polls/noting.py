"""The coordination notes for a city which dates suit it."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions import behalf
from actions.access import access_noting
from actions.behalf.refusals import SaidItself
from actions.date_polls.answering import check_open
from actions.date_polls.showing import update_questions, update_tables
from actions.date_polls.standing import said_itself
from actions.date_polls.telling import tell_if_complete
from actions.refusals import NotFound
from store import date_polls as store
from store.locking import lock
from store.models import Availability, City, DatePoll, DatePollOption, Network, NotedKind, Person


def access_noted_poll(session: Session, person: Person, poll_id: int, city_id: int) -> tuple[DatePoll, Network, City]:
    """A poll in which the person notes what a city has said."""
    poll = session.get(DatePoll, poll_id)
    if poll is None:
        raise NotFound
    return poll, *access_noting(session, person, poll.network_id, city_id)


def do_note_date(
    session: Session,
    person: Person,
    option: DatePollOption,
    city_id: int,
    availability: Availability,
    *,
    now: datetime,
) -> None:
    """It counts for the city, until one of its people answers. Noting what is noted already changes nothing.

    Raises SaidItself where one of them has.
    """
    poll, network, city = access_noted_poll(session, person, option.poll_id, city_id)
    lock(session, poll)
    check_open(poll, now)
    if option.id in said_itself(session, poll, city):
        raise SaidItself
    if store.noted_to(session, poll.id).get(city.id, {}).get(option.id) is availability:
        return
    store.save_noted(session, option.id, city.id, availability, person.id, now)
    behalf.keep_noting(session, person.id, network.id, city.id, NotedKind.DATES, poll.id, now)
    update_questions(session, poll, network, now=now)
    update_tables(session, poll, network, now=now)
    tell_if_complete(session, poll, network, now=now)
