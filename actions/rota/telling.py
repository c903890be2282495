"""What a rota sends: once that it is published, and to those concerned that turns are other ones."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from actions import attention, letters
from actions.rota.reading import change_subject_of, reader_of, subject_of, told
from actions.rota.standing import standing_of
from store.memberships import members_of
from store.models import City, Kind, Meeting, Network, Person, Role, Rota
from texts.meetings.shown import when
from texts.message import Message
from texts.rota import giving_back, swapping, telling
from texts.rota.shown import Swap


def tell_of_publication(session: Session, by: Person, rota: Rota, network: Network, *, now: datetime) -> None:
    """To each person once, in their waking hours."""
    standing = standing_of(session, rota, network, now)
    for one in told(session, network, besides=by.id, now=now):
        person, city = one.person, one.city
        message = telling.published(reader_of(session, person, city), standing, city)
        key = f"{subject_of(rota)}:published:person:{person.id}"
        postage = attention.postage(Kind.ROTA_PUBLISHED, person, key=key, subject=subject_of(rota), now=now)
        letters.send(session, person.telegram_id or 0, message, now=now, postage=postage)


def tell_of_change(
    session: Session, by: Person, rota: Rota, network: Network, cities: Sequence[City], *, now: datetime
) -> None:
    """To the people of these cities and those who facilitate. Of several changes only the last is told."""
    standing = standing_of(session, rota, network, now)
    by_id = {city.id: city for city in cities}
    facilitating = ids_of(session, network, Role.FACILITATOR)
    for one in told(session, network, besides=by.id, now=now):
        person, city = one.person, one.city
        own = by_id.get(city.id) if city is not None else None
        if own is not None or person.id in facilitating:
            message = telling.changed(reader_of(session, person, city), standing, [own] if own is not None else cities)
            _send_change(session, rota, person, message, now)


def tell_of_swap(session: Session, by: Person, rota: Rota, swap: Swap, *, now: datetime) -> None:
    """To the people of both cities, and to those who coordinate and facilitate."""
    preparing = ids_of(session, swap.network, Role.COORDINATOR, Role.FACILITATOR)
    for one in told(session, swap.network, besides=by.id, now=now):
        person, city = one.person, one.city
        is_concerned = city is not None and city.id in {swap.city.id, swap.other.id}
        if is_concerned or person.id in preparing:
            message = swapping.swapped(reader_of(session, person, city), swap, city)
            _send_change(session, rota, person, message, now)


def tell_of_free_place(
    session: Session, by: Person, rota: Rota, network: Network, city: City, meeting: Meeting, *, now: datetime
) -> None:
    """To those who coordinate: a city has given its turn back."""
    coordinating = ids_of(session, network, Role.COORDINATOR)
    for one in told(session, network, besides=by.id, now=now):
        person = one.person
        if person.id in coordinating:
            reader = reader_of(session, person, one.city)
            moment = when(reader, meeting.starts_at, network, now)
            message = giving_back.free_place(reader, network, city, meeting, moment)
            key = f"{subject_of(rota)}:free:{rota.sequence}:person:{person.id}"
            postage = attention.postage(Kind.TURN_FREE, person, key=key, now=now)
            letters.send(session, person.telegram_id or 0, message, now=now, postage=postage)


def ids_of(session: Session, network: Network, *roles: Role) -> set[int]:
    """Who has one of these roles."""
    return {person.id for _, person in members_of(session, network.id, *roles)}


def _send_change(session: Session, rota: Rota, person: Person, message: Message, now: datetime) -> None:
    key = f"{subject_of(rota)}:changed:person:{person.id}:"
    letters.withdraw(session, key, person.telegram_id)
    postage = attention.postage(
        Kind.ROTA_CHANGED, person, key=f"{key}{rota.sequence}", subject=change_subject_of(rota), now=now
    )
    letters.send(session, person.telegram_id or 0, message, now=now, postage=postage)
