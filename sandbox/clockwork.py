"""The clock that the page turns; whoever wires a bot to the sandbox brings one that also rings for the bot."""

from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clockwork(Protocol):
    def now(self) -> datetime: ...

    async def next_event(self) -> datetime | None:
        """When the next thing is due, if anything is."""

    async def move_to(self, moment: datetime) -> None:
        """Return once everything that was due on the way has been done."""


class FreeClock:
    """Runs with the wall clock, ahead of it by as much as it was moved; nothing rings."""

    def __init__(self) -> None:
        self._ahead = timedelta()

    def now(self) -> datetime:
        return datetime.now(UTC) + self._ahead

    async def next_event(self) -> datetime | None:
        return None

    async def move_to(self, moment: datetime) -> None:
        self._ahead += max(moment - self.now(), timedelta())
