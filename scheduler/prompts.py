"""Asks networks the question of the month."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions.prompts import do_ask
from scheduler.tick import Tick
from store.prompts import due_prompts, next_prompt_due


def enqueue_due_prompts(session: Session, now: datetime) -> int:
    """Puts each question whose moment has come to its network."""
    return sum(do_ask(session, prompt, network, now=now) for prompt, network in due_prompts(session, now))


TICK = Tick("prompts", enqueue_due_prompts, next_prompt_due)
