"""The line between a bot and its PostgreSQL, which the test can hold or cut."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy.engine import make_url


class Line:
    """`url` leads through it."""

    def __init__(self, url: str) -> None:
        self.url = ""
        self._there = make_url(url)
        self._server: asyncio.Server | None = None
        self._flows = asyncio.Event()
        self._flows.set()
        self._called = asyncio.Event()
        self._is_cut = False
        self._connecting: set[asyncio.Task[None]] = set()
        self._writers: list[asyncio.StreamWriter] = []
        self._pumps: set[asyncio.Task[None]] = set()

    async def open(self) -> None:
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0)
        port = self._server.sockets[0].getsockname()[1]
        there = self._there.set(host="127.0.0.1", port=port, query={})
        self.url = there.render_as_string(hide_password=False)

    def hold(self) -> None:
        """Nothing arrives any more, and nobody is told: a cable is out, a machine stands still."""
        self._flows.clear()

    async def cut(self) -> None:
        """Whoever is connected is thrown out, and nobody can connect: the server is gone.

        Whoever was accepted in this turn becomes a connection in the next one; a closed server would lose it.
        """
        assert self._server is not None
        for listening in self._server.sockets:
            asyncio.get_running_loop().remove_reader(listening.fileno())
        await asyncio.sleep(0)
        self._server.close()
        self._is_cut = True
        for writer in self._writers:
            writer.close()

    async def until_called(self) -> None:
        """Until somebody has connected."""
        await self._called.wait()

    async def close(self) -> None:
        await self.cut()
        await asyncio.gather(*self._connecting, return_exceptions=True)
        for pump in self._pumps:
            pump.cancel()
        await asyncio.gather(*self._pumps, return_exceptions=True)

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connecting = asyncio.create_task(self._connect(reader, writer))
        self._connecting.add(connecting)
        connecting.add_done_callback(self._connecting.discard)

    async def _connect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._called.set()
        try:
            there_reader, there_writer = await self._connection()
        except OSError:
            writer.close()
            return
        if self._is_cut:
            writer.close()
            there_writer.close()
            return
        self._writers += [writer, there_writer]
        for source, target in ((reader, there_writer), (there_reader, writer)):
            pump = asyncio.create_task(self._pump(source, target))
            self._pumps.add(pump)
            pump.add_done_callback(self._pumps.discard)

    async def _connection(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        folder = self._there.query.get("host") or self._there.host
        port = self._there.port or 5432
        if isinstance(folder, str) and folder.startswith("/"):
            return await asyncio.open_unix_connection(f"{folder}/.s.PGSQL.{port}")
        return await asyncio.open_connection(self._there.host, port)

    async def _pump(self, source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
        try:
            while piece := await source.read(65536):
                await self._flows.wait()
                target.write(piece)
                await target.drain()
        except ConnectionError:
            pass
        finally:
            target.close()


@asynccontextmanager
async def line_to(url: str) -> AsyncIterator[Line]:
    line = Line(url)
    await line.open()
    try:
        yield line
    finally:
        await line.close()
