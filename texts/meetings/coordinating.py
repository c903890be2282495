"""What a coordinator reads while moving, cancelling or completing a meeting."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from texts.cities import short_city
from texts.forms import FormChosen
from texts.meetings.fair import Weighed, moment_keys, remarks
from texts.meetings.presses import CancelConfirmed, MeetingOpened, MoveBegun
from texts.meetings.shown import Reader, Shown, heading, hours, reference, when, when_and_how_long
from texts.message import Button, Html, Message, lines, paragraphs
from texts.translator import Translator
from texts.written_dates import left_out

CONFIRM = "confirm"
LINK = "link"
TOPIC = "topic"
YES = "yes"
NONE = "none"


def move_title(t: Translator) -> str:
    """Of the form."""
    return t.label("the move of a session")


def link_title(t: Translator) -> str:
    """Of the form."""
    return t.label("the link of a session")


def topic_title(t: Translator) -> str:
    """Of the form."""
    return t.label("the topic of a session")


def new_date_question(t: Translator, draft_id: int, shown: Shown, offered: Sequence[datetime]) -> Message:
    """The usual moves as buttons, anything else typed. `offered`: starts in UTC."""
    zone = ZoneInfo(shown.network.zone)
    there = Reader(in_zone(t, zone))
    example = shown.meeting.starts_at.astimezone(zone)
    return Message(
        paragraphs(
            lines(
                heading(t, shown.meeting, shown.network), when(there, shown.meeting.starts_at, shown.network, shown.now)
            ),
            t.say(
                "<b>To which date and hour?</b> Here all hours are meant as {zone}.", zone=reference(t, shown.network)
            ),
            t.say(
                "It can also be typed: <code>{date} {hour}</code>, or only the date or the hour.",
                date=f"{example:%d/%m}",
                hour=f"{example:%H:%M}",
            ),
        ),
        moment_keys(t, draft_id, offered, zone),
    )


def move_preview(
    t: Translator, draft_id: int, shown: Shown, weighed: Weighed, groups: int, *, ends_poll: bool, rest: str
) -> Message:
    """Before it is moved: what it means on the clocks of each city, and who is told; `groups`: how many are.

    rest: what was typed beside the date, and says nothing here
    """
    starts_at = weighed.starts_at
    zone = ZoneInfo(shown.network.zone)
    there = Reader(in_zone(t, zone))
    old = when(there, shown.meeting.starts_at, shown.network, shown.now)
    new = when(there, starts_at, shown.network, shown.now)
    asked = shown.counts.going + shown.counts.maybe
    return Message(
        paragraphs(
            lines(
                heading(t, shown.meeting, shown.network),
                t.say("From: {moment}", moment=Html("<s>{old}</s>").format(old=old)),
                t.say("To: <b>{moment}</b>", moment=new),
            ),
            left_out(t, rest, zone),
            hours(there.translator, starts_at, shown.cities),
            remarks(t, weighed, zone),
            lines(
                t.count("{n} group is told.", "{n} groups are told.", groups) if groups else None,
                t.count(
                    "{n} person who said yes or maybe is asked again. Where it is night, that waits for the morning.",
                    "{n} people who said yes or maybe are asked again. Where it is night, that waits for the morning.",
                    asked,
                )
                if asked
                else None,
                t.say("Those who have not answered are told in private.") if shown.counts.silent else None,
                _end_of_poll(t) if ends_poll else None,
            )
            or None,
        ),
        ((Button(t.label("🔁 Move the session"), FormChosen(draft_id, CONFIRM, YES)),),),
    )


def cancel_question(t: Translator, shown: Shown, *, ends_poll: bool) -> Message:
    """Asked once."""
    meeting = shown.meeting
    reader = Reader(t)
    told = shown.counts.going + shown.counts.maybe
    return Message(
        paragraphs(
            lines(heading(t, meeting, shown.network), when_and_how_long(reader, shown)),
            t.say("<b>Cancel this session?</b> The group is told. If only the day changes, it can be moved instead."),
            t.say(
                "🎤 Without a turn then: {cities}",
                cities=t.list_of([Html.escape(short_city(city)) for city in shown.presenting]),
            )
            if shown.presenting
            else None,
            lines(
                t.count(
                    "{n} person who said yes or maybe is told, at night in the morning.",
                    "{n} people who said yes or maybe are told, at night in the morning.",
                    told,
                )
                if told
                else None,
                t.say("Those who have not answered are told in private.") if shown.counts.silent else None,
                _end_of_poll(t) if ends_poll else None,
            )
            or None,
        ),
        (
            (Button(t.label("🚫 Yes, cancel the session"), CancelConfirmed(meeting.id, meeting.sequence)),),
            (
                Button(t.label("🔁 Move"), MoveBegun(meeting.id)),
                Button(t.label("◀️ Back"), MeetingOpened(meeting.id)),
            ),
        ),
    )


def link_question(t: Translator, draft_id: int, shown: Shown) -> Message:
    """For the address of the call."""
    link = shown.meeting.link
    return Message(
        paragraphs(
            heading(t, shown.meeting, shown.network),
            t.say("At present: {link}", link=link) if link else None,
            t.say("<b>What is the link to the call?</b> It goes to those who come, the day before and an hour before."),
        ),
        ((Button(t.label("Remove the link"), FormChosen(draft_id, LINK, NONE)),),) if link else (),
    )


def topic_question(t: Translator, draft_id: int, shown: Shown) -> Message:
    """For a few words."""
    topic = shown.meeting.topic
    return Message(
        paragraphs(
            heading(t, shown.meeting, shown.network),
            t.say("<b>What is the session about?</b> A few words, as they should stand on the card."),
        ),
        ((Button(t.label("Remove the topic"), FormChosen(draft_id, TOPIC, NONE)),),) if topic else (),
    )


def moved(t: Translator) -> str:
    """The toast after moving."""
    return t.plain("Moved. Everybody whom it concerns is being told.")


def cancelled(t: Translator) -> str:
    """The toast after cancelling."""
    return t.plain("Cancelled. Everybody whom it concerns is being told.")


def saved(t: Translator) -> str:
    """The toast after a change of link or topic."""
    return t.plain("Saved.")


def in_zone(t: Translator, zone: ZoneInfo) -> Translator:
    """The same words on the clocks of `zone`."""
    return Translator(t.language, t.locale, zone)


def _end_of_poll(t: Translator) -> Html:
    return t.say("🗳 Its date poll ends with that.")
