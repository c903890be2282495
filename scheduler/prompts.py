"""Asks networks the question of the month."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions.prompts import do_ask
from scheduler.tick import Tick
from store.prompts import NEXT_PROMPT, due_prompts

NETWORKS_AT_ONCE = 5  # in one transaction: everybody in them is asked


def enqueue_due_prompts(session: Session, now: datetime) -> int:
    """Puts questions whose moment has come to their networks; one that is too late and dropped is done, too."""
    due = due_prompts(session, now, NETWORKS_AT_ONCE)
    return sum(max(do_ask(session, prompt, network, now=now), 1) for prompt, network in due)


TICK = Tick("prompts", enqueue_due_prompts, NEXT_PROMPT)
