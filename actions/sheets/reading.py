"""What people type into the fields of a sheet, read from a phone's keyboard. Pure functions, no clock."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time

from actions.refusals import ButtonWanted, EmptyText, TooLong
from actions.sheets.costs import read_cost
from actions.sheets.refusals import DatePassed, NoDate, NoFigure, NoResult, NoYear, PhoneNumber, TooMany
from actions.sheets.years import latest_year
from actions.written_dates import read_moment
from texts.sheets.fields import NONE, Field, FieldKind, Value

NOON = time(12)
PHONE = range(8, 16)  # digits
LOOSE = " .,;:()-–·"

_NUMBER = re.compile(r"(?<![\w,.])\+?\(?\d(?:[ ().\-/\u00a0]{0,2}\d){7,}(?![\w])")
_OTHERS = (
    re.compile(r"\d{1,3}(?:[.\u00a0]\d{3})+|[1-9]\d*0{3}|\d{1,3}(?: \d{3})* 000"),  # an amount
    re.compile(r"(?:19|20)\d\d ?[-/] ?(?:19|20)\d\d"),  # years
    re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{4}|\d{4}-\d{1,2}-\d{1,2}"),  # a day
)
_BULLET = re.compile(r"^\s*(?:[-•*–·]|\d{1,2}[.)])\s+")
_NEXT_QUESTION = re.compile(r"(?<=\?)\s+(?=\S)")
_RESULT = (
    re.compile(r"(?P<indicator>.+?)\s*[:;]\s*(?P<before>.+?)\s*(?:[-=]*>|→|⇒|➜)\s*(?P<after>.+)"),
    re.compile(r"(?P<indicator>.+?)\s*[:;]\s*(?P<before>[^:;]+?)\s*;\s*(?P<after>[^:;]+)"),
    re.compile(r"(?P<indicator>.+?)\s*[:;]\s*(?:de |from )?(?P<before>.+?)\s+(?:a|para|to)\s+(?P<after>.+)", re.I),
)
_JOINING = re.compile(r"[\s,;:(–-]+(?:en|em|el|in|al|de|año|ano|any|year)?[\s,;:(–-]*$", re.I)
_SOURCE = re.compile(r"^(?:según|segundo|segons|according to|fuente|fonte|font|source)\b[\s:]*", re.I)


def read(field: Field, text: str, today: date) -> Value:
    """The value of a field, or a refusal that says what is wrong and how it would be right."""
    if field.kind is not FieldKind.COST:
        check_no_phone(text)
    return _READ[field.kind](field, text, today)


def chosen(field: Field, code: str) -> Value | None:
    """The value behind a key: one of the choices, or that there is nothing to tell. None: there is no such key."""
    if code == "none":
        return NONE
    return {"choice": code} if code in field.choices else None


def check_no_phone(text: str) -> None:
    """Refuses what looks like a phone number. Amounts, years and dates may be as long."""
    for found in _NUMBER.finditer(text):
        is_other = any(form.fullmatch(found[0]) for form in _OTHERS)
        if sum(char.isdigit() for char in found[0]) in PHONE and not is_other:
            raise PhoneNumber


def _text(field: Field, text: str, _today: date) -> Value:
    return {"text": _within(text, field.limit)}


def _choice(_field: Field, _text: str, _today: date) -> Value:
    raise ButtonWanted


def _date(_field: Field, text: str, today: date) -> Value:
    moment = read_moment(text, datetime.combine(today, NOON), today)
    if moment is None:
        raise NoDate
    if moment.date() < today:
        raise DatePassed
    return {"date": moment.date().isoformat()}


def _list(field: Field, text: str, _today: date) -> Value:
    lines = _lines(text)
    if len(lines) == 1:
        lines = _NEXT_QUESTION.split(lines[0])
    return {"items": [_within(line, field.limit) for line in _at_most(lines, field.most)]}


def _figure(field: Field, text: str, today: date) -> Value:
    flat = " ".join(_within(text, field.limit).split())
    found = latest_year(flat, today)
    if found is None:
        raise NoYear
    before, after = _JOINING.sub("", flat[: found.start()]), flat[found.end() :]
    amount, rest = before.strip(LOOSE), after.strip(LOOSE)
    if not amount:
        amount, rest = rest, ""
    if not amount:
        raise NoFigure
    return {"amount": amount, "year": int(found[0]), "source": _SOURCE.sub("", rest)}


def _results(field: Field, text: str, _today: date) -> Value:
    return {"results": [_result(_within(line, field.limit)) for line in _at_most(_lines(text), field.most)]}


def _result(line: str) -> dict[str, str]:
    for form in _RESULT:
        found = form.fullmatch(line)
        if found is not None:
            return {name: part.strip() for name, part in found.groupdict().items()}
    raise NoResult


def _cost(field: Field, text: str, today: date) -> Value:
    return read_cost(_within(text, field.limit), today)


def _lines(text: str) -> list[str]:
    lines = [_BULLET.sub("", line).strip() for line in text.splitlines()]
    return [line for line in lines if line]


def _at_most(lines: list[str], most: int) -> list[str]:
    if not lines:
        raise EmptyText
    if len(lines) > most:
        raise TooMany(most)
    return lines


def _within(text: str, limit: int) -> str:
    if len(text) > limit:
        raise TooLong(len(text), limit)
    return text


_READ: Mapping[FieldKind, Callable[[Field, str, date], Value]] = {
    FieldKind.TEXT: _text,
    FieldKind.CHOICE: _choice,
    FieldKind.DATE: _date,
    FieldKind.LIST: _list,
    FieldKind.FIGURE: _figure,
    FieldKind.COST: _cost,
    FieldKind.RESULTS: _results,
}
