"""How somebody's week stands, and what did not come to them by itself: as they read it in the settings."""

from collections.abc import Collection
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Select
from sqlalchemy.orm import Session

from actions.attention.kinds import SPENDING
from actions.attention.planning import DAY, next_digests, outlooks_of
from actions.attention.weeks import AFTER_SESSION, BEFORE_SESSION, WEEK, Outlook
from actions.recurrence import to_utc
from store import attention as store
from store.attention import Week
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
        digest_waits=outlook.digest_at is not None and not outlook.is_free(outlook.digest_at),
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


def count_spent(session: Session, people: Select[Person], zones: Collection[str], at: datetime) -> int:
    """How many of these people, who live by the clocks of these zones, have had the message of that week, or are to.

    For those near a session then, there is no such message. One statement, and it does not ask whether what they had
    came near a session: that is as good to know for whoever announces.
    """
    return store.count_spent(session, people, SPENDING, {zone: _week(ZoneInfo(zone), at) for zone in zones})


def _week(zone: ZoneInfo, at: datetime) -> Week:
    day = at.astimezone(zone).date()
    monday = Outlook(zone).week_of(at)
    bounds = (monday, monday + WEEK, day - AFTER_SESSION, day + BEFORE_SESSION + DAY)
    return Week(*(to_utc(datetime.combine(each, time()), zone) for each in bounds))


def _state(held: Held, person: Person, now: datetime) -> HeldState:
    """What waits for no digest, or is of no use any more, is dropped: also before the clock has looked at it."""
    is_over = held.until <= now or person.digest is not DigestWish.PRIVATE
    return HeldState.DROPPED if held.state is HeldState.WAITING and is_over else held.state
