"""The year that stands in what somebody typed."""

import re
from datetime import date

FROM = 1900
AHEAD = 10  # years that somebody plans for

_YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?!\d|[.,]\d)")


def latest_year(text: str, today: date) -> re.Match[str] | None:
    """The last of them: amounts that look like years come before it."""
    found = [one for one in _YEAR.finditer(text) if FROM <= int(one[0]) <= today.year + AHEAD]
    return found[-1] if found else None
