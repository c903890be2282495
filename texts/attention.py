"""What comes to a person by itself, what did not and why, and what they choose of it."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from store.frozen import frozen
from store.models import DigestWish, HeldReason, HeldState, Kind, Person
from texts.dates import day, day_in_full, day_of, hour, weekday
from texts.message import Button, Html, Message, lines, paragraphs
from texts.presses import Press, press
from texts.settings import PauseEnded, PausesOpened, SettingsOpened, paused_line
from texts.translator import Translator

MINUTES = (60, 30, 15, 0)  # before a session; 0: not on its day
WORKING_DAYS = range(5)
AS_NETWORK, NO_DIGEST = 7, 8  # instead of a weekday
DIGEST_HOURS = (8, 9, 10, 12, 13, 15, 17, 19)  # awake, also where a clock has changed


@press("ta")
@frozen
class AttentionOpened(Press):
    """What reaches the person, from the settings."""


@press("tb")
@frozen
class RemindersOpened(Press):
    """When to be reminded of a session."""


@press("ti")
@frozen
class DayBeforeChosen(Press):
    """Whether on the day before."""

    wanted: bool


@press("tf")
@frozen
class MinutesChosen(Press):
    """So many minutes before; 0: not on the day."""

    minutes: int


@press("tw")
@frozen
class DigestDaysOpened(Press):
    """On which day the digest comes."""


@press("tx")
@frozen
class DigestDayChosen(Press):
    """On this weekday, on each network's, or never."""

    weekday: int


@press("dga")
@frozen
class DigestRhythmChosen(Press):
    """Once a month, or each week."""

    is_monthly: bool


@press("dgb")
@frozen
class DigestHoursOpened(Press):
    """At which hour the digest comes."""


@press("dgc")
@frozen
class DigestHourChosen(Press):
    """At this hour of one's own clock."""

    hour: int


@frozen
class Lately:
    """Something that did not come by itself at its moment, and the digest that carries it."""

    kind: Kind
    about_id: int
    at: datetime
    state: HeldState
    reason: HeldReason
    carried_at: datetime | None


@frozen
class Standing:
    """How a person's week stands.

    near_until: the last day of the session week, when there is one now
    digest_at: when the next digest comes, the first whose week is not spent
    """

    is_spent: bool
    near_until: date | None
    digest_at: datetime | None
    lately: Sequence[Lately]


def settings_key(t: Translator) -> Button:
    """The way here from the settings."""
    return Button(t.label("🔔 What reaches me"), AttentionOpened())


def page(t: Translator, person: Person, standing: Standing, now: datetime) -> Message:
    """The rule in few words, how this week stands, what did not come lately, and the choices."""
    pause = (
        Button(t.label("▶️ End the pause"), PauseEnded())
        if person.is_paused(now)
        else Button(t.label("⏸ Pause"), PausesOpened())
    )
    return Message(
        paragraphs(
            t.say("🔔 <b>What reaches me</b>"),
            t.say(
                "Sessions, turns and announcements come in any week. The digest, the question of the month and the "
                "questions how something goes, only in a week without any of those, and at most one of them."
            ),
            lines(
                _week(t, standing),
                _digest(t, person, standing),
                _reminders(t, person),
                paused_line(t, person, now),
            ),
            _lately(t, standing.lately),
            t.say(
                "<blockquote expandable>🌙 Nothing at night (20:00 to 08:00) or at weekends, unless it is about the "
                "next hours.\n📅 From a week before a session to three days after it, nothing is held back.\n📬 A "
                "digest that had to wait comes the next week.</blockquote>"
            ),
        ),
        (
            (Button(t.label("⏰ Reminders"), RemindersOpened()), Button(t.label("📬 Digest"), DigestDaysOpened())),
            (pause,),
            (Button(t.label("◀️ Back"), SettingsOpened()),),
        ),
    )


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


def _week(t: Translator, standing: Standing) -> Html:
    if standing.near_until is not None:
        return t.say("📅 A session is near: until {day} everything comes", day=day(t, standing.near_until))
    if standing.is_spent:
        return t.say("✉️ Something has come this week, or is on its way")
    return t.say("✉️ Nothing of that has come this week yet")


def _digest(t: Translator, person: Person, standing: Standing) -> Html | None:
    if person.digest is not DigestWish.PRIVATE:
        return t.say("📬 Weekly digest: off; it still comes to the group")
    if standing.digest_at is None:
        return None
    return t.say(
        "📬 Next digest: {day} at {hour}, if there is something new",
        day=day_in_full(t, standing.digest_at),
        hour=hour(t, standing.digest_at),
    )


def _reminders(t: Translator, person: Person) -> Html:
    moments = [t.say("the day before")] if person.day_before else []
    if person.minutes_before == MINUTES[0]:
        moments.append(t.say("one hour before"))
    elif person.minutes_before:
        moments.append(t.count("{n} minute before", "{n} minutes before", person.minutes_before))
    if not moments:
        return t.say("⏰ No reminders of sessions")
    return t.say("⏰ Reminders of sessions: {moments}", moments=t.list_of(moments))


def _lately(t: Translator, lately: Sequence[Lately]) -> Html | None:
    if not lately:
        return None
    return lines(t.say("<b>Held back lately</b>"), *(_held(t, one) for one in lately))


def _held(t: Translator, one: Lately) -> Html:
    on = day_of(t, one.at)
    if one.kind is Kind.DIGEST:
        return _held_digest(t, one, on)
    noun, words = _asked(t, one.kind)
    question = Html('<a href="https://t.me/{{bot_username}}?start={noun}-{number}">{words}</a>').format(
        noun=noun, number=one.about_id, words=words
    )
    gaps = {"day": on, "question": question}
    if one.state is HeldState.DROPPED:
        return t.say("• {day}, {question}: that week something else had come, and no digest could bring it", **gaps)
    if one.carried_at is not None:
        return t.say("• {day}, {question}: came with the digest of {digest}", digest=day_of(t, one.carried_at), **gaps)
    if one.reason is HeldReason.DIGEST:
        return t.say("• {day}, {question}: the digest of that week brings it", **gaps)
    return t.say("• {day}, {question}: that week something else had come; the next digest brings it", **gaps)


def _asked(t: Translator, kind: Kind) -> tuple[str, Html]:
    match kind:
        case Kind.COMMITMENT_CHECK:
            return "commitment", t.say("question about a commitment")
        case Kind.SHEET:
            return "sheet", t.say("question about something shared")
        case Kind.ADOPTION_CHECK:
            return "adoption", t.say("question about what your city tries")
        case Kind.PAIR_CHECK:
            return "pair", t.say("question whether two cities met")
        case Kind.OUTCOME_CHECK:
            return "challenge", t.say("question how your challenge stands")
        case Kind.ASKED:
            return "asked", t.say("question of another city")
        case Kind.SURVEY:
            return "survey", t.say("four questions about the network")
        case Kind.FOLLOW_UP:
            return "followup", t.say("question what your city applied")
        case Kind.CONTACT:
            return "handover", t.say("question whether to go on for the city")
        case _:
            return "prompt", t.say("question of the month")


def _held_digest(t: Translator, one: Lately, on: str) -> Html:
    if one.carried_at is not None:
        return t.say(
            "• {day}, weekly digest: came with that of {digest}, for that week something else had come",
            day=on,
            digest=day_of(t, one.carried_at),
        )
    if one.state is HeldState.DROPPED:
        return t.say("• {day}, weekly digest: did not come, for that week something else had come", day=on)
    return t.say("• {day}, weekly digest: that week something else had come; the next one tells it all", day=on)


def _marked(words: str, chosen: Press, *, is_chosen: bool) -> Button:
    return Button(f"✓ {words}" if is_chosen else words, chosen)


def _clock(t: Translator, number: int) -> str:
    """An hour as clocks show it, of no day in particular."""
    return hour(t, datetime(2000, 1, 1, number, tzinfo=UTC), ZoneInfo("UTC"))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _back(t: Translator) -> Button:
    return Button(t.label("◀️ Back"), AttentionOpened())
