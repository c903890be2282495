"""A network on a break: until a day nothing of it comes to its people by itself. They read and share as ever."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from actions import attention, audit
from actions.access import access_coordinating
from actions.meetings.showing import update_reminders
from actions.recurrence import to_utc
from actions.refusals import NetworkClosed, Refused
from store.coordinating import next_meetings
from store.database import row_by_id
from store.locking import lock
from store.models import Kind, Meeting, Network, Person
from store.withholding import Withheld, let_come, withdraw_withheld, withheld
from texts.message import Html
from texts.network_settings import refusals as texts
from texts.translator import Translator

LONGEST = timedelta(days=190)
OF_SESSION = "meeting:"  # how the keys of its reminders begin
PRACTICAL = (Kind.DAY_BEFORE, Kind.HOUR_BEFORE)  # of a session: when, and where the call is


class PauseOutdated(Refused):
    """The key was shown long ago: its day has passed."""

    def sentence(self, t: Translator) -> Html:
        return texts.pause_outdated(t)


def end_of_pause(network: Network, until: date, now: datetime) -> datetime:
    """The moment at which the network goes on: that day begins where it meets."""
    at = to_utc(datetime.combine(until, time()), ZoneInfo(network.zone))
    if not now < at <= now + LONGEST:
        raise PauseOutdated
    return at


def sessions_within(session: Session, network: Network, until: datetime, now: datetime) -> list[Meeting]:
    """The sessions of which nobody would be reminded."""
    return [meeting for meeting, _ in next_meetings(session, [network.id], now, until)]


def do_pause(session: Session, coordinator: Person, network_id: int, until: date, *, now: datetime) -> Network:
    """From now on, until that day begins. Another day may be chosen meanwhile; harmless when done twice."""
    network = access_coordinating(session, coordinator, network_id)
    lock(session, network)
    if network.closed_at is not None:
        raise NetworkClosed
    before, at = network.paused_until, end_of_pause(network, until, now)
    if before != at:
        _pause(session, coordinator, network, at, now)
    return network


def do_resume(session: Session, coordinator: Person, network_id: int, *, now: datetime) -> Network:
    """It goes on, and what was still to come comes. Harmless when done twice."""
    network = access_coordinating(session, coordinator, network_id)
    lock(session, network)
    if network.paused_until is not None:
        _resume(session, coordinator, network, now)
        _let_come(session, network, now, now)
    return network


def do_go_back(
    session: Session, coordinator: Person, network: Network, until: datetime | None, *, since: datetime, now: datetime
) -> None:
    """To the break that another one had replaced, as far as that is not over; or it goes on.

    since: from when on it was another one; what did not come since then because of it comes now
    """
    if until is not None and until > now:
        _pause(session, coordinator, network, until, now)
        _let_come(session, network, until, now)
    else:
        if network.paused_until is not None:
            _resume(session, coordinator, network, now)
        _let_come(session, network, since if until is None else max(since, until), now)


def _resume(session: Session, coordinator: Person, network: Network, now: datetime) -> None:
    before, network.paused_until = network.paused_until, None
    session.flush()
    _record(session, coordinator, network, "network_resumed", before, now)


def _let_come(session: Session, network: Network, since: datetime, now: datetime) -> None:
    """What was withheld since then: at its moment, or now where that has passed and it is still of use."""
    come = [one for one in withheld(session, network, since) if not _is_stale(one, now)]
    let_come(session, {one.letter_id: _moment(one, now) for one in come})
    reminding = {one.origin for one in come if one.kind in PRACTICAL and one.origin.startswith(OF_SESSION)}
    for origin in sorted(reminding):  # what they say, and to whom it is of use, may have changed since
        meeting = row_by_id(session, Meeting, int(origin.removeprefix(OF_SESSION)))
        if meeting is not None:
            update_reminders(session, meeting, network, now=now)


def _moment(one: Withheld, now: datetime) -> datetime:
    return one.due_at if one.due_at > now else attention.due_moment(one.kind, one.zone, now, concerns=one.stale_at)


def _is_stale(one: Withheld, now: datetime) -> bool:
    return one.stale_at is not None and one.stale_at <= _moment(one, now)


def _pause(session: Session, coordinator: Person, network: Network, until: datetime, now: datetime) -> None:
    before, network.paused_until = network.paused_until, until
    session.flush()
    withdraw_withheld(session, network)
    _record(session, coordinator, network, "network_paused", before, now)


def _record(
    session: Session, coordinator: Person, network: Network, deed: str, before: datetime | None, now: datetime
) -> None:
    after = network.paused_until
    details = {
        "before": {"paused_until": before.isoformat() if before is not None else None},
        "after": {"paused_until": after.isoformat() if after is not None else None},
    }
    audit.record(session, now=now, deed=deed, person_id=coordinator.id, network_id=network.id, details=details)
