"""Where a session that is held is shown: to those who lead it, in the groups, and to those who follow it."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from actions import letters
from actions.access.meetings import STAFF
from actions.cards import post_card, reader_translator
from actions.commitments.standing import round_of
from actions.letters.copies import edit_copies
from actions.meetings.showing import page_subject_of, update_pages
from store.commitments import session_before
from store.letters.copies import copies, keep_copies_to, keep_newest
from store.live import count_notes
from store.memberships import contributors, members_of
from store.models import Meeting, Method, Person, Priority
from store.offers import offers_of
from texts.commitments.shown import Taken
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


def beside_of(session: Session, course: Course) -> leading.Beside:
    """What the card has beside the time: what is written, promised and offered, where the stage needs it."""
    return leading.Beside(
        written_in(session, course),
        _commitments(session, course),
        offers_of(session, course.meeting.id, course.offered_to.id) if course.offered_to is not None else (),
        session.get_one(Person, course.live.person_id),
    )


def _commitments(session: Session, course: Course) -> Sequence[Taken]:
    """Those of the session before, which are asked for in their round."""
    if course.current.stage.method is not Method.COMMITMENTS:
        return ()
    before = session_before(session, course.meeting)
    return () if before is None else round_of(session, before, course.network, course.now).taken


def card_for(person: Person, course: Course, beside: leading.Beside) -> Message:
    """To one of those who lead it."""
    return leading.card(translator_of(person), course, beside, is_leader=person.id == beside.leader.id)


def update_copies(session: Session, course: Course, *, pressed: Pressed | None = None) -> None:
    """The cards of those who lead it; those of others, who did, are followed no more."""
    staff = {
        person.telegram_id: person
        for _, person in members_of(session, course.network.id, *STAFF)
        if person.telegram_id is not None
    }
    subject = subject_of(course.meeting)
    keep_copies_to(session, subject, list(staff))
    beside = beside_of(session, course)

    def render(chat_id: int) -> Message:
        return card_for(staff[chat_id], course, beside)

    edit_copies(session, subject, render, now=course.now, shown=pressed)


def keep_one(session: Session, subject: str, pressed: Pressed, *, now: datetime) -> None:
    """In a chat only the card that is shown there last follows the session: earlier ones lose their keys, and rest.

    `pressed`: the message in whose place it is shown; a number that there is not when it comes as a new one.
    """
    chat_id, message_id = pressed
    for copy in copies(session, subject, chat_id):
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

    edit_copies(session, group_subject_of(course.meeting), card, now=course.now, of_network=course.network.id)


def begin_pages(session: Session, course: Course) -> None:
    """Pages that stand open tell that it runs; from then on only the last one of each chat follows it."""
    update_pages(session, course.meeting, course.network, now=course.now)
    keep_newest(session, page_subject_of(course.meeting))


def following_subject_of(meeting: Meeting) -> str:
    """Of what those see who follow it without leading it."""
    return f"following:{meeting.id}"


def update_following(session: Session, course: Course) -> None:
    """Another stage, another time: only where somebody has opened it since it began."""
    readers = {
        person.telegram_id: (translator_of(person), city)
        for person, city, _ in contributors(session, course.network.id)
        if person.telegram_id is not None
    }
    subject = following_subject_of(course.meeting)
    keep_copies_to(session, subject, list(readers))

    def page(chat_id: int) -> Message:
        t, city = readers[chat_id]
        return following.page(t, course, city)

    edit_copies(session, subject, page, now=course.now)


def follow(session: Session, course: Course, *, pressed: Pressed | None = None) -> None:
    """Everywhere."""
    update_copies(session, course, pressed=pressed)
    update_groups(session, course)
    update_following(session, course)
    update_pages(session, course.meeting, course.network, now=course.now)
