"""Proposals of networks as orders for the process that looks for them."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions.composing.keeping import case_asked_for
from reports.printing import Order
from store.models import Task


def asked_proposal(session: Session, task: Task, now: datetime) -> Order | None:
    """What somebody has asked for; None when it was found already."""
    from actions.composition.passing import given

    del now
    case = case_asked_for(session, task)
    return None if case is None else Order("reports.composing", given(case))
