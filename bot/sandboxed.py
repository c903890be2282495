"""`microrredes sandbox`: the bot, a Telegram of its own and the demonstration, on this computer and for nobody else."""

import asyncio
import contextlib
import os
import shutil
import signal
import sys
import tempfile
import webbrowser
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from bot.calendars import Calendars
from bot.demo import TOKEN, USERNAME, add_phones, furnish_store, furnish_world, read_cast
from bot.lifecycle import introduce
from bot.serving import listen_on, served
from bot.settings import Secret, Settings
from bot.simulated import Simulation, simulate
from bot.terminal import Stop, out
from sandbox.limits import Limits
from sandbox.serving import serve
from sandbox.world import World
from store.schema import upgrade

BOT_NAME = "Microrredes"


@dataclass
class _Clockwork:
    """The sandbox's page turns this clock; the bot is wired to it a moment after the server is up."""

    starts_at: datetime
    simulation: Simulation | None = None

    def now(self) -> datetime:
        return self.starts_at if self.simulation is None else self.simulation.now()

    async def next_event(self) -> datetime | None:
        return None if self.simulation is None else await self.simulation.next_event()

    async def move_to(self, moment: datetime) -> None:
        if self.simulation is not None:
            await self.simulation.move_to(moment)


async def run_sandbox(settings: Settings, *, host: str, port: int, open_browser: bool) -> None:
    """Runs until interrupted. The store is a fresh one each time, in the data folder: the demonstration begins anew."""
    del host  # the server listens on loopback and nowhere else
    async with demonstration(settings, port=port) as (page_url, simulation):
        out(f"The sandbox is open: {page_url}")
        out("Everybody in it is invented, and nothing leaves this computer. Ctrl+C ends it.")
        if open_browser and sys.stdout.isatty():
            webbrowser.open(page_url)
        await _until_stopped(simulation)


@contextlib.asynccontextmanager
async def demonstration(settings: Settings, *, port: int = 0) -> AsyncIterator[tuple[str, Simulation]]:
    """The address of the page, and the bot behind it, with the demonstration in place."""
    cast = read_cast()
    clockwork = _Clockwork(cast.starts_at)
    world = World(clockwork.now, Limits())
    world.add_bot(TOKEN, USERNAME, BOT_NAME)
    add_phones(world, cast)
    with _folder_in(settings.data_dir) as folder:
        async with serve(world, port=port, clockwork=clockwork, files_in=Path(folder)) as serving:
            listening = listen_on("127.0.0.1:0", "WEBHOOK_LISTEN")
            own = await asyncio.to_thread(
                _own_settings, settings, serving.url, Path(folder), listening.getsockname()[1]
            )
            async with (
                simulate(own, cast.starts_at) as simulation,
                served(Calendars(simulation.application.database, own.calendars_url).app, listening),
            ):
                clockwork.simulation = simulation
                database, now = simulation.application.database, clockwork.now()
                furnish_world(world, cast, await database.run(lambda session: furnish_store(session, cast, now)))
                await introduce(simulation.application.post)
                yield serving.page_url, simulation


def _folder_in(data_dir: Path) -> tempfile.TemporaryDirectory[str]:
    """For as long as the sandbox is open. A bot's own store may lie beside it, and is left alone."""
    try:
        data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
        _clear_after_killed(data_dir)
        return tempfile.TemporaryDirectory(prefix=f"sandbox-{os.getpid()}-", dir=data_dir.absolute())
    except OSError as failure:
        reason = failure.strerror or failure
        raise Stop(
            f"{data_dir}: cannot be written to ({reason}); name another folder in MICRORREDES_DATA_DIR"
        ) from None


def _clear_after_killed(data_dir: Path) -> None:
    """One that was killed could not take its folder away, whose name has its process."""
    for folder in data_dir.glob("sandbox-*-*"):
        process = folder.name.split("-")[1]
        if process.isdecimal() and not _is_running(int(process)):
            shutil.rmtree(folder, ignore_errors=True)


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # it is somebody else's
        return True
    return True


def _own_settings(settings: Settings, api_url: str, folder: Path, port: int) -> Settings:
    own = replace(
        settings,
        token=Secret(TOKEN),
        api_url=api_url,
        database_url=f"sqlite:///{folder / 'sandbox.db'}",
        data_dir=folder,
        webhook_url=None,
        public_url=f"http://127.0.0.1:{port}",
    )
    upgrade(own.database_url)
    return own


async def _until_stopped(simulation: Simulation) -> None:
    loop = asyncio.get_running_loop()
    asked = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        with contextlib.suppress(NotImplementedError):
            loop.add_signal_handler(number, asked.set)
    running = asyncio.create_task(simulation.run())
    stopped = asyncio.create_task(asked.wait())
    await asyncio.wait([running, stopped], return_when=asyncio.FIRST_COMPLETED)
    running.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await running
