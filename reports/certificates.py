"""Certificates as orders for the printer."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from actions.certificates.files import asked_for
from reports.printing import Order, document
from store.models import Task
from texts.certificates import paper
from texts.certificates.paper import Printed
from texts.translator import Translator


def certificate_order(t: Translator, network: str, shown: Sequence[Printed]) -> Order:
    """One page each."""
    return document("certificate", paper.values(t, network, shown))


def asked_certificates(session: Session, task: Task, now: datetime) -> Order | None:
    """What somebody is to get; None when it is not theirs any more."""
    del now
    asked = asked_for(session, task)
    return None if asked is None else certificate_order(asked.translator, asked.network.name, asked.printed)
