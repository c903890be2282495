"""When an announcement goes out by itself: what is asked, the moments that are offered, and what waits for its own."""

from collections.abc import Sequence
from datetime import datetime

from store.models import Announcement
from texts.announcements.audience import audience_key
from texts.announcements.options import add_keys, options_key
from texts.announcements.presses import (
    AnnouncementCancelled,
    AnnouncementSent,
    HourBegun,
    RewriteBegun,
    ScheduleBegun,
    ScheduledOpened,
)
from texts.announcements.reach import Reach, night_key, told_reach
from texts.announcements.repeating import repeat_key
from texts.dates import day, day_of, hour, moment, zone_name
from texts.forms import FormChosen
from texts.message import Button, Html, Message, Rows, lines
from texts.translator import Translator

IN_AN_HOUR = "hour"
TOMORROW = "tomorrow"
MONDAY = "monday"


def schedule_title(t: Translator) -> str:
    """What the unfinished question for the hour is called."""
    return t.label("the moment of an announcement")


def scheduled_key(t: Translator, number: int) -> tuple[Button, ...]:
    """A row of its own: to those that wait for their hour."""
    return (Button(t.label("⏰ Scheduled ({n})", n=number), ScheduledOpened(0)),)


def scheduled(t: Translator, announcement: Announcement, reach: Reach, at: datetime) -> Message:
    """It waits for its hour."""
    number = announcement.id
    return Message(
        lines(told_schedule(t, announcement, at), told_reach(t, reach, later=True)),
        (
            (
                Button(t.label("📣 Send now"), AnnouncementSent(number)),
                Button(t.label("⏰ Another hour"), ScheduleBegun(number)),
            ),
            *night_key(t, number, reach),
            (audience_key(t, number), options_key(t, number)),
            *add_keys(t, number, reach.spoken.missing),
            (
                Button(t.label("✏️ Edit"), RewriteBegun(number)),
                Button(t.label("✖️ Do not send"), AnnouncementCancelled(number)),
            ),
        ),
    )


def told_schedule(t: Translator, announcement: Announcement, at: datetime) -> Html:
    """When it goes out: on the author's clock, or on each reader's own."""
    if not announcement.by_clock:
        return t.say("⏰ <b>Scheduled:</b> {when}", when=moment(t, at))
    wall = datetime.fromisoformat(announcement.by_clock)
    return lines(
        t.say(
            "🕘 <b>Scheduled:</b> {day}, at {hour} on each one’s clock.",
            day=day(t, wall.date()),
            hour=hour(t, wall.replace(tzinfo=t.zone)),
        ),
        t.say("The first of them have it on {when}.", when=moment(t, at)),
    )


def when_question(
    t: Translator, draft_id: int, number: int, offered: Sequence[tuple[str, datetime]], example: str
) -> Message:
    """On the author's clock, which is named."""
    by_clock = (Button(t.label("🕘 At the hour of each one"), HourBegun(number)), repeat_key(t, number))
    return Message(
        lines(
            t.say("⏰ <b>When is it to be sent?</b>"),
            t.say(
                "In {zone}. Or write day and hour: <code>{example}</code>", zone=zone_name(t, t.zone), example=example
            ),
        ),
        (*_moment_keys(t, draft_id, "at", offered), by_clock),
    )


def hour_question(t: Translator, draft_id: int, offered: Sequence[tuple[str, datetime]], example: str) -> Message:
    """On everybody's own clock."""
    return Message(
        lines(
            t.say("🕘 <b>At what hour of each one?</b>"),
            t.say(
                "Each person gets it when their own clock shows it; groups, at the hour of their micro-network. Or "
                "write day and hour: <code>{example}</code>",
                example=example,
            ),
        ),
        _moment_keys(t, draft_id, "at", [(value, wall.replace(tzinfo=t.zone)) for value, wall in offered]),
    )


def first_question(t: Translator, draft_id: int, offered: Sequence[tuple[str, datetime]], example: str) -> Message:
    """Of many times."""
    return Message(
        lines(
            t.say("🔁 <b>When is it to go out for the first time?</b> After that at the same hour."),
            t.say(
                "In {zone}. Or write day and hour: <code>{example}</code>", zone=zone_name(t, t.zone), example=example
            ),
        ),
        _moment_keys(t, draft_id, "begins", offered),
    )


def _moment_keys(t: Translator, draft_id: int, step: str, offered: Sequence[tuple[str, datetime]]) -> Rows:
    words = {
        IN_AN_HOUR: lambda at: t.label("In an hour ({hour})", hour=hour(t, at)),
        TOMORROW: lambda at: t.label("Tomorrow at {hour}", hour=hour(t, at)),
        MONDAY: lambda at: t.label("On {day} at {hour}", day=day_of(t, at), hour=hour(t, at)),
    }
    return tuple((Button(words[value](at), FormChosen(draft_id, step, value)),) for value, at in offered)
