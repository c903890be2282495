"""When reminders and the digest are to come."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from store.models import DigestWish, Person
from texts.attention.presses import (
    AttentionOpened,
    DayBeforeChosen,
    DigestDayChosen,
    DigestDaysOpened,
    DigestHourChosen,
    DigestHoursOpened,
    DigestRhythmChosen,
    MinutesChosen,
)
from texts.attention.shown import AS_NETWORK, DIGEST_HOURS, MINUTES, NO_DIGEST, WORKING_DAYS
from texts.dates import hour, weekday
from texts.message import Button, Message, paragraphs
from texts.presses import Press
from texts.translator import Translator


def reminders(t: Translator, person: Person) -> Message:
    """When to be reminded; what is chosen is marked."""
    words = {60: t.label("1 hour before"), 30: t.label("30 minutes before"), 15: t.label("15 minutes before")}
    words[0] = t.label("Not on the day")
    keys = [_marked(words[each], MinutesChosen(each), is_chosen=person.minutes_before == each) for each in MINUTES]
    day_before = DayBeforeChosen(wanted=not person.day_before)
    return Message(
        paragraphs(
            t.say("⏰ <b>When to be reminded of a session?</b>"),
            t.say("This is for all sessions answered with “Going”, also for those answered before."),
        ),
        (
            (_marked(t.label("The day before"), day_before, is_chosen=person.day_before),),
            tuple(keys[:2]),
            tuple(keys[2:]),
            (_back(t),),
        ),
    )


def digest_days(t: Translator, person: Person) -> Message:
    """How often, on which day and at which hour the digest comes, if it is to; what is chosen is marked."""
    wanted = person.digest is DigestWish.PRIVATE
    days = [
        _marked(
            _capital(weekday(t, number)),
            DigestDayChosen(number),
            is_chosen=wanted and person.digest_weekday == number,
        )
        for number in WORKING_DAYS
    ]
    own = _marked(
        t.label("As the network"), DigestDayChosen(AS_NETWORK), is_chosen=wanted and person.digest_weekday is None
    )
    stop = _marked(t.label("🔕 No digest"), DigestDayChosen(NO_DIGEST), is_chosen=not wanted)
    monthly = wanted and person.digest_is_monthly
    rhythms = (
        _marked(t.label("Every week"), DigestRhythmChosen(is_monthly=False), is_chosen=wanted and not monthly),
        _marked(t.label("Once a month"), DigestRhythmChosen(is_monthly=True), is_chosen=monthly),
    )
    at = Button(t.label("🕘 Hour: {hour}", hour=_clock(t, person.digest_hour)), DigestHoursOpened())
    return Message(
        paragraphs(
            t.say("📬 <b>When should the digest come?</b>"),
            t.say("It comes if there is something new. Once a month is the first full week. The group keeps its day."),
        ),
        (rhythms, (own, days[0]), tuple(days[1:3]), tuple(days[3:]), (at,), (stop,), (_back(t),)),
    )


def digest_hours(t: Translator, person: Person) -> Message:
    """At which hour; what is chosen is marked."""
    keys = [_marked(_clock(t, one), DigestHourChosen(one), is_chosen=person.digest_hour == one) for one in DIGEST_HOURS]
    half = len(keys) // 2
    back = Button(t.label("◀️ Back"), DigestDaysOpened())
    rows = (tuple(keys[:half]), tuple(keys[half:]), (back,))
    return Message(t.say("🕘 <b>At which hour should the digest come?</b>"), rows)


def _marked(words: str, chosen: Press, *, is_chosen: bool) -> Button:
    return Button(f"✓ {words}" if is_chosen else words, chosen)


def _clock(t: Translator, number: int) -> str:
    """An hour as clocks show it, of no day in particular."""
    return hour(t, datetime(2000, 1, 1, number, tzinfo=UTC), ZoneInfo("UTC"))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _back(t: Translator) -> Button:
    return Button(t.label("◀️ Back"), AttentionOpened())
