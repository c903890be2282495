"""Where a session that is held is shown: to those who lead it, in the groups, and to those who write in it."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions import letters
from actions.access.meetings import STAFF
from actions.cards import post_card, reader_translator
from store.letters import copies, keep_copies_to
from store.live import count_notes
from store.memberships import members_of
from store.models import Meeting, Priority
from texts.live import following, leading
from texts.live.shown import Course
from texts.message import Message
from texts.translator import translator_of

Pressed = tuple[int, int]  # chat and message, which the caller edits itself


def subject_of(meeting: Meeting) -> str:
    """Of the cards of those who lead it."""
    return f"live:{meeting.id}"


def group_subject_of(meeting: Meeting) -> str:
    """Of the cards in the groups."""
    return f"stage:{meeting.id}"


def written_in(session: Session, course: Course) -> tuple[int, int]:
    """How many notes the case that is heard has, and of how many cities."""
    return count_notes(session, course.live, course.current.stage.part)


def update_copies(session: Session, course: Course, *, pressed: Pressed | None = None) -> None:
    """The cards of those who lead it; those of others, who did, are followed no more."""
    staff = {
        person.telegram_id: translator_of(person)
        for _, person in members_of(session, course.network.id, *STAFF)
        if person.telegram_id is not None
    }
    subject = subject_of(course.meeting)
    keep_copies_to(session, subject, list(staff))
    written = written_in(session, course)

    def render(chat_id: int) -> Message:
        return leading.card(staff[chat_id], course, written)

    letters.edit_copies(session, subject, render, now=course.now, shown=pressed)


def keep_one(session: Session, meeting: Meeting, pressed: Pressed, *, now: datetime) -> None:
    """In a chat only the card that is shown there last counts the minutes: earlier ones lose their keys, and rest.

    `pressed`: the message in whose place it is shown; a number that there is not when it comes as a new one.
    """
    chat_id, message_id = pressed
    for copy in copies(session, subject_of(meeting), chat_id):
        if copy.message_id not in (None, message_id):
            letters.leave_behind(session, chat_id, copy.message_id, now=now)


def post_to_groups(session: Session, course: Course) -> None:
    """One card in each group and channel, which is edited from then on."""
    post_card(
        session,
        course.network,
        lambda t: following.group_card(t, course),
        subject=group_subject_of(course.meeting),
        key=f"card:{group_subject_of(course.meeting)}:{course.held}",
        now=course.now,
        priority=Priority.NEWS,
    )


def update_groups(session: Session, course: Course) -> None:
    """What happens now. Not each minute: groups read few edits."""

    def card(chat_id: int) -> Message:
        return following.group_card(reader_translator(session, course.network, chat_id), course)

    letters.edit_copies(session, group_subject_of(course.meeting), card, now=course.now, of_network=course.network.id)


def follow(session: Session, course: Course, *, pressed: Pressed | None = None) -> None:
    """Everywhere."""
    update_copies(session, course, pressed=pressed)
    update_groups(session, course)
