"""Which survey follows a session: the first, the one in the middle, the last; or one that a coordinator asks for."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from actions import audit
from actions.afterwards.standing import ends_at
from store import surveys as store
from store.closing import sessions_of
from store.models import Meeting, Network, Person, Survey, SurveyKind

AFTER = timedelta(days=2)  # the day on which nothing else comes to delegates
OPEN = timedelta(days=14)  # a weekend and a digest have passed by then


def plan_after(session: Session, meeting: Meeting, network: Network, now: datetime) -> None:
    """Once for a network and kind, however its sessions are moved afterwards."""
    kind = _kind_after(meeting, sessions_of(session, network.id))
    if kind is None or network.closed_at is not None:
        return
    ask_at = ends_at(meeting) + AFTER
    if not store.open_survey(
        session, network.id, kind, now=now, closes_at=max(ask_at, now) + OPEN, ask_at=max(ask_at, now)
    ):
        _ask_what_was_opened(session, network.id, kind, max(ask_at, now))


def _kind_after(meeting: Meeting, meetings: Sequence[Meeting]) -> SurveyKind | None:
    place = next((place for place, one in enumerate(meetings) if one.id == meeting.id), None)
    last = len(meetings) - 1
    if place is None:
        return None
    if place == last:
        return SurveyKind.CLOSING
    if place == 0:
        return SurveyKind.BASELINE
    return SurveyKind.PULSE if place == last // 2 else None


def _ask_what_was_opened(session: Session, network_id: int, kind: SurveyKind, ask_at: datetime) -> None:
    """By who looked for it, before anybody was asked."""
    survey = store.survey_of(session, network_id, kind)
    if survey is not None and survey.ask_at is None and kind is SurveyKind.BASELINE:
        survey.ask_at, survey.closes_at = ask_at, ask_at + OPEN


def current(session: Session, network: Network, now: datetime) -> Survey | None:
    """The survey that a delegate can answer now; at the beginning it is opened by whoever looks for it first."""
    surveys = store.surveys_in(session, network.id)
    is_open = [one for one in surveys.values() if one.opened_at <= now < one.closes_at]
    if is_open:
        return max(is_open, key=lambda one: one.opened_at)
    first = _first_ahead(session, network, now) if SurveyKind.BASELINE not in surveys else None
    if first is None or network.closed_at is not None:
        return None
    closes_at = ends_at(first) + AFTER + OPEN
    store.open_survey(session, network.id, SurveyKind.BASELINE, now=now, closes_at=closes_at, ask_at=None)
    return store.survey_of(session, network.id, SurveyKind.BASELINE)


def is_current(session: Session, network: Network, now: datetime) -> bool:
    """Whether there is one, or would be."""
    surveys = store.surveys_in(session, network.id)
    if any(one.opened_at <= now < one.closes_at for one in surveys.values()):
        return True
    is_unasked = SurveyKind.BASELINE not in surveys and network.closed_at is None
    return is_unasked and _first_ahead(session, network, now) is not None


def _first_ahead(session: Session, network: Network, now: datetime) -> Meeting | None:
    """The first session of all, as long as it is not over."""
    first = next(iter(sessions_of(session, network.id)), None)
    return first if first is not None and ends_at(first) > now else None


def can_send(session: Session, network: Network, now: datetime) -> list[SurveyKind]:
    """What a coordinator may ask now: half-way once they have met, the end once no session is ahead."""
    surveys, meetings = store.surveys_in(session, network.id), sessions_of(session, network.id)
    over = [one for one in meetings if ends_at(one) <= now]
    is_last = bool(over) and len(over) == len(meetings)
    kinds = []
    if over and not is_last and SurveyKind.PULSE not in surveys and network.closed_at is None:
        kinds.append(SurveyKind.PULSE)
    if is_last and SurveyKind.CLOSING not in surveys:
        kinds.append(SurveyKind.CLOSING)
    return kinds


def do_send(session: Session, by: Person, network: Network, kind: SurveyKind, *, now: datetime) -> bool:
    """Now; False: it has been asked already, or is not to be asked at this point."""
    if kind not in can_send(session, network, now):
        return False
    is_new = store.open_survey(session, network.id, kind, now=now, closes_at=now + OPEN, ask_at=now)
    if is_new:
        audit.record(
            session, now=now, deed="survey_sent", person_id=by.id, network_id=network.id, details={"kind": kind.value}
        )
    return is_new
