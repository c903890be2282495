"""The letters that call cities as orders for the printer."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions.convening.letters import call_asked_for
from reports.printing import Order, document
from store.models import Task
from texts.convening import letter
from texts.convening.letter import Call
from texts.translator import Translator


def call_order(t: Translator, call: Call) -> Order:
    """With the link as a QR picture, too."""
    return document("call", letter.values(t, call) | {"qr": _qr(call.link)})


def _qr(link: str) -> str:
    import segno

    drawn: str = segno.make(link, error="m").svg_inline(border=1, omitsize=True)
    return drawn.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)


def asked_call(session: Session, task: Task, now: datetime) -> Order | None:
    """That of a city; None when it is not to be sent any more."""
    del now
    asked = call_asked_for(session, task)
    return None if asked is None else call_order(*asked)
