"""Keeps the store from growing with what has served its time."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from actions.retention import do_erase_kept_too_long
from scheduler.tick import Tick
from store import upkeep
from store.outbox import forget_rested

UPDATES = timedelta(hours=48)  # Telegram repeats an update for 24 hours
LETTERS = timedelta(days=30)
DRAFTS = timedelta(days=90)


def forget_old(session: Session, now: datetime) -> int:
    """Forgets what is old; never anything that waits to be sent or that a card is found by."""
    upkeep.forget_updates(session, now - UPDATES)
    upkeep.forget_letters(session, now - LETTERS)
    upkeep.forget_drafts(session, now - DRAFTS)
    forget_rested(session, now)
    return do_erase_kept_too_long(session, now=now)


def never_urgent(_session: Session) -> None:
    """Nobody waits for it, so the simulated clock never stops for it."""
    return


TICK = Tick("upkeep", forget_old, never_urgent, every=timedelta(hours=1))
