"""People tell whether they were there, what they take with them and how they found it; or the first is noted."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from actions import letters
from actions.afterwards.asking import question_to
from actions.afterwards.refusals import NotThere, OpinionGiven, PresenceChanged
from actions.afterwards.standing import check_came_in_time, check_told, roll_of
from actions.behalf import keep_noting
from actions.behalf.refusals import SaidItself
from actions.meetings.recording import record
from actions.refusals import NotFound
from store import presence as store
from store import satisfaction
from store.behalf import forget_noting
from store.locking import lock
from store.models import City, Meeting, Network, NotedKind, Person, Presence, Statement, Takeaway
from store.takeaways import has_written_itself, noted_takeaway, takeaway_of
from texts.afterwards.presses import Told
from texts.afterwards.shown import told_by


def do_tell_presence(
    session: Session, person: Person, meeting: Meeting, network: Network, city: City, *, was_there: bool, now: datetime
) -> None:
    """Whether they were there, in their own words; telling it again changes nothing."""
    lock(session, meeting)
    check_told(meeting, network, now)
    check_came_in_time(session, person, meeting)
    presence = store.presence_of(session, meeting, person.id)
    letters.withdraw(session, question_to(meeting, person))
    if presence is not None and (presence.was_there, presence.noted_by) == (was_there, None):
        return
    _keep(session, presence, meeting, city, person.id, was_there=was_there, noted_by=None, now=now)


def do_note_presence(
    session: Session,
    by: Person,
    meeting: Meeting,
    network: Network,
    city_id: int,
    person_id: int | None,
    *,
    was_there: bool,
    seen: Told,
    now: datetime,
) -> None:
    """In the name of one of a city's people, or (None) of the city, whoever it was. What stands already stays.

    Raises PresenceChanged when something else stands than `seen`, or the city alone is to be away while somebody of it
    was there.
    """
    lock(session, meeting)
    check_told(meeting, network, now)
    seat = roll_of(session, meeting, network, now).seat_of(city_id)
    if seat is None or (person_id is not None and person_id not in {person.id for person in seat.people}):
        raise NotFound
    presence = seat.of(person_id)
    if presence is not None and presence.was_there == was_there:
        return
    if told_by(presence) is not seen or (person_id is None and seat.somebody_was_there):
        raise PresenceChanged
    _keep(session, presence, meeting, seat.city, person_id, was_there=was_there, noted_by=by.id, now=now)
    record(session, by, meeting, "presence_noted", now, {"city": city_id})


def note_untold(
    session: Session, meeting: Meeting, city: City, person: Person, *, was_there: bool, noted_by: int, now: datetime
) -> None:
    """While the session was held somebody has marked it. Whatever was told already stays."""
    lock(session, meeting)
    if store.presence_of(session, meeting, person.id) is None:
        _keep(session, None, meeting, city, person.id, was_there=was_there, noted_by=noted_by, now=now)


def _keep(
    session: Session,
    presence: Presence | None,
    meeting: Meeting,
    city: City,
    person_id: int | None,
    *,
    was_there: bool,
    noted_by: int | None,
    now: datetime,
) -> None:
    if presence is None:
        presence = Presence(meeting_id=meeting.id, city_id=city.id, person_id=person_id)
        session.add(presence)
    presence.was_there, presence.noted_by, presence.told_at = was_there, noted_by, now
    session.flush()


def do_write_takeaway(
    session: Session, person: Person, meeting: Meeting, network: Network, city: City, words: str, *, now: datetime
) -> None:
    """What they take with them, in the place of what they wrote before; no words: they take it back.

    What was noted for their city makes way for it.
    """
    lock(session, meeting)
    check_told(meeting, network, now)
    check_came_in_time(session, person, meeting)
    takeaway, noted = takeaway_of(session, meeting, person.id), noted_takeaway(session, meeting, city.id)
    if takeaway is not None and noted is not None:
        session.delete(noted)
        session.flush()
    _write(session, takeaway or noted, person, meeting, city, words, noted_by=None, now=now)
    forget_noting(session, NotedKind.TAKEAWAY, meeting.id, city.id)


def do_note_takeaway(
    session: Session, by: Person, meeting: Meeting, network: Network, city: City, words: str, *, now: datetime
) -> None:
    """The same in the name of a city: one for each, unless its people have written themselves."""
    lock(session, meeting)
    check_told(meeting, network, now)
    if words and has_written_itself(session, meeting, city.id):
        raise SaidItself
    takeaway = noted_takeaway(session, meeting, city.id)
    _write(session, takeaway, by, meeting, city, words, noted_by=by.id, now=now)
    if not words:
        forget_noting(session, NotedKind.TAKEAWAY, meeting.id, city.id)
        return
    keep_noting(session, by.id, network.id, city.id, NotedKind.TAKEAWAY, meeting.id, now)


def _write(
    session: Session,
    takeaway: Takeaway | None,
    person: Person,
    meeting: Meeting,
    city: City,
    words: str,
    *,
    noted_by: int | None,
    now: datetime,
) -> None:
    if takeaway is None and not words:
        return
    if takeaway is None:
        takeaway = Takeaway(meeting_id=meeting.id, written_at=now)
        session.add(takeaway)
    elif words and takeaway.text != words:
        takeaway.changed_at = now
    if words:
        takeaway.text, takeaway.city_id = words, city.id
        takeaway.language = person.language if noted_by is None else city.language
        takeaway.person_id, takeaway.noted_by = person.id, noted_by
    takeaway.withdrawn_at = None if words else takeaway.withdrawn_at or now
    session.flush()


def check_asked(session: Session, person: Person, meeting: Meeting, network: Network, now: datetime) -> None:
    """Refuses the questions to those who were not there, or have answered them."""
    check_told(meeting, network, now)
    check_came_in_time(session, person, meeting)
    presence = store.presence_of(session, meeting, person.id)
    if presence is None or not presence.was_there:
        raise NotThere
    if satisfaction.has_given(session, meeting, person.id):
        raise OpinionGiven


def do_give_opinion(
    session: Session, person: Person, meeting: Meeting, network: Network, scores: Mapping[Statement, int], now: datetime
) -> None:
    """Counts how somebody found it; what they skipped is left out. From then on nothing leads from one to the other."""
    lock(session, meeting)
    check_asked(session, person, meeting, network, now)
    satisfaction.add_scores(session, meeting, person.id, scores)
