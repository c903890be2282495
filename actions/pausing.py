"""A network on a break: until a day nothing of it comes to its people by itself. They read and share as ever."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from actions import audit
from actions.access import access_coordinating
from actions.recurrence import to_utc
from actions.refusals import NetworkClosed, Refused
from store.coordinating import next_meetings
from store.locking import lock
from store.models import Meeting, Network, Person
from store.withholding import withdraw_withheld
from texts.message import Html
from texts.network_settings import refusals as texts
from texts.translator import Translator

LONGEST = timedelta(days=190)


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
    """It goes on. Harmless when done twice."""
    network = access_coordinating(session, coordinator, network_id)
    lock(session, network)
    if network.paused_until is not None:
        before, network.paused_until = network.paused_until, None
        _record(session, coordinator, network, "network_resumed", before, now)
    return network


def do_go_back(
    session: Session, coordinator: Person, network: Network, until: datetime | None, *, now: datetime
) -> None:
    """To the break that another one had replaced, as far as that is not over; or it goes on."""
    if until is not None and until > now:
        _pause(session, coordinator, network, until, now)
    else:
        do_resume(session, coordinator, network.id, now=now)


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
