"""What can be chosen, and how a person's week stands."""

from collections.abc import Sequence
from datetime import date, datetime

from store.frozen import frozen
from store.models import HeldReason, HeldState, Kind

MINUTES = (60, 30, 15, 0)  # before a session; 0: not on its day
WORKING_DAYS = range(5)
AS_NETWORK, NO_DIGEST = 7, 8  # instead of a weekday
DIGEST_HOURS = (8, 9, 10, 12, 13, 15, 17, 19)  # awake, also where a clock has changed


@frozen
class Lately:
    """Something that did not come by itself at its moment, and the digest that carries it."""

    kind: Kind
    about_id: int
    at: datetime
    state: HeldState
    reason: HeldReason
    carried_at: datetime | None


@frozen
class Standing:
    """How a person's week stands.

    near_until: the last day of the session week, when there is one now
    digest_at: when the next digest comes, the first whose week is not spent
    """

    is_spent: bool
    near_until: date | None
    digest_at: datetime | None
    lately: Sequence[Lately]
