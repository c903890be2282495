"""After sending: another text in every copy, or every copy taken back."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from actions import letters
from actions.announcements.refusals import NotSentYet
from actions.announcements.writing import Content, access_own, checked, record
from actions.cards import reader_translator
from actions.letters import Postage
from store import announcements as store
from store.models import Announcement, AnnouncementState, Lane, LetterState, Person, Priority
from store.people import person_by_id
from texts.announcements.card import card, withdrawn_card
from texts.announcements.results import Withdrawal
from texts.message import Message

DELETABLE = timedelta(hours=47)  # Telegram deletes a bot's messages for 48 hours


def access_delivered(session: Session, author: Person, announcement_id: int) -> Announcement:
    """One that everybody has who is to have it."""
    announcement = access_own(session, author, announcement_id)
    if announcement.state is not AnnouncementState.SENT or announcement.withdrawn_at is not None:
        raise NotSentYet
    return announcement


def access_withdrawable(session: Session, author: Person, announcement_id: int) -> Announcement:
    """One that goes out or is delivered."""
    announcement = access_own(session, author, announcement_id)
    if announcement.state not in (AnnouncementState.SENDING, AnnouncementState.SENT):
        raise NotSentYet
    if announcement.withdrawn_at is not None:
        raise NotSentYet
    return announcement


def do_correct(session: Session, author: Person, announcement_id: int, content: Content, *, now: datetime) -> int:
    """The new words stand in every copy; the file stays. Gives the number of copies."""
    announcement = access_delivered(session, author, announcement_id)
    announcement.text = content.html
    record(session, announcement, "announcement_corrected", now)
    return refresh_copies(session, announcement, now)


def checked_correction(session: Session, author: Person, announcement_id: int, content: Content) -> Content:
    """A text that fits where the first one stood."""
    announcement = access_delivered(session, author, announcement_id)
    networks = store.networks_of_announcement(session, announcement.id)
    checked(networks, author, Content(content.text, content.html, announcement.media, announcement.file_id))
    return content


def refresh_copies(session: Session, announcement: Announcement, now: datetime) -> int:
    """Every copy as it is to be read now; without its author's name once that is erased."""
    networks = store.networks_of_announcement(session, announcement.id)
    author = person_by_id(session, announcement.person_id)
    name = author.name if author is not None else ""

    def render(chat_id: int) -> Message:
        return card(reader_translator(session, networks[0], chat_id), announcement, networks, name)

    return letters.edit_copies(session, f"announcement:{announcement.id}", render, now=now)


def do_withdraw(session: Session, author: Person, announcement_id: int, *, now: datetime) -> Withdrawal:
    """What waits is not sent, what was delivered is deleted, or replaced where it is too old for that."""
    announcement = access_withdrawable(session, author, announcement_id)
    announcement.withdrawn_at, announcement.expanded_until = now, None
    session.flush()
    record(session, announcement, "announcement_withdrawn", now)
    stopped = letters.withdraw(session, f"announcement:{announcement.id}:chat:")
    deleted, replaced = take_back(session, announcement, now)
    return Withdrawal(deleted, replaced, stopped)


def take_back(session: Session, announcement: Announcement, now: datetime) -> tuple[int, int]:
    """Deletes or replaces every delivered copy, each once; gives how many of each."""
    networks = store.networks_of_announcement(session, announcement.id)
    author = person_by_id(session, announcement.person_id)
    deleted = replaced = 0
    for copy in store.outcomes(session, f"announcement:{announcement.id}"):
        if copy.state is not LetterState.SENT or copy.message_id is None or copy.sent_at is None:
            continue
        postage = Postage(
            lane=Lane.BULK, priority=Priority.NEWS, key=f"announcement:{announcement.id}:back:{copy.letter_id}"
        )
        if now - copy.sent_at < DELETABLE:
            letters.delete(session, copy.chat_id, copy.message_id, now=now, postage=postage)
            deleted += 1
        else:
            t = reader_translator(session, networks[0], copy.chat_id)
            note = withdrawn_card(t, announcement, networks, author.name if author is not None else "")
            letters.edit(session, copy.chat_id, copy.message_id, note, now=now, postage=postage)
            replaced += 1
    return deleted, replaced
