"""The one message in the author's chat that tells how an announcement stands, edited in place."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions import letters
from actions.letters import Postage
from store import announcements as store
from store import letters as letters_store
from store.models import Announcement, Person
from texts.message import Message


def follow(session: Session, announcement: Announcement, chat_id: int, message_id: int) -> None:
    """A message that is there already becomes the line; any other no longer is."""
    store.follow(session, _line(announcement), chat_id, message_id)


def post_line(session: Session, author: Person, announcement: Announcement, message: Message, now: datetime) -> None:
    """A new message becomes the line."""
    let_go(session, announcement)
    if author.telegram_id is not None:
        letters.send(session, author.telegram_id, message, now=now, postage=Postage(subject=_line(announcement)))


def show_line(session: Session, announcement: Announcement, message: Message, now: datetime) -> None:
    """Changes the line. In the lane of answers, so that it never overtakes what a press put there."""
    for copy in letters_store.copies(session, _line(announcement)):
        if copy.message_id is None:
            letters_store.replace_content(session, copy.letter_id, message.method, message.payload())
        else:
            letters.edit(session, copy.chat_id, copy.message_id, message, now=now)


def let_go(session: Session, announcement: Announcement) -> None:
    """Nothing more is to be told."""
    store.let_go(session, _line(announcement))


def _line(announcement: Announcement) -> str:
    return f"announcing:{announcement.id}"
