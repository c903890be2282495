"""Who reads what of a network and beyond it: each role and each visibility, on each way to a record."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from sqlalchemy.orm import Session

from actions.access import access_network
from actions.experiences import do_change_experience, do_share_experience, do_withdraw_experience
from actions.proposals.deciding import do_approve
from actions.proposals.outside import elsewhere
from actions.proposals.proposing import do_propose
from actions.refusals import Refused
from actions.search import Filters, newest, search
from handlers import experiences
from handlers.search.inline import offer
from handlers.turn import Facts, Incoming, InlineAsked, InlineTurn, Place, Sender, Turn
from store.database import Database
from store.experiences import ExperiencesShown, listed_experiences
from store.memberships import networks_of
from store.models import (
    ChatKind,
    Experience,
    FoundKind,
    Membership,
    Network,
    Person,
    Readers,
    Role,
    Visibility,
)
from store.news import chronicles
from tests.actions.founding import found_network, join, settle_person
from texts.experiences.presses import ExperiencePart
from texts.message import Message
from texts.search.inline import InlineAnswer
from texts.translator import translator_for

NOON = datetime(2027, 7, 5, 12, tzinfo=UTC)
NETWORK = {"network", "proposed", "networks", "public", "changed"}
BEYOND = {"networks", "public", "changed"}
READS = {
    "author": {"few", *NETWORK},
    "coordinator": {"few", *NETWORK},
    "of the author's city": NETWORK,
    "delegate": NETWORK,
    "facilitator": NETWORK,
    "delegate of another network": BEYOND,
    "coordinator of another network": BEYOND,
    "removed, and in another network": BEYOND,
    "guest": {"public"},
    "removed": {"public"},
    "in no network, as a sponsor": {"public"},
    "stranger": {"public"},
}
BY_LINK_ONLY = {"guest", "removed", "in no network, as a sponsor", "stranger"}
FINDS = {role: set[str]() if role in BY_LINK_ONLY else reads for role, reads in READS.items()}
SECRET = "todavía por aprobar"

Shown = Callable[[Person | None], set[str]]


class World(NamedTuple):
    """People by what they are, and records by how they stand."""

    network: Network
    people: dict[str, Person | None]
    records: dict[int, str]


def build(session: Session) -> World:
    network, other = found_network(session), found_network(session, "otra")
    people: dict[str, Person | None] = {"stranger": None}

    def settle(name: str, role: Role = Role.DELEGATE, into: Network = network) -> Membership:
        person, city = settle_person(session)
        people[name] = person
        return join(session, person, city if role is Role.DELEGATE else None, into, role=role)

    author = settle("author")
    settle("coordinator", Role.COORDINATOR)
    settle("of the author's city").city_id = author.city_id
    settle("delegate")
    settle("facilitator", Role.FACILITATOR)
    settle("guest", Role.GUEST)
    settle("delegate of another network", into=other)
    settle("coordinator of another network", Role.COORDINATOR, other)
    gone, moved = settle("removed"), settle("removed, and in another network")
    people["in no network, as a sponsor"], _ = settle_person(session)
    session.add(
        Membership(person_id=moved.person_id, network_id=other.id, role=Role.DELEGATE, joined_at=NOON, city_id=None)
    )
    records = _share(session, network, people)
    gone.left_at = moved.left_at = NOON
    session.flush()
    return World(network, people, records)


def _share(session: Session, network: Network, people: dict[str, Person | None]) -> dict[int, str]:
    author, coordinator = people["author"], people["coordinator"]
    assert author is not None
    assert coordinator is not None
    records: dict[int, str] = {}

    def share(name: str, reach: Readers | None = None, *, approved: bool = True) -> Experience:
        visibility = Visibility.COORDINATORS if name == "few" else Visibility.NETWORK
        words = f"Ferias: {name}."
        experience, _ = do_share_experience(
            session, author, network.id, done=words, regret=words, title=words, visibility=visibility, now=NOON
        )
        records[experience.id] = name
        if reach is not None:
            about = FoundKind.EXPERIENCE, experience.id
            proposal = do_propose(session, author, *about, reach, with_name=False, sequence=0, now=NOON)
            if approved:
                do_approve(session, coordinator, proposal.id, reach, sequence=proposal.sequence, now=NOON)
        return experience

    share("few")
    share("network")
    share("proposed", Readers.PUBLIC, approved=False)
    share("networks", Readers.NETWORKS)
    share("public", Readers.PUBLIC)
    do_withdraw_experience(session, author, share("withdrawn", Readers.PUBLIC), NOON)
    changed = share("changed", Readers.NETWORKS)
    for part in (ExperiencePart.DONE, ExperiencePart.TITLE):
        do_change_experience(session, author, changed, part, f"Ferias {SECRET}.", NOON)
    return records


def ways(session: Session, world: World) -> dict[str, Shown]:
    """By which records are reached, each with the names of those that it shows to somebody."""

    def names(numbers: list[int]) -> set[str]:
        return {world.records[number] for number in numbers}

    def linked(person: Person | None) -> set[str]:
        return {name for number, name in world.records.items() if _opens(session, person, number) is not None}

    def sought(person: Person | None) -> set[str]:
        if person is None:
            return set()
        return names([hit.about_id for hit in search(session, person, "ferias", Filters(), now=NOON, limit=50).hits])

    def suggested(person: Person | None) -> set[str]:
        return set() if person is None else names([hit.about_id for hit in newest(session, person, limit=50).hits])

    def inline(person: Person | None) -> set[str]:
        return names([int(one.id.partition("-")[2]) for one in _offered(session, person).results])

    def listed(person: Person | None) -> set[str]:
        return names([*_of_network(session, world, person), *_of_others(session, person)])

    return {"link": linked, "search": sought, "suggestions": suggested, "inline": inline, "lists": listed}


def _opens(session: Session, person: Person | None, number: int) -> Message | None:
    """The record behind its link, or nothing of it."""
    place = Place(1, ChatKind.PRIVATE)
    incoming = Incoming(1, Sender(1, "Alguien"), place, text=f"/start experience-{number}")
    turn = Turn(session, NOON, incoming, translator_for("es"), Facts("redes_bot"), person)
    try:
        shown = experiences.FEATURE.links["experience"](turn, str(number))
    except Refused:
        return None
    return shown if shown is not None and "Ferias" in shown.text else None


def _offered(session: Session, person: Person | None) -> InlineAnswer:
    asked = InlineAsked(1, "1", Sender(1, "Alguien"), "ferias", "")
    return offer(InlineTurn(session, NOON, asked, translator_for("es"), Facts("redes_bot"), person))


def _of_network(session: Session, world: World, person: Person | None) -> list[int]:
    if person is None:
        return []
    try:
        membership, network = access_network(session, person, world.network.id)
    except Refused:
        return []
    sees_all = membership.role is Role.COORDINATOR
    found = listed_experiences(
        session, network.id, person.id, ExperiencesShown.ALL, sees_all=sees_all, offset=0, limit=50
    )
    return [one.experience.id for one in found]


def _of_others(session: Session, person: Person | None) -> list[int]:
    found = [] if person is None else elsewhere(session, person, offset=0, limit=50)
    return [one.record.id for one in found]


async def test_each_way_shows_to_each_role_what_it_may_read_and_nothing_more(database: Database) -> None:
    def check(session: Session) -> None:
        world = build(session)
        found = {
            way: {role: shown(person) for role, person in world.people.items()}
            for way, shown in ways(session, world).items()
        }
        few = {role: reads - {"few"} for role, reads in FINDS.items()}  # what is for few stands in no chat with others
        assert found == {"link": READS, "search": FINDS, "suggestions": FINDS, "inline": few, "lists": FINDS}

    await database.run(check)


async def test_digest_of_a_network_tells_its_own_readers_only(database: Database) -> None:
    def check(session: Session) -> None:
        world = build(session)
        every = [network.id for network in session.query(Network)]
        told = chronicles(session, every, NOON - timedelta(days=1), NOON + timedelta(days=1))
        for person in filter(None, world.people.values()):
            mine = {network.id for _, network in networks_of(session, person.id)}
            news = {
                world.records[one.id]
                for number in mine
                for one in told[number].news(NOON - timedelta(days=1), person.id).experiences
            }
            is_inside = world.network.id in mine and person is not world.people["author"]
            assert news == (NETWORK if is_inside else set())

    await database.run(check)


async def test_words_that_are_not_approved_reach_nobody_outside(database: Database) -> None:
    """They are neither shown, nor found by, nor quoted; the network reads them at once."""

    def check(session: Session) -> None:
        world = build(session)
        [changed] = [number for number, name in world.records.items() if name == "changed"]
        inside, outside = world.people["delegate"], world.people["delegate of another network"]
        assert inside is not None
        assert outside is not None

        told = {person.id: _opens(session, person, changed) for person in (inside, outside)}
        assert SECRET in told[inside.id].text  # type: ignore[union-attr]
        assert SECRET not in told[outside.id].text  # type: ignore[union-attr]

        for person, title in ((inside, f"Ferias {SECRET}."), (outside, "Ferias: changed.")):
            hits = search(session, person, "changed", Filters(), now=NOON, limit=50).hits
            assert [hit.title for hit in hits if hit.about_id == changed] == [title]
            quoted = "".join(piece.text for hit in hits for piece in hit.passage)
            assert (SECRET in quoted) is (person is inside)
        assert SECRET not in str(_offered(session, outside))
        assert search(session, outside, "aprobar", Filters(), now=NOON).hits == ()

    await database.run(check)
