"""Makes entries of the index anew that wait for it: after an upgrade, and when the thesaurus has grown."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions.search.wording import do_renew_entries
from scheduler.tick import Tick
from store.moments import Earliest
from store.search import NEXT_TO_RENEW

AT_A_TIME = 20  # in one transaction: no more than a press can wait for


def renew_entries(session: Session, now: datetime) -> int:
    """Makes a page of entries anew."""
    return do_renew_entries(session, now, AT_A_TIME)


TICK = Tick("search", renew_entries, Earliest(NEXT_TO_RENEW))
