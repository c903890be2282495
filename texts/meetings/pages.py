"""A meeting's page: what is next on top, and behind "More" what is needed more rarely."""

from collections.abc import Sequence
from datetime import timedelta

from store.frozen import frozen
from store.models import City, DatePoll, Meeting
from texts.agenda.presses import agenda_key
from texts.cities import short_city
from texts.date_polls.presses import poll_key
from texts.guests.pages import guest_keys
from texts.guests.shown import guests_line
from texts.lists import in_rows
from texts.meetings.adding import restore_key
from texts.meetings.cards import asked_again, link_line
from texts.meetings.layout import Moment, Who, arranged
from texts.meetings.noting import noted_line
from texts.meetings.presses import (
    AnswersOpened,
    CancelBegun,
    LinkBegun,
    MeetingOpened,
    MeetingsOpened,
    MoreOpened,
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
    name_of,
    presenting_line,
    when_and_how_long,
    when_plain,
)
from texts.menu import back_button
from texts.message import Button, Html, Message, Rows, lines, paragraphs
from texts.rota.presses import questions_key, swap_key
from texts.rota.questions import asked_by
from texts.translator import Translator

LINK_NEEDED = timedelta(days=2)
SOON = timedelta(minutes=30)  # from when on it can be started, perhaps after midnight


@frozen
class Facing:
    """A meeting as somebody faces it.

    city: for which they speak; poll: about another date, if one runs and they are asked
    agenda: as it is published; may_prepare: there is one for them to prepare
    is_live: whether it is led now; None: nobody has started it. is_recorded: its record is published
    asides: what features know of it, in the order in which it is told
    """

    reader: Reader
    shown: Shown
    who: Who
    city: City | None = None
    poll: DatePoll | None = None
    agenda: Html | None = None
    may_prepare: bool = False
    is_live: bool | None = None
    is_recorded: bool = False
    live: Aside = NOTHING_ASIDE
    afterwards: Aside = NOTHING_ASIDE
    record: Aside = NOTHING_ASIDE
    commitments: Aside = NOTHING_ASIDE

    @property
    def moment(self) -> Moment:
        """How far it is: by the clock, unless it is led."""
        if self.is_live:
            return Moment.RUNNING
        if self.is_recorded:
            return Moment.RECORDED
        if not self.shown.is_open:
            return Moment.RUNNING if self.is_live is None and not self.shown.is_over else Moment.OVER
        return Moment.DAY if self._is_today else Moment.AHEAD

    @property
    def _is_today(self) -> bool:
        zone, starts_at, now = self.reader.translator.zone, self.shown.meeting.starts_at, self.shown.now
        is_soon = starts_at - now <= SOON
        return is_soon or starts_at.astimezone(zone).date() == now.astimezone(zone).date()

    @property
    def needs_link(self) -> bool:
        """Whether somebody has to set it now."""
        return lacks_link_soon(self.shown)

    @property
    def asides(self) -> tuple[Aside, ...]:
        """All of them."""
        return (self.live, self.afterwards, self.record, self.commitments)


def lacks_link_soon(shown: Shown) -> bool:
    """Whether people need the link within two days, and it is not there."""
    is_soon = shown.meeting.starts_at - shown.now <= LINK_NEEDED
    return is_soon and shown.is_open and not shown.meeting.link


def page(facing: Facing) -> Message:
    """What there is to know of one meeting at this moment, and to do with it."""
    if facing.shown.meeting.cancelled_at is not None:
        return _cancelled(facing)
    front, rest = _keys(facing)
    has_more = bool(rest) or any(_later(facing))
    return Message(paragraphs(*_first(facing)), (*front, _last(facing, has_more=has_more)))


def more(facing: Facing) -> Message:
    """All the rest, which is needed more rarely."""
    t, meeting = facing.reader.translator, facing.shown.meeting
    if meeting.cancelled_at is not None:
        return _cancelled(facing)
    later = [words for words in _later(facing) if words is not None]
    return Message(
        paragraphs(
            heading(t, meeting, facing.shown.network),
            *(later or [t.say("What else can be done about this session:")]),
        ),
        (*in_rows(_keys(facing)[1]), (Button(t.label("◀️ Session"), MeetingOpened(meeting.id)),)),
    )


def _first(facing: Facing) -> Sequence[Html | None]:
    """While it runs, that; before and after it, when it is and what has come of it."""
    reader, shown = facing.reader, facing.shown
    t, meeting = reader.translator, shown.meeting
    coming = (presenting_line(t, shown), guests_line(t, shown.guests))
    about = lines(heading(t, meeting, shown.network), when_and_how_long(reader, shown), *coming)
    if facing.moment is Moment.RUNNING:
        named = lines(name_of(t, meeting, shown.network), *coming)
        link = link_line(reader, meeting, shown.coordinator)
        return (facing.live.lead or begun_line(t, shown), named if facing.live.lead else about, link)
    ahead = shown.is_open
    return (
        begun_line(t, shown) or asked_again(reader, meeting) or noted_line(reader),
        about,
        _coming(t, shown) if ahead else None,
        *facing.afterwards.words,
        link_line(reader, meeting, shown.coordinator) if ahead else None,
        _asked(t, shown) if ahead else None,
        facing.agenda if ahead else None,
        _hours(t, shown) if ahead else None,
        *(() if ahead else facing.commitments.words),
        *facing.live.words,
    )


def _later(facing: Facing) -> Sequence[Html | None]:
    """What stands behind "More"."""
    t, shown = facing.reader.translator, facing.shown
    if shown.is_open and facing.moment is not Moment.RUNNING:
        return facing.commitments.words
    told = (_asked(t, shown), facing.agenda)
    if facing.moment is not Moment.RUNNING:
        return told
    return (
        when_and_how_long(facing.reader, shown),
        *told,
        _hours(t, shown),
        *facing.commitments.words,
        *facing.live.words,
        *facing.afterwards.words,
    )


def _hours(t: Translator, shown: Shown) -> Html:
    return lines(t.say("Local time in each city:"), hours(t, shown.meeting.starts_at, shown.cities))


def _keys(facing: Facing) -> tuple[Rows, tuple[Button, ...]]:
    """Of the page, and behind "More"."""
    reader, shown = facing.reader, facing.shown
    t, meeting = reader.translator, shown.meeting
    answers = answer_rows(reader, meeting, Screen.PAGE, calendar_key(t, meeting)) if shown.is_open else ()
    keys = [key for aside in facing.asides for row in aside.rows for key in row]
    if facing.poll is not None and shown.is_open:
        keys.append(poll_key(t, facing.poll))
    keys += guest_keys(t, shown, prepares=facing.who is not Who.DELEGATE)
    keys += _own_case(t, shown, facing.city)
    if facing.who is Who.COORDINATOR:
        keys += _coordination(t, meeting, is_open=shown.is_open)
    if facing.may_prepare:
        keys.append(agenda_key(t, meeting.id))
    return arranged(answers, keys, facing.who, facing.moment, needs_link=facing.needs_link)


def _last(facing: Facing, *, has_more: bool) -> tuple[Button, ...]:
    t, meeting = facing.reader.translator, facing.shown.meeting
    coordinates = facing.who is Who.COORDINATOR
    there = NetworkMeetingsOpened(meeting.network_id) if coordinates else MeetingsOpened()
    back = Button(t.label("◀️ Sessions"), there)
    return (Button(t.label("⚙️ More"), MoreOpened(meeting.id)), back) if has_more else (back, back_button(t))


def _cancelled(facing: Facing) -> Message:
    reader, shown = facing.reader, facing.shown
    t, meeting = reader.translator, shown.meeting
    state = t.say("🚫 <b>This session has been cancelled.</b>")
    struck = Html("<s>{moment}</s>").format(moment=when_plain(reader, meeting.starts_at, shown.now))
    is_ahead = meeting.starts_at > shown.now and shown.network.closed_at is None
    restore = ((restore_key(t, meeting),),) if facing.who is Who.COORDINATOR and is_ahead else ()
    return Message(
        paragraphs(lines(heading(t, meeting, shown.network), struck), state),
        ((calendar_key(t, meeting),), *restore, _last(facing, has_more=False)),
    )


def _coming(t: Translator, shown: Shown) -> Html:
    going = ", ".join(map(short_city, shown.cities_going))
    return lines(
        counted(t, shown.counts),
        t.say("Cities that come: {cities}", cities=going) if going else None,
    )


def _own_case(t: Translator, shown: Shown, city: City | None) -> tuple[Button, ...]:
    """For who speaks for a city that presents."""
    presents = city is not None and city.id in {one.id for one in shown.presenting}
    if not presents or not shown.is_open or shown.network.closed_at is not None:
        return ()
    is_there = city is not None and city.id in shown.asked
    return (questions_key(t, shown.network.id, is_there=is_there), swap_key(t, shown.network.id))


def _asked(t: Translator, shown: Shown) -> Html | None:
    """What the presenting cities ask the others."""
    asked = [
        asked_by(t, city, shown.asked[city.id], is_noted=city.id in shown.asked_noted)
        for city in shown.presenting
        if city.id in shown.asked
    ]
    return lines(*asked) if asked else None


def _coordination(t: Translator, meeting: Meeting, *, is_open: bool) -> tuple[Button, ...]:
    who = Button(t.label("👀 Who has answered"), AnswersOpened(meeting.id))
    if not is_open:
        return (who,)
    link = t.label("🔗 Change the link") if meeting.link else t.label("🔗 Set the link")
    topic = t.label("✏️ Change the topic") if meeting.topic else t.label("✏️ Set the topic")
    return (
        who,
        Button(link, LinkBegun(meeting.id)),
        Button(topic, TopicBegun(meeting.id)),
        Button(t.label("🔁 Move"), MoveBegun(meeting.id)),
        Button(t.label("🚫 Cancel it"), CancelBegun(meeting.id)),
    )
