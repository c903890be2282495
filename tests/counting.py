"""What counts lines for `make test`, kept from costing as much as the tests."""

import gc
import os
import time
from collections.abc import Callable, Iterable
from functools import wraps
from types import FunctionType
from typing import Any

from slipcover import Slipcover

PAUSE = 200  # times as long as it took: hardly any of the time goes into it

_settled: list[FunctionType] = []


def count_cheaply() -> None:
    """slipcover takes its probes out of the lines that have been passed as soon as it meets one of them often.

    To find them it looks through all modules and classes that there are: a third of the time of tests that it counted
    went there. And it missed what only a table, a decorator or a closure holds, which went on being counted to the end:
    a seventh of the time. From Python 3.12 on it does not have to look.
    """
    if _is_counting():
        Slipcover.deinstrument_seen = _seldom(Slipcover.deinstrument_seen)
        Slipcover.find_functions = staticmethod(functions_once)


def settle_functions() -> None:
    """To be called before what has been imported is frozen: the collector names nothing of it afterwards."""
    if _is_counting():
        _settled[:] = _collectable_functions()


def _is_counting() -> bool:
    return "SLIPCOVER_ENABLED" in os.environ and hasattr(Slipcover, "deinstrument_seen")


def functions_once(_where: Iterable[Any], visited: set[Any]) -> list[FunctionType]:
    """All functions, however they are held, when slipcover begins to look; it asks again for each module."""
    if visited:
        return []
    visited.add(None)
    return [*_settled, *_collectable_functions()]


def _collectable_functions() -> list[FunctionType]:
    return [one for one in gc.get_objects() if type(one) is FunctionType]


def _seldom(take_out: Callable[[Any], None]) -> Callable[[Any], None]:
    """What is not taken out now is taken out with what comes later."""
    rests_until = 0.0

    @wraps(take_out)
    def take_out_seldom(counting: Any) -> None:
        nonlocal rests_until
        began = time.monotonic()
        if began < rests_until:
            return
        take_out(counting)
        ended = time.monotonic()
        rests_until = ended + PAUSE * (ended - began)

    return take_out_seldom
