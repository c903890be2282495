"""What counts lines for `make test`, kept from costing as much as the tests."""

import os
import time
from collections.abc import Callable
from typing import Any

from slipcover import Slipcover

PAUSE = 20  # times as long as it took: no more than a twentieth of the time goes into it


def count_cheaply() -> None:
    """slipcover takes its probes out of the lines that have been passed as soon as it meets one of them often.

    To find them it looks through all functions that there are: a third of the time of tests that it counted went there.
    From Python 3.12 on it does not have to.
    """
    if "SLIPCOVER_ENABLED" in os.environ and hasattr(Slipcover, "deinstrument_seen"):
        Slipcover.deinstrument_seen = _seldom(Slipcover.deinstrument_seen)


def _seldom(take_out: Callable[[Any], None]) -> Callable[[Any], None]:
    """What is not taken out now is taken out with what comes later."""
    rests_until = 0.0

    def take_out_seldom(counting: Any) -> None:
        nonlocal rests_until
        began = time.monotonic()
        if began < rests_until:
            return
        take_out(counting)
        ended = time.monotonic()
        rests_until = ended + PAUSE * (ended - began)

    return take_out_seldom
