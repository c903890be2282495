"""An announcement that goes out again and again: how often, until when, and how it stands."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from store.frozen import frozen
from store.models import Announcement, AnnouncementRepeat, Rhythm
from texts.announcements.audience import audience_key
from texts.announcements.options import add_keys, options_key
from texts.announcements.presses import AnnouncementCancelled, AnnouncementOpened, AnnouncementsOpened, RewriteBegun
from texts.announcements.reach import Reach, told_reach
from texts.dates import date_in_words, hour, moment, weekday, zone_name
from texts.forms import FormChosen
from texts.lists import arrows, in_rows, number_buttons, page_within, pages_for
from texts.message import Button, Html, Message, excerpt, lines, paragraphs, plain_text
from texts.presses import Press, press
from texts.translator import Translator

DAYS_BEFORE = (1, 2, 3, 7)
TIMES = (4, 8, 12)
EXCERPT = 60


@press("anv")
@frozen
class RepeatBegun(Press):
    """Again and again: how often?"""

    announcement_id: int


@press("any")
@frozen
class RepeatStopped(Press):
    """Not any more."""

    announcement_id: int


@press("anz")
@frozen
class RepeatsOpened(Press):
    """A page of those that go out again."""

    page: int


@frozen
class Repeating:
    """How it goes out again, and when next, as far as is known."""

    repeat: AnnouncementRepeat
    next_at: datetime | None


def repeat_title(t: Translator) -> str:
    """What the unfinished form is called."""
    return t.label("how often an announcement goes out")


def repeat_key(t: Translator, announcement_id: int) -> Button:
    """Beside the hours."""
    return Button(t.label("🔁 Repeat it"), RepeatBegun(announcement_id))


def repeats_key(t: Translator, number: int) -> tuple[Button, ...]:
    """A row of its own: to those that go out again."""
    return (Button(t.label("🔁 Repeated ({n})", n=number), RepeatsOpened(0)),)


def rhythm_question(t: Translator, draft_id: int) -> Message:
    """How often."""
    words = {
        Rhythm.WEEKLY: t.label("Every week"),
        Rhythm.MONTHLY: t.label("Every month"),
        Rhythm.SESSIONS: t.label("Before each session"),
    }
    keys = tuple((Button(said, FormChosen(draft_id, "rhythm", each.value)),) for each, said in words.items())
    return Message(
        lines(
            t.say("🔁 <b>How often is it to go out?</b>"),
            t.say("Each time it goes to those who take part then, and can be corrected and withdrawn on its own."),
        ),
        keys,
    )


def days_question(t: Translator, draft_id: int) -> Message:
    """How long before a session."""
    keys = [
        Button(t.count("{n} day before", "{n} days before", days), FormChosen(draft_id, "days", str(days)))
        for days in DAYS_BEFORE
    ]
    return Message(
        lines(
            t.say("🔁 <b>How many days before each session?</b>"),
            t.say("It goes out at 09:00 in {zone}, to the micro-network that meets.", zone=zone_name(t, t.zone)),
        ),
        in_rows(keys),
    )


def end_question(t: Translator, draft_id: int, example: str) -> Message:
    """Until when, or how many times."""
    keys = [
        Button(t.count("{n} time", "{n} times", number), FormChosen(draft_id, "end", str(number))) for number in TIMES
    ]
    return Message(
        lines(
            t.say("🔁 <b>How many times, or until when?</b>"),
            t.say("Or write a number or the last day: <code>{example}</code>", example=example),
        ),
        (tuple(keys),),
    )


def repeated(t: Translator, announcement: Announcement, repeating: Repeating, reach: Reach) -> Message:
    """It goes out by itself until it is stopped, or at its end."""
    number = announcement.id
    return Message(
        paragraphs(
            lines(_rhythm(t, repeating.repeat), _end(t, repeating.repeat), _next(t, repeating.next_at)),
            told_reach(t, reach, later=True),
        ),
        (
            (
                Button(t.label("⏹ Stop repeating"), RepeatStopped(number)),
                Button(t.label("🔁 Change it"), RepeatBegun(number)),
            ),
            (audience_key(t, number), options_key(t, number)),
            *add_keys(t, number, reach.spoken.missing),
            (
                Button(t.label("✏️ Edit"), RewriteBegun(number)),
                Button(t.label("✖️ Cancel"), AnnouncementCancelled(number)),
            ),
        ),
    )


def repeats(t: Translator, announcements: Sequence[Announcement], page: int) -> Message:
    """Those that go out again, the next one first."""
    page = page_within(page, len(announcements))
    shown = announcements[page * 5 : page * 5 + 5]
    listed = [
        t.say("{place}. {words}", place=place, words=excerpt(plain_text(Html(one.text)), EXCERPT) or "—")
        for place, one in enumerate(shown, start=1)
    ]
    turning = arrows(t, page, pages_for(len(announcements)), RepeatsOpened)
    back = (Button(t.label("◀️ Back"), AnnouncementsOpened()),)
    title = t.say("🔁 <b>Repeated announcements</b>") if announcements else t.say("🔁 Nothing is repeated any more.")
    rows = (number_buttons([AnnouncementOpened(one.id) for one in shown]), turning, back)
    return Message(paragraphs(title, lines(*listed) or None), tuple(row for row in rows if row))


def stopped(t: Translator) -> str:
    """The toast."""
    return t.plain("It does not go out by itself any more.")


def end_unknown(t: Translator, example: str) -> Html:
    """Neither a number nor a day to come."""
    return t.say(
        "Please write how many times, from 1 to 52, or a last day within a year, like this: {example}", example=example
    )


def _rhythm(t: Translator, repeat: AnnouncementRepeat) -> Html:
    wall = datetime.fromisoformat(repeat.begins)
    at = hour(t, wall.replace(tzinfo=t.zone))
    where = zone_name(t, ZoneInfo(repeat.zone))
    match repeat.rhythm:
        case Rhythm.WEEKLY:
            day = weekday(t, wall.weekday())
            return t.say("🔁 <b>Every week</b>: {day}, {hour} in {zone}.", day=day, hour=at, zone=where)
        case Rhythm.MONTHLY:
            return t.say("🔁 <b>Every month</b>: day {day}, {hour} in {zone}.", day=wall.day, hour=at, zone=where)
    return t.count(
        "🔁 <b>Before each session</b>: {n} day before, {hour} in {zone}.",
        "🔁 <b>Before each session</b>: {n} days before, {hour} in {zone}.",
        repeat.days_before,
        hour=at,
        zone=where,
    )


def _end(t: Translator, repeat: AnnouncementRepeat) -> Html:
    if repeat.until is not None:
        end = t.say("Until {day}.", day=date_in_words(t, repeat.until))
    else:
        end = t.count("{n} time in all.", "{n} times in all.", repeat.times or 0)
    if not repeat.made:
        return end
    made = t.count("It has gone out {n} time.", "It has gone out {n} times.", repeat.made)
    return t.say("{end} {made}", end=end, made=made)


def _next(t: Translator, at: datetime | None) -> Html:
    if at is None:
        return t.say("No session is set yet: it goes out when there is one.")
    return t.say("Next: {when}", when=moment(t, at))
