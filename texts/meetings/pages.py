"""The list of meetings, and a meeting's page."""

from collections.abc import Sequence
from dataclasses import dataclass

from store.models import Answer, Meeting, Network
from texts.cities import short_city
from texts.lists import arrows, number_buttons, page_within, pages_for
from texts.meetings.cards import asked_again, link_line
from texts.meetings.presses import (
    CancelBegun,
    LinkBegun,
    MeetingOpened,
    MeetingsOpened,
    MoveBegun,
    Screen,
    TopicBegun,
)
from texts.meetings.shown import (
    Reader,
    Shown,
    answer_name,
    answer_rows,
    counted,
    heading,
    hours,
    when,
    when_and_how_long,
)
from texts.menu import back_button
from texts.message import Button, Html, Message, Rows, lines, paragraphs
from texts.translator import Translator

PAGE = 6  # as many sessions as a network has: all of them at a glance


@dataclass(frozen=True)
class Line:
    """One meeting of a list, with what its reader answered."""

    reader: Reader
    meeting: Meeting
    network: Network


def hub_key(t: Translator) -> Button:
    """In the hub."""
    return Button(t.label("📅 Sessions"), MeetingsOpened())


def meetings_list(t: Translator, all_lines: Sequence[Line], page: int) -> Message:
    """All that is ahead in the reader's networks, the next one first."""
    if not all_lines:
        return Message(t.say("No sessions are planned for now."), ((back_button(t),),))
    page = page_within(page, len(all_lines), PAGE)
    here = all_lines[page * PAGE : (page + 1) * PAGE]
    alone = len({one.network.id for one in all_lines}) == 1
    lead = (
        t.say("<b>The sessions ahead</b> · {field}", field=here[0].network.field)
        if alone
        else t.say("<b>The sessions ahead</b>")
    )
    text = paragraphs(lead, *(_line(number, one, alone=alone) for number, one in enumerate(here, 1)))
    rows: Rows = (_keys(here) if alone else number_buttons([MeetingOpened(one.meeting.id) for one in here]),)
    turning = arrows(t, page, pages_for(len(all_lines), PAGE), MeetingsOpened)
    return Message(text, (*rows, *((turning,) if turning else ()), (back_button(t),)))


def _keys(here: Sequence[Line]) -> tuple[Button, ...]:
    """In one network the sessions have numbers of their own."""
    return tuple(Button(str(one.meeting.number), MeetingOpened(one.meeting.id)) for one in here)


def _line(place: int, line: Line, *, alone: bool) -> Html:
    t, meeting = line.reader.translator, line.meeting
    if alone:
        first = t.say("<b>Session {number}</b>", number=meeting.number)
    else:
        first = t.say(
            "<b>{place}.</b> {field}, session {number}", place=place, field=line.network.field, number=meeting.number
        )
    topic = Html("<i>{topic}</i>").format(topic=meeting.topic) if meeting.topic else None
    if meeting.cancelled_at is not None:
        return lines(first, topic, t.say("🚫 Cancelled"))
    return lines(first, topic, when(line.reader, meeting.starts_at, line.network), _own_answer(line.reader))


def _own_answer(reader: Reader) -> Html:
    t = reader.translator
    if reader.is_asked_again:
        return t.say("🔁 Moved: the new date is waiting for an answer")
    if reader.answer is None:
        return t.say("No answer yet")
    return {
        Answer.GOING: t.say("✅ {answer}", answer=answer_name(t, reader.answer)),
        Answer.MAYBE: t.say("🤔 {answer}", answer=answer_name(t, reader.answer)),
        Answer.CANNOT: t.say("✖️ {answer}", answer=answer_name(t, reader.answer)),
    }[reader.answer]


def page(reader: Reader, shown: Shown, *, coordinates: bool) -> Message:
    """All that there is to know of one meeting, and to do with it."""
    t, meeting = reader.translator, shown.meeting
    if meeting.cancelled_at is not None:
        state = t.say("🚫 <b>This session has been cancelled.</b>")
        return Message(paragraphs(heading(t, meeting, shown.network), state), (_back(t),))
    going = ", ".join(map(short_city, shown.cities_going))
    text = paragraphs(
        asked_again(reader),
        lines(heading(t, meeting, shown.network), when_and_how_long(reader, shown)),
        lines(
            counted(t, shown.counts),
            t.say("Cities that come: {cities}", cities=going) if going else None,
        ),
        t.say("🔗 The link to the call is missing.") if coordinates and not meeting.link else link_line(t, meeting),
        lines(t.say("Local time in each city:"), hours(t, meeting.starts_at, shown.cities)),
    )
    rows = answer_rows(reader, meeting, Screen.PAGE) if shown.is_open else ()
    return Message(text, (*rows, *(_coordination(t, meeting) if coordinates and shown.is_open else ()), _back(t)))


def _coordination(t: Translator, meeting: Meeting) -> Rows:
    return (
        (
            Button(t.label("🔗 Set the link"), LinkBegun(meeting.id)),
            Button(t.label("✏️ Set the topic"), TopicBegun(meeting.id)),
        ),
        (Button(t.label("🔁 Move"), MoveBegun(meeting.id)), Button(t.label("🚫 Cancel it"), CancelBegun(meeting.id))),
    )


def _back(t: Translator) -> tuple[Button, ...]:
    return (Button(t.label("◀️ Sessions"), MeetingsOpened()), back_button(t))


def group_list(t: Translator, network: Network, ahead: Sequence[Shown], private_link: str) -> Message:
    """In a group: dates and numbers, nothing of anybody in particular."""
    reader = Reader(t, is_group=True)
    answer = Button(t.label("Answer in private"), url=private_link)
    if not ahead:
        return Message(t.say("No sessions are planned for now."))
    parts = [
        lines(
            heading(t, shown.meeting, network),
            t.say("🚫 Cancelled") if shown.meeting.cancelled_at is not None else when_and_how_long(reader, shown),
            counted(t, shown.counts) if shown.is_open else None,
        )
        for shown in ahead
    ]
    return Message(paragraphs(*parts), ((answer,),))
