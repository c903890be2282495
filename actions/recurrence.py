"""When a series meets: an RFC 5545 rule in wall-clock time, one by one to UTC. Pure functions, no clock."""

import re
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from typing import Any, cast
from zoneinfo import ZoneInfo

from dateutil.rrule import DAILY, MONTHLY, WEEKLY, YEARLY, rrule, rrulestr

MOST_DATES = 200
YEARS_AHEAD = 10  # a rule that never comes true would otherwise be followed to the year 9999

FREQUENCIES = {"DAILY": DAILY, "WEEKLY": WEEKLY, "MONTHLY": MONTHLY, "YEARLY": YEARLY}
HIGHEST = {"BYMONTHDAY": 31, "BYYEARDAY": 366, "BYWEEKNO": 53, "BYSETPOS": 366, "BYMONTH": 12}
PARTS = frozenset(["FREQ", "UNTIL", "COUNT", "INTERVAL", "WKST", "BYDAY", *HIGHEST])
HOURLY_PARTS = frozenset({"BYHOUR", "BYMINUTE", "BYSECOND"})
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
UNTIL_FORM = re.compile(r"(\d{8})(T\d{6}Z?)?")
WEEKDAY = re.compile(r"(?P<which>[+-]?[1-9]\d?)?(MO|TU|WE|TH|FR|SA|SU)", re.ASCII)
WHOLE_NUMBER = re.compile(r"[+-]?[1-9]\d{0,3}", re.ASCII)
WEEKDAYS_WITHIN = {"MONTHLY": 5, "YEARLY": 53}  # how many of one weekday there can be
DIGEST_HOUR = time(9)


class RuleWrong(ValueError):
    """A rule that cannot be followed; its text says why, in plain words."""


def occurrences(rule: str, starts_on: date, at: time, zone: ZoneInfo) -> list[datetime]:
    """The starts that `rule` gives from `starts_on`, each at `at` on the wall clocks of `zone`, in UTC, in order."""
    parts = rule_parts(rule)
    walls = islice(_wall_times(parts, starts_on, at, zone), MOST_DATES + 1)
    count = int(parts.get("COUNT", MOST_DATES + 1))
    found = [to_utc(wall, zone) for wall in islice(walls, count)]
    if not found:
        raise RuleWrong("gives no date")
    if len(found) > MOST_DATES:
        raise RuleWrong(f"gives more than {MOST_DATES} dates")
    return found


def to_utc(wall: datetime, zone: ZoneInfo) -> datetime:
    """The instant of a wall-clock time: one that is skipped moves forward, one that comes twice is the first.

    With fold 0 zoneinfo reads a skipped time with the offset from before the change, which is that very move forward.
    """
    return wall.replace(tzinfo=zone, fold=0).astimezone(UTC)


def next_weekday(weekday: int, after: datetime, zone: ZoneInfo, at: time = DIGEST_HOUR) -> datetime:
    """The first `weekday` (0 is Monday) at `at` in `zone` that is not before `after`, in UTC."""
    day = after.astimezone(zone).date()
    day += timedelta(days=(weekday - day.weekday()) % 7)
    moment = to_utc(datetime.combine(day, at), zone)
    return moment if moment >= after else to_utc(datetime.combine(day + timedelta(days=7), at), zone)


def next_of_month(weekday: int, after: datetime, zone: ZoneInfo, at: time = DIGEST_HOUR) -> datetime:
    """The first `weekday` at `at`, not before `after`, in a month's first week that begins with a Monday of it.

    All weekdays of one month lie in one week: who takes part in several networks gets them together.
    """
    month = after.astimezone(zone).date().replace(day=1)
    while True:
        day = month + timedelta(days=-month.weekday() % 7 + weekday)
        moment = to_utc(datetime.combine(day, at), zone)
        if moment >= after:
            return moment
        month = (month + timedelta(days=31)).replace(day=1)


def rule_parts(rule: str) -> dict[str, str]:
    """The parts of an RFC 5545 recurrence rule by name; refuses what a series of meeting days cannot follow."""
    parts: dict[str, str] = {}
    for written in rule.split(";"):
        name, equals, value = written.partition("=")
        if not equals or not value:
            raise RuleWrong(f'"{written}" is no NAME=VALUE part of an RFC 5545 rule')
        if name in HOURLY_PARTS:
            raise RuleWrong(f"{name} has no place here: the hour is meeting_time")
        if name not in PARTS:
            raise RuleWrong(f'"{name}" is no part of an RFC 5545 rule')
        if name in parts:
            raise RuleWrong(f"{name} stands twice")
        parts[name] = value
    _check(parts)
    return parts


def _check(parts: dict[str, str]) -> None:
    if parts.get("FREQ") not in FREQUENCIES:
        raise RuleWrong("FREQ must be one of " + ", ".join(FREQUENCIES))
    if "COUNT" in parts and "UNTIL" in parts:
        raise RuleWrong("COUNT and UNTIL exclude each other")
    if "COUNT" not in parts and "UNTIL" not in parts:
        raise RuleWrong("has no end: add COUNT or UNTIL")
    if "UNTIL" in parts and not UNTIL_FORM.fullmatch(parts["UNTIL"]):
        raise RuleWrong(f'UNTIL must look like 20271231 or 20271231T235959Z, not "{parts["UNTIL"]}"')
    if parts.get("WKST", "MO") not in DAYS:
        raise RuleWrong(f"WKST must be one of {' '.join(DAYS)}")
    for name in ("COUNT", "INTERVAL"):
        _check_number(name, parts.get(name, "1"), lowest=1, highest=9999)
    for name, highest in HIGHEST.items():
        lowest = 1 if name == "BYMONTH" else -highest
        for value in parts.get(name, "1").split(","):
            _check_number(name, value, lowest, highest)
    for day in parts.get("BYDAY", "MO").split(","):
        _check_day(day, WEEKDAYS_WITHIN.get(parts["FREQ"], 0))
    if "BYWEEKNO" in parts and parts["FREQ"] != "YEARLY":
        raise RuleWrong("BYWEEKNO goes with FREQ=YEARLY only")


def _check_number(name: str, value: str, lowest: int, highest: int) -> None:
    if not WHOLE_NUMBER.fullmatch(value) or not lowest <= int(value) <= highest:
        raise RuleWrong(f'{name} must be from {lowest} to {highest}, not "{value}"')


def _check_day(day: str, most: int) -> None:
    found = WEEKDAY.fullmatch(day)
    if not found:
        raise RuleWrong(f'BYDAY does not know "{day}"; days are {" ".join(DAYS)}, as in 1WE or -1FR')
    if found["which"] and abs(int(found["which"])) > most:
        why = f"there are at most {most}" if most else "only months and years count their weekdays"
        raise RuleWrong(f'BYDAY cannot have "{day}": {why}')


def _wall_times(parts: dict[str, str], starts_on: date, at: time, zone: ZoneInfo) -> "rrule":
    start = datetime.combine(starts_on, at)
    # COUNT is counted by the caller: dateutil takes either an end or a count.
    core = ";".join(f"{name}={value}" for name, value in parts.items() if name not in {"COUNT", "UNTIL"})
    try:
        # dateutil's own types say that this may be a set of rules; from one rule it never is.
        rule = cast(Any, rrulestr(core, dtstart=start))
        return cast("rrule", rule.replace(until=_last_wall_time(parts, start, zone)))
    except (ValueError, TypeError, KeyError, OverflowError) as wrong:
        raise RuleWrong(f"is no RFC 5545 rule: {wrong}") from None


def _last_wall_time(parts: dict[str, str], start: datetime, zone: ZoneInfo) -> datetime:
    horizon = start + timedelta(days=366 * YEARS_AHEAD)
    written = parts.get("UNTIL")
    if written is None:
        return horizon
    day = datetime.strptime(written[:8], "%Y%m%d")  # noqa: DTZ007 - wall-clock time, by intent
    if len(written) == 8:
        return min(horizon, datetime.combine(day, time.max))  # the whole last day belongs to it
    wall = datetime.strptime(written.rstrip("Z"), "%Y%m%dT%H%M%S")  # noqa: DTZ007
    if written.endswith("Z"):
        wall = wall.replace(tzinfo=UTC).astimezone(zone).replace(tzinfo=None)
    return min(horizon, wall)
