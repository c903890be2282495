"""The list that people read: week by week what is done and which letters come of it, and how many that are for each."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from difflib import unified_diff
from itertools import groupby
from pathlib import Path
from zoneinfo import ZoneInfo

from actions.attention import SPENDING
from tests.flows.six_sessions.letters import MADRID, Arrived
from tests.flows.six_sessions.story import Date, Story

EXPECTED = Path(__file__).parent / "expected.txt"
HEAD = """\
# Every letter that comes by itself in six sessions of Movilidad Sostenible, and what people do meanwhile (>).
# One line each: when it comes on the clock of its reader, whose clock that is, who, the kind, how it begins.
# "=": away from any session of theirs, and not the first message of their week that counts for it.
# It is compared by tests/flows/test_six_sessions.py. After a rule or a sentence has changed, write it anew with
#   MICRORREDES_WRITE_LETTERS=1 .venv/bin/pytest tests/flows/test_six_sessions.py -k sqlite
# and read the diff as the people do who get these letters.
"""


@dataclass(frozen=True)
class Week:
    """Somebody's week away from sessions: what came of those letters of which there should be one."""

    who: str
    monday: date
    letters: tuple[Arrived, ...]


def whole_list(story: Story, dates: list[Date]) -> str:
    """All of it."""
    again = {one for week in weeks_away(story.mail.arrived, dates) for one in week.letters[1:]}
    lines = [(one.at, one.who, f"{'=' if one in again else ' '} {one.line}") for one in story.mail.arrived]
    lines += [(at, "", f"> {at.astimezone(ZoneInfo(MADRID)):%a %d %b %H:%M} {deed}") for at, deed in story.deeds]
    lines.sort(key=lambda one: (one[0].replace(second=0, microsecond=0), one[1:]))
    weeks = groupby(lines, lambda one: _monday(one[0]))
    parts = [f"\nWeek of {monday:%-d %B}\n" + "".join(f"{line}\n" for *_, line in own) for monday, own in weeks]
    return HEAD + "".join(parts) + "\nAltogether\n" + "".join(_counts(story, dates))


def weeks_away(arrived: list[Arrived], dates: list[Date]) -> list[Week]:
    """The weeks of each person as far as no session is near, with the letters that count for them, in their order."""
    counting = [one for one in arrived if one.kind in SPENDING and not _is_near(one, dates)]
    counting.sort(key=lambda one: (one.who, one.at))
    return [Week(who, monday, tuple(own)) for (who, monday), own in groupby(counting, lambda one: (one.who, one.week))]


def differences(expected: str, found: str) -> list[str]:
    """Lines that are missing or surplus, with those around them."""
    return list(unified_diff(expected.splitlines(), found.splitlines(), "expected", "found", n=2, lineterm=""))


def _is_near(one: Arrived, dates: list[Date]) -> bool:
    """From seven days before a session to three days after it, on the reader's calendar, as it was planned then."""
    known = [each.starts_at.astimezone(ZoneInfo(one.zone)).date() for each in dates if each.holds(one.at)]
    days = [(one.on_clock.date() - day).days for day in known]
    return any(-7 <= number <= 3 for number in days)


def _counts(story: Story, dates: list[Date]) -> Iterator[str]:
    everything = Counter(one.who for one in story.mail.arrived)
    away = weeks_away(story.mail.arrived, dates)
    for who, number in sorted(everything.items()):
        own = [week for week in away if week.who == who]
        fuller = sum(len(week.letters) > 1 for week in own)
        told = (
            ""
            if who == "grupo"
            else f" · away from sessions something came in {len(own)} weeks, more than once in {fuller}"
        )
        yield f"  {who:6} {number:3} letters{told}\n"


def _monday(at: datetime) -> date:
    day = at.astimezone(ZoneInfo(MADRID)).date()
    return day - timedelta(days=day.weekday())
