"""What stands in tables, in words and as a file has it."""

from datetime import date
from enum import Enum

from store.models import AdoptionState, Applied, City, CommitmentState, Outcome, Role, Statement, SurveyKind
from texts.adoptions.shown import states
from texts.afterwards.asking import statement_words
from texts.cities import country_name, short_city
from texts.coordinating.people import role_name
from texts.dates import date_in_words
from texts.report.choices import Joined, Mark, Seen, Thing
from texts.report.shown import (
    Asked,
    Cell,
    Change,
    Count,
    Country,
    Hidden,
    Language,
    Mean,
    NoneHere,
    OfAll,
    PerWeek,
    Unmeasured,
)
from texts.report.values import words as value_words
from texts.sheets.shown import language_name
from texts.spreadsheets import cell as safe
from texts.surveys.questions import words_of
from texts.translator import Translator


def words(t: Translator, cell: Cell) -> str:
    """For people."""
    match cell:
        case None:
            return ""
        case City():
            return short_city(cell)
        case Country(code):
            return country_name(t, code)
        case Language(code):
            return language_name(t, code)
        case Asked(slug):
            return words_of(t, slug).question
        case tuple():
            return ", ".join(words(t, one) for one in cell)
        case date():
            return date_in_words(t, cell)
        case float():
            return t.average(cell)
        case Hidden() | Count() | OfAll() | Mean() | Change() | PerWeek() | NoneHere() | Unmeasured():
            return value_words(t, cell)
        case Enum():
            return choice(t, cell)
        case int():
            return t.number(cell)
        case str():
            return cell


def raw(cell: Cell) -> str:
    """For a file: the same in every language, and no formula."""
    match cell:
        case None:
            return ""
        case City():
            return safe(short_city(cell))
        case Country(code) | Language(code):
            return code
        case Asked(slug):
            return slug
        case tuple():
            return safe("; ".join(raw(one) for one in cell))
        case date():
            return cell.isoformat()
        case float():
            return f"{cell:.2f}"
        case OfAll(number, all_of_them):
            return f"{number}/{all_of_them}"
        case Unmeasured():
            return "not_measured"
        case Count() | Mean() | Change() | PerWeek() | NoneHere():
            raise TypeError("figures stand in no table")
        case Enum():
            return str(cell.value)
        case int():
            return str(cell)
        case str():
            return safe(cell)


def in_file(t: Translator, cell: Cell) -> str:
    """For a file that people open: in words, but for numbers (with a decimal point) and days (in ISO 8601)."""
    match cell:
        case Enum():
            return safe(words(t, cell))
        case None | date() | int() | float():
            return raw(cell)
        case _:
            return safe(words(t, cell))


def choice(t: Translator, one: Enum) -> str:
    """A word for one of several."""
    match one:
        case Role():
            return role_name(t, one)
        case Statement():
            return statement_words(t, one).unescape()
        case AdoptionState():
            return states(t)[one]
        case CommitmentState():
            return _commitment(t, one)
        case Outcome():
            return _outcome(t, one)
        case Applied():
            return _applied(t, one)
        case SurveyKind():
            return _survey(t, one)
        case Seen():
            return seen(t, one)
        case Thing():
            return _thing(t, one)
        case Joined():
            return t.plain("yes") if one is Joined.YES else t.plain("no")
        case Mark():
            return _mark(t, one)
        case _:
            return str(one.value)


def _commitment(t: Translator, state: CommitmentState) -> str:
    return {
        CommitmentState.OPEN: t.plain("nothing said yet"),
        CommitmentState.DOING: t.plain("under way"),
        CommitmentState.DONE: t.plain("done"),
        CommitmentState.CHANGED: t.plain("changed on the way"),
        CommitmentState.BLOCKED: t.plain("blocked"),
    }[state]


def _outcome(t: Translator, outcome: Outcome) -> str:
    return {
        Outcome.SOLVED: t.plain("solved"),
        Outcome.PARTLY: t.plain("solved in part"),
        Outcome.OPEN: t.plain("open"),
    }[outcome]


def _applied(t: Translator, said: Applied) -> str:
    return {
        Applied.YES: t.plain("in use"),
        Applied.PARTLY: t.plain("in use in part"),
        Applied.NOT_YET: t.plain("not yet"),
    }[said]


def _survey(t: Translator, kind: SurveyKind) -> str:
    return {
        SurveyKind.BASELINE: t.plain("at the beginning"),
        SurveyKind.PULSE: t.plain("half-way"),
        SurveyKind.CLOSING: t.plain("at the end"),
    }[kind]


def seen(t: Translator, one: Seen) -> str:
    """Of a city in a session."""
    return {
        Seen.THERE: t.plain("was there"),
        Seen.AWAY: t.plain("was not there"),
        Seen.UNKNOWN: t.plain("not known"),
    }[one]


def _thing(t: Translator, thing: Thing) -> str:
    return {
        Thing.ANSWER: t.plain("answer to a challenge"),
        Thing.OFFER: t.plain("offer in a session"),
        Thing.ADOPTION: t.plain("taken over"),
        Thing.MEETING: t.plain("meeting between sessions"),
        Thing.EXPERIENCE: t.plain("experience shared"),
    }[thing]


def _mark(t: Translator, mark: Mark) -> str:
    return {
        Mark.NOT_SHOWN: t.plain("(not shown)"),
        Mark.HIDDEN: t.plain("(hidden)"),
        Mark.NOBODY: t.plain("no city"),
        Mark.NOTED: t.plain("noted by coordination"),
    }[mark]
