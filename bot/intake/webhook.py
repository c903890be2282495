"""A webhook that says 200 after the commit and not before: Telegram then sends the next update of that chat.

What answers a press goes back with it: https://core.telegram.org/bots/api#making-requests-when-getting-updates
"""

import asyncio
import socket
from collections.abc import Awaitable, Callable
from contextlib import suppress
from hmac import compare_digest
from typing import Any

import structlog
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.intake.lanes import Raw
from bot.serving import Server
from store.away import is_passing
from store.encoding import decoded

log = structlog.get_logger(__name__)

Answer = Callable[[Raw], Awaitable[bytes | None]]

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name
LARGEST_BODY = 1024 * 1024
BODY_WITHIN = 10.0  # seconds; Telegram's bodies come in one piece
# With forty done in a second the last of these waits a second and a half: whoever comes after it is better off with
# another replica, or later. Telegram itself sends at most 40 side by side, as it is told to.
MOST_IN_HAND = 64
STOP_WITHIN = 7.0
JSON = "application/json"
SOON = {"Retry-After": "3"}  # Telegram honours it


class Webhook:
    """One endpoint; any number of replicas may serve it.

    answer: takes an update, and may give a call that Telegram is to carry out, as JSON
    beside: takes what comes for other paths
    """

    def __init__(
        self,
        answer: Answer,
        secret: str,
        *,
        path: str = "/",
        most_in_hand: int = MOST_IN_HAND,
        body_within: float = BODY_WITHIN,
        beside: ASGIApp | None = None,
    ) -> None:
        self._answer_to = answer
        self._secret = secret.encode()
        self._most_in_hand = most_in_hand
        self._body_within = body_within
        self._stopping = False
        self._in_hand: set[asyncio.Timeout] = set()
        self._nothing_in_hand = asyncio.Event()
        self._nothing_in_hand.set()
        self._in_trouble = False
        self._path = path
        self._beside = beside
        self._server = Server(self.app)

    async def app(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The endpoint as an ASGI application: one path and one method need no router, which each update would pass."""
        if self._beside is not None and scope["path"] != self._path:
            await self._beside(scope, receive, send)
            return
        response = await self._answer(Request(scope, receive))
        await response(scope, receive, send)

    async def _answer(self, request: Request) -> Response:
        if request.scope["path"] != self._path:
            return Response(status_code=404)
        if request.method != "POST":
            return Response(status_code=405, headers={"Allow": "POST"})
        try:
            return await self.receive(request)
        except HTTPException as refused:
            return Response(status_code=refused.status_code, headers=refused.headers)

    async def receive(self, request: Request) -> Response:
        """One update."""
        given = request.headers.get(SECRET_HEADER, "").encode()
        if not compare_digest(given, self._secret):
            return Response(status_code=401)
        if self._stopping or len(self._in_hand) >= self._most_in_hand:
            return Response(status_code=503, headers=SOON)
        try:
            async with asyncio.timeout(None) as update:  # `stop` breaks off what takes too long
                self._in_hand.add(update)
                self._nothing_in_hand.clear()
                try:
                    return await self._receive(request)
                finally:
                    self._put_down(update)
        except TimeoutError:  # broken off: it comes again, and is done once
            return Response(status_code=503, headers=SOON)

    async def run(self, listening: socket.socket) -> None:
        """Serves until `stop`."""
        await self._server.run(listening)

    async def stop(self, within: float = STOP_WITHIN) -> None:
        """Sends new updates away for now, lets those in hand be committed, then closes; breaks off after so long."""
        self._stopping = True
        with suppress(TimeoutError):
            await asyncio.wait_for(self._nothing_in_hand.wait(), within)
        for update in self._in_hand:
            update.reschedule(asyncio.get_running_loop().time())
        self._server.stop()

    async def _receive(self, request: Request) -> Response:
        body = await _body(request, self._body_within)
        if body is None:
            return Response(status_code=413)
        update = _update(body)
        if update is None:
            return Response(status_code=400)
        try:
            reply = await self._answer_to(update)
        except Exception as error:
            self._tell_of_trouble(update, error)
            return Response(status_code=503, headers=SOON)
        self._in_trouble = False
        return Response() if reply is None else Response(reply, media_type=JSON)

    def _tell_of_trouble(self, update: Raw, error: Exception) -> None:
        """That the store is away is told where it shows, once for all who wait for it."""
        if not self._in_trouble and not is_passing(error):
            log.warning("updates_wait", update_id=update["update_id"], error=type(error).__name__)
        self._in_trouble = True

    def _put_down(self, update: asyncio.Timeout) -> None:
        self._in_hand.remove(update)
        if not self._in_hand:
            self._nothing_in_hand.set()


async def _body(request: Request, within: float) -> bytes | None:
    """The body, unless it is too large; its announced length is not believed, and it may not take for ever."""
    body = bytearray()
    try:
        async with asyncio.timeout(within):
            async for chunk in request.stream():
                body += chunk
                if len(body) > LARGEST_BODY:
                    return None
    except TimeoutError:
        raise HTTPException(408, headers={"Connection": "close"}) from None
    except ClientDisconnect:
        raise HTTPException(400) from None  # nobody reads it
    return bytes(body)


def _update(body: bytes) -> Raw | None:
    try:
        update: Any = decoded(body)
    except ValueError:
        return None
    return update if isinstance(update, dict) and isinstance(update.get("update_id"), int) else None
