"""The exact preview of an announcement, with its buttons below; what waits of an earlier one is taken back."""

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from actions import letters
from actions.announcements import line
from actions.announcements.sample import card_as_read
from actions.letters import Postage
from store.models import Announcement, Person
from texts.message import Message

REST = timedelta(seconds=2)  # after the last file that came: more of them may be on their way


def preview(
    session: Session, author: Person, announcement: Announcement, control: Message, number: int, now: datetime
) -> None:
    """Of an album when all of it has come. What comes later has a new preview made, below the one that was true before.

    number: of the author's message that made it necessary
    """
    postage = postage_of_preview(session, announcement, number)
    postage = replace(postage, due_at=now + REST if announcement.album is not None else now)
    if author.telegram_id is not None:
        card, _reader = card_as_read(session, author, announcement, now)
        letters.send(session, author.telegram_id, card, now=now, postage=postage)
    line.post_line(session, author, announcement, control, now, replace(postage, key=f"{postage.key}:control"))


def postage_of_preview(session: Session, announcement: Announcement, number: int) -> Postage:
    """For a new preview; one that is still to be sent is not."""
    previews = f"previewing:{announcement.id}:"
    letters.withdraw(session, previews)
    return Postage(key=f"{previews}{number}")
