"""The date and hour of a session, as coordinators type or press them: on the clocks of the network's zone."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from actions.access import access_coordinated_poll
from actions.date_polls.showing import table_for
from actions.meetings.refusals import DateNotUnderstood, DayPast
from actions.recurrence import to_utc
from actions.refusals import Refused, StepPassed
from actions.written_dates import names_year, read_with_rest
from handlers.form import Anew, Answers, number_in
from handlers.turn import Turn
from store.models import Network
from texts import forms as form_texts
from texts.meetings.fair import FAIR, POLL, USUAL, WALL, WHEN
from texts.message import Message

DATE_LIMIT = 60


def typed_start(turn: Turn, network: Network, near: datetime) -> tuple[datetime, str]:
    """What was typed, in UTC, and the words beside it.

    An hour alone is one of the day of `near`, a day alone takes its hour.
    """
    zone = ZoneInfo(network.zone)
    wall = near.astimezone(zone)
    typed, today = turn.text(DATE_LIMIT), turn.now.astimezone(zone).date()
    read = read_with_rest(typed, wall.replace(tzinfo=None), today)
    if read is None:
        raise DateNotUnderstood(f"{wall:%d/%m %H:%M}")
    if read.at.date() < today and not names_year(typed):
        raise DayPast(read.at)
    return to_utc(read.at, zone), read.rest


def pressed_start(network: Network, value: str) -> datetime:
    """What a button says, in UTC."""
    try:
        wall = datetime.strptime(value, WALL)  # noqa: DTZ007 - wall-clock time, by intent
    except ValueError:
        raise StepPassed from None
    return to_utc(wall, ZoneInfo(network.zone))


def page_turned(value: str) -> Anew | None:
    """What a button says that answers nothing yet: it opens a page of fair dates, or goes back to the usual ones."""
    if value == USUAL:
        return Anew(FAIR, None)
    return Anew(FAIR, number_in(value.removeprefix(FAIR))) if value.startswith(FAIR) else None


def starts_at(answers: Answers) -> datetime:
    """The answer to it, in UTC."""
    return datetime.fromisoformat(answers[WHEN]).astimezone(UTC)


def yes(_turn: Turn, _answers: Answers, value: str) -> str:
    """The answer to a preview."""
    return value


def is_wanted(answers: Answers) -> bool:
    """Whether the date is asked for: it was not chosen out of a poll."""
    return POLL not in answers


def cancelled(turn: Turn, answers: Answers) -> Message:
    """The form was left; a choice out of a poll goes back to it."""
    if POLL not in answers:
        return form_texts.cancelled(turn.translator)
    turn.toast = form_texts.unchanged(turn.translator)
    try:
        poll, network = access_coordinated_poll(turn.session, turn.member, answers[POLL])
    except Refused:  # somebody else coordinates by now
        return form_texts.cancelled(turn.translator)
    return table_for(turn.session, poll, network, turn.member, now=turn.now)
