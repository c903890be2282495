"""Shows coordinators the digest of their network before it goes out."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions.previews import tell_coordinators
from scheduler.tick import Tick
from store.previews import NEXT_PREVIEW, due_previews

AT_ONCE = 10  # in one transaction


def enqueue_previews(session: Session, now: datetime) -> int:
    """Gives how many networks were looked at: of those with nothing new nothing is told."""
    networks = due_previews(session, now, AT_ONCE)
    for network in networks:
        tell_coordinators(session, network, now=now)
    session.flush()
    return len(networks)


TICK = Tick("previews", enqueue_previews, NEXT_PREVIEW)
