"""Who speaks for a city in a session that is held, and who of them is there."""

from typing import NamedTuple

from sqlalchemy.orm import Session

from actions.commitments.checking import speaking_for
from actions.meetings.attendance import attendance_of
from store.live import presences_of
from store.memberships import members_of
from store.models import Answer, City, Meeting, Person, Role
from texts.live.rooms import Present


def delegates_of(session: Session, meeting: Meeting) -> list[Present]:
    """All who speak for a city, by their cities. Guests are not among those who are asked."""
    attendance = attendance_of(session, meeting)
    marked = presences_of(session, meeting.id)
    found = [
        Present(
            one.person,
            one.city,
            marked[one.person.id].is_there if one.person.id in marked else attendance.answer(one) is Answer.GOING,
        )
        for one in attendance.attendees
        if one.city is not None
    ]
    return sorted(found, key=lambda one: (one.city.name, one.city.slug, one.person.id))


def who_is_there(session: Session, meeting: Meeting) -> list[Present]:
    """Those of them who are."""
    return [one for one in delegates_of(session, meeting) if one.is_there]


class Readers(NamedTuple):
    """Who receives what is written for a city. `are_its_own`: its people; else the coordination, which passes it on."""

    people: list[Person]
    are_its_own: bool


def readers_of(session: Session, network_id: int, city: City) -> Readers:
    """Those of its people whom letters reach, or else those who coordinate."""
    own = speaking_for(session, network_id, city)
    if own:
        return Readers(own, are_its_own=True)
    return Readers([person for _, person in members_of(session, network_id, Role.COORDINATOR)], are_its_own=False)
