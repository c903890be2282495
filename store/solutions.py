"""Queries of solutions."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.models import City, Person, Solution

Offered = tuple[Solution, Person, City | None]


def solutions_of(session: Session, challenge_id: int, *, offset: int, limit: int) -> list[Offered]:
    """A page of the solutions of a challenge with their authors and cities, the oldest first."""
    found = (
        sa.select(Solution, Person, City)
        .join(Person, Person.id == Solution.person_id)
        .outerjoin(City, City.id == Solution.city_id)
        .where(Solution.challenge_id == challenge_id, Solution.withdrawn_at.is_(None))
        .order_by(Solution.published_at, Solution.id)
        .offset(offset)
        .limit(limit)
    )
    return [(solution, person, city) for solution, person, city in session.execute(found)]


def place_of(session: Session, solution: Solution) -> int:
    """How many solutions of the same challenge stand before this one in the list."""
    earlier = sa.or_(
        Solution.published_at < solution.published_at,
        sa.and_(Solution.published_at == solution.published_at, Solution.id < solution.id),
    )
    found = sa.select(sa.func.count(Solution.id)).where(
        Solution.challenge_id == solution.challenge_id, Solution.withdrawn_at.is_(None), earlier
    )
    return session.scalar(found) or 0


def solution_in_chat(session: Session, chat_id: int, message_id: int) -> Solution | None:
    """The solution that was made of a message in a group, also when it was withdrawn."""
    return session.scalar(sa.select(Solution).where(Solution.chat_id == chat_id, Solution.message_id == message_id))


def standing_solutions(session: Session, challenge_id: int) -> list[Solution]:
    """All that were not withdrawn."""
    found = sa.select(Solution).where(Solution.challenge_id == challenge_id, Solution.withdrawn_at.is_(None))
    return list(session.scalars(found.order_by(Solution.id)))
