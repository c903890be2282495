"""Queries of the weekly digest: whose is due, and what is new in a window of time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, Session

from store.models import (
    Challenge,
    City,
    Experience,
    Letter,
    Meeting,
    Membership,
    Network,
    Outcome,
    Person,
    Prompt,
    PromptAnswer,
    Rsvp,
    Solution,
    Visibility,
)


@dataclass(frozen=True)
class Window:
    """What was published at `since` or later, and before `until`, by others than the reader."""

    network_id: int
    since: datetime
    until: datetime
    reader_id: int | None = None  # None: a group reads


@dataclass(frozen=True)
class News:
    """What is new in one window. Challenges and prompts come with the number of what is new about them."""

    answered: Sequence[tuple[Challenge, int]] = ()  # the reader's own open ones
    challenges: Sequence[tuple[Challenge, City | None]] = ()
    experiences: Sequence[tuple[Experience, City | None]] = ()
    solutions: Sequence[tuple[Challenge, int]] = ()
    solved: Sequence[tuple[Challenge, City | None]] = ()
    prompts: Sequence[tuple[Prompt, int]] = ()

    @property
    def is_empty(self) -> bool:
        """Nothing is new."""
        parts = (self.answered, self.challenges, self.experiences, self.solutions, self.solved, self.prompts)
        return not any(parts)


def news(session: Session, window: Window) -> News:
    """Everything new that the reader may see."""
    return News(
        answered=_new_solutions(session, window, own=True) if window.reader_id is not None else (),
        challenges=_new_challenges(session, window),
        experiences=_new_experiences(session, window),
        solutions=_new_solutions(session, window, own=False),
        solved=_newly_solved(session, window),
        prompts=_new_answers(session, window),
    )


def _new_challenges(session: Session, window: Window) -> list[tuple[Challenge, City | None]]:
    found = (
        sa.select(Challenge, City)
        .outerjoin(City, City.id == Challenge.city_id)
        .where(*_shared(Challenge, window), *_new(Challenge.published_at, Challenge.person_id, window))
        .order_by(Challenge.published_at, Challenge.id)
    )
    return [(challenge, city) for challenge, city in session.execute(found)]


def _new_experiences(session: Session, window: Window) -> list[tuple[Experience, City | None]]:
    found = (
        sa.select(Experience, City)
        .outerjoin(City, City.id == Experience.city_id)
        .where(*_shared(Experience, window), *_new(Experience.published_at, Experience.person_id, window))
        .order_by(Experience.published_at, Experience.id)
    )
    return [(experience, city) for experience, city in session.execute(found)]


def _newly_solved(session: Session, window: Window) -> list[tuple[Challenge, City | None]]:
    found = (
        sa.select(Challenge, City)
        .outerjoin(City, City.id == Challenge.city_id)
        .where(
            *_shared(Challenge, window),
            *_new(Challenge.outcome_at, Challenge.person_id, window),
            Challenge.outcome.in_([Outcome.SOLVED, Outcome.PARTLY]),
        )
        .order_by(Challenge.outcome_at, Challenge.id)
    )
    return [(challenge, city) for challenge, city in session.execute(found)]


def _new_solutions(session: Session, window: Window, *, own: bool) -> list[tuple[Challenge, int]]:
    """Challenges with the number of their new solutions; `own`: open ones of the reader, who sees them all."""
    asks_reader = sa.and_(Challenge.person_id == window.reader_id, Challenge.outcome != Outcome.SOLVED)
    of_others = sa.and_(
        Challenge.visibility == Visibility.NETWORK,
        sa.true() if window.reader_id is None else sa.not_(asks_reader),
    )
    found = (
        sa.select(Challenge, sa.func.count(Solution.id))
        .join(Solution, Solution.challenge_id == Challenge.id)
        .where(
            Challenge.network_id == window.network_id,
            Challenge.withdrawn_at.is_(None),
            Solution.withdrawn_at.is_(None),
            *_new(Solution.published_at, Solution.person_id, window),
            asks_reader if own else of_others,
        )
        .group_by(Challenge.id)
        .order_by(sa.func.min(Solution.published_at), Challenge.id)
    )
    return [(challenge, number) for challenge, number in session.execute(found)]


def _new_answers(session: Session, window: Window) -> list[tuple[Prompt, int]]:
    found = (
        sa.select(Prompt, sa.func.count(PromptAnswer.id))
        .join(PromptAnswer, PromptAnswer.prompt_id == Prompt.id)
        .where(
            Prompt.network_id == window.network_id,
            PromptAnswer.withdrawn_at.is_(None),
            *_new(PromptAnswer.published_at, PromptAnswer.person_id, window),
        )
        .group_by(Prompt.id)
        .order_by(Prompt.id)
    )
    return [(prompt, number) for prompt, number in session.execute(found)]


def _shared(table: type[Challenge] | type[Experience], window: Window) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        table.network_id == window.network_id,
        table.visibility == Visibility.NETWORK,
        table.withdrawn_at.is_(None),
    )


def _new(
    moment: InstrumentedAttribute[datetime] | InstrumentedAttribute[datetime | None],
    author: InstrumentedAttribute[int],
    window: Window,
) -> tuple[sa.ColumnElement[bool], ...]:
    by_others = sa.true() if window.reader_id is None else author != window.reader_id
    return moment >= window.since, moment < window.until, by_others


def has_answered(session: Session, meeting: Meeting, person_id: int) -> bool:
    """Whether the person has said if they come, for the date as it is now."""
    rsvp = session.get(Rsvp, (meeting.id, person_id))
    return rsvp is not None and rsvp.sequence == meeting.sequence


def due_networks(session: Session, now: datetime) -> list[Network]:
    """Networks whose groups' digest is due; those that another process has in hand are left to it."""
    found = sa.select(Network).where(Network.digest_due_at <= now).order_by(Network.digest_due_at, Network.id)
    return list(session.scalars(found.with_for_update(skip_locked=True)))


def due_people(session: Session, now: datetime, limit: int) -> list[int]:
    """Ids of people with a digest that is due, the longest waiting first."""
    found = (
        sa.select(Membership.person_id)
        .where(Membership.digest_due_at <= now)
        .group_by(Membership.person_id)
        .order_by(sa.func.min(Membership.digest_due_at), Membership.person_id)
    )
    return list(session.scalars(found.limit(limit)))


def due_memberships(session: Session, now: datetime, people: Sequence[int]) -> list[tuple[Membership, Network, Person]]:
    """What is due for these people, person by person; what another process has in hand is left to it."""
    found = (
        sa.select(Membership, Network, Person)
        .join(Network, Network.id == Membership.network_id)
        .join(Person, Person.id == Membership.person_id)
        .where(Membership.digest_due_at <= now, Membership.person_id.in_(people))
        .order_by(Membership.person_id, Network.starts_on, Network.id)
        .with_for_update(of=Membership, skip_locked=True)
    )
    return [(membership, network, person) for membership, network, person in session.execute(found)]


def memberships_with_digest(session: Session, person_id: int) -> list[tuple[Membership, Network]]:
    """The person's present memberships for which a digest is planned."""
    found = (
        sa.select(Membership, Network)
        .join(Network, Network.id == Membership.network_id)
        .where(Membership.person_id == person_id, Membership.left_at.is_(None), Membership.digest_due_at.is_not(None))
    )
    return [(membership, network) for membership, network in session.execute(found)]


def next_digest_due(session: Session) -> datetime | None:
    """When the next digest is due, of a group or of a person."""
    moments = [
        session.scalar(sa.select(sa.func.min(Network.digest_due_at))),
        session.scalar(sa.select(sa.func.min(Membership.digest_due_at))),
    ]
    return min((moment for moment in moments if moment is not None), default=None)


def letters_about(session: Session, subject: str) -> list[Letter]:
    """The digests to one reader that have not been accounted for yet, the earliest first."""
    return list(session.scalars(sa.select(Letter).where(Letter.subject == subject).order_by(Letter.id)))
