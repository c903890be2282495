"""Asks the delegates of networks what surveys want to know, until these end."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions.surveys.asking import ask_all
from actions.surveys.ending import close
from scheduler.tick import Tick
from store.moments import Earliest
from store.surveys import NEXT_SURVEY, surveys_due

AT_ONCE = 3  # in one transaction: all delegates of each are asked


def enqueue_surveys(session: Session, now: datetime) -> int:
    """Gives how many were looked at."""
    due = surveys_due(session, now, AT_ONCE)
    ask_all(session, [one for one in due if now < one[0].closes_at], now=now)
    for survey, network in due:
        if survey.closes_at <= now:
            close(session, survey, network, now=now)
    session.flush()
    return len(due)


TICK = Tick("surveys", enqueue_surveys, Earliest(NEXT_SURVEY))
