"""What is attached to a record, sent to whoever wants to see it."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from actions import letters
from actions.access import Attachable
from actions.attachments.standing import about, kind_of, subject_of
from actions.letters import Postage
from store.attachments import attachments_of
from store.models import Attachment, Person
from texts.attachments import sent as texts
from texts.translator import translator_of


def do_send(session: Session, person: Person, record: Attachable, *, now: datetime) -> int:
    """Everything that Telegram has, in its order, albums as albums; gives the number of files and links.

    A key pressed twice within a minute sends it once.
    """
    there = [one for one in attachments_of(session, kind_of(record), record.id) if one.gone_at is None]
    for place, message in enumerate(texts.messages(translator_of(person), about(session, record), there)):
        key = f"{sent_to(record, person)}{now:%Y%m%d%H%M}:{place}"
        letters.send(session, person.telegram_id or 0, message, now=now, postage=Postage(key=key))
    return len(there)


def do_send_alone(
    session: Session, person: Person, record: Attachable, files: Sequence[Attachment], key: str, *, now: datetime
) -> None:
    """The files of an album that Telegram refused, each by itself: so it is seen which one is gone."""
    t, named = translator_of(person), about(session, record)
    for file in files:
        message = texts.alone(t, named, file)
        letters.send(session, person.telegram_id or 0, message, now=now, postage=Postage(key=f"{key}:alone:{file.id}"))


def withdraw_sent(session: Session, record: Attachable) -> None:
    """What is on its way of a record that was withdrawn does not arrive."""
    letters.withdraw(session, f"{subject_of(record)}:attached:")


def sent_to(record: Attachable, person: Person) -> str:
    """What the keys begin with of letters that bring somebody what is attached to a record."""
    return f"{subject_of(record)}:attached:person:{person.id}:"
