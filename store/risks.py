"""Queries of cities that may drop out: when somebody of a city last did anything, and who was in which session."""

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.models import (
    Challenge,
    Commitment,
    DatePoll,
    DatePollAnswer,
    DatePollOption,
    Experience,
    Meeting,
    Membership,
    Network,
    Presence,
    Prompt,
    PromptAnswer,
    Role,
    Rsvp,
    Solution,
    Survey,
    SurveyAnswer,
    Takeaway,
)


class Told(NamedTuple):
    """A session of which somebody has told who was there, and the cities that were."""

    meeting: Meeting
    present: frozenset[int]


def told_sessions(session: Session, network_ids: Collection[int], now: datetime) -> dict[int, list[Told]]:
    """By network, the latest first; of which nobody has told anything are left out."""
    found = (
        sa.select(Meeting, Presence.city_id, Presence.was_there)
        .join(Presence, Presence.meeting_id == Meeting.id)
        .where(Meeting.network_id.in_(network_ids), Meeting.starts_at <= now, Meeting.cancelled_at.is_(None))
        .order_by(Meeting.starts_at.desc(), Meeting.id.desc())
    )
    meetings: dict[int, Meeting] = {}
    present: dict[int, set[int]] = {}
    for meeting, city_id, was_there in session.execute(found):
        meetings[meeting.id] = meeting
        present.setdefault(meeting.id, set()).update({city_id} if was_there and city_id is not None else ())
    told: dict[int, list[Told]] = {}
    for number, meeting in meetings.items():
        told.setdefault(meeting.network_id, []).append(Told(meeting, frozenset(present[number])))
    return told


def last_over(session: Session, network_ids: Collection[int], now: datetime) -> dict[int, datetime]:
    """When the last session of each network began that has begun: since then its people were asked something."""
    found = sa.select(Meeting.network_id, sa.func.max(Meeting.starts_at, type_=Meeting.starts_at.type)).where(
        Meeting.network_id.in_(network_ids), Meeting.starts_at <= now, Meeting.cancelled_at.is_(None)
    )
    return {row[0]: row[1] for row in session.execute(found.group_by(Meeting.network_id))}


def delegates_of(session: Session, network_ids: Collection[int]) -> list[tuple[Membership, Network]]:
    """The present delegates of cities, their city's titular first."""
    was_named = sa.case((Membership.titular_at.is_(None), 1), else_=0)
    found = (
        sa.select(Membership, Network)
        .join(Network, Network.id == Membership.network_id)
        .where(
            Membership.network_id.in_(network_ids),
            Membership.role == Role.DELEGATE,
            Membership.city_id.is_not(None),
            Membership.left_at.is_(None),
        )
        .order_by(was_named, Membership.titular_at.desc(), Membership.joined_at, Membership.id)
    )
    return [(row[0], row[1]) for row in session.execute(found)]


def last_acts(session: Session, network_ids: Collection[int]) -> dict[tuple[int, int], datetime]:
    """By network and city: when one of its people last answered or shared anything there, by their own hand."""
    acts = sa.union_all(*_acts(network_ids)).subquery()
    latest = sa.func.max(acts.c.at, type_=Meeting.starts_at.type)
    found = (
        sa.select(Membership.network_id, Membership.city_id, latest)
        .join(acts, sa.and_(acts.c.person_id == Membership.person_id, acts.c.network_id == Membership.network_id))
        .where(Membership.left_at.is_(None), Membership.city_id.is_not(None))
        .group_by(Membership.network_id, Membership.city_id)
    )
    return {(row[0], row[1] or 0): row[2] for row in session.execute(found)}


def _acts(network_ids: Collection[int]) -> Iterator[sa.Select[Any]]:
    for table in (Rsvp, Presence, Takeaway, Commitment):
        at = {
            Rsvp: Rsvp.answered_at,
            Presence: Presence.told_at,
            Takeaway: sa.func.coalesce(Takeaway.changed_at, Takeaway.written_at),
            Commitment: sa.func.coalesce(Commitment.changed_at, Commitment.taken_at),
        }[table]
        yield (
            _act(table.person_id, Meeting.network_id, at)
            .join(Meeting, Meeting.id == table.meeting_id)
            .where(Meeting.network_id.in_(network_ids), table.noted_by.is_(None))
        )
    for shared in (Challenge, Experience):
        yield _act(shared.person_id, shared.network_id, shared.published_at).where(
            shared.network_id.in_(network_ids), shared.noted_by.is_(None)
        )
    yield (
        _act(Solution.person_id, Challenge.network_id, Solution.published_at)
        .join(Challenge, Challenge.id == Solution.challenge_id)
        .where(Challenge.network_id.in_(network_ids), Solution.noted_by.is_(None))
    )
    yield (
        _act(PromptAnswer.person_id, Prompt.network_id, PromptAnswer.published_at)
        .join(Prompt, Prompt.id == PromptAnswer.prompt_id)
        .where(Prompt.network_id.in_(network_ids), PromptAnswer.noted_by.is_(None))
    )
    yield (
        _act(SurveyAnswer.person_id, Survey.network_id, SurveyAnswer.changed_at)
        .join(Survey, Survey.id == SurveyAnswer.survey_id)
        .where(Survey.network_id.in_(network_ids))
    )
    yield _act(Membership.person_id, Membership.network_id, Membership.joined_at).where(
        Membership.network_id.in_(network_ids)
    )
    yield (
        _act(DatePollAnswer.person_id, DatePoll.network_id, DatePollAnswer.answered_at)
        .join(DatePollOption, DatePollOption.id == DatePollAnswer.option_id)
        .join(DatePoll, DatePoll.id == DatePollOption.poll_id)
        .where(DatePoll.network_id.in_(network_ids))
    )


def _act(person_id: Any, network_id: Any, at: Any) -> sa.Select[Any]:
    return sa.select(person_id.label("person_id"), network_id.label("network_id"), at.label("at"))
