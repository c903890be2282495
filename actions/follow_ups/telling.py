"""A city tells what it applied, changes that, or wants to be asked no more."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions import letters
from actions.access import FollowedUp
from actions.follow_ups.asking import letters_of
from actions.follow_ups.refusals import FollowUpChanged
from actions.refusals import NotFound
from store.attention import let_go_of
from store.follow_ups import follow_ups_of
from store.locking import lock
from store.models import Applied, FollowUp, Kind, Person, Stays
from store.network import city_in_network


def do_tell(
    session: Session,
    person: Person,
    answering: FollowedUp,
    applied: Applied,
    from_city_id: int | None,
    stays: Stays | None,
    words: str,
    *,
    sequence: int,
    now: datetime,
) -> FollowUp:
    """Raises FollowUpChanged when something else stands than what the person had before them."""
    told = answering.follow_up
    lock(session, told)
    if told.sequence != sequence:
        raise FollowUpChanged
    if from_city_id is not None and city_in_network(session, told.network_id, from_city_id) is None:
        raise NotFound
    told.applied, told.from_city_id, told.stays, told.words = applied, from_city_id, stays, words
    told.language, told.told_at, told.sequence = person.language, now, told.sequence + 1
    told.person_id, told.noted_by = person.id, person.id if answering.is_noting else None
    _ask_no_more(session, told)
    session.flush()
    return told


def do_end(session: Session, answering: FollowedUp, *, now: datetime) -> None:
    """Also not after six months. Harmless when done twice."""
    for one in follow_ups_of(session, answering.network.id, answering.city.id):
        lock(session, one)
        one.ended_at = one.ended_at or now
        _ask_no_more(session, one)
    session.flush()


def _ask_no_more(session: Session, told: FollowUp) -> None:
    told.ask_at = None
    letters.withdraw(session, letters_of(told))
    let_go_of(session, Kind.FOLLOW_UP, told.id)
