"""A network is closed after its last session, and for a day it can be reopened."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from actions import audit
from actions.closing.refusals import ClosingChanged, SessionsAhead, TooLateToReopen
from actions.closing.standing import checklist_of
from store.closing import closing_of
from store.locking import lock
from store.models import Closing, Network, Person

UNDONE_WITHIN = timedelta(hours=24)


def do_close(
    session: Session, by: Person | None, network: Network, *, sequence: int, now: datetime, least: int = 0
) -> Closing:
    """From now on it is only read. `by`: None at the command line; `least`: sessions for a certificate, 0: two thirds.

    The same key pressed twice closes once. Raises ClosingChanged when it was reopened since the key was shown.
    """
    lock(session, network)
    shown = checklist_of(session, network, now)
    if network.closed_at is not None and shown.closing is not None and sequence in (shown.sequence, shown.sequence - 1):
        return shown.closing
    if shown.sequence != sequence or network.closed_at is not None:
        raise ClosingChanged
    if not shown.can_close:
        raise SessionsAhead
    closing = shown.closing or Closing(network_id=network.id, sequence=0)
    closing.person_id = None if by is None else by.id
    closing.least = max(1, min(least or shown.least, len(shown.meetings)))
    closing.sequence, closing.due_at = closing.sequence + 1, now + UNDONE_WITHIN
    network.closed_at, network.paused_until = now, None
    session.add(closing)
    session.flush()
    _record(session, by, network, "network_closed", now, least=closing.least)
    return closing


def do_reopen(session: Session, by: Person | None, network: Network, *, sequence: int, now: datetime) -> None:
    """It goes on as before. The same key pressed twice reopens once."""
    lock(session, network)
    closing = closing_of(session, network.id)
    if closing is None:
        raise ClosingChanged
    lock(session, closing)  # its farewell may be leaving at this moment
    if network.closed_at is None and sequence == closing.sequence - 1:
        return
    if network.closed_at is None or sequence != closing.sequence:
        raise ClosingChanged
    if closing.due_at is None or closing.due_at <= now:
        raise TooLateToReopen
    closing.person_id = None if by is None else by.id
    closing.sequence, closing.due_at = closing.sequence + 1, None
    network.closed_at = None
    session.flush()
    _record(session, by, network, "network_reopened", now)


def _record(session: Session, by: Person | None, network: Network, deed: str, now: datetime, **details: int) -> None:
    audit.record(
        session,
        now=now,
        deed=deed,
        person_id=None if by is None else by.id,
        network_id=network.id,
        subject=f"network:{network.id}",
        details=dict(details),
    )
