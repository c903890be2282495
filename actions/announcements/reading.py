"""Readers confirm that they have read an announcement; those who have not are reminded once, by hand."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from actions import letters
from actions.announcements import sending
from actions.announcements.refusals import NotYetWithEverybody, RemindedAlready
from actions.announcements.under_way import access_sent, look_at_once
from actions.announcements.writing import access_unsent, record
from actions.letters import DELETABLE, Postage
from actions.refusals import NotFound
from store import announcements as store
from store import copies as copies_store
from store import readings
from store.announcements import reminder_subject, subject_of
from store.copies import Copy
from store.letters import NewLetter
from store.models import Announcement, AnnouncementState, Lane, LetterState, Person, Priority
from texts.announcements import readers as texts
from texts.translator import translator_for, translator_of


def do_want(session: Session, author: Person, announcement_id: int, *, is_wanted: bool) -> Announcement:
    """Whether its readers are asked to confirm. Harmless when done twice."""
    announcement = access_unsent(session, author, announcement_id)
    announcement.wants_reading = is_wanted
    return announcement


def do_confirm(session: Session, person: Person, announcement_id: int, *, now: datetime) -> bool:
    """The person has read it; False when they had said so before. Only of a copy of their own."""
    announcement = session.get(Announcement, announcement_id)
    if announcement is None or not announcement.wants_reading or person.telegram_id is None:
        raise NotFound
    if not readings.copies_with(session, subject_of(announcement), [person.telegram_id]):
        raise NotFound
    return readings.note(session, announcement.id, person.id, now)


def do_remind(session: Session, author: Person, announcement_id: int, *, now: datetime) -> Announcement:
    """Those who have not confirmed are asked once more, the first page of them at once."""
    announcement = access_sent(session, author, announcement_id)
    if not announcement.wants_reading:
        raise NotFound
    if announcement.state is not AnnouncementState.SENT:
        raise NotYetWithEverybody
    if announcement.reminded_at is not None:
        raise RemindedAlready
    announcement.reminded_at, announcement.reminding_after = now, 0
    record(session, announcement, "announcement_reminded", now)
    remind_page(session, announcement, sending.FIRST_PAGE, now)
    return announcement


def remind_page(session: Session, announcement: Announcement, page: int, now: datetime) -> None:
    """Puts the next page of reminders into the outbox; while there are more, the clock comes back at once."""
    if announcement.reminding_after is None:
        return
    subject = subject_of(announcement)
    people = readings.silent_after(session, announcement.id, subject, announcement.reminding_after, page)
    stands = readings.copies_with(session, subject, [each.telegram_id for each in people if each.telegram_id])
    author = session.get(Person, announcement.person_id)
    name = author.name if author is not None else ""
    due_in = sending.due_moments(announcement, now)
    for person in people:
        if person.telegram_id is not None:
            said = texts.reminder(translator_of(person), announcement, name)
            said = replace(said, reply_to=stands.get(person.telegram_id))
            postage = _postage(announcement, person.telegram_id, due_in(person.zone, False))
            letters.send(session, person.telegram_id, said, now=now, postage=postage)
    announcement.reminding_after = people[-1].id if len(people) == page else None
    if announcement.reminding_after is not None:
        look_at_once(announcement, now)


def take_back_reminders(session: Session, announcement: Announcement, page: int, now: datetime) -> bool:
    """What was withdrawn is not asked for any more. False when nothing is left."""
    announcement.reminding_after = None
    found = copies_store.copies_to_take_back(session, reminder_subject(announcement), page)
    copies_store.withdraw(session, [copy.letter_id for copy in found])
    letters.put_all(session, [_taking_back(copy, now) for copy in found if copy.state is LetterState.SENT])
    return bool(found)


def _postage(announcement: Announcement, chat_id: int, due_at: datetime) -> Postage:
    postage = sending.postage_to(announcement, chat_id, due_at)
    key = f"{store.subject_of(announcement)}:reading:chat:{chat_id}"
    return replace(postage, key=key, subject=reminder_subject(announcement))


def _taking_back(copy: Copy, now: datetime) -> NewLetter:
    postage = Postage(lane=Lane.BULK, priority=Priority.CORRECTION)
    message_id = copy.message_id or 0
    if copy.sent_at is not None and now - copy.sent_at < DELETABLE:
        return letters.new_deletion(copy.chat_id, message_id, now=now, postage=postage)
    note = texts.reminder_withdrawn(translator_for(*copy.reader))
    return letters.new_edit(copy.chat_id, message_id, note, now=now, postage=postage)
