"""When this machine's clock is set back, letters do not wait until it has caught up."""

from datetime import datetime

from sqlalchemy.orm import Session

from scheduler.tick import Tick
from store.outbox import bring_back


def never_due(_session: Session) -> datetime | None:
    """Nobody can say when it will happen, and a simulated clock never goes back."""
    return None


TICK = Tick("set_back", bring_back, never_due)
