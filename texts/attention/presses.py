"""What the buttons say with which people choose what reaches them."""

from store.frozen import frozen
from texts.message import Button
from texts.presses import Press, press
from texts.translator import Translator


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


def settings_key(t: Translator) -> Button:
    """The way here from the settings."""
    return Button(t.label("🔔 What reaches me"), AttentionOpened())
