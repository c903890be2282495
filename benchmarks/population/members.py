"""Cities, networks, people, and who takes part where."""

from datetime import time

from benchmarks.population.town import (
    CITIES,
    DAY,
    FIRST_CHAT,
    FIRST_GROUP,
    WEEK,
    YEARS,
    Rows,
    Town,
    cities_of,
    city_of,
    place_of,
)
from store.models import ChatKind, DigestWish, Role


def city_rows() -> Rows:
    for number in range(1, CITIES + 1):
        country, zone, language = place_of(number)
        yield {
            "id": number,
            "slug": f"ciudad-{number}",
            "name": f"Ciudad {number}",
            "country": country,
            "zone": zone,
            "language": language,
        }


def network_rows(town: Town) -> Rows:
    moments = town.moments
    for number in town.networks:
        yield {
            "id": number,
            "slug": f"red-{number}",
            "name": f"Microrred {number}",
            "field": "Movilidad sostenible",
            "zone": "Europe/Madrid",
            "starts_on": (moments.now - 20 * WEEK).date(),
            "rule": "FREQ=MONTHLY;BYDAY=3FR;COUNT=6",
            "meeting_time": time(17),
            "meeting_minutes": 90,
            "digest_weekday": moments.digests.weekday(),
            "digest_due_at": moments.digests,
            "digest_sent_until": town.told_until - WEEK,
            "created_at": moments.now - YEARS,
            "closed_at": None,
        }


def network_city_rows(town: Town) -> Rows:
    for network in town.networks:
        for city in cities_of(network):
            yield {"network_id": network, "city_id": city}


def person_rows(town: Town) -> Rows:
    for person, (network, seat) in town.first_seats.items():
        country, zone, language = place_of(city_of(network, seat))
        yield {
            "id": person,
            "telegram_id": FIRST_CHAT + person,
            "name": f"Persona {person}",
            "post": "Técnica",
            "language": language,
            "country": country,
            "zone": zone,
            "digest": DigestWish.PRIVATE,
            "consented_at": town.moments.now - YEARS,
            "created_at": town.moments.now - YEARS,
        }


def chat_rows(town: Town) -> Rows:
    shared = {"language": "es", "unreachable_reason": ""}
    for person in town.first_seats:
        yield {"id": FIRST_CHAT + person, "kind": ChatKind.PRIVATE, "title": "", "network_id": None, **shared}
    for network in town.networks:
        group = {"kind": ChatKind.SUPERGROUP, "title": f"Microrred {network}", "network_id": network}
        yield {"id": FIRST_GROUP - network, **group, **shared}


def membership_rows(town: Town) -> Rows:
    for network, seat, person in town.seats():
        yield {
            "person_id": person,
            "network_id": network,
            "city_id": city_of(network, seat) if seat else None,
            "role": Role.DELEGATE if seat else Role.FACILITATOR,
            "joined_at": town.moments.now - YEARS + seat * DAY,
            "digest_due_at": town.moments.digests,
            "digest_sent_until": town.told_until - WEEK,
        }
