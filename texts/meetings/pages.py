"""A meeting's page."""

from store.models import City, DatePoll, Meeting
from texts.agenda.presses import agenda_key
from texts.cities import short_city
from texts.date_polls.presses import poll_key
from texts.guests.pages import guest_rows
from texts.guests.shown import guests_line
from texts.meetings.adding import restore_key
from texts.meetings.cards import asked_again, link_line
from texts.meetings.noting import noted_line
from texts.meetings.presses import (
    AnswersOpened,
    CancelBegun,
    LinkBegun,
    MeetingsOpened,
    MoveBegun,
    NetworkMeetingsOpened,
    Screen,
    TopicBegun,
)
from texts.meetings.shown import (
    NOTHING_ASIDE,
    Aside,
    Reader,
    Shown,
    answer_rows,
    begun_line,
    calendar_key,
    counted,
    heading,
    hours,
    presenting_line,
    when_and_how_long,
    when_plain,
)
from texts.menu import back_button
from texts.message import Button, Html, Message, Rows, lines, paragraphs
from texts.rota.presses import questions_key, swap_key
from texts.rota.questions import asked_by
from texts.translator import Translator


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
    afterwards: Aside = NOTHING_ASIDE,
    live: Aside = NOTHING_ASIDE,
    record: Aside = NOTHING_ASIDE,
) -> Message:
    """All that there is to know of one meeting, and to do with it.

    poll: about another date, if one runs
    city: for which the reader speaks
    agenda: as it is published
    prepares: there is one for the reader to prepare
    commitments: with which it opens, and those that come of it
    afterwards: what is known of it once it has begun
    live: how it is held, and what is offered in it
    record: the way to what was written down of it
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
    text = paragraphs(
        begun_line(t, shown) or asked_again(reader, meeting) or noted_line(reader),
        lines(
            heading(t, meeting, shown.network),
            when_and_how_long(reader, shown),
            presenting_line(t, shown),
            guests_line(t, shown.guests),
        ),
        None if shown.is_over else _coming(t, shown),
        *afterwards.words,
        None if shown.is_over or not (shown.is_open or meeting.link) else link_line(reader, meeting),
        _asked(t, shown),
        agenda,
        None if shown.is_over else lines(t.say("Local time in each city:"), hours(t, meeting.starts_at, shown.cities)),
        *commitments.words,
        *live.words,
    )
    rows = answer_rows(reader, meeting, Screen.PAGE, calendar_key(t, meeting)) if shown.is_open else ()
    prepared = (agenda_key(t, meeting.id),) if prepares else ()
    keys = _coordination(t, meeting, prepared, is_open=shown.is_open) if coordinates else (prepared,)
    asked = ((poll_key(t, poll),),) if poll is not None and shown.is_open else ()
    own = _own_case(t, shown, city)
    asides = (*afterwards.rows, *record.rows, *commitments.rows)
    guests = guest_rows(t, shown, prepares=prepares)
    below = tuple(row for row in (*live.rows, *asked, *guests, *own, *asides, *keys) if row)
    return Message(text, (*rows, *below, _back(t, meeting, coordinates=coordinates)))


def _coming(t: Translator, shown: Shown) -> Html:
    going = ", ".join(map(short_city, shown.cities_going))
    return lines(
        counted(t, shown.counts),
        t.say("Cities that come: {cities}", cities=going) if going else None,
    )


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
