"""Answers with those who gave them, and what they were drawn from."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from actions import letters
from store.memberships import city_by_id
from store.models import City, Experience, Person, Solution, Visibility
from store.solutions import co_authors_of
from texts.solutions.signed import Signed


def signed_all(session: Session, solutions: Sequence[Solution]) -> list[Signed]:
    """In their order."""
    others = co_authors_of(session, [solution.id for solution in solutions])
    return [
        Signed(
            solution,
            session.get_one(Person, solution.person_id),
            city_by_id(session, solution.city_id),
            others[solution.id],
            _drawn(session, solution),
        )
        for solution in solutions
    ]


def signed(session: Session, solution: Solution) -> Signed:
    """One of them."""
    return signed_all(session, [solution])[0]


def take_back_named(session: Session, solutions: Sequence[Solution]) -> None:
    """Who is named in these, and is to hear of it in the morning, hears nothing: they cannot read them any more."""
    for solution in solutions:
        letters.withdraw(session, f"solution:{solution.id}:named:")


def _drawn(session: Session, solution: Solution) -> tuple[Experience, City | None] | None:
    """Whoever reads the answer reads what it was drawn from: it is open to the same network."""
    experience = None if solution.experience_id is None else session.get(Experience, solution.experience_id)
    if experience is None or experience.withdrawn_at is not None or experience.visibility is not Visibility.NETWORK:
        return None
    return experience, city_by_id(session, experience.city_id)
