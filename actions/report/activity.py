"""What took place: sessions, who was there, whose cases were heard. All of it is told city by city."""

from actions.report.facts import Facts
from actions.report.hiding import table
from actions.report.reach import Found
from texts.report.choices import Behind, Column, Seen, Slug
from texts.report.shown import Count, Figure, OfAll, Sessions, Unmeasured, Value, Why


def activity(facts: Facts) -> Found:
    """Four figures; who was in which session is a table of its own shape."""
    held, shown = len(facts.held), sessions_of(facts)
    cases = {city.id for heard in facts.heard.values() for city in heard}
    figures = [
        Figure(Slug.SESSIONS, OfAll(held, len(facts.planned)) if facts.planned else Count(0), Behind.SESSIONS),
        Figure(
            Slug.ATTENDANCE,
            _attendance(facts, shown),
            Behind.ATTENDANCE,
            is_told=True,
            unknown=_unknown(facts, shown),
        ),
        Figure(Slug.STEADY, _steady(facts, shown), Behind.ATTENDANCE, is_told=True),
        Figure(Slug.CASES, Count(len(cases)) if held else Unmeasured(Why.SESSIONS), Behind.SESSIONS),
    ]
    rows = [
        (one.number, facts.day(one.starts_at), there, facts.heard[one.id])
        for one, there in zip(facts.held, _there(facts, shown), strict=True)
    ]
    columns = (Column.SESSION, Column.DAY, Column.PRESENT, Column.CASES)
    return figures, [table(Behind.SESSIONS, columns, rows, counts=True)]


def sessions_of(facts: Facts) -> Sessions:
    """By city and session."""
    rows = []
    for city in facts.cities:
        seen = tuple(facts.seen(city, one) for one in facts.held)
        is_known = not seen or any(one is not Seen.UNKNOWN for one in seen)
        rows.append((city, seen, OfAll(seen.count(Seen.THERE), len(seen)) if is_known else Unmeasured(Why.ATTENDANCE)))
    return Sessions(tuple((one.number, facts.day(one.starts_at)) for one in facts.held), tuple(rows))


def steady_from(facts: Facts) -> int:
    """Five of six sessions."""
    return -(-5 * len(facts.held) // 6)


def _attendance(facts: Facts, shown: Sessions) -> Value:
    """How often a city was there, of each city in each session of which anything was told."""
    if not facts.held:
        return Unmeasured(Why.SESSIONS)
    there = [one for one in _there(facts, shown) if isinstance(one, OfAll)]
    if not there:
        return Unmeasured(Why.ATTENDANCE)
    return OfAll(sum(one.number for one in there), sum(one.all for one in there))


def _unknown(facts: Facts, shown: Sessions) -> int:
    """Of how many of these nobody has said anything."""
    there = _there(facts, shown)
    return sum(
        one is Seen.UNKNOWN
        for _, seen, _ in shown.rows
        for one, told in zip(seen, there, strict=True)
        if isinstance(told, OfAll)
    )


def _steady(facts: Facts, shown: Sessions) -> Value:
    if not facts.held:
        return Unmeasured(Why.SESSIONS)
    if not any(isinstance(one, OfAll) for one in _there(facts, shown)):
        return Unmeasured(Why.ATTENDANCE)
    least = steady_from(facts)
    steady = sum(isinstance(there, OfAll) and there.number >= least for _, _, there in shown.rows)
    return OfAll(steady, len(shown.rows))


def _there(facts: Facts, shown: Sessions) -> list[Value]:
    """By session how many cities."""
    told = {one.meeting_id for one in facts.attended}
    numbers = [sum(seen[place] is Seen.THERE for _, seen, _ in shown.rows) for place in range(len(facts.held))]
    return [
        OfAll(number, len(shown.rows)) if one.id in told else Unmeasured(Why.ATTENDANCE)
        for one, number in zip(facts.held, numbers, strict=True)
    ]
