"""A coordinator names who stands first for a city; both whom that concerns are told."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions import audit, letters
from actions.access import access_coordinating
from actions.handovers.refusals import TitularChanged
from actions.handovers.standing import place_of, titular_of
from actions.handovers.telling import tell
from store.database import row_by_id
from store.locking import lock
from store.models import City, Kind, Membership, Person
from store.network import Member
from texts.handovers import told as texts
from texts.handovers.asking import Place
from texts.translator import translator_of


def titular_to_name(session: Session, coordinator: Person, membership_id: int, now: datetime) -> tuple[Place, Member]:
    """Whose place it would be, and who is the titular until then: the same, where there is nothing to name."""
    place = place_of(session, coordinator, membership_id, now)
    access_coordinating(session, coordinator, place.network.id)
    present = session.get_one(Membership, titular_of(session, place.membership) or membership_id)
    return place, (present, session.get_one(Person, present.person_id))


def do_name_titular(
    session: Session, coordinator: Person, membership_id: int, *, present_id: int, now: datetime
) -> tuple[Person, City]:
    """The titular of their city from now on. Harmless when done twice.

    Raises TitularChanged when it is another than that of `present_id` by now.
    """
    present = row_by_id(session, Membership, present_id)
    if present is not None:
        lock(session, present)  # of two who name somebody at once, one is first
    place, (membership, former) = titular_to_name(session, coordinator, membership_id, now)
    if place.is_titular:
        return place.person, place.city
    if membership.id != present_id:
        raise TitularChanged
    place.membership.titular_at = now
    audit.record(
        session,
        now=now,
        deed="titular_named",
        person_id=coordinator.id,
        network_id=place.network.id,
        details={"member": place.person.id},
    )
    session.flush()
    _tell(session, place, former, now)
    return place.person, place.city


def _tell(session: Session, place: Place, former: Person, now: datetime) -> None:
    """In their waking hours; what was to be told and is not true any more is told to nobody."""
    prefix = f"titular:{place.network.id}:{place.city.id}:"
    letters.withdraw(session, prefix)
    key = f"{prefix}{place.membership.id}:{now:%Y%m%dT%H%M%S}"
    t = translator_of(place.person)
    told = texts.to_titular(t, place.network, place.city, former)
    tell(session, Kind.PLACE_CHANGED, place.person, f"{key}:person:{place.person.id}", told, now)
    t = translator_of(former)
    told = texts.to_former_titular(t, place.network, place.city, place.person)
    tell(session, Kind.PLACE_CHANGED, former, f"{key}:person:{former.id}", told, now)
