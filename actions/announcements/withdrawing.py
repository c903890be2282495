"""An announcement is taken back: what waits is not sent, what was delivered goes, a page of copies at a time."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions import letters
from actions.announcements import sending
from actions.announcements.correcting import change_key
from actions.announcements.under_way import access_sent, look_at_once
from actions.announcements.writing import record
from actions.letters import DELETABLE, Postage
from store import announcements as store
from store import copies as copies_store
from store import pausing
from store.announcements import changes_subject, subject_of
from store.copies import Copy
from store.letters import NewLetter
from store.models import Announcement, AnnouncementState, Lane, LetterState, Network, Person, Priority
from store.people import person_by_id
from texts.announcements.card import withdrawn_card
from texts.message import SAID_ABOVE
from texts.translator import translator_for


def do_withdraw(session: Session, author: Person, announcement_id: int, *, now: datetime) -> Announcement:
    """Nothing more goes out from this commit on; the first page of copies is taken back at once."""
    announcement = access_sent(session, author, announcement_id)
    pausing.pause(session, subject_of(announcement), now)
    announcement.state = AnnouncementState.SENDING
    announcement.withdrawn_at = now
    announcement.paused_at = announcement.expanded_until = announcement.rewritten_until = None
    announcement.revision += 1
    look_at_once(announcement, now)
    record(session, announcement, "announcement_withdrawn", now)
    withdraw_page(session, announcement, sending.FIRST_PAGE, now)
    return announcement


def withdraw_page(session: Session, announcement: Announcement, page: int, now: datetime) -> bool:
    """The next page; its copies are marked in this transaction: that is how far it has come. False: none was left."""
    copies = copies_store.copies_to_take_back(session, subject_of(announcement), page)
    copies_store.withdraw(session, [copy.letter_id for copy in copies])
    copies_store.withdraw_changes(session, [change_key(announcement, copy) for copy in copies])
    networks = store.networks_of_announcement(session, announcement.id)
    author = person_by_id(session, announcement.person_id)
    name = author.name if author is not None else ""
    delivered = [copy for copy in copies if copy.state is LetterState.SENT]
    letters.put_all(session, [_taking_back(announcement, networks, name, copy, now) for copy in delivered])
    announcement.changed_until = 0 if copies else None
    return bool(copies)


def stop_page(session: Session, announcement: Announcement, page: int) -> bool:
    """Nobody is there any more who could let go of what is held back: it is not sent. False when nothing is left."""
    announcement.expanded_until = None
    waiting = copies_store.copies_that_wait(session, subject_of(announcement), page)
    copies_store.withdraw(session, waiting)
    return bool(waiting)


def _taking_back(
    announcement: Announcement, networks: list[Network], author: str, copy: Copy, now: datetime
) -> NewLetter:
    """Each part of a long copy goes; where nothing can be deleted any more the first one says why."""
    postage = Postage(
        lane=Lane.BULK,
        priority=Priority.CORRECTION,
        key=f"announcement:{announcement.id}:back:{copy.letter_id}",
        subject=changes_subject(announcement),
    )
    message_id = copy.message_id or 0
    if copy.sent_at is not None and now - copy.sent_at < DELETABLE:
        letter = letters.new_deletion_of(copy.chat_id, message_id, copy.album, now=now, postage=postage)
    else:
        note = withdrawn_card(translator_for(*copy.reader), announcement, networks, author)
        said = SAID_ABOVE if copy.part else note
        letter = letters.new_edit(copy.chat_id, message_id, said, now=now, postage=postage)
    letter["part"] = copy.part
    return letter
