"""What a rota sends: once that it is published, and to those concerned that turns are other ones."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from actions import attention, letters
from actions.readers import reader_of
from actions.rota.news import News, send_news
from actions.rota.reading import subject_of, told
from actions.rota.standing import standing_of
from store.memberships import members_of
from store.models import City, Kind, Meeting, Network, Person, Role, Rota, TurnSwap
from texts.meetings.shown import when
from texts.rota import giving_back, telling


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
    """To the people of these cities, of their own one, and to those who facilitate, of all."""
    standing = standing_of(session, rota, network, now)
    city_ids = frozenset(city.id for city in cities)
    facilitating = ids_of(session, network, Role.FACILITATOR)
    for one in told(session, network, besides=by.id, now=now):
        own = city_ids & {one.city.id} if one.city is not None else frozenset[int]()
        about = city_ids if one.person.id in facilitating else own
        if about:
            send_news(session, standing, one, News(about))


def tell_of_swap(session: Session, by: Person, rota: Rota, network: Network, swap: TurnSwap, *, now: datetime) -> None:
    """To the people of both cities, and to those who coordinate and facilitate."""
    standing = standing_of(session, rota, network, now)
    city_ids = frozenset({swap.city_id, swap.other_city_id})
    preparing = ids_of(session, network, Role.COORDINATOR, Role.FACILITATOR)
    for one in told(session, network, besides=by.id, now=now):
        is_concerned = one.city is not None and one.city.id in city_ids
        if is_concerned or one.person.id in preparing:
            send_news(session, standing, one, News(city_ids, swap.id))


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
