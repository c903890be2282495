"""Queries of what people look for."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.models import Challenge, Experience, FoundKind, Prompt, PromptAnswer, Search, Solution, Visibility


def search_of(session: Session, person_id: int, search_id: int) -> Search | None:
    """One of the person's own."""
    return session.scalar(sa.select(Search).where(Search.id == search_id, Search.person_id == person_id))


def forget_searches(session: Session, person_id: int) -> None:
    """All of a person."""
    session.execute(sa.delete(Search).where(Search.person_id == person_id))


def prompt_behind(session: Session, answer_id: int) -> Prompt | None:
    """The question of the month that was answered."""
    found = sa.select(Prompt).join(PromptAnswer, PromptAnswer.prompt_id == Prompt.id)
    return session.scalar(found.where(PromptAnswer.id == answer_id))


def confidential_among(session: Session, records: set[tuple[FoundKind, int]]) -> set[tuple[FoundKind, int]]:
    """Those that are for the coordination alone, and the answers to them."""
    challenges, experiences, solutions = (
        [number for kind, number in records if kind is wanted]
        for wanted in (FoundKind.CHALLENGE, FoundKind.EXPERIENCE, FoundKind.SOLUTION)
    )
    is_for_few = Challenge.visibility != Visibility.NETWORK
    found = sa.union_all(
        sa.select(sa.literal(FoundKind.CHALLENGE.value).label("kind"), Challenge.id).where(
            Challenge.id.in_(challenges), is_for_few
        ),
        sa.select(sa.literal(FoundKind.EXPERIENCE.value), Experience.id).where(
            Experience.id.in_(experiences), Experience.visibility != Visibility.NETWORK
        ),
        sa.select(sa.literal(FoundKind.SOLUTION.value), Solution.id)
        .join(Challenge, Challenge.id == Solution.challenge_id)
        .where(Solution.id.in_(solutions), is_for_few),
    )
    return {(FoundKind(kind), number) for kind, number in session.execute(found)}
