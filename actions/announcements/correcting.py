"""Other words for what has gone out or is still to go: in every copy, a page of them at a time."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from actions import letters
from actions.announcements import sending
from actions.announcements.parts import lengthen, parts_for, shorten
from actions.announcements.sample import card_as_read
from actions.announcements.under_way import access_sent, look_at_once
from actions.announcements.words import Words
from actions.announcements.writing import Content, checked, record
from actions.letters import Postage
from store import announcements as store
from store import copies as copies_store
from store.announcements import changes_subject, subject_of
from store.copies import Copy
from store.letters import NewLetter, is_silent
from store.models import AnnouncedFile, Announcement, AnnouncementState, Lane, Person, Priority, Translation
from texts.message import SAID_ABOVE, Message


def checked_correction(session: Session, author: Person, announcement_id: int, content: Content) -> Content:
    """A text that can stand where the first one stood."""
    announcement = access_sent(session, author, announcement_id)
    checked(Content(content.text, content.html, tuple(announcement.files)))
    return content


def corrected_card(
    session: Session, author: Person, announcement_id: int, content: Content, *, language: str = "", now: datetime
) -> Message:
    """Exactly what would be read everywhere; or in one language, by those who have it in that."""
    announcement = access_sent(session, author, announcement_id)
    as_corrected = Announcement(
        id=announcement.id,
        person_id=announcement.person_id,
        text=content.html,
        files=announcement.files,
        audience=announcement.audience,
        translations={language: Translation(text=content.html, is_old=False)} if language else {},
        sent_at=announcement.sent_at,
        wants_reading=False,
    )
    return card_as_read(session, author, as_corrected, now, language or None)[0]


def do_correct(
    session: Session, author: Person, announcement_id: int, content: Content, *, language: str = "", now: datetime
) -> Announcement:
    """The new words stand wherever the old ones do; files stay. One correction takes the place of another.

    language: of the words that are corrected, where it speaks several; nothing: those that it was written in
    """
    announcement = access_sent(session, author, announcement_id)
    if language in announcement.translations:
        translation = Translation(text=content.html, is_old=False)
        announcement.translations = {**announcement.translations, language: translation}
    else:
        announcement.text = content.html
        announcement.files = [AnnouncedFile(**(file | {"words": ""})) for file in announcement.files]
    begin_to_change(session, announcement, now)
    record(session, announcement, "announcement_corrected", now)
    return announcement


def begin_to_change(session: Session, announcement: Announcement, now: datetime) -> None:
    """Every copy is to be read as the announcement now is, the first page of them at once."""
    announcement.revision += 1
    announcement.state = AnnouncementState.SENDING
    announcement.rewritten_until = announcement.changed_until = 0
    look_at_once(announcement, now)
    change_page(session, announcement, sending.FIRST_PAGE, now)


def change_page(session: Session, announcement: Announcement, page: int, now: datetime) -> bool:
    """A page of what is still to go out, next first, so that no more of it goes out as it was; after these a page of
    what was delivered. False when nothing is left: only an empty page is the last, for what ends while it is being
    read makes a page shorter.
    """
    if announcement.changed_until is None:
        return False
    words = Words(session, announcement, now)
    if announcement.rewritten_until is not None:
        copies = copies_store.copies_to_come(session, subject_of(announcement), announcement.rewritten_until, page)
        _rewrite(session, announcement, words, copies, now)
        lengthen(session, announcement, words, copies, now)
        announcement.rewritten_until = copies[-1].letter_id if copies else None
        if copies:
            return True
    copies = copies_store.copies_delivered(session, subject_of(announcement), announcement.changed_until, page)
    outdated = _rewrite(session, announcement, words, copies, now)
    edits = [_edit(announcement, copy, copy.message_id, message, now) for copy, message in outdated if copy.message_id]
    letters.put_all(session, copies_store.put_changes(session, edits))
    store.take_changes_along(session, announcement, {copy.chat_id for copy in copies})
    lengthen(session, announcement, words, copies, now)
    announcement.changed_until = copies[-1].letter_id if copies else None
    return bool(copies)


def _rewrite(
    session: Session, announcement: Announcement, words: Words, copies: list[Copy], now: datetime
) -> list[tuple[Copy, Message]]:
    """Gives the copies that said something else until now, part by part, with what they are to say."""
    words.meet({copy.chat_id for copy in copies})
    to_point_up = [(copy, SAID_ABOVE) for copy in shorten(session, announcement, words, copies, now)]
    outdated = [*to_point_up, *(said for copy in copies for said in _said_anew(words, copy))]
    copies_store.rewrite(session, [(copy.letter_id, message.method, message.payload()) for copy, message in outdated])
    return outdated


def _said_anew(words: Words, copy: Copy) -> list[tuple[Copy, Message]]:
    """Chats are counted by their first parts: where any other part may change, the first one counts as changed. What
    was to be heard is, and what was not is not.
    """
    parts = parts_for(words, copy)
    if copy.part >= len(parts):
        return []
    is_first_of_long = copy.part == 0 and len(parts) > 1
    part = parts[copy.part]
    if is_silent(copy.payload):
        part = replace(part, silent=True)
    return [(copy, part)] if is_first_of_long or _says_something_new(words, copy, part) else []


def _says_something_new(words: Words, copy: Copy, part: Message) -> bool:
    """Whoever has confirmed has no key to do so any more, which is no news."""
    before, after = dict(copy.payload), part.payload()
    if words.has_read(copy.chat_id):
        before.pop("reply_markup", None)
    return before != after


def change_key(announcement: Announcement, copy: Copy) -> str:
    """The letter that changes a copy, each time anew."""
    return f"announcement:{announcement.id}:change:{copy.letter_id}"


def _edit(announcement: Announcement, copy: Copy, message_id: int, message: Message, now: datetime) -> NewLetter:
    postage = Postage(
        lane=Lane.BULK,
        priority=Priority.CORRECTION,
        key=change_key(announcement, copy),
        subject=changes_subject(announcement),
    )
    letter = letters.new_edit(copy.chat_id, message_id, message, now=now, postage=postage)
    letter["part"] = copy.part
    return letter
