"""A report as an order for the printer, for who has asked for it in the bot."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions.report.files import asked_for
from reports.printing import Order
from store.models import Task


def asked_report(session: Session, task: Task, now: datetime) -> Order | None:
    """As it stands now; None when it is theirs no more."""
    asked = asked_for(session, task)
    if asked is None:
        return None
    from actions.report.gathering import report_of  # a bot at rest needs none of it
    from reports.closing.paper import paper_order

    return paper_order(asked.translator, report_of(session, asked.network, now))
