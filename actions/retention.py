"""Keeps the promise of the privacy notice: personal data go half a year after the last network of a person."""

from datetime import datetime

from dateutil.relativedelta import relativedelta
from sqlalchemy.orm import Session

from actions.mydata import do_erase
from store.retention import people_kept_too_long

KEPT_FOR = relativedelta(months=6)
AT_A_TIME = 50


def do_erase_kept_too_long(session: Session, *, now: datetime) -> int:
    """Erases those whose time is over, some at a time; what they shared stays with their cities. Gives their number."""
    people = people_kept_too_long(session, now - KEPT_FOR, AT_A_TIME)
    for person in people:
        do_erase(session, person, now=now)
    return len(people)
