"""A coordinator changes turns: a city takes a free place, or two cities swap."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from actions import audit
from actions.agenda.following import follow_agenda
from actions.meetings.showing import update_copies, update_pages, update_reminders
from actions.refusals import NetworkClosed, NotFound
from actions.rota.following import follow_rota
from actions.rota.reading import subject_of
from actions.rota.refusals import CannotBeExchanged, NoRoom, RotaChanged
from actions.rota.standing import standing_of
from actions.rota.telling import tell_of_change
from store import rota as store
from store.locking import lock
from store.models import City, Network, Person, Rota
from store.programme import series_of_network
from texts.rota.shown import Standing


def do_move_turn(
    session: Session,
    person: Person,
    rota: Rota,
    network: Network,
    city_id: int,
    meeting_id: int,
    *,
    sequence: int,
    now: datetime,
) -> None:
    """Gives a city a free place in a session ahead, whether it had a turn or not."""
    standing = _checked(session, rota, network, sequence, now)
    city = city_in(standing, city_id)
    before = standing.meeting_of(city.id)
    if meeting_id not in {place.meeting.id for place in standing.with_room() if place.meeting is not before}:
        raise NoRoom
    store.save_turn(session, rota, city.id, meeting_id)
    _changed(session, person, rota, network, [city], "turn_moved", {"city": city.id, "to": meeting_id}, now)


def do_exchange(
    session: Session,
    person: Person,
    rota: Rota,
    network: Network,
    city_id: int,
    other_city_id: int,
    *,
    sequence: int,
    now: datetime,
) -> None:
    """Gives each of two cities the turn of the other; both are ahead."""
    standing = _checked(session, rota, network, sequence, now)
    city, other = city_in(standing, city_id), city_in(standing, other_city_id)
    own, others = standing.meeting_of(city.id), standing.meeting_of(other.id)
    if own is None or others is None or other not in [partner for partner, _ in standing.partners_of(city.id)]:
        raise CannotBeExchanged
    store.save_turn(session, rota, city.id, others.id)
    store.save_turn(session, rota, other.id, own.id)
    details = {"city": city.id, "other": other.id}
    _changed(session, person, rota, network, [city, other], "turns_exchanged", details, now)


def city_in(standing: Standing, city_id: int) -> City:
    """A city of the network, with a turn or without."""
    city = next((one for one in standing.cities if one.id == city_id), None)
    if city is None:
        raise NotFound
    return city


def lock_all(session: Session, rota: Rota) -> None:
    """The sessions first, as whoever moves one does, then the rota: nobody else gives a place away meanwhile."""
    for meeting in sorted(series_of_network(session, rota.network_id), key=lambda one: one.id):
        lock(session, meeting)
    lock(session, rota)


def show_in_sessions(session: Session, rota: Rota, network: Network, *, now: datetime) -> None:
    """Invitations, pages, agendas and reminders of the sessions ahead tell who presents in them."""
    for meeting in sorted(series_of_network(session, rota.network_id), key=lambda one: one.id):
        if meeting.starts_at > now and meeting.cancelled_at is None:
            update_copies(session, meeting, network, now=now)
            update_pages(session, meeting, network, now=now)
            follow_agenda(session, meeting, network, now=now)
            update_reminders(session, meeting, network, now=now)


def _checked(session: Session, rota: Rota, network: Network, sequence: int, now: datetime) -> Standing:
    lock_all(session, rota)
    if network.closed_at is not None:
        raise NetworkClosed
    if rota.sequence != sequence:
        raise RotaChanged
    return standing_of(session, rota, network, now)


def keep_change(
    session: Session, person: Person, rota: Rota, deed: str, details: dict[str, Any], now: datetime
) -> None:
    """Turns are other ones from now on: keys from before change nothing any more."""
    rota.sequence += 1
    rota.changed_at = now
    session.flush()
    audit.record(
        session,
        now=now,
        deed=deed,
        person_id=person.id,
        network_id=rota.network_id,
        subject=subject_of(rota),
        details=details,
    )


def show_change(session: Session, rota: Rota, network: Network, *, now: datetime) -> None:
    """Wherever turns are told of."""
    follow_rota(session, network, now=now)
    show_in_sessions(session, rota, network, now=now)


def _changed(
    session: Session,
    person: Person,
    rota: Rota,
    network: Network,
    cities: list[City],
    deed: str,
    details: dict[str, Any],
    now: datetime,
) -> None:
    keep_change(session, person, rota, deed, details, now)
    if rota.published_at is not None:
        show_change(session, rota, network, now=now)
        tell_of_change(session, person, rota, network, cities, now=now)
