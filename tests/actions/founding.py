"""Small networks for tests of rules: cities, people and sessions without a programme file."""

from datetime import UTC, date, datetime, time
from itertools import count

from sqlalchemy.orm import Session

from store.models import (
    Challenge,
    Chat,
    ChatKind,
    City,
    DigestWish,
    Meeting,
    Membership,
    Network,
    Outcome,
    Person,
    Role,
    Solution,
    Visibility,
)

ZONES = {"ES": "Europe/Madrid", "MX": "America/Merida", "BR": "America/Sao_Paulo", "EC": "America/Guayaquil"}
FOUNDED = datetime(2027, 5, 1, tzinfo=UTC)

_numbers = count(1)


def found_network(session: Session, slug: str = "movilidad", *, zone: str = "Europe/Madrid") -> Network:
    """A network that starts on 1 June 2027 and has its digest on Mondays."""
    network = Network(
        slug=slug,
        name=f"Microrred {slug}",
        field=slug,
        zone=zone,
        starts_on=date(2027, 6, 1),
        rule="FREQ=MONTHLY;BYDAY=3FR;COUNT=6",
        meeting_time=time(17),
        meeting_minutes=90,
        digest_weekday=0,
        created_at=FOUNDED,
    )
    session.add(network)
    session.flush()
    return network


def connect_group(session: Session, network: Network) -> Chat:
    """A group of the network."""
    number = next(_numbers)
    chat = Chat(id=-1000 - number, kind=ChatKind.SUPERGROUP, title=network.name, language="es", connected_at=FOUNDED)
    chat.network_id = network.id
    session.add(chat)
    session.flush()
    return chat


def settle_person(session: Session, country: str = "ES", *, language: str = "es") -> tuple[Person, City]:
    """A person in a city of a country, in no network yet."""
    number = next(_numbers)
    city = City(slug=f"city-{number}", name=f"City {number}", country=country, zone=ZONES[country], language=language)
    person = Person(
        telegram_id=10_000 + number,
        name=f"Person {number}",
        language=language,
        country=country,
        zone=ZONES[country],
        digest=DigestWish.PRIVATE,
        consented_at=FOUNDED,
        created_at=FOUNDED,
    )
    session.add_all([city, person])
    session.flush()
    return person, city


def join(
    session: Session, person: Person, city: City | None, network: Network, *, role: Role = Role.DELEGATE
) -> Membership:
    """Makes the person a member, without a digest planned."""
    membership = Membership(
        person_id=person.id, network_id=network.id, city_id=city.id if city else None, role=role, joined_at=FOUNDED
    )
    session.add(membership)
    session.flush()
    return membership


def convene(session: Session, network: Network, *starts: datetime) -> list[Meeting]:
    """Sessions at these moments."""
    meetings = [
        Meeting(network_id=network.id, number=number, recurrence_at=start, starts_at=start, minutes=90)
        for number, start in enumerate(starts, start=1)
    ]
    session.add_all(meetings)
    session.flush()
    return meetings


def share_challenge(
    session: Session,
    network: Network,
    person: Person,
    at: datetime,
    title: str = "Camiones en el centro",
    *,
    visibility: Visibility = Visibility.NETWORK,
) -> Challenge:
    """A challenge published at a moment."""
    challenge = Challenge(
        network_id=network.id,
        person_id=person.id,
        title=title,
        problem="Reparten a la hora de la escuela.",
        tried="",
        language="es",
        visibility=visibility,
        outcome=Outcome.OPEN,
        published_at=at,
    )
    session.add(challenge)
    session.flush()
    return challenge


def answer_challenge(session: Session, challenge: Challenge, person: Person, at: datetime) -> Solution:
    """An answer published at a moment."""
    solution = Solution(
        challenge_id=challenge.id, person_id=person.id, text="Reparto de noche.", language="es", published_at=at
    )
    session.add(solution)
    session.flush()
    return solution
