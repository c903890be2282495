"""Shows networks together what was answered to the question of the month."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions.prompt_results import show_when_due
from scheduler.tick import Tick
from store.prompts import NEXT_RESULTS, due_results

AT_ONCE = 10  # in one transaction


def enqueue_results(session: Session, now: datetime) -> int:
    """Gives of how many questions the answers were looked at."""
    found = due_results(session, now, AT_ONCE)
    for prompt, network in found:
        show_when_due(session, prompt, network, now=now)
    session.flush()
    return len(found)


TICK = Tick("prompt_results", enqueue_results, NEXT_RESULTS)
