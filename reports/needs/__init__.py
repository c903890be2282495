"""Needs and offers as a picture for a phone: an order for the process that draws it."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions.needs.picture import NEEDS
from reports.needs.drawing import drawn
from reports.printing import Order, picture
from store.models import Task
from texts.needs.picture import NeedsPicture
from texts.translator import Translator


def needs_order(t: Translator, shown: NeedsPicture) -> Order:
    """The same for all readers of a language. Lines, dots and words are all that the template of the ledger knows."""
    return picture("ledger", drawn(t, shown))


def asked_needs(session: Session, task: Task, now: datetime) -> Order | None:
    """What somebody has asked for; None when they may not see it any more."""
    del now
    asked = NEEDS.asked_for(session, task)
    return None if asked is None else needs_order(*asked)
