"""The one message in the author's chat that tells how an announcement stands, edited in place."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from actions import letters
from actions.letters import ANSWER, Postage
from actions.letters.copies import edit_copies_in_turn
from store import lines as store
from store.letters import copies as copies_store
from store.models import Announcement, Person
from texts.announcements import results as texts
from texts.message import Message
from texts.translator import translator_of


def follow(
    session: Session, author: Person, announcement: Announcement, chat_id: int, message_id: int, now: datetime
) -> None:
    """A message that is there already becomes the line; the one that was it says where to look."""
    _retire(session, author, announcement, message_id, now)
    store.follow(session, _line(announcement), chat_id, message_id)
    announcement.told_at = now


def post_line(
    session: Session,
    author: Person,
    announcement: Announcement,
    message: Message,
    now: datetime,
    postage: Postage = ANSWER,
) -> None:
    """A new message becomes the line."""
    _retire(session, author, announcement, None, now)
    let_go(session, announcement)
    announcement.told_at = now
    if author.telegram_id is not None:
        postage = replace(postage, subject=_line(announcement))
        letters.send(session, author.telegram_id, message, now=now, postage=postage)


def show_line(session: Session, announcement: Announcement, message: Message, now: datetime) -> bool:
    """Changes the line; False when there is none. In the lane of answers, so that it never overtakes what a press put
    there."""
    lines = edit_copies_in_turn(session, _line(announcement), message, now=now)
    announcement.told_at = now
    return lines > 0


def is_behind(session: Session, announcement: Announcement) -> bool:
    """Whether what was told last has not got through yet: more of the same would only pile up."""
    return store.is_behind(session, _line(announcement))


def leave(session: Session, announcement: Announcement, message_id: int) -> None:
    """A question is put in the place of this message; if it was the line, there is none until the question is over."""
    store.leave(session, _line(announcement), message_id)


def let_go(session: Session, announcement: Announcement) -> None:
    """Nothing more is to be told."""
    store.let_go(session, _line(announcement))


def _retire(session: Session, author: Person, announcement: Announcement, besides: int | None, now: datetime) -> None:
    for copy in copies_store.copies(session, _line(announcement)):
        line = copy.parts[-1]  # the one with the buttons
        if line.message_id is not None and line.message_id != besides:
            moved = texts.goes_on_below(translator_of(author))
            letters.edit(session, line.chat_id, line.message_id, moved, now=now)


def _line(announcement: Announcement) -> str:
    return f"announcing:{announcement.id}"
