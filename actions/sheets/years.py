"""The years that stand in what somebody typed."""

import re
from datetime import date

FROM = 1900
AHEAD = 10  # years that somebody plans for

_YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?!\d|[.,]\d)")


def latest_year(text: str, today: date) -> re.Match[str] | None:
    """The last of them: amounts that look like years come before it."""
    found = years_in(text, FROM, today.year + AHEAD)
    return found[-1] if found else None


def years_in(text: str, first: int, last: int) -> list[re.Match[str]]:
    """Those between two, in the order in which they stand."""
    return [one for one in _YEAR.finditer(text) if first <= int(one[0]) <= last]
