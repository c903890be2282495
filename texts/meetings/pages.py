"""The list of meetings, and a meeting's page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from store.models import Answer, City, DatePoll, Meeting, Network
from texts.agenda.presses import agenda_key
from texts.cities import short_city
from texts.city_calendars.presses import CityCalendarsOpened
from texts.coordinating.presses import NetworkDeskOpened
from texts.date_polls.presses import poll_key
from texts.lists import arrows, number_buttons, page_within, pages_for
from texts.meetings.adding import add_key, restore_key
from texts.meetings.cards import asked_again, link_line, sessions_key
from texts.meetings.noting import noted_line
from texts.meetings.presses import (
    AnswersOpened,
    CancelBegun,
    LinkBegun,
    MeetingOpened,
    MeetingsOpened,
    MoveBegun,
    NetworkMeetingsOpened,
    PastMeetingsOpened,
    Screen,
    TopicBegun,
)
from texts.meetings.shown import (
    NOTHING_ASIDE,
    Aside,
    Counts,
    Reader,
    Shown,
    answer_name,
    answer_rows,
    begun_line,
    calendar_key,
    counted,
    heading,
    hours,
    presenting_line,
    when,
    when_and_how_long,
    when_plain,
)
from texts.menu import back_button
from texts.message import Button, Html, Message, Rows, lines, paragraphs
from texts.rota.presses import questions_key, rota_key, rota_key_of, swap_key
from texts.rota.questions import asked_by
from texts.translator import Translator

MOST = 12
PAGE = 6  # as many sessions as a network has: all of them at a glance


@dataclass(frozen=True)
class Line:
    """One meeting of a list, with what its reader answered, or for those who coordinate with what everybody did."""

    reader: Reader
    meeting: Meeting
    network: Network
    now: datetime
    counts: Counts | None = None


@dataclass(frozen=True)
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
) -> Message:
    """All that is ahead in the reader's networks, the next one first; `calendar` opens theirs, where there is one.

    polls: which ask the reader about sessions that are to be added; turns: the rotas of cases of the reader's networks
    commitments: keys to what the reader's cities have taken on
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
        return Message(t.say("No sessions are planned for now."), last)
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
    return Message(text, (*rows, *((turning,) if turning else ()), *last))


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
    if line.counts is None:
        return lines(first, topic, moment, _own_answer(line.reader, meeting))
    if meeting.starts_at <= line.now:
        came = t.count("{n} person had said yes", "{n} people had said yes", line.counts.going)
        return lines(first, topic, moment, came)
    return lines(first, topic, moment, counted(t, line.counts), _own_answer(line.reader, meeting))


def _own_answer(reader: Reader, meeting: Meeting) -> Html:
    t = reader.translator
    if reader.is_asked_again and meeting.restored_at is not None:
        return t.say("♻️ Takes place after all: waiting for an answer")
    if reader.is_asked_again:
        return t.say("🔁 Moved: the new date is waiting for an answer")
    if reader.answer is None:
        return t.say("⏳ Your answer is missing")
    return {
        Answer.GOING: t.say("✅ {answer}", answer=answer_name(t, reader.answer)),
        Answer.MAYBE: t.say("🤔 {answer}", answer=answer_name(t, reader.answer)),
        Answer.CANNOT: t.say("✖️ {answer}", answer=answer_name(t, reader.answer)),
    }[reader.answer]


def page(
    reader: Reader,
    shown: Shown,
    *,
    coordinates: bool,
    poll: DatePoll | None = None,
    city: City | None = None,
    agenda: Html | None = None,
    prepares: bool = False,
    commitments: Aside = NOTHING_ASIDE,
) -> Message:
    """All that there is to know of one meeting, and to do with it.

    poll: about another date, if one runs
    city: for which the reader speaks
    agenda: as it is published
    prepares: there is one for the reader to prepare
    commitments: with which it opens, and those that come of it
    """
    t, meeting = reader.translator, shown.meeting
    if meeting.cancelled_at is not None:
        state = t.say("🚫 <b>This session has been cancelled.</b>")
        struck = Html("<s>{moment}</s>").format(moment=when_plain(reader, meeting.starts_at, shown.now))
        may_return = coordinates and meeting.starts_at > shown.now and shown.network.closed_at is None
        return Message(
            paragraphs(lines(heading(t, meeting, shown.network), struck), state),
            (
                (calendar_key(t, meeting),),
                *(((restore_key(t, meeting),),) if may_return else ()),
                _back(t, meeting, coordinates=coordinates),
            ),
        )
    going = ", ".join(map(short_city, shown.cities_going))
    text = paragraphs(
        begun_line(t, shown) or asked_again(reader, meeting) or noted_line(reader),
        lines(heading(t, meeting, shown.network), when_and_how_long(reader, shown), presenting_line(t, shown)),
        lines(
            counted(t, shown.counts),
            t.say("Cities that come: {cities}", cities=going) if going else None,
        ),
        link_line(reader, meeting) if shown.is_open or meeting.link else None,
        _asked(t, shown),
        agenda,
        lines(t.say("Local time in each city:"), hours(t, meeting.starts_at, shown.cities)),
        *commitments.words,
    )
    rows = answer_rows(reader, meeting, Screen.PAGE, calendar_key(t, meeting)) if shown.is_open else ()
    prepared = (agenda_key(t, meeting.id),) if prepares else ()
    keys = _coordination(t, meeting, prepared, is_open=shown.is_open) if coordinates else (prepared,)
    asked = ((poll_key(t, poll),),) if poll is not None and shown.is_open else ()
    below = tuple(row for row in (*asked, *_own_case(t, shown, city), *commitments.rows, *keys) if row)
    return Message(text, (*rows, *below, _back(t, meeting, coordinates=coordinates)))


def _own_case(t: Translator, shown: Shown, city: City | None) -> Rows:
    """For who speaks for a city that presents."""
    presents = city is not None and city.id in {one.id for one in shown.presenting}
    if not presents or not shown.is_open or shown.network.closed_at is not None:
        return ()
    is_there = city is not None and city.id in shown.asked
    return (
        (questions_key(t, shown.network.id, is_there=is_there),),
        (swap_key(t, shown.network.id),),
    )


def _asked(t: Translator, shown: Shown) -> Html | None:
    """What the presenting cities ask the others."""
    asked = [asked_by(t, city, shown.asked[city.id]) for city in shown.presenting if city.id in shown.asked]
    return lines(*asked) if asked else None


def _coordination(t: Translator, meeting: Meeting, prepared: tuple[Button, ...], *, is_open: bool) -> Rows:
    who = (Button(t.label("👀 Who has answered"), AnswersOpened(meeting.id)), *prepared)
    if not is_open:
        return (who,)
    link = t.label("🔗 Change the link") if meeting.link else t.label("🔗 Set the link")
    topic = t.label("✏️ Change the topic") if meeting.topic else t.label("✏️ Set the topic")
    return (
        who,
        (Button(link, LinkBegun(meeting.id)), Button(topic, TopicBegun(meeting.id))),
        (Button(t.label("🔁 Move"), MoveBegun(meeting.id)), Button(t.label("🚫 Cancel it"), CancelBegun(meeting.id))),
    )


def _back(t: Translator, meeting: Meeting, *, coordinates: bool) -> tuple[Button, ...]:
    there = NetworkMeetingsOpened(meeting.network_id) if coordinates else MeetingsOpened()
    return (Button(t.label("◀️ Sessions"), there), back_button(t))


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
