"""Hours of the day that suit a member, as people write them: `13-17;19-20`."""

import re
from collections.abc import Collection

SPAN = re.compile(r"(\d{1,2})(?::00)?\s*[-–]\s*(\d{1,2})(?::00)?")


def hours_in(text: str) -> frozenset[int]:
    """`13-15` is 13 and 14; `22-2` goes over midnight. Raises ValueError with what is wrong."""
    return frozenset(hour for part in re.split(r"[;,]", text) if part.strip() for hour in _span(part.strip()))


def _span(part: str) -> list[int]:
    found = SPAN.fullmatch(part)
    if found is None:
        raise ValueError(f'"{part}" is no span of whole hours in UTC, as 13-17')
    begin, end = int(found[1]), int(found[2])
    if begin > 23 or end > 24 or begin == end:
        raise ValueError(f'"{part}" is no span of a day\'s hours: from 0 to 23, until 1 to 24, as 13-17')
    return [hour % 24 for hour in range(begin, end if end > begin else end + 24)]


def as_written(hours: Collection[int]) -> str:
    """The same hours in the fewest spans."""
    if len(hours) == 24:
        return "0-24"
    begins = sorted(hour for hour in hours if (hour - 1) % 24 not in hours)
    return ";".join(f"{begin}-{_end(begin, hours)}" for begin in begins)


def _end(begin: int, hours: Collection[int]) -> int:
    end = begin
    while end % 24 in hours:
        end += 1
    return end if end <= 24 else end - 24


def shifted(hours: Collection[int], by: int) -> frozenset[int]:
    """The same hours on a clock that is ahead by so many."""
    return frozenset((hour + by) % 24 for hour in hours)
