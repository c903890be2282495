"""Who reads of a rota, and by what it is found again where it has been told."""

from datetime import datetime

from sqlalchemy.orm import Session

from store import rota as store
from store.models import City, Network, Person, Rota, TurnSwap
from store.rota import RotaReader


def subject_of(rota: Rota) -> str:
    """Of the news that it is published, and of the pages that people have opened."""
    return f"rota:{rota.id}"


def change_subject_of(rota: Rota) -> str:
    """Of what a city's people are told of another turn of its own."""
    return f"rota-change:{rota.id}"


def swap_subject_of(swap: TurnSwap) -> str:
    """Of the question whether a city swaps."""
    return f"rota-swap:{swap.id}"


def asking_subject_of(swap: TurnSwap) -> str:
    """Of the pages on which the city that asks waits for an answer."""
    return f"rota-asking:{swap.id}"


def briefing_subject_of(rota: Rota) -> str:
    """Of what the people of presenting cities are told before their session."""
    return f"rota-brief:{rota.id}"


def swap_key(swap: TurnSwap) -> str:
    """What the keys of letters begin with that ask it."""
    return f"rota:{swap.rota_id}:swap:{swap.id}:asked:"


def told(session: Session, network: Network, *, besides: int | None, now: datetime) -> list[RotaReader]:
    """Who is told in private: whom letters reach, on no break, and not the one who does it."""
    return [
        one
        for one in store.readers_of(session, network.id)
        if one.is_reachable and one.person.id != besides and not one.person.is_paused(now)
    ]


def people_of(session: Session, network: Network, city: City, *, now: datetime) -> list[Person]:
    """Whom letters reach that are about a city's turn."""
    return [
        one.person
        for one in told(session, network, besides=None, now=now)
        if one.city is not None and one.city.id == city.id
    ]
