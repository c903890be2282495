"""Reminds the silent, and nobody else, twice at the most: a week and two days before the end, on a working morning.

Twice in all, however often the last day is moved: who has had both hears nothing more of it.

Who has begun is reminded in private; of cities that have not opened their link the convener has the list. The first
reminder leaves out whoever has had the one message of their week; the last one comes in any case, for the consultation
closes before any digest could tell of it.
"""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from actions import attention, letters
from actions.access import convenes
from actions.consultations.saying import nudge_key
from actions.consultations.standing import overview_of
from actions.recurrence import to_utc
from store import consulted
from store.letters import waiting_keys
from store.models import Consultation, ConsultationMember, Kind, Person
from texts.consultations import letters as texts
from texts.consultations.shown import Overview, Stand
from texts.translator import translator_of

DAYS_BEFORE = (7, 2)
MOST = len(DAYS_BEFORE)
AT = time(10)
SATURDAY = 5


def next_nudge(consultation: Consultation, zone: str, after: datetime) -> datetime | None:
    """When the silent are reminded next; those that would fall on a weekend come on the Friday before."""
    if consultation.closes_at is None:
        return None
    place = ZoneInfo(zone)
    last_day = consultation.closes_at.astimezone(place).date()
    days = [last_day - timedelta(days=before) for before in DAYS_BEFORE]
    working = [day - timedelta(days=max(0, day.weekday() - SATURDAY + 1)) for day in days]
    moments = [to_utc(datetime.combine(day, AT), place) for day in working]
    return min((moment for moment in moments if moment > after), default=None)


def remind_the_silent(session: Session, consultation: Consultation, *, now: datetime) -> None:
    """What is due; after a long sleep of the clock nobody is reminded of what has closed."""
    convener = session.get(Person, consultation.person_id) if consultation.person_id is not None else None
    following = next_nudge(consultation, convener.zone if convener else "UTC", now)
    consultation.due_at = following
    overview = overview_of(session, consultation, now)
    if overview.is_open:
        _remind_those_who_began(session, overview, now, is_last=following is None)
        _tell_who_is_silent(session, overview, _conveners(session, convener), now)
    session.flush()


def take_back(session: Session, consultation: Consultation) -> None:
    """What waits for its morning does not come, and was no reminder."""
    waiting = waiting_keys(session, f"consultation:{consultation.id}:member:")
    for member_id, person_id in (_whose(key) for key in waiting):
        consulted.count_reminders(session, member_id, person_id, -1)
    letters.withdraw(session, f"consultation:{consultation.id}:")


def _whose(key: str) -> tuple[int, int]:
    """As `_remind` has written it."""
    _, _, _, member_id, *_, person_id = key.split(":")
    return int(member_id), int(person_id)


def _remind_those_who_began(session: Session, overview: Overview, now: datetime, *, is_last: bool) -> None:
    consultation = overview.consultation
    come = consulted.respondents_in(session, consultation.id)
    times = consulted.reminded_in(session, consultation.id)
    silent = [
        (one.member, person)
        for one in overview.members
        if one.stand is Stand.BEGUN
        for person in come.get(one.member.id, ())
        if person.telegram_id is not None and not person.is_paused(now)
        if times.get((one.member.id, person.id), 0) < MOST
    ]
    free = {person.id for _, person in silent} if is_last else _free(session, [person for _, person in silent], now)
    for member, person in silent:
        if person.id in free:
            _remind(session, consultation, member, person, now)


def _free(session: Session, people: Sequence[Person], now: datetime) -> set[int]:
    """Whose one message of the week has not come yet."""
    outlooks = attention.outlooks_of(session, people, [now])
    return {person_id for person_id, outlook in outlooks.items() if outlook.is_free(now)}


def _remind(
    session: Session, consultation: Consultation, member: ConsultationMember, person: Person, now: datetime
) -> None:
    key = f"{nudge_key(consultation.id, member.id)}{now.date()}:person:{person.id}"
    stale_at = consultation.closes_at
    postage = attention.postage(Kind.CONSULTED, person, key=key, now=now, stale_at=stale_at)
    message = texts.unfinished(translator_of(person), consultation, member)
    if letters.send(session, person.telegram_id or 0, message, now=now, postage=postage):
        consulted.count_reminders(session, member.id, person.id, 1)


def _conveners(session: Session, convener: Person | None) -> list[Person]:
    """Who convened it; when they coordinate nothing any more, all who do."""
    if convener is not None and convener.telegram_id is not None and convenes(session, convener):
        return [convener]
    return consulted.coordinators(session)


def _tell_who_is_silent(session: Session, overview: Overview, people: Sequence[Person], now: datetime) -> None:
    if not overview.number(Stand.UNOPENED):
        return
    consultation = overview.consultation
    for person in people:
        if person.telegram_id is not None:
            key = f"consultation:{consultation.id}:silent:{now.date()}:person:{person.id}"
            postage = attention.postage(Kind.CONSULTATION, person, key=key, now=now, stale_at=consultation.closes_at)
            letters.send(
                session, person.telegram_id, texts.silent(translator_of(person), overview), now=now, postage=postage
            )
