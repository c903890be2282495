"""Queries of prompts: what a network is asked, when, and what was answered."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.database import rows_straight
from store.frozen import frozen
from store.models import City, Membership, Network, Person, Prompt, PromptAnswer, Role
from store.moments import Earliest

_WAITING = sa.and_(Prompt.asked_at.is_(None), Prompt.skipped_at.is_(None))
_UNTOLD = sa.and_(_WAITING, Prompt.told_at.is_(None))
NEXT_PROMPT = Earliest(sa.select(sa.func.min(Prompt.due_at)).where(_WAITING))  # when it is to be asked
NEXT_UNTOLD = sa.select(sa.func.min(Prompt.due_at)).where(_UNTOLD)  # of which the coordinators have not been told


NEXT_RESULTS = Earliest(sa.select(sa.func.min(Prompt.results_due_at)).where(Prompt.results_due_at.is_not(None)))


@frozen
class Answered:
    """A published answer with who gave it."""

    answer: PromptAnswer
    person: Person
    city: City | None


def prompts_of_network(session: Session, network_id: int) -> list[Prompt]:
    """All questions that a network was or will be asked, the earliest first."""
    found = sa.select(Prompt).where(Prompt.network_id == network_id).order_by(Prompt.due_at, Prompt.id)
    return list(session.scalars(found))


_DUE = (  # asked at every look of the clock: built once
    sa.select(Prompt, Network)
    .join(Network, Network.id == Prompt.network_id)
    .where(Prompt.asked_at.is_(None), Prompt.skipped_at.is_(None), Prompt.due_at <= sa.bindparam("now"))
    .order_by(Prompt.due_at, Prompt.id)
    .limit(sa.bindparam("limit"))
    .with_for_update(of=Prompt, skip_locked=True)
)


def due_prompts(session: Session, now: datetime, limit: int) -> list[tuple[Prompt, Network]]:
    """Questions whose moment has come; those that another process has in hand are left to it."""
    found = session.execute(_DUE, {"now": now, "limit": limit})
    return [(prompt, network) for prompt, network in found]


_DUE_RESULTS = (
    sa.select(Prompt, Network)
    .join(Network, Network.id == Prompt.network_id)
    .where(Prompt.results_due_at.is_not(None), Prompt.results_due_at <= sa.bindparam("now"))
    .order_by(Prompt.results_due_at, Prompt.id)
    .limit(sa.bindparam("limit"))
    .with_for_update(of=Prompt, skip_locked=True)
)


def due_results(session: Session, now: datetime, limit: int) -> list[tuple[Prompt, Network]]:
    """Questions whose answers are to be shown together; another process's are left to it."""
    return [(prompt, network) for prompt, network in rows_straight(session, _DUE_RESULTS, {"now": now, "limit": limit})]


def count_answers(session: Session, network_id: int) -> dict[int, int]:
    """How many of each question of a network are published."""
    found = (
        sa.select(PromptAnswer.prompt_id, sa.func.count())
        .join(Prompt, Prompt.id == PromptAnswer.prompt_id)
        .where(Prompt.network_id == network_id, PromptAnswer.withdrawn_at.is_(None))
        .group_by(PromptAnswer.prompt_id)
    )
    return {row[0]: row[1] for row in session.execute(found)}


def untold_prompts(session: Session, before: datetime, limit: int) -> list[tuple[Prompt, Network]]:
    """Questions to come of which the coordinators have not been told; another process's are left to it."""
    found = (
        sa.select(Prompt, Network)
        .join(Network, Network.id == Prompt.network_id)
        .where(_UNTOLD, Prompt.due_at <= before)
        .order_by(Prompt.due_at, Prompt.id)
        .limit(limit)
        .with_for_update(of=Prompt, skip_locked=True)
    )
    return [(prompt, network) for prompt, network in session.execute(found)]


def next_planned(session: Session, network_id: int, now: datetime) -> Prompt | None:
    """The network's next question to come, also one that is to be skipped."""
    found = sa.select(Prompt).where(Prompt.network_id == network_id, Prompt.asked_at.is_(None), Prompt.due_at > now)
    return session.scalar(found.order_by(Prompt.due_at, Prompt.id).limit(1))


def open_prompts(session: Session, person_id: int, asked_after: datetime) -> list[tuple[Prompt, Network]]:
    """Questions that networks of the person were asked since, and that can be answered, the latest first."""
    found = (
        sa.select(Prompt, Network)
        .join(Network, Network.id == Prompt.network_id)
        .join(Membership, Membership.network_id == Network.id)
        .where(
            Membership.person_id == person_id,
            Membership.left_at.is_(None),
            Membership.role != Role.GUEST,
            Network.closed_at.is_(None),
            Prompt.asked_at > asked_after,
        )
        .order_by(Prompt.asked_at.desc(), Prompt.id.desc())
    )
    return [(prompt, network) for prompt, network in session.execute(found)]


def answer_of(session: Session, prompt_id: int, person_id: int) -> PromptAnswer | None:
    """The person's answer, also when withdrawn."""
    return session.scalar(
        sa.select(PromptAnswer).where(
            PromptAnswer.prompt_id == prompt_id,
            PromptAnswer.person_id == person_id,
            PromptAnswer.noted_by.is_(None),
        )
    )


def noted_answer(session: Session, prompt_id: int, city_id: int) -> PromptAnswer | None:
    """What is noted for a city, also when withdrawn."""
    return session.scalar(
        sa.select(PromptAnswer).where(
            PromptAnswer.prompt_id == prompt_id,
            PromptAnswer.city_id == city_id,
            PromptAnswer.noted_by.is_not(None),
        )
    )


def has_answered_itself(session: Session, prompt_id: int, city_id: int) -> bool:
    """Whether one of the city's people has."""
    found = sa.select(PromptAnswer.id).where(
        PromptAnswer.prompt_id == prompt_id,
        PromptAnswer.city_id == city_id,
        PromptAnswer.noted_by.is_(None),
        PromptAnswer.withdrawn_at.is_(None),
    )
    return session.scalar(found.limit(1)) is not None


def prompts_asked(session: Session, network_id: int, asked_after: datetime) -> list[Prompt]:
    """What a network was asked since, the latest first."""
    found = sa.select(Prompt).where(Prompt.network_id == network_id, Prompt.asked_at > asked_after)
    return list(session.scalars(found.order_by(Prompt.asked_at.desc(), Prompt.id.desc())))


_PUBLISHED = (
    sa.select(PromptAnswer, Person, City)
    .join(Person, Person.id == PromptAnswer.person_id)
    .outerjoin(City, City.id == PromptAnswer.city_id)
    .where(PromptAnswer.prompt_id == sa.bindparam("prompt_id"), PromptAnswer.withdrawn_at.is_(None))
    .order_by(PromptAnswer.published_at, PromptAnswer.id)
)


def published_answers(session: Session, prompt_id: int) -> list[Answered]:
    """What the network can read, the earliest first."""
    return [Answered(*row) for row in rows_straight(session, _PUBLISHED, {"prompt_id": prompt_id})]


def cities_that_answered(answers: Sequence[Answered]) -> list[City]:
    """Each city once, in the order of their first answers."""
    by_id = {one.city.id: one.city for one in answers if one.city is not None}
    return list(by_id.values())
