"""Several files at once: they come one by one, each in a message of its own, in any batch of updates."""

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from actions import letters
from actions.announcements import line
from actions.announcements.refusals import LeftOut
from actions.announcements.writing import access_unsent, card_for_author
from actions.letters import Postage
from store.models import AnnouncedFile, Announcement, MediaKind, Person
from texts.media import IN_ALBUMS, MOST
from texts.message import Html, Message, paragraphs

REST = timedelta(seconds=2)  # after the last file that came: more of them may be on their way


def do_add(session: Session, author: Person, announcement_id: int, file: AnnouncedFile) -> Announcement:
    """One more file, where its message stands among the others. The words below any of them are those of all."""
    announcement = access_unsent(session, author, announcement_id)
    kinds = {MediaKind(each["kind"]) for each in (*announcement.files, file)}
    if len(kinds) > 1 or not kinds <= set(IN_ALBUMS) or len(announcement.files) == MOST:
        raise LeftOut
    announcement.files = sorted([*announcement.files, file], key=lambda each: each["number"])
    announcement.text = paragraphs(*(Html(each["words"]) for each in announcement.files if each["words"]))
    return announcement


def preview_later(
    session: Session, author: Person, announcement: Announcement, control: Message, now: datetime
) -> None:
    """The exact preview with its buttons below, when all files have come; what waits already is taken back.

    A file that comes later still has a new preview made, below the one that was true before.
    """
    previews = f"previewing:{announcement.id}:"
    letters.withdraw(session, previews)
    last = max(file["number"] for file in announcement.files)
    postage = Postage(due_at=now + REST, key=f"{previews}{last}:{len(announcement.files)}")
    if author.telegram_id is not None:
        card = card_for_author(session, author, announcement)
        letters.send(session, author.telegram_id, card, now=now, postage=postage)
    line.post_line(session, author, announcement, control, now, replace(postage, key=f"{postage.key}:control"))
