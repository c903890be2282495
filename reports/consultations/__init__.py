"""The results of a consultation as a picture for a phone: an order for the process that draws it."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions.consultations.picture import RESULTS
from reports.consultations.drawing import drawn
from reports.printing import Order, picture
from store.models import Task
from texts.consultations.picture import ResultsPicture
from texts.translator import Translator


def results_order(t: Translator, shown: ResultsPicture) -> Order:
    """The same for all readers of a language. Lines, dots and words are all that the template of the ledger knows."""
    return picture("ledger", drawn(t, shown))


def asked_results(session: Session, task: Task, now: datetime) -> Order | None:
    """What somebody has asked for; None when they may not see it any more."""
    del now
    asked = RESULTS.asked_for(session, task)
    return None if asked is None else results_order(*asked)
