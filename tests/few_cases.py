"""The labelled set of `tests/data/few`: people with what they offer and have shared, and challenges with whom to ask.

Written for this project, without a look at the thesaurus. Half a is mobility, half b local economy, which is held out.
"""

import random
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from statistics import fmean
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from actions.few.likely import Likely, likeliest
from actions.few.offers import do_follow_offers
from actions.search.wording import keep_found
from store.helps import replace_helps
from store.memberships import membership_of
from store.models import Challenge, Chat, ChatKind, City, Experience, HelpKind, Outcome, Person, Solution, Visibility
from store.models import Network as NetworkRow
from tests.actions.founding import found_network, join

FOLDER = Path(__file__).parent / "data" / "few"
NOW = datetime(2027, 9, 14, 12, tzinfo=UTC)
FEW = 3
APART = 33  # numbers of two people of one city
ASKER = 0


@dataclass(frozen=True)
class Case:
    """A challenge. likely: the numbers of those who were judged likely to be able to answer; none: nobody is."""

    name: str
    language: str
    title: str
    problem: str
    likely: frozenset[int]

    @property
    def is_held_out(self) -> bool:
        """Whether it was not looked at while weights were tried."""
        return self.name.startswith("b")


@dataclass(frozen=True)
class Hall:
    """All people in one network of a store. numbers: by their ids."""

    network: NetworkRow
    asker: Person
    numbers: Mapping[int, int]


@cache
def people() -> tuple[dict[str, Any], ...]:
    """As they stand in the file."""
    return tuple(_file("people")["person"])


@cache
def records() -> tuple[dict[str, Any], ...]:
    """What they have shared."""
    return tuple(_file("people")["record"])


@cache
def cases() -> tuple[Case, ...]:
    """All that are asked."""
    return tuple(
        Case(one["id"], one["language"], one["title"], one["problem"], frozenset(one["likely"]))
        for half in ("challenges_a", "challenges_b")
        for one in _file(half)["challenge"]
    )


def _file(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))


def fill(session: Session) -> Hall:
    """The people with what they offer and have shared, in one network, and somebody who asks."""
    network = found_network(session, "few")
    made = {ASKER: _settle(session, network, ASKER, "es", ())}
    for one in people():
        made[one["n"]] = _settle(session, network, one["n"], one["language"], one["offers"])
    while do_follow_offers(session, 500):
        pass
    for one in records():
        _share(session, network, made, one)
    return Hall(network, made[ASKER][0], {person.id: number for number, (person, _) in made.items()})


def _settle(
    session: Session, network: NetworkRow, number: int, language: str, offers: Sequence[str]
) -> tuple[Person, City]:
    place = "asker" if number == ASKER else f"city-{(number - 1) % APART}"
    city = session.scalar(sa.select(City).where(City.slug == place)) or City(
        slug=place, name=place, country="ES", zone="Europe/Madrid", language="es"
    )
    known: dict[str, Any] = {"consented_at": NOW, "created_at": NOW, "zone": "Europe/Madrid"}
    person = Person(telegram_id=50_000 + number, name=f"Person {number}", language=language, country="ES", **known)
    session.add_all([city, person, Chat(id=50_000 + number, kind=ChatKind.PRIVATE, title="", language=language)])
    session.flush()
    membership = join(session, person, city, network)
    replace_helps(session, membership.id, HelpKind.OFFER, offers)
    return person, city


def _share(
    session: Session, network: NetworkRow, made: Mapping[int, tuple[Person, City]], one: Mapping[str, Any]
) -> None:
    person, city = made[one["by"]]
    said: dict[str, Any] = {"language": one["language"], "published_at": NOW - timedelta(days=60)}
    shared: dict[str, Any] = {"network_id": network.id, "title": one["title"], "visibility": Visibility.NETWORK, **said}
    own: dict[str, Any] = {"person_id": person.id, "city_id": city.id}
    if one["kind"] == "experience":
        _keep(session, Experience(done=one["text"], regret="", **shared, **own))
    elif one["kind"] == "challenge":
        _keep(session, Challenge(problem=one["text"], tried="", outcome=Outcome.SOLVED, **shared, **own))
    else:
        asker, of = made[ASKER]
        asked = Challenge(problem=one["problem"], tried="", person_id=asker.id, city_id=of.id, **shared)
        _keep(session, asked)
        session.add(Solution(challenge_id=asked.id, text=one["text"], **said, **own))
        session.flush()
        keep_found(session, asked)


def _keep(session: Session, record: Challenge | Experience) -> None:
    session.add(record)
    keep_found(session, record)


def likely_for(session: Session, hall: Hall, case: Case) -> list[Likely]:
    """Whom the challenge would be put to; it is forgotten again."""
    with session.begin_nested() as kept:
        own = membership_of(session, hall.asker.id, hall.network.id)
        challenge = Challenge(
            network_id=hall.network.id,
            city_id=own and own.city_id,
            person_id=hall.asker.id,
            title=case.title,
            problem=case.problem,
            tried="",
            language=case.language,
            visibility=Visibility.NETWORK,
            published_at=NOW,
        )
        _keep(session, challenge)
        found = likeliest(session, challenge, NOW)
        kept.rollback()
    return found


def asked_for(session: Session, hall: Hall, case: Case) -> list[int]:
    """The numbers of the few."""
    return [hall.numbers[one.candidate.person.id] for one in likely_for(session, hall, case)[:FEW]]


def asked_by_substring(case: Case) -> list[int]:
    """What a plain comparison gives: who uses most of its longer words, letter by letter."""
    words = {word.strip(".,¿?:").lower() for word in f"{case.title} {case.problem}".split()}
    wanted = {word for word in words if len(word) > 3}
    own = {one["n"]: " ".join(one["offers"]).lower() for one in people()}
    for record in records():
        own[record["by"]] += " ".join((record["title"], record.get("problem", ""), record["text"])).lower()
    score = {number: sum(word in said for word in wanted) for number, said in own.items()}
    return [number for number in sorted(score, key=lambda number: (-score[number], number)) if score[number]][:FEW]


def asked_by_chance(case: Case) -> list[int]:
    """Three of them, the same each time."""
    return random.Random(case.name).sample([one["n"] for one in people()], FEW)  # noqa: S311


@dataclass(frozen=True)
class Figures:
    """precision: which part of those who were asked is likely; recall: which part of the likely, or of three of them,
    was asked; hit: in how many cases anybody likely was; silent: where nobody is likely, in how many nobody was
    """

    precision: float
    recall: float
    hit: float
    silent: float


def figures(some: Sequence[Case], asked: Mapping[str, Sequence[int]]) -> Figures:
    """Of these cases."""
    real, empty = [one for one in some if one.likely], [one for one in some if not one.likely]
    right = {one.name: len(one.likely.intersection(asked[one.name])) for one in some}
    having = [one for one in some if asked[one.name]]
    return Figures(
        precision=fmean(right[one.name] / len(asked[one.name]) for one in having) if having else 0.0,
        recall=fmean(right[one.name] / min(FEW, len(one.likely)) for one in real),
        hit=fmean(bool(right[one.name]) for one in real),
        silent=fmean(not asked[one.name] for one in empty) if empty else 1.0,
    )
