"""The keys with which networks are convened."""

from enum import StrEnum

from store.frozen import frozen
from texts.message import Button
from texts.presses import Press, press
from texts.translator import Translator


class Setting(StrEnum):
    """What is set of a network: the week of the month, the day of the week, the hour in UTC, the place of a zone."""

    WEEK = "w"
    WEEKDAY = "d"
    HOUR = "h"
    ZONE = "z"


@press("zyo")
@frozen
class ConveningOpened(Press):
    """What would be made of a proposal, or was."""

    composition_id: int


@press("zyp")
@frozen
class MonthSet(Press):
    """In which month the first sessions are: counted from year 0."""

    convening_id: int
    month: int


@press("zyq")
@frozen
class ConvenedOpened(Press):
    """One of its networks, by its place in the plan."""

    convening_id: int
    place: int


@press("zyx")
@frozen
class SettingOpened(Press):
    """What can be set of it: its week and day, its hour, or its zone."""

    convening_id: int
    place: int
    setting: Setting


@press("zyr")
@frozen
class NetworkSet(Press):
    """Something of it."""

    convening_id: int
    place: int
    setting: Setting
    value: int


@press("zys")
@frozen
class NamingBegun(Press):
    """How it is called."""

    convening_id: int
    place: int


@press("zyt")
@frozen
class ConveningConfirmed(Press):
    """It is to be made as it was shown."""

    convening_id: int
    sequence: int


@press("zyu")
@frozen
class LettersReleased(Press):
    """The letters are to leave now."""

    convening_id: int


@press("zyv")
@frozen
class UndoingBegun(Press):
    """Asked once."""

    convening_id: int


@press("zyw")
@frozen
class ConveningUndone(Press):
    """All of it is to go."""

    convening_id: int
    sequence: int


def convening_key(t: Translator, composition_id: int, *, is_made: bool) -> Button:
    """From a proposal."""
    return Button(t.label("✅ What was made") if is_made else t.label("✅ Convene…"), ConveningOpened(composition_id))
