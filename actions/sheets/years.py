"""The years that stand in what somebody typed."""

import re
from datetime import date

FROM = 1900
AHEAD = 10  # years that somebody plans for

_AMOUNT_BEFORE = re.compile(r"(?:[$€£¥]|\b(?:EUR|BRL|USD|con|com|amb|with|unos|unas|uns|umas|unes|about))\s*\Z", re.I)
_AMOUNT_AFTER = re.compile(r"\s*(?:[$€£¥%]|(?:EUR|BRL|USD|euros?|reais|pesos|d[oó]lar\w*)\b)", re.I)
_RANGE = re.compile(
    r"\d{4}\s?[-–—]\s?\d{4}"
    r"|\b(?:entre\s+\d{4}\s+(?:y|e|i)|between\s+\d{4}\s+and"
    r"|(?:de|del|do|des\s+de|des\s+del|desde|from)(?:\s+el)?\s+\d{4}"
    r"\s+(?:a|al|ao|hasta|hasta\s+el|até|ate|fins\s+a|fins\s+al|to|until))\s+\d{4}",
    re.I,
)
_YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?!\d|[.,]\d)")


def latest_year(text: str, today: date) -> re.Match[str] | None:
    """The last of them: amounts that look like years come before it."""
    found = years_in(text, FROM, today.year + AHEAD)
    return found[-1] if found else None


def years_done(text: str, first: int, last: int) -> str:
    """The latest year, with the one before it where a range is written, as 2019–2021; empty where there is none."""
    found = [one for one in years_in(text, first, last) if not _is_amount(text, one)]
    if not found:
        return ""
    latest = found[-1]
    for written in _RANGE.finditer(text):
        begun = [one for one in found if written.start() <= one.start() < latest.start()]
        if written.end() == latest.end() and begun and begun[0][0] < latest[0]:
            return f"{begun[0][0]}–{latest[0]}"
    return latest[0]


def _is_amount(text: str, year: re.Match[str]) -> bool:
    return bool(_AMOUNT_BEFORE.search(text[: year.start()]) or _AMOUNT_AFTER.match(text, year.end()))


def years_in(text: str, first: int, last: int) -> list[re.Match[str]]:
    """Those between two, in the order in which they stand."""
    return [one for one in _YEAR.finditer(text) if first <= int(one[0]) <= last]
