"""How somebody's week stands, and what did not come to them by itself: as they read it in the settings."""

from collections.abc import Collection, Mapping
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Select
from sqlalchemy.orm import Session

from actions.attention.kinds import SPENDING
from actions.attention.planning import DAY, digests_of, outlooks_ahead
from actions.attention.weeks import AFTER_SESSION, BEFORE_SESSION, WEEK, Outlook
from actions.recurrence import to_utc
from store import attention as store
from store.attention import Week
from store.models import Held, HeldReason, HeldState, Kind, Person
from texts.attention.shown import Lately, Standing

LATELY = timedelta(weeks=4)
AT_MOST = 5


def standing_of(session: Session, person: Person, now: datetime) -> Standing:
    """Of this week, as of now."""
    digests = digests_of(session, [person])
    outlook = outlooks_ahead(session, [person], [now], digests)[person.id]
    networks = {one.network_id for one in digests.get(person.id, ())}
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
                _state(one, outlook, networks, now),
                _reason(one, outlook),
                at if one.state is HeldState.CARRIED else None,
            )
            for one, at in held
        ],
    )


def count_spent(session: Session, people: Select[Person], arrivals: Mapping[str, datetime]) -> int:
    """How many of these people have had the message of the week in which something arrives in their zone, or are to.

    For those near a session then, there is no such message. One statement, and it does not ask whether what they had
    came near a session: that is as good to know for whoever announces.
    """
    return store.count_spent(session, people, SPENDING, _weeks(arrivals))


def count_digests_after(session: Session, people: Select[Person], arrivals: Mapping[str, datetime]) -> int:
    """How many of these people have a digest, if there is something to tell, later in that week: it is held then.

    As far as the next digest: of one after that nobody knows yet whether it will be held.
    """
    return store.count_digests_after(session, people, _weeks(arrivals))


def _weeks(arrivals: Mapping[str, datetime]) -> dict[str, Week]:
    return {zone: _week(ZoneInfo(zone), at) for zone, at in arrivals.items()}


def _week(zone: ZoneInfo, at: datetime) -> Week:
    day = at.astimezone(zone).date()
    monday = Outlook(zone).week_of(at)
    bounds = (monday, monday + WEEK, day - AFTER_SESSION, day + BEFORE_SESSION + DAY)
    return Week(at, *(to_utc(datetime.combine(each, time()), zone) for each in bounds))


def _state(held: Held, outlook: Outlook, networks: Collection[int], now: datetime) -> HeldState:
    """What waits for no digest, or is of no use when it comes, is dropped: also before the clock has looked at it.

    networks: ids of those of which digests come. A question waits for its own; a digest may have told of several.
    """
    has_digest = held.network_id in networks or held.kind == Kind.DIGEST
    is_over = outlook.digest_at is None or not has_digest or held.until <= max(now, outlook.digest_at)
    return HeldState.DROPPED if held.state is HeldState.WAITING and is_over else held.state


def _reason(held: Held, outlook: Outlook) -> HeldReason:
    """The digest of its week does not come either when that week has had its message since."""
    return held.reason if outlook.has_digest_in_week_of(held.at) else HeldReason.SPENT
