"""What stands in a calendar, in plain text; and what is said with the file that brings it there."""

from datetime import datetime

from store.models import Meeting, Network
from texts.meetings.shown import Reader, heading, when_plain
from texts.message import Html, lines, paragraphs
from texts.translator import Translator


def summary(t: Translator, meeting: Meeting, network: Network) -> str:
    """The one line that is seen of an entry."""
    if not meeting.topic:
        return t.plain("Session {number} · {field}", number=meeting.number, field=network.field)
    return t.plain(
        "Session {number} · {field}: {topic}", number=meeting.number, field=network.field, topic=meeting.topic
    )


def description(t: Translator, meeting: Meeting, network: Network) -> str:
    """What is read when it is opened."""
    link = (
        t.plain("Link to the call: {link}", link=meeting.link)
        if meeting.link
        else t.plain("The link to the call comes from the coordination.")
    )
    parts = [
        t.plain("This session has been cancelled.") if meeting.cancelled_at is not None else "",
        network.name,
        t.plain("Topic: {topic}", topic=meeting.topic) if meeting.topic else "",
        "" if meeting.cancelled_at is not None else link,
    ]
    return "\n".join(part for part in parts if part)


def location(t: Translator, meeting: Meeting) -> str:
    """Where: calendars make a link of it that can be tapped."""
    return meeting.link or t.plain("Online")


def file_name(t: Translator, meeting: Meeting) -> str:
    """As it lies among a phone's downloads."""
    return t.plain("session-{number}.ics", number=meeting.number)


def file_caption(t: Translator, city: str | None, meeting: Meeting, network: Network, now: datetime) -> Html:
    """Below the file. `city`: named beside the hour."""
    moment = when_plain(Reader(t, city), meeting.starts_at, now)
    if meeting.cancelled_at is not None:
        return paragraphs(
            lines(heading(t, meeting, network), Html("<s>{moment}</s>").format(moment=moment)),
            t.say("🚫 The session has been cancelled: opening this file takes it out of the calendar."),
        )
    return paragraphs(
        lines(heading(t, meeting, network), Html.escape(moment)),
        t.say(
            "Opening the file puts the session into the calendar. After a change, ask for it again: "
            "the same entry is corrected."
        ),
    )


def file_sent(t: Translator) -> str:
    """The toast."""
    return t.plain("The file for the calendar comes below.")
