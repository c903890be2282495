"""Who is concerned by a place that goes on with somebody else is told, in their waking hours."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions import attention, letters
from store.models import Kind, Person
from texts.message import Message


def tell(session: Session, kind: Kind, person: Person, key: str, message: Message, now: datetime) -> None:
    """A person who is on Telegram."""
    if person.telegram_id is not None:
        postage = attention.postage(kind, person, key=key, now=now)
        letters.send(session, person.telegram_id, message, now=now, postage=postage)
