"""Tells of a meeting: to each reader in their language and on their clock, in every copy that stands somewhere."""

from collections.abc import Callable
from datetime import datetime
from functools import cache
from typing import NamedTuple

from sqlalchemy.orm import Session

from actions import letters
from actions.access import prepares
from actions.afterwards.standing import came_in_time, past_of
from actions.agenda.following import subject_of as agenda_subject_of
from actions.agenda.standing import can_be_prepared, published_outline_of
from actions.cards import group_translator, reader_translator
from actions.commitments.standing import rounds_around
from actions.live.standing import on_page_of
from actions.meetings.attendance import Attendance, attendance_of, is_asked_again, standing_answer
from actions.records.standing import record_on_page
from actions.rota.following import follow_rota
from store.cases import questions_in
from store.chats import chat_by_id
from store.date_polls import unended_poll
from store.guests import announced
from store.letters import forget_subject
from store.live import is_running
from store.locking import lock
from store.meetings import Attendee, next_meeting
from store.memberships import city_for_clock
from store.models import Answer, City, DatePoll, Meeting, Membership, Network, Person, Role, Rsvp
from store.programme import cities_of_network
from store.rota import presenting_in
from texts.afterwards.shown import Past
from texts.afterwards.shown import aside as afterwards_aside
from texts.agenda.shown import Outline
from texts.agenda.telling import on_page
from texts.commitments.shown import Round, aside
from texts.live.following import OnPage
from texts.live.following import aside as live_aside
from texts.meetings import Reader, Shown, cards, pages, watching
from texts.message import Message
from texts.records.telling import OnPage as RecordOnPage
from texts.records.telling import aside as record_aside
from texts.translator import translator_of


class _OnPages(NamedTuple):
    """What a meeting's pages have in common."""

    attendance: Attendance
    whole: Shown
    poll: DatePoll | None
    outline: Outline | None
    may_be_prepared: bool
    rounds: tuple[Round, ...]
    past: Past | None
    live: OnPage
    record: RecordOnPage


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


def shown(session: Session, meeting: Meeting, network: Network, attendance: Attendance, now: datetime) -> Shown:
    """All that texts tell of a meeting."""
    cities = tuple(cities_of_network(session, network.id))
    instead = None if meeting.cancelled_at is None else next_meeting(session, network.id, now)
    is_polled = unended_poll(session, network.id, meeting.id) is not None
    presenting = tuple(presenting_in(session, meeting))
    asked = questions_in(session, meeting)
    going = attendance.cities_going
    guests = announced(session, meeting.id)
    return Shown(meeting, network, attendance.counts, cities, going, now, instead, is_polled, presenting, asked, guests)


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
    letters.edit_copies(session, subject_of(meeting), render, now=now, shown=pressed, of_network=network.id)


def update_pages(session: Session, meeting: Meeting, network: Network, *, now: datetime) -> None:
    """Edits the pages that stand open."""

    @cache
    def standing() -> _OnPages:
        attendance = attendance_of(session, meeting)
        return _OnPages(
            attendance,
            shown(session, meeting, network, attendance, now),
            unended_poll(session, network.id, meeting.id),
            published_outline_of(session, meeting, network, now),
            can_be_prepared(session, meeting, network, now),
            rounds_around(session, meeting, network, now),
            past_of(session, meeting, network, now),
            on_page_of(session, meeting, network, now),
            record_on_page(session, meeting, network, now),
        )

    def render(chat_id: int) -> Message:
        attendance, whole, poll, outline, may_be_prepared, rounds, past, live, record = standing()
        reader = reader_of_chat(session, chat_id, meeting, network, attendance)
        attendee = attendance.of_chat(chat_id)
        if attendee is None:  # who has left learns the date, and no more than that
            return cards.reminder_overtaken(reader, whole)
        is_asked = takes_part_in_polls(attendee.membership)
        city = speaking_for(attendee.membership, attendee.city)
        return pages.page(
            reader,
            whole,
            coordinates=reader.coordinates,
            poll=poll if is_asked else None,
            city=city,
            agenda=None if outline is None else on_page(reader.translator, outline),
            prepares=may_be_prepared and prepares(attendee.membership),
            commitments=aside(reader.translator, rounds, meeting, city, coordinates=reader.coordinates),
            afterwards=afterwards_aside(
                reader.translator,
                past,
                attends=city is not None and came_in_time(attendee.membership, meeting),
                runs=prepares(attendee.membership),
            ),
            live=live_aside(reader.translator, live, leads=prepares(attendee.membership), city=city),
            record=record_aside(reader.translator, record, prepares=prepares(attendee.membership)),
        )

    letters.edit_copies(session, page_subject_of(meeting), render, now=now)


def takes_part_in_polls(membership: Membership) -> bool:
    """Whether somebody is asked about other dates, speaking for a city, or chooses among them."""
    if membership.role is Role.GUEST:
        return False
    return membership.role is Role.COORDINATOR or membership.city_id is not None


def speaking_for(membership: Membership, city: City | None) -> City | None:
    """The city for which a member speaks; a guest speaks for none."""
    return None if membership.role is Role.GUEST else city


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
    letters.edit_copies(session, notice_subject_of(meeting), render, now=now, of_network=network.id)
    render = _renderer(session, meeting, network, now, lambda reader, whole: cards.card(reader, whole))
    letters.edit_copies(session, watch_subject_of(meeting), render, now=now)
    if not meeting.link:
        letters.edit_copies(session, linkless_subject_of(meeting), render, now=now)
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
        return watching.link_missing(reader, whole)

    renderer = _renderer(session, meeting, network, now, render)
    letters.edit_copies(session, linkless_subject_of(meeting), renderer, now=now)


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

    letters.edit_copies(session, subject, _renderer(session, meeting, network, now, render), now=now)


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

    def rendered(chat_id: int) -> Message:
        attendance, whole = standing()
        return render(reader_of_chat(session, chat_id, meeting, network, attendance), whole)

    return rendered
