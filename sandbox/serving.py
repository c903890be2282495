"""The server: Bot API, phones' API and page on one loopback port."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from sandbox.bot_api import BotApi, Scope, Send, answer_json
from sandbox.clockwork import Clockwork
from sandbox.phone_api import PhoneApi
from sandbox.receiving import Receive
from sandbox.world import World

PAGE = Path(__file__).parent / "page"
LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]"})
FORMS = ("application/json", "multipart/form-data")
BEAT_SECONDS = 15.0


@dataclass(frozen=True)
class Serving:
    url: str  # the root of the Bot API

    @property
    def page_url(self) -> str:
        return self.url + "/"


class _StandStill:
    """The clock of a world that nobody wired: it shows the time and cannot be turned."""

    def __init__(self, world: World) -> None:
        self.now = world.now

    async def next_event(self) -> None:
        return None

    async def move_to(self, moment: Any) -> None:
        del moment


@asynccontextmanager
async def serve(
    world: World, *, port: int = 0, clockwork: Clockwork | None = None, files_in: Path | None = None
) -> AsyncIterator[Serving]:
    """Serve on 127.0.0.1 in this event loop; port 0 takes a free one. files_in: where files are kept meanwhile."""
    listening = _listen(port)
    server = _server(application(world, clockwork or _StandStill(world)))
    with TemporaryDirectory(prefix="sandbox-files-", dir=files_in) as folder:
        world.files.folder = Path(folder)
        await server.startup([listening])
        try:
            yield Serving(f"http://127.0.0.1:{listening.getsockname()[1]}")
        finally:
            world.events.close()
            for bot in world.bots.values():
                bot.inbox.close()
                if bot.webhook:
                    await bot.webhook.close()
            await _stop(server)
            listening.close()
            world.files.folder = None


def _listen(port: int) -> socket.socket:
    """Named as TCP, for else asyncio leaves Nagle's algorithm on, and each answer takes 40 ms."""
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(("127.0.0.1", port))
    except OSError:
        listening.close()
        raise
    return listening


def _server(app: Any) -> uvicorn.Server:
    """Started by hand rather than with `serve`, which would take the process's signals."""
    config = uvicorn.Config(app, lifespan="off", log_config=None, access_log=False, server_header=False)
    config.load()
    server = uvicorn.Server(config)
    server.lifespan = config.lifespan_class(config)
    return server


async def _stop(server: uvicorn.Server) -> None:
    """At once: whoever still waits for an answer is cut off.

    Whoever was accepted in this turn becomes a connection in the next one; of a closed listener asyncio would lose it.
    """
    for listener in server.servers:
        for listening in listener.sockets:
            asyncio.get_running_loop().remove_reader(listening.fileno())
    await asyncio.sleep(0)
    for listener in server.servers:
        listener.close()
    await asyncio.sleep(0)
    state = server.server_state
    for connection in list(state.connections):
        connection.transport.abort()
    while state.connections:  # noqa: ASYNC110 - each is told in one of the next turns, and its socket closed
        await asyncio.sleep(0)
    for task in state.tasks:
        task.cancel()
    await asyncio.gather(*state.tasks)


def application(world: World, clockwork: Clockwork) -> Any:
    """ASGI: the Bot API's paths go straight to it, all else through Starlette."""
    bot_api = BotApi(world)
    routes = [
        *PhoneApi(world, clockwork).routes(),
        Route("/sandbox/events", _events(world)),
        Route("/", _page),
        Mount("/static", StaticFiles(directory=PAGE, check_dir=False)),
    ]
    phones = Starlette(routes=routes)

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        with suppress(asyncio.CancelledError):  # the server stops, and nobody is there any more to be answered
            await answer(scope, receive, send)

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        if not _is_loopback(scope):
            await answer_json(send, 403, {"error": "only for this machine"})
        elif scope["path"].startswith(("/bot", "/file/bot")):
            await bot_api(scope, receive, send)
        elif scope["method"] == "POST" and not _is_from_here(scope):
            await answer_json(send, 403, {"error": "only from the page itself"})
        else:
            await phones(scope, receive, send)

    return app


def _header(scope: Scope, wanted: bytes) -> str:
    return next((value.decode("latin-1") for name, value in scope["headers"] if name == wanted), "")


def _is_loopback(scope: Scope) -> bool:
    """Any other Host is a page that rebound its name to this machine."""
    host = _header(scope, b"host")
    return (host if host.endswith("]") else host.rpartition(":")[0] or host) in LOOPBACK


def _is_from_here(scope: Scope) -> bool:
    """A form of another site has another Origin, or a content type that needs no permission."""
    origin = _header(scope, b"origin")
    if origin and origin.removeprefix("http://") != _header(scope, b"host"):
        return False
    return _header(scope, b"content-type").startswith(FORMS)


async def _page(_request: Request) -> Response:
    return FileResponse(PAGE / "index.html")


def _events(world: World) -> Any:
    async def events(_request: Request) -> Response:
        headers = {"Cache-Control": "no-store"}
        return StreamingResponse(_stream(world), media_type="text/event-stream", headers=headers)

    return events


async def _stream(world: World) -> AsyncIterator[str]:
    queue = world.events.listen()
    try:
        yield ": here\n\n"
        while True:
            try:
                event = await asyncio.wait_for(queue.get(), BEAT_SECONDS)
            except TimeoutError:
                yield ": still here\n\n"
                continue
            if event is None:
                return
            yield f"data: {json.dumps(event, ensure_ascii=False)}\n\n"
    finally:
        world.events.leave(queue)
