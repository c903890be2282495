"""Keeps the store from growing with what has served its time."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from actions.few.offers import do_follow_offers
from actions.retention import do_erase_kept_too_long
from actions.search.wording import do_follow_thesaurus
from scheduler.tick import Tick
from store import upkeep
from store.moments import NEVER
from store.outbox import forget_rested
from store.uploads import forget_old as forget_uploads

UPDATES = timedelta(hours=48)  # Telegram repeats an update for 24 hours
LETTERS = timedelta(days=30)
DRAFTS = timedelta(days=90)
SEARCHES = timedelta(days=30)
FILES = timedelta(days=60)  # longer than a letter; one that is asked for later is made anew
AT_A_TIME = 500  # rows of each kind in one transaction


def forget_old(session: Session, now: datetime) -> int:
    """Forgets a page of what is old; never anything that waits to be sent or that a card is found by.

    Gives how much that was: as long as there was something, there may be more.
    """
    forgotten = upkeep.forget_updates(session, now - UPDATES, AT_A_TIME)
    forgotten += upkeep.forget_letters(session, now - LETTERS, AT_A_TIME)
    forgotten += upkeep.forget_held(session, now - LETTERS, AT_A_TIME)
    forgotten += upkeep.forget_drafts(session, now - DRAFTS, AT_A_TIME)
    forgotten += upkeep.forget_searches(session, now - SEARCHES, AT_A_TIME)
    forgotten += upkeep.forget_tasks(session, now - FILES, AT_A_TIME)
    forgotten += upkeep.forget_files(session, now - FILES, AT_A_TIME)
    forgotten += do_follow_thesaurus(session, now, AT_A_TIME)
    forgotten += do_follow_offers(session, AT_A_TIME)
    forget_uploads(session, now - LETTERS)
    forget_rested(session, now)
    return forgotten + do_erase_kept_too_long(session, now=now)


# Nobody waits for it, so the simulated clock never stops for it.
TICK = Tick("upkeep", forget_old, NEVER)
