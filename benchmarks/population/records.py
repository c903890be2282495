"""What people shared: most of it before the last digest, spread over two years, and some since then."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from benchmarks.population.meetings import COMING, SESSIONS
from benchmarks.population.town import DAY, WEEK, WORDS, YEARS, Rows, Town, city_of, numbered
from store.models import Outcome, Visibility

SLUGS = ("not-again", "deciding-figure", "first-no")
SHARES = {"challenges": 0.4, "experiences": 0.1, "solutions": 0.3, "answers": 0.2}


def prompt_rows(town: Town) -> Rows:
    for network in town.networks:
        for number in range(1, SESSIONS + 1):
            due_at = town.moments.session + (number - COMING) * 4 * WEEK + 2 * WEEK
            yield {
                "id": numbered(network, number, SESSIONS),
                "network_id": network,
                "meeting_id": numbered(network, number, SESSIONS),
                "slug": SLUGS[number % len(SLUGS)],
                "due_at": due_at,
                "asked_at": due_at if due_at <= town.moments.now else None,
            }


def challenge_rows(town: Town) -> Rows:
    for network in town.networks:
        for number, at in enumerate(_published(town, _old(town, "challenges"), town.sizes.challenges), start=1):
            is_solved = number <= town.sizes.solved
            yield {
                "id": numbered(network, number, _old(town, "challenges") + town.sizes.challenges),
                **_shared(town, network, number, at),
                "network_id": network,
                "title": f"Camiones en el centro de la ciudad {number}",
                "problem": WORDS,
                "tried": WORDS,
                "visibility": Visibility.NETWORK,
                "outcome": Outcome.SOLVED if is_solved else Outcome.OPEN,
                "outcome_at": town.moments.now - DAY if is_solved else None,
            }


def experience_rows(town: Town) -> Rows:
    for network in town.networks:
        for number, at in enumerate(_published(town, _old(town, "experiences"), town.sizes.experiences), start=1):
            yield {
                **_shared(town, network, number, at),
                "network_id": network,
                "title": f"Reparto de noche {number}",
                "done": WORDS,
                "regret": WORDS,
                "visibility": Visibility.NETWORK,
            }


def solution_rows(town: Town) -> Rows:
    challenges = _old(town, "challenges") + town.sizes.challenges
    for network in town.networks:
        for number, at in enumerate(_published(town, _old(town, "solutions"), town.sizes.solutions), start=1):
            challenge = challenges - (number - 1) % challenges
            yield {
                **_shared(town, network, number + 7, at),
                "challenge_id": numbered(network, challenge, challenges),
                "text": WORDS,
            }


def answer_rows(town: Town) -> Rows:
    """Nobody answers a question twice."""
    for network in town.networks:
        for number, at in enumerate(_published(town, _old(town, "answers"), town.sizes.answers)):
            question = COMING - number // town.sizes.people % COMING
            yield {
                **_shared(town, network, number, at),
                "prompt_id": numbered(network, question, SESSIONS),
                "text": WORDS,
            }


def _old(town: Town, kind: str) -> int:
    """How many of a kind each network has from before the last digest."""
    return int(town.sizes.records / town.sizes.networks * SHARES[kind])


def _published(town: Town, old: int, new: int) -> Iterator[datetime]:
    """Moments: spread over two years until the last digest, and over the days since then."""
    oldest = town.moments.now - YEARS
    for number in range(old):
        yield oldest + (town.told_until - oldest) * number / old
    for number in range(new):
        yield town.told_until + (town.moments.now - town.told_until) * (number + 0.5) / new


def _shared(town: Town, network: int, number: int, at: datetime) -> dict[str, Any]:
    people = town.people[network]
    seat = number % len(people)
    city = city_of(network, seat) if seat else None
    return {"person_id": people[seat], "city_id": city, "language": "es", "published_at": at}
