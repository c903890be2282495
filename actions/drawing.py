"""An answer says from which experience it was drawn."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions.refusals import NotFound
from actions.solutions import refresh_news
from store.models import Challenge, Experience, Solution, Visibility


def do_draw(session: Session, solution: Solution, experience_id: int, *, now: datetime) -> None:
    """From this one; 0: from none. Harmless when done twice."""
    if experience_id and not _is_open(session, solution, experience_id):
        raise NotFound
    if solution.experience_id == (experience_id or None):
        return
    solution.experience_id = experience_id or None
    session.flush()
    refresh_news(session, solution, now)


def _is_open(session: Session, solution: Solution, experience_id: int) -> bool:
    """Whether whoever reads the answer reads the experience, too."""
    experience = session.get(Experience, experience_id)
    if experience is None or experience.withdrawn_at is not None:
        return False
    network_id = session.get_one(Challenge, solution.challenge_id).network_id
    return experience.network_id == network_id and experience.visibility is Visibility.NETWORK
