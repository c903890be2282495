"""People without Telegram who take part for a city."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions import audit
from actions.access import access_noting
from store.models import City, DigestWish, Membership, Network, Person, Role
from store.network import members_for
from texts.languages import Language


def do_enter_person(
    session: Session, coordinator: Person, network_id: int, city_id: int, *, name: str, post: str, now: datetime
) -> tuple[Membership, Network, City]:
    """Somebody who has agreed by word of mouth: counted and listed, and no letter reaches them.

    Entering the same name for the city once more changes nothing.
    """
    network, city = access_noting(session, coordinator, network_id, city_id)
    for membership, person in members_for(session, network.id, city.id):
        if person.name == name:
            return membership, network, city
    person = Person(
        telegram_id=None,
        name=name,
        post=post,
        language=Language.PORTUGUESE if city.country == "BR" else Language.SPANISH,
        country=city.country,
        zone=city.zone,
        digest=DigestWish.NONE,
        consented_at=now,
        created_at=now,
    )
    session.add(person)
    session.flush()
    membership = Membership(
        person_id=person.id, network_id=network.id, city_id=city.id, role=Role.DELEGATE, joined_at=now
    )
    session.add(membership)
    session.flush()
    audit.record(
        session,
        now=now,
        deed="person_entered",
        person_id=coordinator.id,
        network_id=network.id,
        details={"member": person.id, "city": city.id},
    )
    return membership, network, city
