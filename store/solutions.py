"""Queries of solutions."""

from collections import defaultdict
from collections.abc import Collection

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.database import all_straight
from store.models import Challenge, City, CoAuthor, Experience, Person, Solution, Visibility

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
    return all_straight(session, _STANDING, {"challenge_id": challenge_id})


_STANDING = (
    sa.select(Solution)
    .where(Solution.challenge_id == sa.bindparam("challenge_id"), Solution.withdrawn_at.is_(None))
    .order_by(Solution.id)
)


def helping_solutions(session: Session, challenge_id: int) -> list[Solution]:
    """Those of which was said that they helped."""
    return [solution for solution in standing_solutions(session, challenge_id) if solution.helped_at is not None]


def co_authors_of(session: Session, solutions: Collection[int]) -> defaultdict[int, list[tuple[Person, City | None]]]:
    """Who answered together with the author of each, and what each of them speaks for, in the order of their adding."""
    if not solutions:
        return defaultdict(list)
    found = (
        sa.select(CoAuthor.solution_id, Person, City)
        .join(Person, Person.id == CoAuthor.person_id)
        .outerjoin(City, City.id == CoAuthor.city_id)
        .where(CoAuthor.solution_id.in_(solutions))
        .order_by(CoAuthor.added_at, CoAuthor.person_id)
    )
    others: defaultdict[int, list[tuple[Person, City | None]]] = defaultdict(list)
    for solution_id, person, city in session.execute(found):
        others[solution_id].append((person, city))
    return others


def co_author(session: Session, solution_id: int, person_id: int) -> CoAuthor | None:
    """Whether somebody is one."""
    return session.get(CoAuthor, (solution_id, person_id))


def experiences_to_draw_from(
    session: Session, network_id: int, city_id: int | None, *, offset: int, limit: int
) -> list[tuple[Experience, City | None]]:
    """What a network has shared, one's own city's first, then the newest."""
    is_own = sa.case((Experience.city_id == city_id, 0), else_=1)
    found = sa.select(Experience, City).outerjoin(City, City.id == Experience.city_id).where(*_open_in(network_id))
    ordered = found.order_by(is_own, Experience.published_at.desc(), Experience.id.desc())
    return [(row[0], row[1]) for row in session.execute(ordered.offset(offset).limit(limit))]


def count_to_draw_from(session: Session, network_id: int) -> int:
    """How many these are."""
    return session.scalar(sa.select(sa.func.count(Experience.id)).where(*_open_in(network_id))) or 0


def _open_in(network_id: int) -> tuple[sa.ColumnElement[bool], ...]:
    is_open = Experience.visibility == Visibility.NETWORK
    return Experience.network_id == network_id, is_open, Experience.withdrawn_at.is_(None)


def drawn_from(
    session: Session, experience_id: int, *, offset: int, limit: int
) -> list[tuple[Solution, Challenge, City | None]]:
    """Answers that were drawn from an experience, to what everybody in the network may read; the oldest first."""
    found = (
        sa.select(Solution, Challenge, City)
        .join(Challenge, Challenge.id == Solution.challenge_id)
        .outerjoin(City, City.id == Challenge.city_id)
        .where(*_drawn(experience_id))
        .order_by(Solution.published_at, Solution.id)
    )
    return [(row[0], row[1], row[2]) for row in session.execute(found.offset(offset).limit(limit))]


def count_drawn(session: Session, experience_id: int) -> int:
    """How many these are."""
    found = sa.select(sa.func.count(Solution.id)).join(Challenge, Challenge.id == Solution.challenge_id)
    return session.scalar(found.where(*_drawn(experience_id))) or 0


def _drawn(experience_id: int) -> tuple[sa.ColumnElement[bool], ...]:
    is_read = (Challenge.visibility == Visibility.NETWORK, Challenge.withdrawn_at.is_(None))
    return Solution.experience_id == experience_id, Solution.withdrawn_at.is_(None), *is_read


def solutions_with(session: Session, person_id: int) -> list[Solution]:
    """Those that somebody gave together with others."""
    found = sa.select(Solution).join(CoAuthor, CoAuthor.solution_id == Solution.id)
    return list(session.scalars(found.where(CoAuthor.person_id == person_id).order_by(Solution.id)))
