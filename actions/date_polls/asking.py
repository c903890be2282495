"""A coordinator asks the cities which dates suit them."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from actions import audit
from actions.date_polls.refusals import DateTooSoon, NobodyToAsk, SessionTooNear, TooFewDates, TooManyDates
from actions.date_polls.showing import subject_of
from actions.date_polls.telling import ask_all
from actions.meetings import check_addition, check_new_date, check_open
from actions.meetings.refusals import MeetingChanged
from actions.meetings.showing import update_copies
from actions.quiet_hours import SATURDAY
from actions.recurrence import to_utc
from actions.refusals import NetworkClosed
from store import date_polls as store
from store.locking import lock
from store.models import DatePoll, DatePollOption, Meeting, Network, Person

LEAST, MOST = 2, 5
DAY = timedelta(days=1)
NOTICE = 2 * DAY  # between the question and the first of its dates
WORKING_DAYS = 3  # to answer: nobody has fewer mornings for it because of a weekend
CLOSES_AT = time(18)  # in the network's zone
ENOUGH = timedelta(hours=6)  # to answer, at the least
REST = timedelta(hours=20)  # before anybody is reminded


def do_ask(
    session: Session,
    person: Person,
    network: Network,
    meeting: Meeting | None,
    dates: Sequence[datetime],
    *,
    sequence: int,
    now: datetime,
) -> DatePoll:
    """Asks every delegate who is reached. `meeting`: which is to be moved, as of `sequence`; None: one is to be added.

    One poll at a time about a session: the one that runs is given back.
    """
    lock(session, network)
    running = store.unended_poll(session, network.id, meeting.id if meeting is not None else None)
    if running is not None:
        return running
    if meeting is not None:
        lock(session, meeting)
        if meeting.sequence != sequence:
            raise MeetingChanged
    check_dates(session, network, meeting, dates, now)
    poll = _new_poll(session, person, network, meeting, dates, now)
    if ask_all(session, poll, network, now=now) == 0:
        raise NobodyToAsk
    if meeting is not None:
        update_copies(session, meeting, network, now=now)
    details = {"dates": [one.isoformat() for one in sorted(dates)], "meeting": poll.meeting_id}
    audit.record(
        session,
        now=now,
        deed="date_poll_asked",
        person_id=person.id,
        network_id=network.id,
        subject=subject_of(poll),
        details=details,
    )
    return poll


def check_dates(
    session: Session, network: Network, meeting: Meeting | None, dates: Sequence[datetime], now: datetime
) -> None:
    """Refuses what cannot be asked."""
    if len(set(dates)) < LEAST:
        raise TooFewDates(LEAST)
    if len(set(dates)) > MOST:
        raise TooManyDates(MOST)
    check_askable(network, meeting, now)
    for one in dates:
        check_date(session, network, meeting, one, now)


def check_askable(network: Network, meeting: Meeting | None, now: datetime) -> None:
    """Refuses when it is too late for a question."""
    if network.closed_at is not None:
        raise NetworkClosed
    if meeting is not None:
        check_open(meeting, now)
        if meeting.starts_at - DAY < now + ENOUGH:
            raise SessionTooNear


def check_choice(session: Session, network: Network, meeting: Meeting | None, at: datetime, now: datetime) -> None:
    """Refuses a date on which the session cannot be any more."""
    if meeting is None:
        check_addition(session, network, at, now)
        return
    check_open(meeting, now)
    check_new_date(meeting, at, now)


def check_date(session: Session, network: Network, meeting: Meeting | None, at: datetime, now: datetime) -> None:
    """Refuses a date that could not be chosen, or not be asked about in time."""
    check_choice(session, network, meeting, at, now)
    if at < now + NOTICE:
        raise DateTooSoon(NOTICE)


def closing(network: Network, meeting: Meeting | None, dates: Sequence[datetime], now: datetime) -> datetime:
    """The evening after three working days; but a day before the first of the dates, and before the session."""
    first = min(*dates, meeting.starts_at) if meeting is not None else min(dates)
    return min(working_days_from(now, WORKING_DAYS, ZoneInfo(network.zone)), first - DAY)


def reminding(network: Network, closes_at: datetime, now: datetime) -> datetime | None:
    """The working day before it closes; None where the question has not been there for a day by then."""
    moment = working_days_from(closes_at, -1, ZoneInfo(network.zone))
    return moment if moment >= now + REST else None


def working_days_from(at: datetime, days: int, zone: ZoneInfo) -> datetime:
    """The evening so many working days later, or earlier where `days` is less than nothing."""
    day = at.astimezone(zone).date()
    step = DAY if days > 0 else -DAY
    left = abs(days)
    while left:
        day += step
        left -= day.weekday() < SATURDAY
    return to_utc(datetime.combine(day, CLOSES_AT), zone)


def _new_poll(
    session: Session,
    person: Person,
    network: Network,
    meeting: Meeting | None,
    dates: Sequence[datetime],
    now: datetime,
) -> DatePoll:
    closes_at = closing(network, meeting, dates, now)
    poll = DatePoll(
        network_id=network.id,
        meeting_id=meeting.id if meeting is not None else None,
        person_id=person.id,
        asked_at=now,
        closes_at=closes_at,
        due_at=reminding(network, closes_at, now) or closes_at,
    )
    session.add(poll)
    session.flush()
    session.add_all([DatePollOption(poll_id=poll.id, starts_at=one) for one in sorted(set(dates))])
    session.flush()
    return poll
