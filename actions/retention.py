"""Keeps the promise of the privacy notice: personal data go half a year after the last network of a person."""

from datetime import datetime, timedelta

from dateutil.relativedelta import relativedelta
from sqlalchemy.orm import Session

from actions.mydata import do_erase
from store.retention import last_moments, people_to_look_at

KEPT_FOR = relativedelta(months=6)
LOOK_AGAIN = timedelta(days=7)  # a network may be closed before its last session
AT_A_TIME = 10


def do_erase_kept_too_long(session: Session, *, now: datetime) -> int:
    """Erases those whose time is over, and notes of others until when they are kept. Gives how many were looked at."""
    people = people_to_look_at(session, now, now - KEPT_FOR, AT_A_TIME)
    last = last_moments(session, [person.id for person in people]) if people else {}
    for person in people:
        kept_until = max(last.get(person.id, person.consented_at), person.consented_at) + KEPT_FOR
        if kept_until <= now:
            do_erase(session, person, now=now)
        else:
            person.kept_until = min(kept_until, now + LOOK_AGAIN)
    session.flush()
    return len(people)
