"""A forecast for a terminal: a table of messages, day by day, and its sums."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from reports.forecast.figures import Figures, figures_of
from reports.forecast.messages import Forecast, Foreseen

LONGEST_NAME = 44
SHOWN = 5  # weeks that are fuller than promised
DAY = "%a %d %B %Y"


def lines_of(forecast: Forecast) -> Iterator[str]:
    """All of it, line by line."""
    yield (
        f"{forecast.name} ({forecast.slug}), {_span(forecast)}, days of {forecast.zone}; what people would answer is "
        "not guessed"
    )
    sessions = {forecast.day(one.starts_at): one for one in forecast.sessions}
    for day, messages in groupby(forecast.messages, lambda one: forecast.day(one.at)):
        meeting = sessions.get(day)
        yield ""
        yield day.strftime(DAY) + (f" · session {meeting.number}" if meeting else "")
        yield from _table(forecast, list(messages))
    yield ""
    yield from summary(forecast, figures_of(forecast))


def _table(forecast: Forecast, messages: Sequence[Foreseen]) -> Iterator[str]:
    names = min(max(len(one.to.told) for one in messages), LONGEST_NAME)
    places = max(len(_place(one.to.zone)) for one in messages)
    kinds = max(len(one.kind) for one in messages)
    for one in messages:
        name = one.to.told if len(one.to.told) <= names else f"{one.to.told[: names - 1]}…"
        when = f"{one.at:%H:%M} UTC  {one.local:%a %H:%M} {_place(one.to.zone):{places}}"
        other = "".join(f"[{slug}] " for slug in forecast.elsewhere(one))
        yield f"  {when}  {name:{names}}  {one.kind:{kinds}}  {other}{one.line}"


def summary(forecast: Forecast, figures: Figures) -> Iterator[str]:
    """How much it is for whom."""
    people, groups = len(forecast.people), len(forecast.recipients) - len(forecast.people)
    yield "In all"
    yield (
        f"  {_number(len(forecast.messages), 'message')} to {_number(people, 'person', 'people')} and "
        f"{_number(groups, 'group')} in {_number(len(figures.weeks), 'week')}; "
        f"{_number(len(forecast.sessions), 'session')}; "
        f"{_number(forecast.changes, 'change')} of messages that are there already"
    )
    fullest = figures.fullest
    most = f"; {fullest.messages} at most: {fullest.to.told}, week of {fullest.monday}" if fullest else ""
    yield f"  for each person and week: {figures.average:.1f} on average{most}"
    yield "  by kind: " + (", ".join(f"{kind} {number}" for kind, number in figures.kinds) or "none")
    yield from _budget(figures)
    yield from _quiet(figures)
    if forecast.held:
        kinds = Counter(one.kind.value for one in forecast.held).most_common()
        told = ", ".join(f"{kind} {number}" for kind, number in kinds)
        yield f"  not by itself: {told}; {figures.told_later} for a digest to tell, {figures.dropped} dropped"
    if forecast.unsent:
        states = Counter(one.state.value for one in forecast.unsent).most_common()
        yield "  would not arrive: " + ", ".join(f"{state} {number}" for state, number in states)


def _budget(figures: Figures) -> Iterator[str]:
    """Away from sessions a week has one message, and what somebody else decided or has to know at once."""
    several = len(figures.fuller)
    yield (
        f"  weeks of people away from sessions: {figures.budget[1]} with one message that counts, {several} with more"
    )
    for own in figures.fuller[:SHOWN]:
        told = ", ".join(f"{one.kind} {one.local:%a %H:%M}" for one in own)
        yield f"    {own[0].to.told}, week of {own[0].week}: {told}"
    if several > SHOWN:
        yield f"    and {several - SHOWN} more"


def _quiet(figures: Figures) -> Iterator[str]:
    about_today = len(figures.about_today)
    also = f"; {about_today} about a session of the same day" if about_today else ""
    yield f"  quiet hours (20:00 to 08:00, weekends): {len(figures.in_quiet_hours) or 'none'}{also}"
    for one in figures.in_quiet_hours[:SHOWN]:
        yield f"    {one.to.told}: {one.kind} {one.local:%a %d %b %H:%M}"


def _span(forecast: Forecast) -> str:
    return f"{_day(forecast, forecast.since)} to {_day(forecast, forecast.until)}"


def _day(forecast: Forecast, at: datetime) -> str:
    return at.astimezone(ZoneInfo(forecast.zone)).date().isoformat()


def _place(zone: str) -> str:
    return zone.rpartition("/")[2].replace("_", " ")


def _number(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"
