"""How much a forecast is for each person, and whether it keeps the promises that people were given."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from actions.attention import SPENDING, Outlook
from actions.quiet_hours import is_quiet
from reports.forecast.messages import Forecast, Foreseen, Recipient, monday_of
from store.frozen import frozen
from store.models import HeldState, Kind

WEEK = timedelta(days=7)


@frozen
class Fullest:
    """The week in which one person gets most."""

    to: Recipient
    monday: date
    messages: int


@frozen
class Figures:
    """Sums of a forecast.

    weeks: Mondays of all weeks on the network's clock
    by_week: how many messages each person gets in each week, by chat id and Monday on the person's clock
    kinds: how many of each kind, most first
    average: messages for each person and week
    budget: of the weeks of people that are near no session: how many have so many messages that count, from 1 on
    fuller: the messages of those weeks that have several
    about_today: in quiet hours, and about a session of the same day
    in_quiet_hours: in quiet hours, and about none
    told_later, dropped: what did not come by itself, and a digest tells it, or nothing does
    """

    weeks: Sequence[date]
    by_week: Counter[tuple[int, date]]
    kinds: Sequence[tuple[str, int]]
    average: float
    fullest: Fullest | None
    budget: Counter[int]
    fuller: Sequence[Sequence[Foreseen]]
    about_today: Sequence[Foreseen]
    in_quiet_hours: Sequence[Foreseen]
    told_later: int
    dropped: int


def figures_of(forecast: Forecast) -> Figures:
    """Counts."""
    private = [one for one in forecast.messages if one.to.is_person]
    by_week = Counter((one.to.chat_id, one.week) for one in private)
    weeks = _weeks(forecast)
    people = len(forecast.people)
    away = _weeks_away(private)
    quiet = [one for one in private if is_quiet(one.at, ZoneInfo(one.to.zone))]
    dropped = sum(one.state is HeldState.DROPPED for one in forecast.held)
    return Figures(
        weeks,
        by_week,
        Counter(one.kind for one in forecast.messages).most_common(),
        len(private) / (people * len(weeks)) if people and weeks else 0.0,
        _fullest(forecast, by_week),
        Counter(map(len, away)),
        [own for own in away if len(own) > 1],
        [one for one in quiet if _is_about_today(one)],
        [one for one in quiet if not _is_about_today(one)],
        len(forecast.held) - dropped,
        dropped,
    )


def _weeks(forecast: Forecast) -> list[date]:
    monday, last = monday_of(forecast.day(forecast.since)), forecast.day(forecast.until)
    return [monday + number * WEEK for number in range((last - monday) // WEEK + 1)] if monday <= last else []


def _fullest(forecast: Forecast, by_week: Counter[tuple[int, date]]) -> Fullest | None:
    if not by_week:
        return None
    (chat_id, monday), messages = min(by_week.items(), key=lambda one: (-one[1], one[0][1], one[0][0]))
    return Fullest(next(one for one in forecast.people if one.chat_id == chat_id), monday, messages)


def _weeks_away(private: Sequence[Foreseen]) -> list[list[Foreseen]]:
    """Of each person and week the messages that count for it, as far as no session is near."""
    weeks: dict[tuple[int, date], list[Foreseen]] = defaultdict(list)
    for one in private:
        outlook = Outlook(ZoneInfo(one.to.zone), sessions=one.to.sessions)
        if one.kind in SPENDING and not outlook.is_session_week(one.at):
            weeks[one.to.chat_id, one.week].append(one)
    return list(weeks.values())


def _is_about_today(one: Foreseen) -> bool:
    today = one.local.date()
    is_of_session = one.kind in OF_SESSIONS
    return is_of_session and any(one.to.local(at).date() == today for at in one.to.sessions)


OF_SESSIONS = (Kind.HOUR_BEFORE, Kind.LINK, Kind.SESSION_CHANGED, Kind.DAY_BEFORE, Kind.AFTERWARDS, Kind.NUDGE)
