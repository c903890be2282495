"""Who finds what: the doors of a record are terms of its entry, and a search asks for those that are open to a person.

Kept beside `shared.py`, which says the same of one record; `tests/actions/test_search_rights.py` compares the two.
"""

from sqlalchemy.orm import Session

from store.memberships import networks_of
from store.models import Challenge, Experience, FoundKind, Person, Role, Visibility
from store.record_access import granted

EVERYWHERE = "d_all"  # to whoever takes part in any network


def doors_to(record: Challenge | Experience) -> list[str]:
    """By which doors a challenge or an experience is found; the answers to a challenge by the same ones."""
    if record.visibility is Visibility.NETWORK:
        return [door_of_network(record.network_id)]
    if record.noted_by is None:
        return [_of_coordinators(record.network_id), f"d_person_{record.person_id}_{record.network_id}"]
    return [_of_coordinators(record.network_id), _of_city(record.network_id, record.city_id)]


def door_of_network(network_id: int) -> str:
    """To all who take part in a network, but to guests."""
    return f"d_network_{network_id}"


def doors_of(session: Session, person: Person) -> list[str]:
    """Those that are open to a person now."""
    taking_part = [membership for membership, _ in networks_of(session, person.id)]
    doors = [EVERYWHERE] if taking_part else []
    for membership in taking_part:
        doors.append(door_of_network(membership.network_id))
        doors.append(f"d_person_{person.id}_{membership.network_id}")
        if membership.role is Role.COORDINATOR:
            doors.append(_of_coordinators(membership.network_id))
        if membership.role is Role.DELEGATE and membership.city_id is not None:
            doors.append(_of_city(membership.network_id, membership.city_id))
    if taking_part:
        doors += [own_door(kind, about_id) for kind, about_id in granted(session, person.id)]
    return doors


def own_door(kind: FoundKind, about_id: int) -> str:
    """To one record alone, for whoever was given access to it."""
    return f"d_{kind}_{about_id}"


def _of_coordinators(network_id: int) -> str:
    return f"d_coordinators_{network_id}"


def _of_city(network_id: int, city_id: int | None) -> str:
    return f"d_city_{network_id}_{city_id or 0}"
