"""Tells of a meeting: to each reader in their language and on their clock, in every copy that stands somewhere."""

from collections.abc import Callable
from datetime import datetime
from functools import cache

from sqlalchemy.orm import Session

from actions.agenda.following import subject_of as agenda_subject_of
from actions.cards import group_translator, reader_translator
from actions.letters.copies import edit_copies
from actions.meetings.attendance import Attendance, attendance_of, is_asked_again, standing_answer
from actions.meetings.facing import Known, facing, known_of
from actions.rota.following import follow_rota
from store.cases import cities_noted_in, questions_in
from store.chats import chat_by_id
from store.date_polls import unended_poll
from store.guests import announced
from store.letters.copies import forget_subject
from store.live import is_running, live_of
from store.locking import lock
from store.meetings import Attendee, is_over, next_meeting
from store.memberships import city_for_clock
from store.models import Answer, Meeting, Network, Person, Role, Rsvp
from store.programme import cities_of_network
from store.rota import presenting_in
from texts.meetings import Reader, Shown, cards, pages, watching
from texts.message import Message
from texts.translator import translator_of


def subject_of(meeting: Meeting) -> str:
    """Of the invitations, in groups and in private."""
    return f"meeting:{meeting.id}"


def page_subject_of(meeting: Meeting) -> str:
    """Of the pages that people have opened."""
    return f"page:{meeting.id}"


def eve_subject_of(meeting: Meeting) -> str:
    """Of the reminders of the day before."""
    return f"eve:{meeting.id}"


def hour_subject_of(meeting: Meeting) -> str:
    """Of the reminders of the last hour."""
    return f"hour:{meeting.id}"


def past_subject_of(meeting: Meeting) -> str:
    """Of what is left of cards above the last one when it is over: nobody changes it, and replies find the session."""
    return f"past:{meeting.id}"


def shown(session: Session, meeting: Meeting, network: Network, attendance: Attendance, now: datetime) -> Shown:
    """All that texts tell of a meeting."""
    cities = tuple(cities_of_network(session, network.id))
    has_ended = meeting.starts_at <= now and is_over(meeting, live_of(session, meeting.id), now)
    instead = next_meeting(session, network.id, now) if has_ended or meeting.cancelled_at is not None else None
    is_polled = unended_poll(session, network.id, meeting.id) is not None
    presenting = tuple(presenting_in(session, meeting))
    asked = questions_in(session, meeting)
    going = attendance.cities_going
    noted = cities_noted_in(session, meeting) if asked else frozenset[int]()
    counts, guests = attendance.counts, announced(session, meeting.id)
    shared = (counts, cities, going, now, instead, is_polled, presenting, asked, noted, guests)
    return Shown(meeting, network, *shared, attendance.coordinator, has_ended)


def noted_key(meeting: Meeting, person: Person) -> str:
    """What the keys of letters begin with that tell a person of an answer noted for them."""
    return f"{subject_of(meeting)}:noted:person:{person.id}:"


def notice_subject_of(meeting: Meeting) -> str:
    """Of what groups, and people who have not answered, are told when the date changes."""
    return f"moved:{meeting.id}"


def linkless_subject_of(meeting: Meeting) -> str:
    """Of what coordinators are told when the link is missing the day before."""
    return f"linkless:{meeting.id}"


def watch_subject_of(meeting: Meeting) -> str:
    """Of what coordinators are told about those who have not answered."""
    return f"watch:{meeting.id}"


def reader_of(
    session: Session, person: Person, city: str | None, meeting: Meeting, rsvp: Rsvp | None, *, coordinates: bool
) -> Reader:
    """A person before a meeting; `city` is named beside the hour: see `city_for_clock`."""
    return Reader(
        translator_of(person),
        city,
        standing_answer(meeting, rsvp),
        is_asked_again(meeting, rsvp),
        coordinates=coordinates,
        noted_by=None if rsvp is None or rsvp.noted_by is None else session.get_one(Person, rsvp.noted_by).name,
    )


def reader_of_attendee(session: Session, attendee: Attendee, meeting: Meeting) -> Reader:
    """A member before a meeting."""
    coordinates = attendee.membership.role is Role.COORDINATOR
    city = city_for_clock(session, attendee.person, attendee.city)
    return reader_of(session, attendee.person, city, meeting, attendee.rsvp, coordinates=coordinates)


def reader_of_chat(
    session: Session, chat_id: int, meeting: Meeting, network: Network, attendance: Attendance
) -> Reader:
    """Whoever reads in a chat: a member, a group, or somebody who has left."""
    attendee = attendance.of_chat(chat_id)
    if attendee is not None:
        return reader_of_attendee(session, attendee, meeting)
    chat = chat_by_id(session, chat_id) if chat_id < 0 else None
    if chat is not None:
        return Reader(group_translator(chat, network), is_group=True)
    return Reader(reader_translator(session, network, chat_id))


def update_copies(
    session: Session,
    meeting: Meeting,
    network: Network,
    *,
    now: datetime,
    pressed: tuple[int, int] | None = None,
) -> None:
    """Edits every invitation, in groups only as long as they are the network's.

    `pressed` is the copy that the caller edits itself.
    """
    lock(session, meeting)
    render = _renderer(session, meeting, network, now, lambda reader, whole: cards.card(reader, whole))
    edit_copies(session, subject_of(meeting), render, now=now, shown=pressed, of_network=network.id)


def update_pages(session: Session, meeting: Meeting, network: Network, *, now: datetime) -> None:
    """Edits the pages that stand open."""

    @cache
    def standing() -> tuple[Attendance, Known]:
        attendance = attendance_of(session, meeting)
        return attendance, known_of(session, shown(session, meeting, network, attendance, now), now)

    def render(chat_id: int) -> Message:
        attendance, known = standing()
        reader = reader_of_chat(session, chat_id, meeting, network, attendance)
        attendee = attendance.of_chat(chat_id)
        if attendee is None:  # who has left learns the date, and no more than that
            return cards.reminder_overtaken(reader, known.whole)
        return pages.page(facing(reader, attendee.membership, attendee.city, known))

    edit_copies(session, page_subject_of(meeting), render, now=now)


def close_copies(session: Session, meeting: Meeting, network: Network, *, now: datetime) -> None:
    """It begins: nothing that stands anywhere asks for an answer any more."""
    update_copies(session, meeting, network, now=now)
    update_pages(session, meeting, network, now=now)
    forget_subject(session, agenda_subject_of(meeting))
    if not is_running(session, meeting.id):  # its date changes no more: pages may be forgotten
        forget_subject(session, page_subject_of(meeting))
    _update_reminders(session, meeting, network, eve_subject_of(meeting), cards.day_before, now)
    _update_reminders(session, meeting, network, hour_subject_of(meeting), cards.hour_before, now)
    render = _renderer(session, meeting, network, now, cards.reminder_overtaken)
    edit_copies(session, notice_subject_of(meeting), render, now=now, of_network=network.id)
    render = _renderer(session, meeting, network, now, lambda reader, whole: cards.card(reader, whole))
    edit_copies(session, watch_subject_of(meeting), render, now=now)
    if not meeting.link:
        edit_copies(session, linkless_subject_of(meeting), render, now=now)
    follow_rota(session, network, now=now)


def update_reminders(session: Session, meeting: Meeting, network: Network, *, now: datetime) -> None:
    """Edits the practical reminders that have been sent, so that nobody goes by an old date or misses the link."""
    _update_reminders(session, meeting, network, eve_subject_of(meeting), cards.day_before, now)
    _update_reminders(session, meeting, network, hour_subject_of(meeting), cards.hour_before, now)
    update_links_missing(session, meeting, network, now=now)


def update_links_missing(session: Session, meeting: Meeting, network: Network, *, now: datetime) -> None:
    """Edits what coordinators were told to do: done, or no longer to be done."""

    def render(reader: Reader, whole: Shown) -> Message:
        if meeting.cancelled_at is not None:
            return cards.cancelled(reader, whole)
        if meeting.starts_at <= now and not meeting.link:  # nobody misses it any more
            return cards.card(reader, whole)
        return watching.link_missing(reader, whole)

    renderer = _renderer(session, meeting, network, now, render)
    edit_copies(session, linkless_subject_of(meeting), renderer, now=now)


def _update_reminders(
    session: Session,
    meeting: Meeting,
    network: Network,
    subject: str,
    practical: Callable[[Reader, Shown], Message],
    now: datetime,
) -> None:
    def render(reader: Reader, whole: Shown) -> Message:
        if meeting.cancelled_at is not None:
            return cards.cancelled(reader, whole)
        if reader.is_asked_again:
            return cards.reminder_overtaken(reader, whole)
        return (practical if reader.answer is Answer.GOING else cards.card)(reader, whole)

    edit_copies(session, subject, _renderer(session, meeting, network, now, render), now=now)


def _renderer(
    session: Session,
    meeting: Meeting,
    network: Network,
    now: datetime,
    render: Callable[[Reader, Shown], Message],
) -> Callable[[int], Message]:
    """Of what is told of a meeting. Most of it has no copy anywhere, and then nothing is asked for."""

    @cache
    def standing() -> tuple[Attendance, Shown]:
        attendance = attendance_of(session, meeting)
        return attendance, shown(session, meeting, network, attendance, now)

    @cache
    def read_by(reader: Reader) -> Message:
        """Who reads the same gets the same."""
        return render(reader, standing()[1])

    def rendered(chat_id: int) -> Message:
        return read_by(reader_of_chat(session, chat_id, meeting, network, standing()[0]))

    return rendered
