"""What the coordination notes in the name of a city: marked, told to its people, and theirs to take over."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions import audit
from actions.access import Speaker, Voice, is_of_city
from store import behalf as store
from store.memberships import members_of, membership_of
from store.models import Adoption, Challenge, Experience, NotedKind, Person, Role, Solution

Shared = Challenge | Experience | Solution | Adoption
KINDS: dict[type[Shared], NotedKind] = {
    Challenge: NotedKind.CHALLENGE,
    Experience: NotedKind.EXPERIENCE,
    Solution: NotedKind.SOLUTION,
    Adoption: NotedKind.ADOPTION,
}


def language_of(person: Person, where: Voice | Speaker) -> str:
    """Of the words that somebody types: what is noted is in the city's own, whatever the keys are read in."""
    return where.city.language if where.is_noting and where.city is not None else person.language


def keep_noted(session: Session, voice: Voice, kind: NotedKind, about_id: int, now: datetime) -> None:
    """The city's people find it and are told; what they say themselves is theirs, and marked no more."""
    if voice.city is None:
        return
    if voice.noted_by is None:
        store.forget_noting(session, kind, about_id, voice.city.id)
        return
    keep_noting(session, voice.noted_by, voice.network.id, voice.city.id, kind, about_id, now)


def keep_noting(
    session: Session, by: int, network_id: int, city_id: int, kind: NotedKind, about_id: int, now: datetime
) -> None:
    """In the city's name, by whom."""
    store.keep_noting(session, network_id, city_id, kind, about_id, by, now)
    audit.record(
        session,
        now=now,
        deed=f"{kind}_noted",
        person_id=by,
        network_id=network_id,
        subject=f"{kind}:{about_id}",
        details={"city": city_id},
    )


def take_over(session: Session, person: Person, record: Shared, network_id: int, now: datetime) -> bool:
    """One of the city's people makes what was noted for it their own; False: there is nothing to take over."""
    membership = membership_of(session, person.id, network_id)
    if record.noted_by is None or not is_of_city(membership, record.city_id):
        return False
    record.person_id, record.noted_by = person.id, None
    forget(session, record)
    kind = KINDS[type(record)]
    audit.record(
        session,
        now=now,
        deed=f"{kind}_taken_over",
        person_id=person.id,
        network_id=network_id,
        subject=f"{kind}:{record.id}",
        details={"city": record.city_id},
    )
    session.flush()
    return True


def forget(session: Session, record: Shared) -> None:
    """It was withdrawn, or is the city's own by now."""
    store.forget_noting(session, KINDS[type(record)], record.id)


def behind(session: Session, record: Shared, network_id: int) -> list[Person]:
    """Who hears what becomes of something: who wrote it; of what was noted, the city's people, or else who noted it."""
    members = members_of(session, network_id)
    if record.noted_by is not None:
        of_city = [person for membership, person in members if is_of_city(membership, record.city_id)]
        reached = [person for person in of_city if person.telegram_id is not None]
        if reached:
            return reached
        return [
            person
            for membership, person in members
            if person.id == record.noted_by and membership.role is Role.COORDINATOR
        ]
    return [person for _, person in members if person.id == record.person_id]
