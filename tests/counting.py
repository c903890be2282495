"""Which lines are counted, where counting is asked for: it doubles the time of all that runs, ours or not."""

import functools
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from coverage import Coverage
from sqlalchemy.orm import Session

ENTRANCES = (
    *((Session, name) for name in ("connection", "execute", "scalar", "scalars", "get", "flush", "commit", "close")),
    (sa.Connection, "execute"),
)


@contextmanager
def uncounted() -> Iterator[None]:
    """For what others have counted, and for what is not ours."""
    counting = Coverage.current()
    if counting is None:
        yield
        return
    counting.stop()
    try:
        yield
    finally:
        counting.start()


def pass_over_sqlalchemy() -> None:
    """Most of a test's time is spent in there, and none of its lines are counted."""
    for kind, name in ENTRANCES:
        setattr(kind, name, _passed_over(getattr(kind, name)))


def _passed_over(function: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(function)
    def run(*given: Any, **named: Any) -> Any:
        counting = sys.gettrace()
        if counting is None:
            return function(*given, **named)
        sys.settrace(None)
        try:
            return function(*given, **named)
        finally:
            sys.settrace(counting)

    return run
