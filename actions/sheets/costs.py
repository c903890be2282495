"""What something costs, as people type it: "120.000 EUR y 15 mil al año, 2026". Pure functions, no clock."""

import re
from datetime import date
from decimal import Decimal
from functools import cache

from babel.numbers import list_currencies

from actions.sheets.refusals import NoCost, NoCurrency, NoYear
from actions.sheets.years import latest_year
from texts.sheets.fields import Value

LARGEST = Decimal(10) ** 13
SIGNS = {"€": "EUR", "R$": "BRL", "US$": "USD", "U$S": "USD", "£": "GBP", "¥": "JPY"}  # a bare $ is that of many

_CODE = re.compile(r"(?<![^\W\d])([A-Za-z]{3})(?![^\W\d])")
_SIGN = re.compile("|".join(re.escape(sign) for sign in sorted(SIGNS, key=len, reverse=True)))
_AMOUNT = re.compile(
    r"(?<![\w.,])(?P<number>\d{1,3}(?:[ \u00a0]\d{3})+(?:[.,]\d{1,2})?|\d[\d.,]*)"
    r"(?:\s*(?P<times>mil(?:l(?:ón|ones|on|ions?|ón)|hão|hões|hoes|ió)?|mills?|m|k)\b(?:\s*(?:de|d['’])\b)?)?",
    re.I,
)
_YEARLY = re.compile(
    r"/ ?(?:año|ano|any|year)|\b(?:al|por|cada|ao|a|per|l['’]|per l['’]|a l['’]) ?(?:año|ano|any|year)\b|"
    r"\banu(?:al|ales|ais|als)\b|\b(?:yearly|annual|anualmente|annually)\b",
    re.I,
)
_BREAK = re.compile(r"[,;\n+]|\b(?:y|e|i|and|más|mais|més|plus)\b", re.I)


def read_cost(text: str, today: date) -> Value:
    """Once, each year, or both, in one currency and of one year. Raises NoCost, NoCurrency, NoYear."""
    year = latest_year(text, today)
    rest = text if year is None else text[: year.start()] + text[year.end() :]
    currency, rest = _currency(rest)
    once, yearly = _amounts(rest)
    if currency is None:
        raise NoCurrency
    if year is None:
        raise NoYear
    return {"once": once, "yearly": yearly, "currency": currency, "year": int(year[0])}


def _amounts(text: str) -> tuple[str | None, str | None]:
    """Of two that do not say which they are, the second comes each year."""
    found = list(_AMOUNT.finditer(text))
    if not found or len(found) > 2:
        raise NoCost
    numbers = [_number(one) for one in found]
    are_yearly = [_is_yearly(text, one) for one in found]
    if len(numbers) == 1:
        return (None, numbers[0]) if are_yearly[0] else (numbers[0], None)
    if are_yearly == [True, True]:
        raise NoCost
    return (numbers[1], numbers[0]) if are_yearly[0] else (numbers[0], numbers[1])


def _is_yearly(text: str, amount: re.Match[str]) -> bool:
    """Whether that stands behind the amount, or before it, with no comma between."""
    before = _BREAK.split(text[: amount.start()])[-1]
    after = _BREAK.split(text[amount.end() :], maxsplit=1)[0]
    return any(_YEARLY.search(near) and not _AMOUNT.search(near) for near in (before, after))


def _number(found: re.Match[str]) -> str:
    digits = re.sub(r"[ \u00a0]", "", found["number"]).rstrip(".,")
    number = Decimal(_with_point(digits)) * _times(found["times"] or "")
    if not 0 <= number < LARGEST:
        raise NoCost
    return f"{number.normalize():f}"


def _with_point(digits: str) -> str:
    """Commas and points by what they must be: of both the last one, of one alone what no three digits follow."""
    signs = [sign for sign in digits if sign in ".,"]
    if not signs:
        return digits
    last, tail = signs[-1], digits.rpartition(signs[-1])[2]
    is_decimal = signs.count(last) == 1 and (len(set(signs)) > 1 or len(tail) != 3)
    whole, _, part = digits.rpartition(last) if is_decimal else (digits, "", "0")
    plain = re.sub(r"[.,]", "", whole)
    if not plain:
        raise NoCost
    return f"{plain}.{part or 0}"


def _times(word: str) -> int:
    word = word.lower()
    if not word:
        return 1
    return 1000 if word in ("mil", "k") else 1_000_000


def _currency(text: str) -> tuple[str | None, str]:
    """The code, and the text without it."""
    for found in _CODE.finditer(text):
        if found[1].upper() in _codes() and (found[1].isupper() or found[1].lower() not in _WORDS):
            return found[1].upper(), f"{text[: found.start()]} {text[found.end() :]}"
    sign = _SIGN.search(text)
    return (None, text) if sign is None else (SIGNS[sign[0]], f"{text[: sign.start()]} {text[sign.end() :]}")


_WORDS = {"all", "cup", "top", "try", "mil", "any", "ano", "por", "los", "las", "del", "una", "uma"}


@cache
def _codes() -> frozenset[str]:
    return frozenset(list_currencies())
