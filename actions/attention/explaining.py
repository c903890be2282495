"""How somebody's week stands, and what did not come to them by itself: as they read it in the settings."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from actions.attention.planning import next_digests, outlooks_of
from store import attention as store
from store.models import DigestWish, Held, HeldState, Kind, Person
from texts.attention import Lately, Standing

LATELY = timedelta(weeks=4)
AT_MOST = 5


def standing_of(session: Session, person: Person, now: datetime) -> Standing:
    """Of this week, as of now."""
    outlook = outlooks_of(session, [person], [now], next_digests(session, [person]))[person.id]
    held = store.lately_held(session, person.id, now - LATELY, AT_MOST)
    return Standing(
        is_spent=outlook.is_spent(now),
        near_until=outlook.session_week_ends(now),
        digest_at=outlook.digest_at,
        lately=[
            Lately(
                Kind(one.kind),
                one.about_id,
                one.at,
                _state(one, person, now),
                one.reason,
                at if one.state is HeldState.CARRIED else None,
            )
            for one, at in held
        ],
    )


def _state(held: Held, person: Person, now: datetime) -> HeldState:
    """What waits for no digest, or is of no use any more, is dropped: also before the clock has looked at it."""
    is_over = held.until <= now or person.digest is not DigestWish.PRIVATE
    return HeldState.DROPPED if held.state is HeldState.WAITING and is_over else held.state
