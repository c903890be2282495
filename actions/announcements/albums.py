"""Several files at once: they come one by one, each in a message of its own, in any batch of updates."""

from sqlalchemy.orm import Session

from actions.announcements.joining import in_one_album
from actions.announcements.writing import access_unsent
from store.models import AnnouncedFile, Announcement, Person
from texts.message import Html, paragraphs


def do_add(session: Session, author: Person, announcement_id: int, file: AnnouncedFile) -> Announcement:
    """One more file, where its message stands among the others. The words below any of them are those of all."""
    announcement = access_unsent(session, author, announcement_id)
    announcement.files = in_one_album([*announcement.files, file])
    announcement.text = paragraphs(*(Html(each["words"]) for each in announcement.files if each["words"]))
    return announcement
