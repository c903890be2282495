"""Somebody is erased: what was posted of sessions that were held names them no more, and what they wrote stays."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions.live.handing import update_handed
from actions.live.rooms import update_groups, update_letters
from actions.live.showing import update_copies
from actions.live.standing import started_course
from store.live import cases_with_notes_of, forget_presences, running_by
from store.models import City, Meeting, Network, Person


def forget_name(session: Session, person: Person, *, now: datetime) -> None:
    """In the rooms, in groups and in private, in what was handed on to cities, and for those who lead beside them."""
    for live in running_by(session, person.id):
        meeting = session.get_one(Meeting, live.meeting_id)
        update_copies(session, started_course(session, meeting, session.get_one(Network, meeting.network_id), now))
    for meeting_id in forget_presences(session, person.id):
        meeting = session.get_one(Meeting, meeting_id)
        network = session.get_one(Network, meeting.network_id)
        update_groups(session, meeting, network, now=now)
        update_letters(session, meeting, network, now=now)
    for meeting_id, city_id in cases_with_notes_of(session, person.id):
        meeting, city = session.get_one(Meeting, meeting_id), session.get_one(City, city_id)
        update_handed(session, meeting, session.get_one(Network, meeting.network_id), city, now)
