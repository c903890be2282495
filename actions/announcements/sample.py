"""An announcement as somebody reads it: for previews, before it goes out or is corrected."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions.announcements.audience import audience_of
from actions.announcements.words import Words, gaps_of
from store import audiences
from store.models import Announcement, Person
from texts.message import Message
from texts.translator import translator_for, translator_of


def reader_of(session: Session, announcement: Announcement, language: str | None, now: datetime) -> Person | None:
    """One of those who get it, in this language; without one, preferably in their author's."""
    audience = audience_of(session, announcement, now)
    if language is not None:
        return audiences.first_reader(session, audience, language)
    author = session.get(Person, announcement.person_id)
    own = None if author is None else audiences.first_reader(session, audience, author.language)
    return own or audiences.first_reader(session, audience)


def card_as_read(
    session: Session, author: Person, announcement: Announcement, now: datetime, language: str | None = None
) -> tuple[Message, Person | None]:
    """Exactly what the others get, and as whose copy it is shown: where nothing is filled in, as nobody's."""
    words = Words(session, announcement, now)
    has_gaps = bool(gaps_of(announcement))
    reader = reader_of(session, announcement, language, now) if has_gaps or language is not None else None
    shown_to = reader or author
    if shown_to.telegram_id is not None:
        words.meet([shown_to.telegram_id])
    of_author = translator_for(language or author.language, author.country, author.zone)
    t = of_author if reader is None else translator_of(reader)
    return words.to(t, shown_to.telegram_id or 0, asks=False), reader
