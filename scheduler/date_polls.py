"""Polls about dates: one reminder to the silent, then they close, and one day nothing is left to be chosen."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions.date_polls.dropping import lapse
from actions.date_polls.telling import close, remind_the_silent
from scheduler.tick import Tick
from store.date_polls import NEXT_DATE_POLL, polls_due
from store.models import DatePoll, Network
from store.moments import Earliest

POLLS_AT_ONCE = 5  # in one transaction: everybody in their networks is asked


def enqueue(session: Session, now: datetime) -> int:
    """Does what has come due of each; gives how many polls that are."""
    due = polls_due(session, now, POLLS_AT_ONCE)
    for poll, network in due:
        _look_at(session, poll, network, now)
    session.flush()
    return len(due)


def _look_at(session: Session, poll: DatePoll, network: Network, now: datetime) -> None:
    """After a long sleep of the clock nobody is reminded of what has closed; nor in a network that has come to its end,
    where nothing can be chosen.
    """
    if network.closed_at is not None or (poll.due_at is not None and poll.due_at > poll.closes_at):
        lapse(session, poll, network, now=now)
    elif poll.closes_at <= now:
        close(session, poll, network, now=now)
    else:
        remind_the_silent(session, poll, network, now=now)


TICK = Tick("date_polls", enqueue, Earliest(NEXT_DATE_POLL))
