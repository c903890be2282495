"""What a coordinator reads while adding a session, or putting back one that was cancelled."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from store.models import Meeting, Network
from texts.forms import FormChosen
from texts.meetings.coordinating import CONFIRM, YES, in_zone
from texts.meetings.fair import Weighed, moment_keys, remarks
from texts.meetings.presses import AdditionBegun, MeetingOpened, RestorationBegun, RestorationConfirmed
from texts.meetings.shown import Reader, Shown, heading, hours, reference, when, when_and_how_long
from texts.message import Button, Html, Message, lines, paragraphs
from texts.translator import Translator
from texts.written_dates import left_out


def title(t: Translator) -> str:
    """Of the form."""
    return t.label("a new session")


def add_key(t: Translator, network: Network) -> Button:
    """Below the sessions of a network."""
    return Button(t.label("➕ Add a session"), AdditionBegun(network.id))


def restore_key(t: Translator, meeting: Meeting) -> Button:
    """On the page of a cancelled session."""
    return Button(t.label("♻️ Put it back"), RestorationBegun(meeting.id))


def date_question(t: Translator, draft_id: int, network: Network, number: int, offered: Sequence[datetime]) -> Message:
    """The network's usual weekday and hour as buttons, anything else typed. `offered`: starts in UTC."""
    zone = ZoneInfo(network.zone)
    example = offered[0].astimezone(zone)
    return Message(
        paragraphs(
            new_heading(t, network, number),
            t.say("<b>On which date and hour?</b> Here all hours are meant as {zone}.", zone=reference(t, network)),
            t.say(
                "It can also be typed: <code>{date} {hour}</code>.", date=f"{example:%d/%m}", hour=f"{example:%H:%M}"
            ),
        ),
        moment_keys(t, draft_id, offered, zone),
    )


def preview(
    t: Translator,
    draft_id: int,
    network: Network,
    number: int,
    weighed: Weighed,
    told: tuple[int, int],
    now: datetime,
    rest: str,
) -> Message:
    """Before it is added: what it means on the clocks of each city; `told`: how many people and groups are.

    rest: what was typed beside the date, and says nothing here
    """
    zone = ZoneInfo(network.zone)
    there = Reader(in_zone(t, zone))
    moment = when(there, weighed.starts_at, network, now)
    cities = [cost.city for cost in weighed.costs]
    return Message(
        paragraphs(
            lines(
                new_heading(t, network, number),
                t.say("{moment} · {minutes} min", moment=moment, minutes=network.meeting_minutes),
            ),
            left_out(t, rest, zone),
            hours(there.translator, weighed.starts_at, cities),
            remarks(t, weighed, zone),
            _told(t, *told),
        ),
        ((Button(t.label("➕ Add the session"), FormChosen(draft_id, CONFIRM, YES)),),),
    )


def restore_question(t: Translator, shown: Shown, told: tuple[int, int]) -> Message:
    """Asked once; `told`: how many people and groups are."""
    meeting = shown.meeting
    return Message(
        paragraphs(
            lines(heading(t, meeting, shown.network), when_and_how_long(Reader(t), shown)),
            t.say("<b>Does this session take place after all?</b>"),
            lines(
                t.say("Those who were coming are asked again.") if shown.counts.going + shown.counts.maybe else None,
                _told(t, *told),
            )
            or None,
        ),
        (
            (Button(t.label("♻️ Yes, it takes place"), RestorationConfirmed(meeting.id, meeting.sequence)),),
            (Button(t.label("◀️ Back"), MeetingOpened(meeting.id)),),
        ),
    )


def added(t: Translator) -> str:
    """The toast after adding."""
    return t.plain("Added. Everybody whom it concerns is being told.")


def restored(t: Translator) -> str:
    """The toast after putting back."""
    return t.plain("Put back. Everybody whom it concerns is being told.")


def new_heading(t: Translator, network: Network, number: int) -> Html:
    """Of a session that there is not yet."""
    return t.say("📅 <b>Session {number} · {field}</b>", number=number, field=network.field)


def _told(t: Translator, people: int, groups: int) -> Html | None:
    return (
        lines(
            t.count("{n} group is told.", "{n} groups are told.", groups) if groups else None,
            t.count(
                "{n} person is told in private. Where it is night, that waits for the morning.",
                "{n} people are told in private. Where it is night, that waits for the morning.",
                people,
            )
            if people
            else None,
        )
        or None
    )
