"""An agenda for those who prepare it: changed with the thumb, and published."""

from itertools import pairwise

from store.models import AgendaItem, Method
from texts.agenda.methods import about, card_of, title_of
from texts.agenda.presses import (
    AgendaOpened,
    AgendaRenewed,
    CourseOpened,
    ItemMoved,
    ItemOpened,
    ItemRemoved,
    MethodsOpened,
    MinutesChanged,
    PublicationBegun,
    RenewalBegun,
)
from texts.agenda.shown import LEAST_MINUTES, MOST_MINUTES, Outline, sign_of, told
from texts.meetings.presses import MeetingOpened
from texts.meetings.shown import Reader, heading, when
from texts.message import Button, Html, Message, Rows, lines, paragraphs
from texts.presses import Press
from texts.rota.shown import named
from texts.translator import Translator

A_ROW = 5
STEPS = (-5, -1, 1, 5)


def page(reader: Reader, outline: Outline, *, is_open: bool, lacking: int = 0) -> Message:
    """All of it.

    is_open: it can still be changed
    lacking: in how many groups what is published does not stand
    """
    t, meeting = reader.translator, outline.meeting
    if not is_open or outline.too_many or outline.agenda.published_at is None:
        lacking = 0  # for there is nothing to be posted
    numbers = tuple(
        Button(str(number), ItemOpened(meeting.id, one.item.id) if is_open else CourseOpened(meeting.id, one.item.id))
        for number, one in enumerate(outline.lines, start=1)
    )
    return Message(
        paragraphs(
            _head(reader, outline),
            _state(t, outline, lacking),
            listed(t, outline),
            _sums(t, outline),
            _left_out(t, outline),
            _next_step(t, outline) if is_open else None,
        ),
        (
            *_rows_of(numbers),
            *(_keys(t, outline, lacking) if is_open else ()),
            (Button(t.label("◀️ Session"), MeetingOpened(meeting.id)),),
        ),
    )


def item(reader: Reader, outline: Outline, chosen: AgendaItem) -> Message:
    """One item among the others, with all that can be done with it."""
    t, meeting = reader.translator, outline.meeting
    card = card_of(chosen.method)
    minutes = tuple(Button(_signed(step), _lasting(meeting.id, chosen, step)) for step in STEPS)
    last = len(outline.lines) - 1
    return Message(
        paragraphs(
            _head(reader, outline),
            listed(t, outline, chosen),
            _sums(t, outline),
            lines(
                Html("<b>{title}</b>").format(title=title_of(t, chosen.method)),
                Html("{about}").format(about=about(t, chosen.method)),
                t.say(
                    "Usually {usual} min, at least {least}.",
                    usual=card.usual,
                    least=card.least,
                ),
            ),
        ),
        (
            minutes,
            (
                Button(t.label("⬆️ Earlier"), _at(meeting.id, chosen, max(0, chosen.position - 1))),
                Button(t.label("⬇️ Later"), _at(meeting.id, chosen, min(last, chosen.position + 1))),
            ),
            (
                Button(t.label("📖 How it goes"), CourseOpened(meeting.id, chosen.id)),
                Button(t.label("🗑 Remove"), ItemRemoved(meeting.id, chosen.id)),
            ),
            (Button(t.label("◀️ Agenda"), AgendaOpened(meeting.id)),),
        ),
    )


def renewal_question(t: Translator, outline: Outline) -> Message:
    """Asked once."""
    meeting = outline.meeting
    return Message(
        paragraphs(
            t.say("<b>Start from the proposal again?</b> What has been changed by hand is lost."),
            t.say("What is published stays as it is until it is published again.")
            if outline.agenda.published_at is not None
            else None,
        ),
        (
            (Button(t.label("🔄 Yes, propose again"), AgendaRenewed(meeting.id, outline.agenda.sequence)),),
            (Button(t.label("◀️ Back"), AgendaOpened(meeting.id)),),
        ),
    )


def renewed(t: Translator) -> str:
    """The toast."""
    return t.plain("The proposal is back.")


def removed(t: Translator) -> str:
    """The toast."""
    return t.plain("Removed.")


def added(t: Translator, method: Method) -> str:
    """The toast."""
    return t.plain("Added: {method}.", method=title_of(t, method))


def _head(reader: Reader, outline: Outline) -> Html:
    t, meeting = reader.translator, outline.meeting
    moment = when(reader, meeting.starts_at, outline.network, outline.now)
    return lines(
        heading(t, meeting, outline.network),
        t.say("{moment} · {minutes} min", moment=moment, minutes=meeting.minutes),
    )


def _state(t: Translator, outline: Outline, lacking: int) -> Html:
    if outline.agenda.published_at is None:
        return t.say("🗒 <b>Agenda</b> · 📝 a proposal that only those see who prepare the session")
    if outline.has_changes:
        return t.say("🗒 <b>Agenda</b> · ✏️ changes not published: the network sees the earlier one")
    if outline.too_many:
        return t.say("🗒 <b>Agenda</b> · ⚠️ published, but longer than the session is now: the network sees it like this")
    if lacking:
        return t.count(
            "🗒 <b>Agenda</b> · ✅ published, but not in {n} group that was connected later",
            "🗒 <b>Agenda</b> · ✅ published, but not in {n} groups that were connected later",
            lacking,
        )
    return t.say("🗒 <b>Agenda</b> · ✅ published: the network sees it")


def listed(t: Translator, outline: Outline, chosen: AgendaItem | None = None) -> Html | None:
    """Item by item; with a sign what does not fit, and the `chosen` one."""
    if not outline.lines:
        return t.say("The agenda is empty.")
    return lines(
        *(
            Html("{number}. {sign}{line}").format(
                number=number,
                sign=sign_of(outline, one),
                line=Html("<b>{line}</b>").format(line=told(t, outline, one))
                if one.item is chosen
                else told(t, outline, one),
            )
            for number, one in enumerate(outline.lines, start=1)
        )
    )


def _sums(t: Translator, outline: Outline) -> Html:
    total, length = outline.minutes, outline.meeting.minutes
    if outline.too_many:
        return t.say(
            "⏱ {total} of {length} min: <b>{over} min too many</b>. What does not fit has a ⚠️.",
            total=total,
            length=length,
            over=outline.too_many,
        )
    if total < length:
        return t.count(
            "⏱ {total} of {length} min: {n} min is free",
            "⏱ {total} of {length} min: {n} min are free",
            length - total,
            total=total,
            length=length,
        )
    return t.say("⏱ {total} of {length} min", total=total, length=length)


def _left_out(t: Translator, outline: Outline) -> Html | None:
    if not outline.left_out:
        return None
    return t.count(
        "🎤 Presents in this session, and has no case in the agenda: {cities}",
        "🎤 Present in this session, and have no case in the agenda: {cities}",
        len(outline.left_out),
        cities=named(t, outline.left_out),
    )


def _next_step(t: Translator, outline: Outline) -> Html | None:
    return t.say("A tap on a number changes that part.") if outline.lines else None


def _keys(t: Translator, outline: Outline, lacking: int) -> Rows:
    meeting = outline.meeting
    if outline.agenda.published_at is None:
        words = t.label("📣 Publish")
    elif outline.has_changes:
        words = t.label("📣 Publish the changes")
    else:
        words = t.label("📣 Publish there too")
    publish = ((Button(words, PublicationBegun(meeting.id)),),)
    return (
        (
            Button(t.label("➕ Add a part"), MethodsOpened(meeting.id)),
            Button(t.label("🔄 Propose again"), RenewalBegun(meeting.id)),
        ),
        *(publish if outline.has_changes or lacking else ()),
    )


def _rows_of(numbers: tuple[Button, ...]) -> Rows:
    """No more than fit, and no row much shorter than the others."""
    rows = -(-len(numbers) // A_ROW)
    ends = [len(numbers) * row // rows for row in range(rows + 1)] if rows else []
    return tuple(numbers[start:end] for start, end in pairwise(ends))


def _signed(step: int) -> str:
    return f"+{step}" if step > 0 else f"−{-step}"


def _lasting(meeting_id: int, chosen: AgendaItem, step: int) -> Press:
    wanted = min(MOST_MINUTES, max(LEAST_MINUTES, chosen.minutes + step))
    return MinutesChanged(meeting_id, chosen.id, chosen.minutes, wanted)


def _at(meeting_id: int, chosen: AgendaItem, place: int) -> Press:
    return ItemMoved(meeting_id, chosen.id, chosen.position, place)
