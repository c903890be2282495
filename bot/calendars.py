"""Calendars fetch sessions from secret addresses: `/calendar/<token>.ics`, below the installation's public address."""

import asyncio
import re
from hashlib import sha256
from urllib.parse import urlsplit

import structlog
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from actions.calendar import find_feed
from reports.calendar import feed_file
from store.away import is_passing
from store.database import Database

log = structlog.get_logger(__name__)

NAME = re.compile(r"([A-Za-z0-9_-]{32})\.ics")
MOST_IN_HAND = 8  # calendars can wait, people's updates cannot
SOON = {"Retry-After": "60"}
# Asked anew each time, which costs no more than a 304: what was revoked is nowhere shown from a cache.
FRESH = {"Cache-Control": "private, no-cache", "X-Robots-Tag": "noindex"}


class Calendars:
    """Any number of processes may serve them. No log has an address, and no error a token."""

    def __init__(self, database: Database, url: str) -> None:
        self._database = database
        self._path = urlsplit(url).path
        self._in_hand = 0

    async def app(self, scope: Scope, receive: Receive, send: Send) -> None:
        """As an ASGI application; whoever stops reads no answer."""
        response = await self._answer(Request(scope, receive))
        await response(scope, receive, send)

    async def _answer(self, request: Request) -> Response:
        path: str = request.scope["path"]
        named = NAME.fullmatch(path.removeprefix(self._path)) if path.startswith(self._path) else None
        if named is None:
            return Response(status_code=404)
        if request.method not in ("GET", "HEAD"):
            return Response(status_code=405, headers={"Allow": "GET, HEAD"})
        if self._in_hand >= MOST_IN_HAND:
            return Response(status_code=503, headers=SOON)
        self._in_hand += 1
        try:
            content = await self._content(named[1])
        except Exception as failure:
            if is_passing(failure):
                return Response(status_code=503, headers=SOON)
            log.exception("calendar_broke", error=type(failure).__name__)
            return Response(status_code=500)
        finally:
            self._in_hand -= 1
        return Response(status_code=404) if content is None else _found(request, content)

    async def _content(self, token: str) -> bytes | None:
        """Written outside of the unit and of the loop: it takes ten milliseconds, and people's updates take one."""
        feed = await self._database.read(lambda session: find_feed(session, token))
        if feed is None:
            return None
        return (await asyncio.to_thread(feed_file, feed.translator, feed.network, feed.sessions)).encode()


def _found(request: Request, content: bytes) -> Response:
    """The calendar, or that it is as it was."""
    tag = f'"{sha256(content).hexdigest()[:32]}"'
    headers = {**FRESH, "ETag": tag}
    if _is_known(request.headers.get("If-None-Match", ""), tag):
        return Response(status_code=304, headers=headers)
    headers["Content-Disposition"] = 'inline; filename="microrredes.ics"'
    return Response(content, headers=headers, media_type="text/calendar; charset=utf-8")


def _is_known(asked: str, tag: str) -> bool:
    """Whether If-None-Match names it; proxies that compress make weak ones of our tags."""
    return asked.strip() == "*" or tag in (each.strip().removeprefix("W/") for each in asked.split(","))
