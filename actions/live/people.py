"""Who speaks for a city in a session that is held, and who of them is there."""

from sqlalchemy.orm import Session

from actions.meetings.attendance import attendance_of
from store.live import presences_of
from store.models import Answer, Meeting, Role
from texts.live.rooms import Present


def delegates_of(session: Session, meeting: Meeting) -> list[Present]:
    """All who speak for a city, by their cities; guests speak for none."""
    attendance = attendance_of(session, meeting)
    marked = presences_of(session, meeting.id)
    found = [
        Present(
            one.person,
            one.city,
            marked[one.person.id].is_there if one.person.id in marked else attendance.answer(one) is Answer.GOING,
        )
        for one in attendance.attendees
        if one.city is not None and one.membership.role is not Role.GUEST
    ]
    return sorted(found, key=lambda one: (one.city.name, one.city.slug, one.person.id))


def who_is_there(session: Session, meeting: Meeting) -> list[Present]:
    """Those of them who are."""
    return [one for one in delegates_of(session, meeting) if one.is_there]
