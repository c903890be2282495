"""What reaches a person by itself: explained, and chosen in place."""

from actions import settings as actions
from actions.attention import standing_of
from actions.digests import do_choose_rhythm
from handlers.feature import Feature
from handlers.turn import Turn
from texts.attention import choosing, pages
from texts.attention.presses import (
    AttentionOpened,
    DayBeforeChosen,
    DigestDayChosen,
    DigestDaysOpened,
    DigestHourChosen,
    DigestHoursOpened,
    DigestRhythmChosen,
    MinutesChosen,
    RemindersOpened,
)
from texts.message import Message


def show_attention(turn: Turn) -> Message:
    """How it stands."""
    return pages.page(turn.translator, turn.member, standing_of(turn.session, turn.member, turn.now), turn.now)


def show_reminders(turn: Turn) -> Message:
    """When to be reminded of a session."""
    return choosing.reminders(turn.translator, turn.member)


def choose_day_before(turn: Turn, press: DayBeforeChosen) -> Message:
    """On the day before, or not."""
    actions.do_choose_day_before(turn.member, wanted=press.wanted)
    return show_reminders(turn)


def choose_minutes(turn: Turn, press: MinutesChosen) -> Message:
    """So many minutes before; what is planned follows."""
    actions.do_choose_minutes(turn.session, turn.member, press.minutes, now=turn.now)
    return show_reminders(turn)


def show_digest_days(turn: Turn) -> Message:
    """On which day the digest comes."""
    return choosing.digest_days(turn.translator, turn.member)


def choose_digest_day(turn: Turn, press: DigestDayChosen) -> Message:
    """On that day, from the next one on."""
    actions.do_choose_digest_day(turn.session, turn.member, press.weekday, now=turn.now)
    return show_digest_days(turn)


def choose_digest_rhythm(turn: Turn, press: DigestRhythmChosen) -> Message:
    """Each week or once a month."""
    do_choose_rhythm(turn.session, turn.member, is_monthly=press.is_monthly, now=turn.now)
    return show_digest_days(turn)


def show_digest_hours(turn: Turn) -> Message:
    """At which hour the digest comes."""
    return choosing.digest_hours(turn.translator, turn.member)


def choose_digest_hour(turn: Turn, press: DigestHourChosen) -> Message:
    """At that hour, from the next one on."""
    actions.do_choose_digest_hour(turn.session, turn.member, press.hour, now=turn.now)
    return show_digest_days(turn)


FEATURE = Feature(
    links={"attention": lambda turn, _number: show_attention(turn)},
    presses={
        AttentionOpened: lambda turn, _press: show_attention(turn),
        RemindersOpened: lambda turn, _press: show_reminders(turn),
        DayBeforeChosen: choose_day_before,
        MinutesChosen: choose_minutes,
        DigestDaysOpened: lambda turn, _press: show_digest_days(turn),
        DigestDayChosen: choose_digest_day,
        DigestRhythmChosen: choose_digest_rhythm,
        DigestHoursOpened: lambda turn, _press: show_digest_hours(turn),
        DigestHourChosen: choose_digest_hour,
    },
)
