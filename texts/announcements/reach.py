"""Whom an announcement reaches, who gets it in the morning only, and who does not get it."""

from collections.abc import Sequence
from dataclasses import field

from store.frozen import frozen
from texts.announcements.narrowed import Narrowed, told_narrowed
from texts.announcements.presses import NightChosen
from texts.announcements.spoken import Spoken, Unfilled, told_spoken, told_unfilled
from texts.message import Button, Html, Rows, lines
from texts.translator import Translator

MOST_NAMES = 5


@frozen
class Reach:
    """Who gets an announcement.

    away: the names of those who do not, beside them
    nights, weekends: how many are in quiet hours until 08:00, and how many until Monday
    at_night: whether it reaches these at once all the same
    spent: how many have had their message of that week
    held: how many have their digest later in that week
    narrowed, spoken, unfilled: to whom among the members it goes, in which languages, and what cannot be filled in
    wants_reading: whether they are asked to confirm that they have read it
    """

    people: int
    networks: int
    groups: int
    away: tuple[str, ...]
    nights: int
    weekends: int
    at_night: bool
    spent: int = 0
    held: int = 0
    narrowed: Narrowed = field(default_factory=Narrowed)
    spoken: Spoken = field(default_factory=Spoken)
    unfilled: Unfilled = field(default_factory=Unfilled)
    wants_reading: bool = False

    @property
    def is_nobody(self) -> bool:
        """Nobody but the author, and no group."""
        return not (self.people or self.groups or self.away)


def night_key(t: Translator, number: int, reach: Reach) -> Rows:
    """The other choice, where anybody is in quiet hours."""
    if not (reach.nights or reach.weekends):
        return ()
    if reach.at_night:
        return ((Button(t.label("🌙 Wait for the morning"), NightChosen(number, at_night=False)),),)
    return ((Button(t.label("🔔 Do not wait for the morning"), NightChosen(number, at_night=True)),),)


def told_reach(t: Translator, reach: Reach, *, later: bool = False) -> Html:
    """How many it is for, and who gets it later or not at all. `later`: it goes out at another hour than now."""
    people = t.count("{n} person", "{n} people", reach.people)
    networks = t.count("{n} micro-network", "{n} micro-networks", reach.networks)
    groups = t.count("{n} group", "{n} groups", reach.groups)
    if reach.groups:
        to = t.say("👥 For {people} of {networks}, and {groups}.", people=people, networks=networks, groups=groups)
    else:
        to = t.say("👥 For {people} of {networks}.", people=people, networks=networks)
    week = _spent(t, reach.spent), _held(t, reach.held)
    return lines(
        to,
        *told_narrowed(t, reach.narrowed),
        _away(t, reach.away),
        *told_spoken(t, reach.spoken),
        *told_unfilled(t, reach.unfilled),
        *_quiet(t, reach, later=later),
        *week,
        t.say("✅ They are asked to confirm that they have read it.") if reach.wants_reading else None,
    )


def _away(t: Translator, away: Sequence[str]) -> Html | None:
    if not away:
        return None
    if len(away) > MOST_NAMES:
        return t.count(
            "🔕 {n} more does not get messages: the bot is blocked or was never started.",
            "🔕 {n} more do not get messages: the bot is blocked or was never started.",
            len(away),
        )
    names = t.list_of([Html.escape(name) for name in away])
    return t.say("🔕 Without messages (bot blocked or never started): {names}.", names=names)


def _spent(t: Translator, people: int) -> Html | None:
    """It reaches them all the same; in that week nothing else comes to anybody by itself."""
    if not people:
        return None
    return t.count(
        "✉️ {n} of them has had something else in that same week; this comes all the same.",
        "✉️ {n} of them have had something else in that same week; this comes all the same.",
        people,
    )


def _held(t: Translator, people: int) -> Html | None:
    """It is what their week is spent on."""
    if not people:
        return None
    return t.count(
        "📬 {n} of them will not get the digest that week: this announcement takes its place.",
        "📬 {n} of them will not get the digest that week: this announcement takes its place.",
        people,
    )


def _quiet(t: Translator, reach: Reach, *, later: bool) -> tuple[Html | None, ...]:
    if reach.at_night:
        return (_all_the_same(t, reach.nights + reach.weekends, later=later),)
    return _until_morning(t, reach.nights, later=later), _until_monday(t, reach.weekends, later=later)


def _until_morning(t: Translator, people: int, *, later: bool) -> Html | None:
    if not people:
        return None
    if later:
        return t.count(
            "🌙 For {n} of them it will be night then: it arrives at 08:00 there.",
            "🌙 For {n} of them it will be night then: it arrives at 08:00 there.",
            people,
        )
    return t.count(
        "🌙 For {n} of them it is night now: it arrives at 08:00 there.",
        "🌙 For {n} of them it is night now: it arrives at 08:00 there.",
        people,
    )


def _until_monday(t: Translator, people: int, *, later: bool) -> Html | None:
    if not people:
        return None
    if later:
        return t.count(
            "🌙 For {n} of them it will be night or weekend then: it arrives on Monday at 08:00 there.",
            "🌙 For {n} of them it will be night or weekend then: it arrives on Monday at 08:00 there.",
            people,
        )
    return t.count(
        "🌙 For {n} of them it is night or weekend now: it arrives on Monday at 08:00 there.",
        "🌙 For {n} of them it is night or weekend now: it arrives on Monday at 08:00 there.",
        people,
    )


def _all_the_same(t: Translator, people: int, *, later: bool) -> Html | None:
    if not people:
        return None
    if later:
        return t.count(
            "🔔 For {n} of them it will be night or weekend then, and it arrives all the same.",
            "🔔 For {n} of them it will be night or weekend then, and it arrives all the same.",
            people,
        )
    return t.count(
        "🔔 For {n} of them it is night or weekend now, and it arrives all the same.",
        "🔔 For {n} of them it is night or weekend now, and it arrives all the same.",
        people,
    )
