"""A look at the outbox: what may go now, and when there will be something next."""

from datetime import UTC, datetime, timedelta

from sqlalchemy.orm import Session

from store.database import carry_out
from store.frozen import frozen
from store.models import Priority
from store.outbox import statements
from store.outbox.pace import PaceSettings

FOR_EVER = datetime(9999, 1, 1, tzinfo=UTC)


@frozen
class Seen:
    """What a glance at the outbox finds to do, now and next.

    near: from which moment on a slot is near
    bot_free_at: the bot's next slot; None before the first letter of all
    coming: when what cannot go now comes free or becomes due, as far as that is known
    """

    now: datetime
    near: timedelta
    has_expired: bool
    bot_free_at: datetime | None
    ready: frozenset[Priority]
    coming: tuple[datetime, ...]

    @property
    def is_nothing(self) -> bool:
        return not self.has_expired and not self.may_go

    @property
    def may_go(self) -> bool:
        """Bulk can wait until the slot is near: then one look takes several, and most looks lock nothing."""
        is_ahead = self.bot_free_at is not None and self.bot_free_at > self.now + self.near
        return Priority.ANSWER in self.ready or (bool(self.ready) and not is_ahead)

    @property
    def next_due(self) -> datetime | None:
        """When there will be something to lease: now, later, or None."""
        moment = self.now if self.ready else min(self.coming, default=None)
        if moment is None or self.bot_free_at is None:
            return moment
        return max(moment, self.bot_free_at - self.near)


def next_due(session: Session, now: datetime, pace: PaceSettings, *, due_by: datetime | None = None) -> datetime | None:
    """When there will be something to lease: `now`, later, or None. With `due_by` only letters due by then count."""
    return glance(session, now, pace, due_by).next_due


def glance(session: Session, now: datetime, pace: PaceSettings, due_by: datetime | None = None) -> Seen:
    """One look, which locks nothing. With `due_by` only letters due by then count among those that are to come."""
    at_most = {"now": now, "due_by": due_by or FOR_EVER}
    has_expired, bot_free_at, comes_free, *of_priorities = carry_out(session, statements.glance(), at_most).one()
    are_ready, due = of_priorities[: len(Priority)], of_priorities[len(Priority) :]
    ready = frozenset(priority for priority, is_ready in zip(Priority, are_ready, strict=True) if is_ready)
    coming = (comes_free and max(comes_free, now), *due)
    return Seen(
        now, pace.near, bool(has_expired), bot_free_at, ready, tuple(moment for moment in coming if moment is not None)
    )
