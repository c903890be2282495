"""Before a session the people of each city that presents in it are told how a case runs, and asked for questions."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from actions import attention, letters
from actions.letters.copies import edit_copies
from actions.readers import reader_of
from actions.recurrence import to_utc
from actions.rota.reading import briefing_subject_of, people_of
from actions.rota.standing import standing_of
from store import cases as store
from store.letters.copies import forget_subject, keep_copies_to
from store.models import Briefing, City, Kind, Meeting, Network, Person, Rota
from store.programme import series_of_network
from store.rota import readers_of
from texts.message import Message
from texts.rota import briefing as texts
from texts.rota.shown import Standing

DAY = timedelta(days=1)
AFTER_SESSION = 18 * DAY
SOON = 10 * DAY  # before a session that follows the one before soon: on a day before that of its invitation
LAST = 3 * DAY  # before the session: later nobody can prepare any more
AT = time(10)  # in the network's zone


def plan_briefings(session: Session, standing: Standing) -> None:
    """Of each city with a turn ahead that has not been briefed; turns and sessions may be other ones than before.

    A city that has lost its turn before its briefing went out is to be briefed when it has one again.
    """
    planned = store.briefings_of(session, standing.rota.id)
    meetings = [one for one in series_of_network(session, standing.network.id) if one.cancelled_at is None]
    for city in standing.cities:
        briefing, moment = planned.get(city.id), _moment(standing, meetings, city)
        if briefing is not None and briefing.sent_at is not None and standing.meeting_of(city.id) is None:
            _take_back(session, briefing)
        if briefing is not None and briefing.sent_at is None:
            briefing.due_at = moment
        elif briefing is None and moment is not None:
            session.add(Briefing(rota_id=standing.rota.id, city_id=city.id, due_at=moment))
    session.flush()


def _take_back(session: Session, briefing: Briefing) -> None:
    if store.take_back_briefings(session, _key(briefing.rota_id, briefing.city_id)):
        briefing.sent_at = None


def _key(rota_id: int, city_id: int) -> str:
    """What the keys of letters begin with that brief a city."""
    return f"rota:{rota_id}:brief:{city_id}:person:"


def _moment(standing: Standing, meetings: list[Meeting], city: City) -> datetime | None:
    """Eighteen days after the session before, or soon; None: there is no turn, or no time left."""
    meeting = standing.meeting_of(city.id)
    if meeting is None or meeting.starts_at - LAST <= standing.now:
        return None
    before = max((one.starts_at for one in meetings if one.starts_at < meeting.starts_at), default=None)
    if before is None:
        return standing.now
    zone = ZoneInfo(standing.network.zone)
    day = before.astimezone(zone).date() + AFTER_SESSION
    return max(min(to_utc(datetime.combine(day, AT), zone), meeting.starts_at - SOON), standing.now)


def brief(session: Session, briefing: Briefing, *, now: datetime) -> None:
    """Tells each of the city's people once. As long as there is nobody to tell, it is tried again every day."""
    rota, city = session.get_one(Rota, briefing.rota_id), session.get_one(City, briefing.city_id)
    network = session.get_one(Network, rota.network_id)
    briefing.due_at = None
    if briefing.sent_at is not None or rota.published_at is None or network.closed_at is not None:
        return
    standing = standing_of(session, rota, network, now)
    meeting = standing.meeting_of(city.id)
    if meeting is None or meeting.starts_at - LAST <= now:
        return
    if _tell(session, standing, city, meeting.starts_at - LAST):
        briefing.sent_at = now
    elif now + DAY < meeting.starts_at - LAST:
        briefing.due_at = now + DAY


def update_briefings(session: Session, standing: Standing) -> None:
    """What has been told follows the turn, its session and the questions."""
    subject = briefing_subject_of(standing.rota)
    readers: dict[int, tuple[Person, City]] = {}
    for one in readers_of(session, standing.network.id):
        if one.person.telegram_id is not None and one.city is not None:
            readers[one.person.telegram_id] = (one.person, one.city)
    keep_copies_to(session, subject, readers)  # who speaks for no city any more reads nothing new

    def render(chat_id: int) -> Message:
        person, city = readers[chat_id]
        return texts.card(reader_of(session, person, city), standing, city)

    edit_copies(session, subject, render, now=standing.now)


def follow_briefings(session: Session, standing: Standing) -> None:
    """The same, and what is still to be told."""
    plan_briefings(session, standing)
    update_briefings(session, standing)
    if not any(place.cities and standing.is_ahead(place.meeting) for place in standing.places):
        forget_subject(session, briefing_subject_of(standing.rota))


def _tell(session: Session, standing: Standing, city: City, until: datetime) -> int:
    """Gives how many are told, or have been before."""
    number = 0
    for person in people_of(session, standing.network, city, now=standing.now):
        if attention.due_moment(Kind.BRIEFING, person.zone, standing.now) >= until:
            continue
        key = f"{_key(standing.rota.id, city.id)}{person.id}"
        subject = briefing_subject_of(standing.rota)
        postage = attention.postage(Kind.BRIEFING, person, key=key, subject=subject, now=standing.now, stale_at=until)
        message = texts.card(reader_of(session, person, city), standing, city)
        letters.send(session, person.telegram_id or 0, message, now=standing.now, postage=postage)
        number += 1
    return number
