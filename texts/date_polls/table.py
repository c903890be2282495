"""What coordinators read of a poll about dates while it runs: who can when, what each date costs, which is best."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from store.models import City, PollEnding
from texts.behalf.presses import DatesNotingOpened
from texts.cities import short_city
from texts.date_polls.presses import DateChosen, DatePollEndBegun, DatePollEnded, DatePollOpened
from texts.date_polls.shown import Asked, Standing, Tally, title
from texts.lists import in_even_rows
from texts.meetings.coordinating import in_zone
from texts.meetings.fair import Weighed, costs, short_moment
from texts.meetings.presses import MeetingOpened, NetworkMeetingsOpened
from texts.meetings.shown import Reader, reference, when
from texts.message import Button, Html, Message, Rows, lines, paragraphs
from texts.translator import Translator

MOST_NOTED = 3
A_ROW = 3


def table(t: Translator, standing: Standing, weighed: Sequence[Weighed]) -> Message:
    """How it stands, on the clocks of the network's zone; `weighed`: what each date costs."""
    asked = standing.asked
    zone = ZoneInfo(asked.network.zone)
    return Message(
        paragraphs(
            lines(
                title(t, asked),
                t.say("🗳 <b>Date poll</b>"),
                _state(t, standing),
                t.say("Hours are meant as {zone}.", zone=reference(t, asked.network)),
            ),
            *(
                _date(t, number, tally, cost, zone)
                for number, (tally, cost) in enumerate(zip(standing.tallies, weighed, strict=True), 1)
            ),
            lines(
                t.say("⏳ Silent so far: {cities}", cities=_named(t, standing.silent)) if standing.silent else None,
                t.say("🔕 Nobody to ask: {cities}", cities=_named(t, standing.unasked)) if standing.unasked else None,
                t.say("✍️ Noted by coordination: {cities}", cities=_named(t, standing.noted))
                if standing.noted
                else None,
            )
            or None,
            verdict(t, standing) if asked.poll.ending is None else None,
        ),
        (*_keys(t, standing), (_back(t, asked),)),
    )


def verdict(t: Translator, standing: Standing) -> Html:
    """Which date is best, and how good that is."""
    best = standing.best
    chosen = standing.tallies[best[0] - 1]
    if not any((*tally.can, *tally.if_need_be, *tally.cannot) for tally in standing.tallies):
        return _nobody(t, is_open=standing.asked.is_open)
    numbers = t.list_of([Html(number) for number in best])
    return lines(
        _how_good(t, chosen, numbers, is_open=standing.asked.is_open),
        t.say("That is a tie; what each date costs may decide.") if len(best) > 1 else None,
    )


def end_question(t: Translator, asked: Asked) -> Message:
    """Asked once."""
    stays = (
        t.say("The session stays when it is.") if asked.meeting is not None else t.say("No session is added for now.")
    )
    return Message(
        paragraphs(
            title(t, asked),
            t.say("<b>Close the date poll without choosing?</b>"),
            lines(stays, t.say("Those who were asked read it in the message that they have.")),
        ),
        (
            (Button(t.label("🗄 Yes, close it"), DatePollEnded(asked.poll.id)),),
            (Button(t.label("◀️ Back"), DatePollOpened(asked.poll.id)),),
        ),
    )


def ended(t: Translator) -> str:
    """The toast after closing it without a choice."""
    return t.plain("Closed. None of the dates was chosen.")


def _how_good(t: Translator, best: Tally, numbers: Html, *, is_open: bool) -> Html:
    if best.cannot:
        return t.say("<b>No date suits all cities asked.</b> The least bad: {numbers}", numbers=numbers)
    if not best.unsaid:
        return t.say("<b>Suits all cities asked:</b> {numbers}", numbers=numbers)
    if not is_open:
        return t.count(
            "<b>Nobody who answered is against:</b> {numbers}. {n} city did not say.",
            "<b>Nobody who answered is against:</b> {numbers}. {n} cities did not say.",
            len(best.unsaid),
            numbers=numbers,
        )
    return t.count(
        "<b>So far nobody is against:</b> {numbers}. {n} city has not said.",
        "<b>So far nobody is against:</b> {numbers}. {n} cities have not said.",
        len(best.unsaid),
        numbers=numbers,
    )


def _nobody(t: Translator, *, is_open: bool) -> Html:
    return t.say("<b>Nobody has answered yet.</b>") if is_open else t.say("<b>Nobody has answered.</b>")


def _state(t: Translator, standing: Standing) -> Html:
    asked = standing.asked
    there = Reader(in_zone(t, ZoneInfo(asked.network.zone)))
    match asked.poll.ending:
        case PollEnding.CHOSEN:
            return t.say("✅ The date has been chosen.")
        case PollEnding.DROPPED:
            return t.say("🗄 Closed without a choice.")
        case PollEnding.OVERTAKEN:
            return t.say("🔁 The session was changed otherwise; the poll is over.")
    if not asked.is_open:
        return t.say("🔒 <b>Closed: no more answers come. The choice is open.</b>")
    until = when(there, asked.poll.closes_at, asked.network, asked.now)
    if standing.is_complete:
        return t.say("✅ <b>All cities asked have answered.</b> Changes are possible until {moment}.", moment=until)
    return t.say("⌛ Answers come until {moment}.", moment=until)


def _date(t: Translator, number: int, tally: Tally, weighed: Weighed, zone: ZoneInfo) -> Html:
    return lines(
        Html("<b>{number}. {moment}</b>").format(number=number, moment=short_moment(t, tally.starts_at, zone)),
        _counted(t, tally),
        t.say("🟡 If need be: {cities}", cities=_named(t, tally.if_need_be)) if tally.if_need_be else None,
        t.say("✖️ Can’t: {cities}", cities=_named(t, tally.cannot)) if tally.cannot else None,
        *costs(t, weighed),
    )


def _counted(t: Translator, tally: Tally) -> Html:
    """On one line of a phone, once all have answered."""
    counts = {"can": len(tally.can), "if_need_be": len(tally.if_need_be), "cannot": len(tally.cannot)}
    if not tally.unsaid:
        return t.say("Can <b>{can}</b> · If need be <b>{if_need_be}</b> · Can’t <b>{cannot}</b>", **counts)
    return t.say(
        "Can <b>{can}</b> · If need be <b>{if_need_be}</b> · Can’t <b>{cannot}</b> · No answer <b>{unsaid}</b>",
        unsaid=len(tally.unsaid),
        **counts,
    )


def _keys(t: Translator, standing: Standing) -> Rows:
    if standing.asked.poll.ending is not None:
        return ()
    numbers = tuple(
        Button(t.label("Choose {number}", number=number), DateChosen(option.id))
        for number, option in enumerate(standing.asked.options, 1)
    )
    return (
        *in_even_rows(numbers, A_ROW),
        *_noting_rows(t, standing),
        (Button(t.label("🗄 Close without choosing"), DatePollEndBegun(standing.asked.poll.id)),),
    )


def _noting_rows(t: Translator, standing: Standing) -> Rows:
    """Nobody else answers for these cities; what is noted once is changed on their pages."""
    if not standing.asked.is_open:
        return ()
    poll = standing.asked.poll
    return tuple(
        (Button(t.label("✍️ Note for {city}", city=short_city(city)), DatesNotingOpened(poll.id, city.id)),)
        for city in standing.unasked[:MOST_NOTED]
    )


def _back(t: Translator, asked: Asked) -> Button:
    there = NetworkMeetingsOpened(asked.network.id) if asked.meeting is None else MeetingOpened(asked.meeting.id)
    return Button(t.label("◀️ Back"), there)


def _named(t: Translator, cities: Sequence[City]) -> Html:
    return t.list_of([Html.escape(short_city(city)) for city in cities])
