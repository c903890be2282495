"""Who finds what: for each role and each visibility, no more and no less than what may be opened."""

from datetime import UTC, datetime
from typing import Any, NamedTuple

import pytest
from sqlalchemy.orm import Session

from actions import challenges, experiences, solutions
from actions.access import access_challenge, access_experience, access_solution
from actions.refusals import Refused
from actions.search import Filters, search
from store.database import Database
from store.models import FoundKind, Membership, Network, NetworkCity, Person, Role, Visibility
from tests.actions.founding import found_network, join, settle_person

NOON = datetime(2027, 7, 5, 12, tzinfo=UTC)
EVERY = {"challenge", "experience", "solution", "quiet challenge", "quiet solution", "quiet experience"}
OPEN = {"challenge", "experience", "solution"}
NOTED = {"noted challenge"}
FINDS = {
    "coordinator": EVERY | NOTED,
    "facilitator": OPEN,
    "author": EVERY,
    "of the author's city": OPEN,
    "of the city that it was noted for": OPEN | NOTED,
    "delegate of another city": OPEN,
    "coordinator of another network": set[str](),
    "guest": set[str](),
    "who has left": set[str](),
    "who noted it, no longer coordinator": OPEN,
    "in no network": set[str](),
}


Shared = dict[str, tuple[FoundKind, int]]


class World(NamedTuple):
    """People by what they are, and what was shared by name."""

    people: dict[str, Person]
    shared: Shared


def build(session: Session) -> World:
    """A network with everybody in it, and one more."""
    network, other = found_network(session), found_network(session, "otra")
    people: dict[str, Person] = {}

    def settle(name: str, role: Role = Role.DELEGATE, into: Network = network) -> Membership:
        people[name], city = settle_person(session)
        return join(session, people[name], city if role is Role.DELEGATE else None, into, role=role)

    settle("coordinator", Role.COORDINATOR)
    settle("facilitator", Role.FACILITATOR)
    author = settle("author")
    settle("of the author's city").city_id = author.city_id
    noted_for = settle("of the city that it was noted for")
    session.add(NetworkCity(network_id=network.id, city_id=noted_for.city_id or 0))
    settle("delegate of another city")
    settle("coordinator of another network", Role.COORDINATOR, other)
    settle("guest", Role.GUEST)
    past = settle("who noted it, no longer coordinator", Role.COORDINATOR)
    left = settle("who has left")
    people["in no network"], _ = settle_person(session)
    shared = _share(session, people, network, noted_for.city_id or 0)
    left.left_at, past.role = NOON, Role.FACILITATOR
    session.flush()
    return World(people, shared)


def _share(session: Session, people: dict[str, Person], network: Network, city_id: int) -> Shared:
    shared: Shared = {}
    for prefix, visibility in (("", Visibility.NETWORK), ("quiet ", Visibility.COORDINATORS)):
        given: dict[str, Any] = {"title": "Ferias", "visibility": visibility, "now": NOON}
        challenge, _ = challenges.do_share_challenge(
            session, people["author"], network.id, problem="Ferias.", tried="", **given
        )
        experience, _ = experiences.do_share_experience(
            session, people["author"], network.id, done="Ferias.", regret="Ferias.", **given
        )
        solution = solutions.do_answer_challenge(session, people["coordinator"], challenge, "Ferias.", now=NOON)
        shared[f"{prefix}challenge"] = FoundKind.CHALLENGE, challenge.id
        shared[f"{prefix}experience"] = FoundKind.EXPERIENCE, experience.id
        shared[f"{prefix}solution"] = FoundKind.SOLUTION, solution.id
    noted, _ = challenges.do_share_challenge(
        session,
        people["who noted it, no longer coordinator"],
        network.id,
        title="Ferias",
        problem="Ferias.",
        tried="",
        visibility=Visibility.COORDINATORS,
        now=NOON,
        city_id=city_id,
    )
    shared["noted challenge"] = FoundKind.CHALLENGE, noted.id
    return shared


def found_by(session: Session, world: World, person: Person, filters: Filters = Filters()) -> set[str]:  # noqa: B008
    results = search(session, person, "ferias", filters, now=NOON, limit=50)
    names = {about: name for name, about in world.shared.items()}
    return {names[hit.kind, hit.about_id] for hit in results.hits}


def opened_by(session: Session, world: World, person: Person) -> set[str]:
    """What the person may open."""
    return {name for name, about in world.shared.items() if _opens(session, person, *about)}


def _opens(session: Session, person: Person, kind: FoundKind, about_id: int) -> bool:
    opens: dict[FoundKind, Any] = {
        FoundKind.CHALLENGE: access_challenge,
        FoundKind.EXPERIENCE: access_experience,
        FoundKind.SOLUTION: access_solution,
    }
    try:
        opens[kind](session, person, about_id)
    except Refused:
        return False
    return True


async def test_everybody_finds_what_they_may_open(database: Database) -> None:
    def check(session: Session) -> None:
        world = build(session)
        found = {name: found_by(session, world, person) for name, person in world.people.items()}
        assert found == FINDS
        assert found == {name: opened_by(session, world, person) for name, person in world.people.items()}

    await database.run(check)


@pytest.mark.parametrize("kind", [FoundKind.CHALLENGE, FoundKind.EXPERIENCE, FoundKind.SOLUTION])
async def test_a_filter_opens_no_door(kind: FoundKind, database: Database) -> None:
    def check(session: Session) -> None:
        world = build(session)
        for name, person in world.people.items():
            of_kind = {one for one in FINDS[name] if world.shared[one][0] is kind}
            assert found_by(session, world, person, Filters(kind=kind)) == of_kind

    await database.run(check)
