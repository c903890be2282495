"""`/metrics` and `/health`, on an address of their own."""

import asyncio
import socket
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from math import nan
from typing import TypeVar

import sqlalchemy as sa
from prometheus_client import CONTENT_TYPE_LATEST, Gauge, generate_latest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.metrics.meters import Meters
from bot.serving import served
from store.database import Database, Unit
from store.frozen import frozen
from store.outbox import Waiting, waiting
from store.updates import number_set_aside

T = TypeVar("T")

STORE_WITHIN = 2.0  # seconds
LATELY = 120.0  # seconds; a long poll and the longest wait after trouble, with room to spare


@frozen
class Watched:
    """What the page asks: the store, and when the loops last turned, by this process's monotonic clock."""

    database: Database
    now: Callable[[], datetime]
    intake_turned_at: Callable[[], float]
    delivery_turned_at: Callable[[], float]
    is_stopping: Callable[[], bool]


@asynccontextmanager
async def serve_figures(meters: Meters, watched: Watched, listening: socket.socket) -> AsyncIterator[None]:
    """Meanwhile the page answers."""
    page = Page(meters, watched)
    async with served(Starlette(routes=[Route("/metrics", page.metrics), Route("/health", page.health)]), listening):
        yield


class Page:
    """The two endpoints."""

    def __init__(self, meters: Meters, watched: Watched) -> None:
        self._meters = meters
        self._watched = watched
        self._store_up = self._gauge("microrredes_store_up", "Whether the store answered: 1 or 0")
        self._letters = self._gauge("microrredes_outbox_letters", "Letters not yet sent", "priority")
        self._due = self._gauge("microrredes_outbox_due_letters", "Letters that are due and not yet sent", "priority")
        self._age = self._gauge("microrredes_outbox_oldest_due_seconds", "Since when the oldest is due", "priority")
        self._set_aside = self._gauge("microrredes_updates_waiting_aside", "What `microrredes failures list` lists")

    async def metrics(self, _request: Request) -> Response:
        """All figures; those that stand in the store only when it answers."""
        now = self._watched.now()
        read = await self._asked(lambda session: (waiting(session, now), number_set_aside(session)))
        self._store_up.set(read is not None)
        self._show(now, *(read or ([], nan)))
        return Response(generate_latest(self._meters.registry), media_type=CONTENT_TYPE_LATEST)

    async def health(self, _request: Request) -> Response:
        """200 when all is well; otherwise 503, and one word that says what is not."""
        trouble = await self._trouble()
        return PlainTextResponse(f"{trouble or 'ok'}\n", status_code=503 if trouble else 200)

    async def _trouble(self) -> str | None:
        if self._watched.is_stopping():
            return "stopping"
        if await self._asked(lambda session: session.scalar(sa.select(1))) is None:
            return "store"
        if _stands_still(self._watched.intake_turned_at()):
            return "intake"
        if _stands_still(self._watched.delivery_turned_at()):
            return "delivery"
        return None

    async def _asked(self, unit: Unit[T]) -> T | None:
        """What the store says; None when it says nothing soon. What hangs is not waited for."""
        reading = asyncio.ensure_future(self._watched.database.read(unit))
        await asyncio.wait({reading}, timeout=STORE_WITHIN)
        if reading.done():
            return None if reading.exception() else reading.result()
        reading.cancel()
        return None

    def _show(self, now: datetime, letters: list[Waiting], set_aside: float) -> None:
        for gauge in (self._letters, self._due, self._age):
            gauge.clear()
        for each in letters:
            name = each.priority.name.lower()
            self._letters.labels(name).set(each.letters)
            self._due.labels(name).set(each.due)
            self._age.labels(name).set((now - each.oldest).total_seconds() if each.oldest else 0.0)
        self._set_aside.set(set_aside)

    def _gauge(self, name: str, what: str, *labels: str) -> Gauge:
        return Gauge(name, what, labels, registry=self._meters.registry)


def _stands_still(turned_at: float) -> bool:
    return time.monotonic() - turned_at > LATELY
