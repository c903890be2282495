"""A coordinator has a rota proposed, and publishes it."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions import audit
from actions.refusals import NetworkClosed
from actions.rota.briefing import plan_briefings
from actions.rota.changing import lock_all, show_in_sessions
from actions.rota.reading import subject_of
from actions.rota.refusals import NoSessionAhead, NothingToPublish, RotaChanged
from actions.rota.standing import CASES, standing_of, working_sessions_ahead
from actions.rota.telling import tell_of_publication
from store import rota as store
from store.locking import lock
from store.models import City, Network, Person, Rota
from store.network import cities_with_counts


def do_draw(session: Session, person: Person, network: Network, *, now: datetime) -> Rota:
    """Proposes the turns. One rota a network: the one that is there is given back."""
    lock(session, network)
    rota = store.rota_of(session, network.id)
    if rota is not None:
        return rota
    _check_drawable(session, network, now)
    rota = Rota(network_id=network.id, person_id=person.id, drawn_at=now, sequence=0)
    session.add(rota)
    session.flush()
    _distribute(session, rota, network, now)
    _record(session, person, rota, "rota_drawn", now)
    return rota


def do_redraw(session: Session, person: Person, rota: Rota, network: Network, *, sequence: int, now: datetime) -> None:
    """Proposes the turns anew, as long as nobody else has seen them."""
    lock_all(session, rota)
    if rota.sequence != sequence or rota.published_at is not None:
        raise RotaChanged
    _check_drawable(session, network, now)
    store.forget_turns(session, rota)
    _distribute(session, rota, network, now)
    rota.sequence += 1
    rota.changed_at = None
    session.flush()
    _record(session, person, rota, "rota_redrawn", now)


def do_publish(session: Session, person: Person, rota: Rota, network: Network, *, sequence: int, now: datetime) -> None:
    """From now on the network sees it, and everybody is told once. Harmless when done twice."""
    lock_all(session, rota)
    if rota.published_at is not None:
        return
    if rota.sequence != sequence:
        raise RotaChanged
    check_publishable(session, rota, network, now)
    rota.published_at = now
    session.flush()
    _record(session, person, rota, "rota_published", now)
    plan_briefings(session, standing_of(session, rota, network, now))
    tell_of_publication(session, person, rota, network, now=now)
    show_in_sessions(session, rota, network, now=now)


def check_publishable(session: Session, rota: Rota, network: Network, now: datetime) -> None:
    """Refuses a rota that tells nobody anything."""
    if network.closed_at is not None:
        raise NetworkClosed
    if not any(place.cities for place in standing_of(session, rota, network, now).places):
        raise NothingToPublish


def in_order(session: Session, network: Network) -> list[City]:
    """First the cities that have shared something, last those of which nobody takes part; otherwise by name."""
    shared = store.cities_that_shared(session, network.id)
    counted = cities_with_counts(session, network.id)
    people = {city.id: number for city, number in counted}
    return sorted((city for city, _ in counted), key=lambda city: (city.id not in shared, people[city.id] == 0))


def _check_drawable(session: Session, network: Network, now: datetime) -> None:
    if network.closed_at is not None:
        raise NetworkClosed
    if not working_sessions_ahead(session, network, now):
        raise NoSessionAhead


def _distribute(session: Session, rota: Rota, network: Network, now: datetime) -> None:
    """Two by two from the first session on: what stays free is at the end, for turns that are lost on the way."""
    free = [meeting for meeting in working_sessions_ahead(session, network, now) for _ in range(CASES)]
    for city, meeting in zip(in_order(session, network), free, strict=False):
        store.save_turn(session, rota, city.id, meeting.id)


def _record(session: Session, person: Person, rota: Rota, deed: str, now: datetime) -> None:
    audit.record(session, now=now, deed=deed, person_id=person.id, network_id=rota.network_id, subject=subject_of(rota))
