"""A file that Telegram does not have any more: told to who asked for it, and once to who can send it again."""

import re
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from actions import attention, letters
from actions.access import Attachable, owns
from actions.attachments.sending import do_send_alone
from actions.attachments.standing import about, refresh, subject_of
from store.attachments import attachments_with, record_by_id
from store.files import PARAMETERS
from store.models import AttachedTo, Attachment, Kind, Letter, Person
from texts.attachments import sent as texts
from texts.message import Message
from texts.translator import translator_of

_KEY = re.compile("(challenge|experience|solution):([0-9]+):attached:person:([0-9]+):")


def note_wrong_file(session: Session, letter_id: int, now: datetime) -> None:
    """A letter was refused for the id of a file in it; whether it is one of these is seen here.

    Of an album Telegram does not say which file it misses: its files are sent one by one.
    """
    letter = session.get(Letter, letter_id)
    found = None if letter is None else _KEY.match(letter.key or "")
    if letter is None or found is None:
        return
    kind = AttachedTo(found[1])
    record, reader = record_by_id(session, kind, int(found[2])), session.get(Person, int(found[3]))
    if record is None or record.withdrawn_at is not None or reader is None or reader.telegram_id is None:
        return
    files = attachments_with(session, kind, record.id, _file_ids(letter.payload))
    if letter.method == "sendMediaGroup":
        do_send_alone(session, reader, record, files, letter.key or "", now=now)
        return
    for file in files:
        _tell(session, reader, record, file, now)


def _file_ids(payload: dict[str, Any]) -> list[str]:
    items = payload.get("media")
    given = [item["media"] for item in items] if isinstance(items, list) else [payload.get(name) for name in PARAMETERS]
    return [one for one in given if isinstance(one, str)]


def _tell(session: Session, reader: Person, record: Attachable, file: Attachment, now: datetime) -> None:
    is_news = file.gone_at is None
    file.gone_at = file.gone_at or now
    session.flush()
    named, author = about(session, record), session.get_one(Person, file.person_id)
    is_own = author.id == reader.id or owns(session, reader, record)
    reached = author.telegram_id is not None and owns(session, author, record)
    t = translator_of(reader)
    told = texts.gone_of_own(t, named, file) if is_own else texts.gone(t, named, file, owner_is_told=reached)
    letters.send(session, reader.telegram_id or 0, told, now=now)
    if is_news and not is_own and reached:
        _tell_owner(session, author, record, file, texts.gone_of_own(translator_of(author), named, file), now)
    if is_news:
        refresh(session, record, now)


def _tell_owner(
    session: Session, author: Person, record: Attachable, file: Attachment, told: Message, now: datetime
) -> None:
    key = f"{subject_of(record)}:gone:{file.id}:{author.id}"
    postage = attention.postage(Kind.ATTACHMENT_GONE, author, key=key, now=now)
    letters.send(session, author.telegram_id or 0, told, now=now, postage=postage)
