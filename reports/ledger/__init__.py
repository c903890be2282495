"""Who learned from whom as a picture for a phone: an order for the process that draws it."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions.adoptions.picture import LEDGER, send_picture
from reports.ledger.drawing import drawn
from reports.ledger.places import arranged
from reports.printing import Order, picture
from store.models import Task
from texts.adoptions.picture import Ledger
from texts.translator import Translator


def ledger_order(t: Translator, shown: Ledger) -> Order:
    """The same for all readers of a language."""
    return picture("ledger", drawn(t, shown, arranged(shown)))


def unnamed(shown: Ledger) -> int:
    """How many cities it does not name."""
    return arranged(shown).unnamed


def asked_picture(session: Session, task: Task, now: datetime) -> Order | None:
    """What somebody has asked for; None when they may not see it any more."""
    del now
    asked = LEDGER.asked_for(session, task)
    return None if asked is None else ledger_order(*asked)


def send_drawn(session: Session, task: Task, digest: str, now: datetime) -> None:
    """To who asked for it."""
    send_picture(session, task, digest, now, unnamed)
