"""Units that must not be forgotten, however long the store is away."""

import asyncio
import time
from collections.abc import Callable
from typing import TypeVar

from sqlalchemy.orm import Session

from store.away import is_passing
from store.database import Database

T = TypeVar("T")

SECONDS_BETWEEN_TRIES = 0.5


class Patience:
    """Tries again until the store is back, or until it is given a time at which to stop."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._until: float | None = None

    def ends_in(self, seconds: float) -> None:
        """From then on a failure is a failure."""
        self._until = time.monotonic() + seconds

    async def run(self, unit: Callable[[Session], T]) -> T:
        """Carries out `unit`; raises at once what no new try would mend."""
        while True:
            try:
                done = await self._database.run(unit)
            except Exception as away:
                if not is_passing(away) or (self._until is not None and time.monotonic() > self._until):
                    raise
                self._database.waiting.begin("outcomes", away)
                await asyncio.sleep(SECONDS_BETWEEN_TRIES)
            else:
                self._database.waiting.end("outcomes")
                return done
