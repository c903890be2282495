"""What a coordinator reads before the cities are asked: which dates, whom, until when."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from store.frozen import frozen
from store.models import City, Meeting, Network
from texts.cities import short_city
from texts.date_polls.presses import DatePollBegun
from texts.date_polls.shown import new_title
from texts.forms import FormChosen
from texts.lists import arrows, in_rows, page_within, pages_for
from texts.meetings.coordinating import CONFIRM, YES, in_zone
from texts.meetings.fair import FAIR, PAGE, WALL, Weighed, costs, short_moment
from texts.meetings.shown import Reader, heading, reference, when
from texts.message import Button, Html, Message, lines, paragraphs
from texts.translator import Translator

DATES = "dates"
DONE = "done"


@frozen
class Planned:
    """A poll that there is not yet. `meeting`: which is to be moved; None: one is to be added.

    people: how many get the question
    unasked: the cities of which nobody does
    """

    network: Network
    meeting: Meeting | None
    people: int
    unasked: tuple[City, ...]
    closes_at: datetime
    reminds: bool
    now: datetime


def form_title(t: Translator) -> str:
    """Of the form."""
    return t.label("a date poll")


def ask_key(t: Translator, network: Network, meeting: Meeting | None, page: int) -> Button:
    """Below a page of fair dates."""
    return Button(t.label("🗳 Ask the cities"), DatePollBegun(network.id, meeting.id if meeting else 0, page))


def dates_question(
    t: Translator,
    draft_id: int,
    title: Html,
    network: Network,
    proposed: Sequence[Weighed],
    chosen: Sequence[datetime],
    page: int,
    bounds: tuple[int, int],
) -> Message:
    """A page of proposals, each a key that is ticked and unticked; those ticked elsewhere have keys of their own."""
    zone = ZoneInfo(network.zone)
    page = page_within(page, len(proposed), PAGE)
    here = proposed[page * PAGE : (page + 1) * PAGE]
    elsewhere = sorted(set(chosen) - {one.starts_at for one in here})
    least, most = bounds
    keys = [_tick(t, draft_id, at, zone, chosen) for at in (*elsewhere, *(one.starts_at for one in here))]
    turning = arrows(
        t, page, pages_for(len(proposed), PAGE), lambda number: FormChosen(draft_id, DATES, f"{FAIR}{number}")
    )
    done = Button(
        t.label("▶️ Go on with {n}", n=len(chosen)),
        FormChosen(draft_id, DATES, DONE),
    )
    return Message(
        paragraphs(
            title,
            lines(
                t.say(
                    "<b>About which dates are the cities to be asked?</b> From {least} to {most}.",
                    least=least,
                    most=most,
                ),
                t.say("Hours are meant as {zone}.", zone=reference(t, network)),
            ),
            *(
                lines(Html("<b>{moment}</b>").format(moment=short_moment(t, one.starts_at, zone)), *costs(t, one))
                for one in here
            ),
            t.say(
                "A tap ticks a date or takes it out. Another one can be typed: <code>{example}</code>.",
                example=_example(here[0], zone),
            )
            if proposed
            else t.say("A date can be typed, with its hour."),
        ),
        (
            *in_rows(keys),
            *((turning,) if turning else ()),
            *(((done,),) if least <= len(chosen) <= most else ()),
        ),
    )


def preview(t: Translator, draft_id: int, planned: Planned, dates: Sequence[Weighed]) -> Message:
    """Before it is sent: the dates with what they cost, who gets it, until when."""
    network = planned.network
    zone = ZoneInfo(network.zone)
    there = Reader(in_zone(t, zone))
    unasked = t.list_of([Html.escape(short_city(city)) for city in planned.unasked])
    return Message(
        paragraphs(
            title(t, network, planned.meeting),
            lines(
                t.say("<b>The cities are asked about these dates:</b>"),
                t.say("Hours are meant as {zone}.", zone=reference(t, network)),
            ),
            *(
                lines(
                    Html("<b>{n}. {moment}</b>").format(n=number, moment=short_moment(t, one.starts_at, zone)),
                    *costs(t, one),
                )
                for number, one in enumerate(dates, 1)
            ),
            lines(
                t.count(
                    "✉️ {n} person is asked in private. Where it is night or weekend, at nine on a working day.",
                    "✉️ {n} people are asked in private. Where it is night or weekend, at nine on a working day.",
                    planned.people,
                ),
                t.say("🔕 Nobody to ask: {cities}", cities=unasked) if planned.unasked else None,
                t.say("⌛ Answers come until {moment}.", moment=when(there, planned.closes_at, network, planned.now)),
                t.say("🔔 The silent are reminded once, a working day before.") if planned.reminds else None,
            ),
        ),
        ((Button(t.label("📨 Send the question"), FormChosen(draft_id, CONFIRM, YES)),),),
    )


def title(t: Translator, network: Network, meeting: Meeting | None) -> Html:
    """Which session it is about."""
    return new_title(t, network) if meeting is None else heading(t, meeting, network)


def sent(t: Translator) -> str:
    """The toast after sending."""
    return t.plain("Sent. The answers appear here.")


def runs_already(t: Translator) -> str:
    """The toast when the dates of this session are being asked about."""
    return t.plain("The cities have been asked about this session already.")


def _tick(t: Translator, draft_id: int, at: datetime, zone: ZoneInfo, chosen: Sequence[datetime]) -> Button:
    moment = short_moment(t, at, zone)
    words = t.label("✅ {answer}", answer=moment) if at in chosen else moment
    return Button(words, FormChosen(draft_id, DATES, at.astimezone(zone).strftime(WALL)))


def _example(proposed: Weighed, zone: ZoneInfo) -> str:
    return f"{proposed.starts_at.astimezone(zone):%d/%m %H:%M}"
