"""A webhook that says 200 after the commit and not before: Telegram then sends the next update of that chat."""

import asyncio
import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hmac import compare_digest
from typing import Any

import structlog
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.intake.lanes import Handle, Raw
from store.away import is_passing

log = structlog.get_logger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name
LARGEST_BODY = 1024 * 1024
STOP_WITHIN = 10.0
SOON = {"Retry-After": "3"}  # Telegram honours it


class Webhook:
    """One endpoint; any number of replicas may serve it."""

    def __init__(self, handle: Handle, secret: str, *, path: str = "/") -> None:
        self._handle = handle
        self._secret = secret.encode()
        self._stopping = False
        self._in_hand = 0
        self._nothing_in_hand = asyncio.Event()
        self._nothing_in_hand.set()
        self._server: _Server | None = None
        self._in_trouble = False
        self.app = Starlette(routes=[Route(path, self.receive, methods=["POST"])])

    async def receive(self, request: Request) -> Response:
        """One update."""
        given = request.headers.get(SECRET_HEADER, "").encode()
        if not compare_digest(given, self._secret):
            return Response(status_code=401)
        if self._stopping:
            return Response(status_code=503, headers=SOON)
        with self._held():
            return await self._receive(request)

    async def run(self, host: str, port: int) -> None:
        """Serves until `stop`."""
        config = uvicorn.Config(
            self.app,
            host=host,
            port=port,
            lifespan="off",
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,  # nobody asks where a request came from: the secret counts
        )
        self._server = _Server(config)
        await self._server.serve()

    async def stop(self) -> None:
        """Sends new updates away for now, lets those in hand be committed, then closes."""
        self._stopping = True
        with suppress(TimeoutError):
            await asyncio.wait_for(self._nothing_in_hand.wait(), STOP_WITHIN)
        if self._server is not None:
            self._server.should_exit = True

    async def _receive(self, request: Request) -> Response:
        body = await _body(request)
        if body is None:
            return Response(status_code=413)
        update = _update(body)
        if update is None:
            return Response(status_code=400)
        try:
            await self._handle(update)
        except Exception as error:
            self._tell_of_trouble(update, error)
            return Response(status_code=503, headers=SOON)
        self._in_trouble = False
        return Response(status_code=200)

    def _tell_of_trouble(self, update: Raw, error: Exception) -> None:
        """That the store is away is told where it shows, once for all who wait for it."""
        if not self._in_trouble and not is_passing(error):
            log.warning("updates_wait", update_id=update["update_id"], error=type(error).__name__)
        self._in_trouble = True

    @contextmanager
    def _held(self) -> Iterator[None]:
        self._in_hand += 1
        self._nothing_in_hand.clear()
        try:
            yield
        finally:
            self._in_hand -= 1
            if not self._in_hand:
                self._nothing_in_hand.set()


class _Server(uvicorn.Server):
    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Signals belong to whoever runs the whole bot."""
        yield


async def _body(request: Request) -> bytes | None:
    """The body, unless it is too large; its announced length is not believed."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_BODY:
            return None
    return bytes(body)


def _update(body: bytes) -> Raw | None:
    try:
        update: Any = json.loads(body)
    except ValueError:
        return None
    return update if isinstance(update, dict) and isinstance(update.get("update_id"), int) else None
