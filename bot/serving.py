"""HTTP in the bot's own event loop: uvicorn, without its own ideas of ports, signals and stopping."""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

import uvicorn
from starlette.types import ASGIApp

from bot.settings import PREFIX, host_and_port
from bot.terminal import Stop

KEEP_ALIVE = 75  # seconds; longer than a proxy keeps a connection, so that none is closed as it is used again
CLOSE_WITHIN = 1  # seconds for what is left of connections when all requests have had their answers


def listen_on(listen: str, setting: str) -> socket.socket:
    """A socket at `HOST:PORT`, open before anybody is told of it; Stop, naming the setting, where that cannot be."""
    listening = None
    try:
        family, kind, protocol, _, address = _resolved(*host_and_port(listen))
        listening = socket.socket(family, kind, protocol)  # named as TCP, for else Nagle's algorithm stays on
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen()  # whoever comes before `run` waits
    except OSError as failure:
        if listening is not None:
            listening.close()
        raise Stop(f"{PREFIX}{setting}: {listen} cannot be used ({failure.strerror or failure})") from None
    return listening


def _resolved(host: str, port: int) -> Any:
    return socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]


@asynccontextmanager
async def served(app: ASGIApp, listening: socket.socket) -> AsyncIterator[None]:
    """Meanwhile the application answers."""
    server = Server(app)
    running = asyncio.create_task(server.run(listening))
    try:
        yield
    finally:
        server.stop()
        await running


class Server:
    """Serves an application until `stop`."""

    def __init__(self, app: ASGIApp) -> None:
        config = uvicorn.Config(
            app,
            interface="asgi3",
            lifespan="off",
            log_config=None,
            access_log=False,
            proxy_headers=False,  # nobody asks where a request came from
            server_header=False,
            timeout_keep_alive=KEEP_ALIVE,
            timeout_graceful_shutdown=CLOSE_WITHIN,
        )
        self._server = _Uvicorn(config)

    async def run(self, listening: socket.socket) -> None:
        """Returns when everything is closed."""
        await self._server.serve([listening])

    def stop(self) -> None:
        """Accepts nothing more; `run` then comes to its end."""
        self._server.should_exit = True


class _Uvicorn(uvicorn.Server):
    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Signals belong to whoever runs the whole bot."""
        yield
