"""A challenge is answered, solved or withdrawn: who has not been asked yet is not, and who was has done it."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions import letters
from store import few as store
from store.attention import let_go, let_go_of
from store.models import AskState, Challenge, Kind, Solution


def take_back(session: Session, challenge: Challenge) -> None:
    """Nobody is to be asked any more: neither by a letter nor by a digest."""
    challenge.ask_at = None
    letters.withdraw(session, f"challenge:{challenge.id}:asked:")
    let_go_of(session, Kind.ASKED, challenge.id)


def note_answered(session: Session, challenge: Challenge, solution: Solution, now: datetime) -> None:
    """Who has answered was asked, or is of a city that was: they are asked no more."""
    for asking in store.waiting_in(session, challenge.id, solution.city_id, solution.person_id):
        asking.state, asking.told_at = AskState.ANSWERED, now
        letters.withdraw(session, f"challenge:{challenge.id}:asked:{asking.person_id}:")
        let_go(session, asking.person_id, Kind.ASKED, challenge.id)
