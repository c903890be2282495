"""A line of progress on the terminal: only for people, and only when it lasts."""

import sys
from time import monotonic
from types import TracebackType
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from rich.status import Status

PATIENCE = 1.0  # seconds that need no explanation


class Progress:
    """`tell` may be called as often as one likes; without a terminal it does nothing."""

    def __init__(self, work: str) -> None:
        self._work = work
        self._began = monotonic()
        self._status: Status | None = None

    def tell(self, what: str, number: int) -> None:
        """`number` of `what` are done."""
        if self._status is None and sys.stderr.isatty() and monotonic() - self._began > PATIENCE:
            from rich.console import Console

            self._status = Console(stderr=True).status(self._work)
            self._status.start()
        if self._status is not None:
            self._status.update(f"{self._work}: {what} {number}")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._status is not None:
            self._status.stop()
