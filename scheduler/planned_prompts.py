"""Shows coordinators the question of the month some days before it goes out."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions.planned_prompts import AHEAD, tell_coordinators
from scheduler.tick import Tick
from store.moments import Earliest
from store.prompts import NEXT_UNTOLD, untold_prompts

AT_ONCE = 10  # in one transaction


def enqueue_notices(session: Session, now: datetime) -> int:
    """Gives how many questions the coordinators are told of."""
    found = untold_prompts(session, now + AHEAD, AT_ONCE)
    for prompt, network in found:
        tell_coordinators(session, prompt, network, now=now)
    session.flush()
    return len(found)


TICK = Tick("planned_prompts", enqueue_notices, Earliest(NEXT_UNTOLD, ahead=AHEAD))
