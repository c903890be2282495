"""What both databases promise to those who have units of work."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Protocol, TypeVar

from sqlalchemy.orm import Session

from store.away import Waiting
from store.sole import Hold, Task

T = TypeVar("T")
Unit = Callable[[Session], T]


class Database(Protocol):
    """A store that carries out units of work."""

    is_sqlite: bool
    waiting: Waiting

    async def run(self, unit: Unit[T]) -> T:
        """Carries out `unit` in a transaction of its own; what it raises rolls back its own work alone."""

    async def read(self, unit: Unit[T]) -> T:
        """Carries out a unit that changes nothing."""

    def sole(self, task: Task) -> AbstractAsyncContextManager[Hold]:
        """Waits until this is the only process that does `task`, and stays so while it is held."""

    async def close(self) -> None:
        """Lets units in hand end, then closes all connections."""
