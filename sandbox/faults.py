"""Trouble on order, for tests: refusals, slowness, lost connections, broken answers, a proxy's error page."""

import asyncio
from collections.abc import Awaitable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any


class Kind(Enum):
    FAIL = "fail"
    CUT_BEFORE = "cut before"
    CUT_AFTER = "cut after"
    CUT_SHORT = "cut short"
    HALF_JSON = "half json"
    SLOW = "slow"
    HTML_502 = "html 502"
    HOLD_BEFORE = "hold before"
    HOLD_AFTER = "hold after"


class Held:
    """A call that stands still at one point of its life, until it is let go or its caller is gone."""

    def __init__(self) -> None:
        self.reached = asyncio.Event()
        self.left = asyncio.Event()
        self._let_go = asyncio.Event()

    def let_go(self) -> None:
        self._let_go.set()

    async def stand_still(self, until_gone: Awaitable[None]) -> bool:
        """True when it was let go; False when nobody waits for the answer any more."""
        self.reached.set()
        waits = [asyncio.ensure_future(self._let_go.wait()), asyncio.ensure_future(until_gone)]
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for wait in waits:
                wait.cancel()
            self.left.set()
        return self._let_go.is_set()


@dataclass
class Fault:
    kind: Kind
    times: int
    answer: dict[str, Any] | None = None
    seconds: float = 0.0
    held: Held | None = None


class Faults:
    """Faults waiting for their method; each is used up by the calls it befalls. "*" stands for any method."""

    def __init__(self) -> None:
        self._waiting: dict[str, list[Fault]] = {}

    def fail(
        self,
        method: str,
        times: int = 1,
        *,
        code: int = 500,
        description: str = "Internal Server Error",
        parameters: Mapping[str, Any] | None = None,
    ) -> None:
        """Answer with this error and do nothing."""
        answer: dict[str, Any] = {"ok": False, "error_code": code, "description": description}
        if parameters:
            answer["parameters"] = dict(parameters)
        self._add(method, Fault(Kind.FAIL, times, answer))

    def cut_before(self, method: str, times: int = 1) -> None:
        """Reset the connection, nothing done."""
        self._add(method, Fault(Kind.CUT_BEFORE, times))

    def cut_after(self, method: str, times: int = 1) -> None:
        """Do it, then reset the connection instead of answering."""
        self._add(method, Fault(Kind.CUT_AFTER, times))

    def cut_short(self, method: str, times: int = 1) -> None:
        """Do it, announce the whole answer, send half of it and close the connection."""
        self._add(method, Fault(Kind.CUT_SHORT, times))

    def half_json(self, method: str, times: int = 1) -> None:
        """Do it, and answer in order with half of the JSON."""
        self._add(method, Fault(Kind.HALF_JSON, times))

    def hold_before(self, method: str) -> Held:
        """Stand still when the call has arrived and nothing is done."""
        return self._hold(method, Kind.HOLD_BEFORE)

    def hold_after(self, method: str) -> Held:
        """Stand still when it is done and not answered."""
        return self._hold(method, Kind.HOLD_AFTER)

    def slow(self, method: str, seconds: float, times: int = 1) -> None:
        """Do it, and answer so many real seconds later."""
        self._add(method, Fault(Kind.SLOW, times, seconds=seconds))

    def html_502(self, method: str, times: int = 1) -> None:
        """Answer as a proxy does whose server is away."""
        self._add(method, Fault(Kind.HTML_502, times))

    def clear(self) -> None:
        self._waiting.clear()

    def take(self, method: str) -> Fault | None:
        if not self._waiting:
            return None
        for key in (method.lower(), "*"):
            if waiting := self._waiting.get(key):
                return self._use(key, waiting)
        return None

    def _add(self, method: str, fault: Fault) -> None:
        self._waiting.setdefault(method.lower(), []).append(fault)

    def _hold(self, method: str, kind: Kind) -> Held:
        held = Held()
        self._add(method, Fault(kind, 1, held=held))
        return held

    def _use(self, key: str, waiting: list[Fault]) -> Fault:
        fault = waiting[0]
        fault.times -= 1
        if fault.times <= 0:
            waiting.pop(0)
        if not waiting:
            del self._waiting[key]
        return fault
