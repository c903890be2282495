"""What a rota sends: once that it is published, and to the cities concerned that their turn is another one."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from actions import letters
from actions.cards import news_for
from actions.date_polls.standing import is_away
from actions.rota.following import change_subject_of, reader_of, subject_of
from actions.rota.standing import standing_of
from store import rota as store
from store.models import City, Network, Person, Rota
from store.rota import RotaReader
from texts.rota import telling


def told(session: Session, network: Network, *, besides: int, now: datetime) -> list[RotaReader]:
    """Who is told in private: whom letters reach, on no break, and not the one who does it."""
    return [
        one
        for one in store.readers_of(session, network.id)
        if one.is_reachable and one.person.id != besides and not is_away(one.person, now)
    ]


def tell_of_publication(session: Session, by: Person, rota: Rota, network: Network, *, now: datetime) -> None:
    """To each person once, in their waking hours."""
    standing = standing_of(session, rota, network, now)
    for one in told(session, network, besides=by.id, now=now):
        person, city = one.person, one.city
        message = telling.published(reader_of(session, person, city), standing, city)
        key = f"{subject_of(rota)}:published:person:{person.id}"
        postage = news_for(person, key=key, subject=subject_of(rota), now=now)
        letters.send(session, person.telegram_id or 0, message, now=now, postage=postage)


def tell_of_change(
    session: Session, by: Person, rota: Rota, network: Network, cities: Sequence[City], *, now: datetime
) -> None:
    """To the people of these cities; what has not gone out of an earlier change goes out no more."""
    standing = standing_of(session, rota, network, now)
    concerned = {city.id for city in cities}
    for one in told(session, network, besides=by.id, now=now):
        person, city = one.person, one.city
        if city is None or city.id not in concerned or person.telegram_id is None:
            continue
        key = f"{subject_of(rota)}:changed:person:{person.id}:"
        letters.withdraw(session, key, person.telegram_id)
        postage = news_for(person, key=f"{key}{rota.sequence}", subject=change_subject_of(rota), now=now)
        message = telling.changed(reader_of(session, person, city), standing, city)
        letters.send(session, person.telegram_id, message, now=now, postage=postage)
