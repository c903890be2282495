"""Whom an announcement did not reach, and why, in words."""

from collections.abc import Sequence
from enum import StrEnum
from itertools import groupby

from store.frozen import frozen
from texts.announcements.presses import MissedOpened, StandingOpened
from texts.lists import arrows, page_within, pages_for, some_of
from texts.message import Button, Html, Message, lines, paragraphs
from texts.translator import Translator

MOST_NAMES = 10  # of one reason, in the result
FEW_NAMES = 2  # where names are so long that they would not all fit
LONGEST = 2500
PAGE = 20  # of all of them, one by one


class Why(StrEnum):
    """In the order in which they are told."""

    BLOCKED = "blocked"
    CLOSED = "closed"
    NEVER_STARTED = "never_started"
    REMOVED = "removed"
    MUTED = "muted"
    REFUSED = "refused"
    GIVEN_UP = "given_up"
    PERHAPS = "perhaps"
    OTHER = "other"


@frozen
class Missed:
    """A person, or a group by its title. `hours`: how long it was tried, where it was given up."""

    name: str
    why: Why
    hours: int = 0


Group = tuple[Missed, list[Missed]]


def in_groups(missed: Sequence[Missed]) -> list[Group]:
    """Those of one reason together, each group with its first; they come in the order of reasons."""
    by_reason = groupby(missed, key=lambda each: (each.why, each.hours))
    return [(everybody[0], everybody) for everybody in (list(of_reason) for _, of_reason in by_reason)]


def summary(t: Translator, missed: Sequence[Missed]) -> Html | None:
    """A line for each reason, with some names; None when everybody has it."""
    if not missed:
        return None
    listed = _listed(t, missed, MOST_NAMES)
    return listed if len(listed) <= LONGEST else _listed(t, missed, FEW_NAMES)


def all_missed(t: Translator, announcement_id: int, missed: Sequence[Missed], page: int) -> Message:
    """All of them by name, a page at a time."""
    page = page_within(page, len(missed), PAGE)
    shown = missed[page * PAGE : page * PAGE + PAGE]
    turning = arrows(t, page, pages_for(len(missed), PAGE), lambda other: MissedOpened(announcement_id, other))
    title = t.count("👥 <b>{n} is missing</b>", "👥 <b>{n} are missing</b>", len(missed))
    back = (Button(t.label("◀️ Back"), StandingOpened(announcement_id)),)
    return Message(
        paragraphs(title, *(_by_name(t, *group) for group in in_groups(shown))), (turning, back) if turning else (back,)
    )


def _listed(t: Translator, missed: Sequence[Missed], most: int) -> Html:
    return lines(
        *(_told(t, first, _names(t, everybody, most)) for first, everybody in in_groups(missed)),
        t.say("They can be told by another way: in the group, by phone or by mail."),
    )


def _told(t: Translator, first: Missed, names: Html) -> Html:
    match first.why:
        case Why.BLOCKED:
            return t.say("🔕 Blocked the bot: {names}", names=names)
        case Why.CLOSED:
            return t.say("🔕 Closed their account: {names}", names=names)
        case Why.NEVER_STARTED:
            return t.say("🔕 Have not started the bot: {names}", names=names)
        case Why.REMOVED:
            return t.say("🔕 The bot is no longer in: {names}", names=names)
        case Why.MUTED:
            return t.say("🔕 The bot may not write in: {names}", names=names)
        case Why.REFUSED:
            return t.say("⚠️ Telegram did not accept it for: {names}", names=names)
        case Why.GIVEN_UP:
            return t.count(
                "⚠️ Given up after {n} hour of trying: {names}",
                "⚠️ Given up after {n} hours of trying: {names}",
                first.hours,
                names=names,
            )
        case Why.PERHAPS:
            return t.say("❔ Perhaps delivered, Telegram did not say: {names}", names=names)
    return t.say("⚠️ Could not be delivered: {names}", names=names)


def _names(t: Translator, everybody: Sequence[Missed], most: int) -> Html:
    """By name as far as they fit, always with their number."""
    names = some_of(t, [Html.escape(missed.name) for missed in everybody], most)
    return t.say("{number} ({names})", number=t.number(len(everybody)), names=names)


def _by_name(t: Translator, first: Missed, everybody: Sequence[Missed]) -> Html:
    """One below the other, under the same words."""
    names = lines(Html(""), *(Html.escape(missed.name) for missed in everybody))
    return _told(t, first, names).replace(" \n", "\n")
