"""All of a network for whoever comes later, as an order for the printer."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions.catching_up.files import asked_for
from reports.printing import Order, document
from store.models import Task
from texts.catching_up import paper
from texts.catching_up.shown import Everything
from texts.meetings.shown import Reader


def catch_up_order(reader: Reader, told: Everything) -> Order:
    """For one reader."""
    return document("catch_up", paper.values(reader, told))


def asked_catch_up(session: Session, task: Task, now: datetime) -> Order | None:
    """What somebody is to get; None when they take part no more."""
    asked = asked_for(session, task, now)
    return None if asked is None else catch_up_order(*asked)
