"""Whether a message may come in a week: pure reckoning with moments, on the clock of who would get it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from enum import Enum, auto
from zoneinfo import ZoneInfo

from store.frozen import frozen
from store.models import HeldReason

BEFORE_SESSION = timedelta(days=7)
AFTER_SESSION = timedelta(days=3)
WEEK = timedelta(days=7)
TOLD_LATER = timedelta(weeks=4)  # by then a digest that was held is forgotten; what it would have told is not


@frozen
class Outlook:
    """What somebody has had and is to have by itself, as far as it counts.

    spent: moments of messages that spend a week
    sessions: beginnings of sessions of their networks, those that take place
    digests: when digests are due to them, the next one and that of a later week; none: none will come
    held: moments of digests that did not come, and that none has told of since
    """

    zone: ZoneInfo
    spent: Sequence[datetime] = ()
    sessions: Sequence[datetime] = ()
    digests: Sequence[datetime] = ()
    held: Sequence[datetime] = ()

    def having(self, at: datetime) -> "Outlook":
        """The same once a message comes at that moment."""
        return replace(self, spent=(*self.spent, at))

    @property
    def digest_at(self) -> datetime | None:
        """When the next digest comes, if there is something to tell: one whose week is spent waits for another week."""
        if not self.digests or self.lets_digest_come(self.digests[0]):
            return next(iter(self.digests), None)
        return next(iter(self.digests[1:]), None)

    def week_of(self, at: datetime) -> date:
        """The Monday of a moment's week."""
        day = at.astimezone(self.zone).date()
        return day - timedelta(days=day.weekday())

    def session_week_ends(self, at: datetime) -> date | None:
        """The last day of the session week in which a moment lies: of several that meet, of the last. None: in none."""
        day = at.astimezone(self.zone).date()
        days = [start.astimezone(self.zone).date() for start in self.sessions]
        near = [on for on in days if on - BEFORE_SESSION <= day <= on + AFTER_SESSION]
        return max(near) + AFTER_SESSION if near else None

    def is_session_week(self, at: datetime) -> bool:
        """Whether a session is near: then nothing is held."""
        return self.session_week_ends(at) is not None

    def is_spent(self, at: datetime) -> bool:
        """Whether the one message of the week has come, or is to. What came near a session was none."""
        week = self.week_of(at)
        return any(self.week_of(one) == week and not self.is_session_week(one) for one in self.spent)

    def lets_digest_come(self, at: datetime) -> bool:
        """Whether a digest may come at that moment: in a later week than one that was held, in any case."""
        week = self.week_of(at)
        return self.is_free(at) or any(self.week_of(one) < week and at < one + TOLD_LATER for one in self.held)

    def has_digest_in_week_of(self, at: datetime) -> bool:
        """Whether the next digest comes in the same week."""
        return self.digest_at is not None and self.week_of(self.digest_at) == self.week_of(at)

    def is_free(self, at: datetime) -> bool:
        """Whether something automatic may come at that moment."""
        return self.is_session_week(at) or not self.is_spent(at)


class Fate(Enum):
    """What becomes of something automatic."""

    COMES = auto()
    WAITS = auto()  # for the digest
    DROPPED = auto()


def fate(outlook: Outlook, at: datetime, until: datetime) -> tuple[Fate, HeldReason]:
    """Of a message that would come at `at` and is of no use from `until` on, and the reason where it does not come.

    A digest that comes in the same week carries it, so that the week has one message and not two.
    """
    digest_at = outlook.digest_at
    if outlook.is_session_week(at):
        return Fate.COMES, HeldReason.SPENT
    is_carried = digest_at is not None and digest_at < until
    if is_carried and outlook.has_digest_in_week_of(at):
        return Fate.WAITS, HeldReason.DIGEST
    if not outlook.is_spent(at):
        return Fate.COMES, HeldReason.SPENT
    return Fate.WAITS if is_carried else Fate.DROPPED, HeldReason.SPENT
