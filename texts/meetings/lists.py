"""The lists of meetings: one's own, a network's for those who coordinate it, and that of a group."""

from collections.abc import Sequence
from datetime import datetime

from store.frozen import frozen
from store.models import Answer, DatePoll, Meeting, Network
from texts.city_calendars.presses import CityCalendarsOpened
from texts.coordinating.presses import NetworkDeskOpened
from texts.date_polls.presses import poll_key
from texts.lists import arrows, number_buttons, page_within, pages_for
from texts.live.presses import LiveOpened
from texts.meetings.adding import add_key
from texts.meetings.cards import sessions_key
from texts.meetings.presses import (
    MeetingOpened,
    MeetingsOpened,
    NetworkMeetingsOpened,
    PastMeetingsOpened,
)
from texts.meetings.shown import (
    Counts,
    Present,
    Reader,
    Shown,
    answer_name,
    cities_counted,
    counted,
    heading,
    presenting_line,
    when,
    when_and_how_long,
)
from texts.menu import back_button
from texts.message import Button, Html, Message, Rows, lines, paragraphs
from texts.rota.presses import rota_key, rota_key_of
from texts.translator import Translator

MOST = 12
PAGE = 6  # as many sessions as a network has: all of them at a glance


@frozen
class Line:
    """One meeting of a list, with what its reader answered, or for those who coordinate with what everybody did.

    present: which cities were there, in numbers; None: nobody has told
    is_asked: the reader has been asked to come
    """

    reader: Reader
    meeting: Meeting
    network: Network
    now: datetime
    counts: Counts | None = None
    present: Present | None = None
    is_asked: bool = True
    is_running: bool = False


@frozen
class OwnTurn:
    """A network has a rota of cases. `words`: when the reader's city presents; None for who takes part for none."""

    network: Network
    words: Html | None


def hub_key(t: Translator) -> Button:
    """In the hub."""
    return sessions_key(t)


def meetings_list(
    t: Translator,
    all_lines: Sequence[Line],
    page: int,
    calendar: Button | None,
    polls: Sequence[DatePoll] = (),
    turns: Sequence[OwnTurn] = (),
    commitments: Sequence[Button] = (),
    *,
    has_past: bool = False,
    has_ended: bool = False,
) -> Message:
    """All that is ahead in the reader's networks, the next one first; `calendar` opens theirs, where there is one.

    polls: which ask the reader about sessions that are to be added; turns: the rotas of cases of the reader's networks
    commitments: keys to what the reader's cities have taken on; has_ended: all of the reader's networks have
    """
    asked = tuple((poll_key(t, poll),) for poll in polls)
    rotas = tuple((_rota_key(t, one.network, alone=len(turns) == 1),) for one in turns)
    last: Rows = (
        *asked,
        *((key,) for key in commitments),
        *rotas,
        *(((calendar,),) if calendar else ()),
        (*((Button(t.label("🗂 Earlier ones"), PastMeetingsOpened()),) if has_past else ()), back_button(t)),
    )
    if not all_lines:
        ended = t.say("🔒 The network has come to its end: no session is ahead.")
        return Message(ended if has_ended else t.say("No sessions are planned for now."), last)
    page = page_within(page, len(all_lines), PAGE)
    here = all_lines[page * PAGE : (page + 1) * PAGE]
    alone = len({one.network.id for one in all_lines}) == 1
    lead = (
        t.say("<b>The sessions ahead</b> · {field}", field=here[0].network.field)
        if alone
        else t.say("<b>The sessions ahead</b>")
    )
    text = paragraphs(
        lead,
        lines(*(one.words for one in turns)) or None,
        *(_line(number, one, alone=alone) for number, one in enumerate(here, 1)),
    )
    rows: Rows = (_keys(here) if alone else number_buttons([MeetingOpened(one.meeting.id) for one in here]),)
    turning = arrows(t, page, pages_for(len(all_lines), PAGE), MeetingsOpened)
    running = tuple(
        (Button(t.label("🔴 The session now"), LiveOpened(one.meeting.id)),) for one in here if one.is_running
    )
    return Message(text, (*running, *rows, *((turning,) if turning else ()), *last))


def network_meetings(
    t: Translator, network: Network, found: Sequence[Line], *, is_past: bool, poll: DatePoll | None = None
) -> Message:
    """The sessions of one network, for those who coordinate it: what is ahead, or what was, the last one first.

    `poll`: about one that is to be added, if one runs
    """
    shown = found[:MOST]
    title = (
        t.say("📅 <b>Sessions that were</b> · {network}", network=network.name)
        if is_past
        else t.say("📅 <b>Sessions ahead</b> · {network}", network=network.name)
    )
    none = None if shown else t.say("There are no sessions.")
    numbers = _keys(shown)
    other = (
        Button(t.label("📅 Those ahead"), NetworkMeetingsOpened(network.id))
        if is_past
        else Button(t.label("🗂 Earlier ones"), NetworkMeetingsOpened(network.id, is_past=True))
    )
    calendars = Button(t.label("🏙 Hours and days off"), CityCalendarsOpened(network.id))
    asked = ((poll_key(t, poll),),) if poll is not None else ()
    planning = () if is_past or network.closed_at is not None else (*asked, (add_key(t, network),), (calendars,))
    rows = (
        numbers[:PAGE],
        numbers[PAGE:],
        *planning,
        (other, Button(t.label("◀️ Back"), NetworkDeskOpened(network.id))),
    )
    return Message(
        paragraphs(title, none, *(_line(number, one, alone=True) for number, one in enumerate(shown, 1))),
        tuple(row for row in rows if row),
    )


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
            presenting_line(t, shown) if shown.meeting.cancelled_at is None else None,
            counted(t, shown.counts) if shown.is_open else None,
        )
        for shown in ahead
    ]
    return Message(paragraphs(*parts), ((answer,),))


def _rota_key(t: Translator, network: Network, *, alone: bool) -> Button:
    return rota_key(t, network.id) if alone else rota_key_of(t, network.id, network.field)


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
    moment = when(line.reader, meeting.starts_at, line.network, line.now)
    if meeting.cancelled_at is not None:
        return lines(first, topic, t.say("{moment} · 🚫 Cancelled", moment=moment))
    if line.is_running:
        return lines(t.say("🔴 <b>Under way now</b>"), first, topic, moment)
    if line.counts is None:
        return lines(first, topic, moment, _own_answer(line))
    if line.present is not None:
        return lines(first, topic, moment, cities_counted(t, line.present))
    if meeting.starts_at <= line.now:
        came = t.count("{n} person had said yes", "{n} people had said yes", line.counts.going)
        return lines(first, topic, moment, came)
    return lines(first, topic, moment, counted(t, line.counts), _own_answer(line))


def _own_answer(line: Line) -> Html | None:
    """None: the reader has not been asked yet."""
    reader, meeting = line.reader, line.meeting
    t = reader.translator
    if reader.is_asked_again and meeting.restored_at is not None:
        return t.say("♻️ Takes place after all: waiting for an answer")
    if reader.is_asked_again:
        return t.say("🔁 Moved: the new date is waiting for an answer")
    if reader.answer is None:
        return t.say("⏳ Your answer is missing") if line.is_asked else None
    return {
        Answer.GOING: t.say("✅ {answer}", answer=answer_name(t, reader.answer)),
        Answer.MAYBE: t.say("🤔 {answer}", answer=answer_name(t, reader.answer)),
        Answer.CANNOT: t.say("✖️ {answer}", answer=answer_name(t, reader.answer)),
    }[reader.answer]
