"""How it stands with the few: as one of them reads it, and as whoever asks does."""

from sqlalchemy.orm import Session

from store import few as store
from store.database import row_by_id
from store.memberships import city_by_id
from store.models import Asking, AskState, Challenge, Outcome, Person
from texts.few.shown import Few, Told


def told_of(session: Session, challenge: Challenge, asking: Asking) -> Told:
    """What one of the few is asked, and why."""
    by = None if asking.suggested_by is None else row_by_id(session, Person, asking.suggested_by)
    return Told(challenge, city_by_id(session, challenge.city_id), asking, by)


def few_of(session: Session, challenge: Challenge) -> Few | None:
    """The cities that were asked, but for those that said that it is not theirs. None: nothing is to be said."""
    is_over = challenge.outcome is Outcome.SOLVED or challenge.withdrawn_at is not None
    if is_over or (challenge.ask_at is None and challenge.asked_at is None):
        return None
    asked = {
        city.id: city
        for asking, city in store.askings_of(session, challenge.id)
        if asking.state is not AskState.DECLINED
    }
    return Few(tuple(asked.values()), is_to_come=challenge.ask_at is not None)
