"""Values in words: a number, that it is hidden, or that nobody measured it and why."""

from texts.report.shown import (
    LEAST_SHOWN,
    Change,
    Count,
    Hidden,
    Mean,
    NoneHere,
    OfAll,
    PerWeek,
    Unmeasured,
    Value,
    Why,
)
from texts.translator import Translator


def words(t: Translator, value: Value) -> str:
    """Large, beside what it is called."""
    match value:
        case Count(number):
            return t.number(number)
        case OfAll(number, all_of_them):
            return t.plain("{number} of {all}", number=t.number(number), all=t.number(all_of_them))
        case Mean() | PerWeek():
            return t.average(value.average)
        case Change(before, after):
            return f"{_with_number(t, before)} → {_with_number(t, after)}"
        case Hidden.TELLING:
            return t.plain("hidden")
        case Hidden():
            return t.plain("fewer than {least}", least=LEAST_SHOWN)
        case NoneHere():
            return t.plain("no consultation in this bot")
        case Unmeasured():
            return t.plain("not measured")


def _with_number(t: Translator, value: Value) -> str:
    if not isinstance(value, Mean):
        return words(t, value)
    return t.plain("{average} ({number} of {asked})", average=words(t, value), number=value.number, asked=value.asked)


def detail(t: Translator, value: Value) -> str:
    """Small, below it: of how many or how long an average is, or why there is none."""
    match value:
        case Mean(_, number, asked):
            return t.plain("{number} of {asked} answered", number=t.number(number), asked=t.number(asked))
        case PerWeek(_, weeks):
            return t.count(
                "Over {n} whole week of the last thirty days: what was sent is kept no longer.",
                "Over {n} whole weeks of the last thirty days: what was sent is kept no longer.",
                weeks,
            ).unescape()
        case NoneHere():
            return t.plain("The network was not made from a consultation in this bot.")
        case Hidden.TELLING:
            return t.plain("It would tell something else that is hidden.")
        case Unmeasured(why):
            return _why(t, why)
        case _:
            return ""


def _why(t: Translator, why: Why) -> str:
    return {
        Why.SESSIONS: t.plain("No session has been held yet."),
        Why.ATTENDANCE: t.plain("Nobody has told who was there."),
        Why.ANSWERS: t.plain("Nobody has answered."),
        Why.MONTHS: t.plain("Cities are asked months later, and have not been yet."),
        Why.SILENT: t.plain("Cities were asked, and none has answered yet."),
        Why.LETTERS: t.plain("What was sent is kept for thirty days, and no whole week of the network lies in them."),
        Why.ARCHIVE: t.plain("Of this edition no data of the chat is kept."),
    }[why]
