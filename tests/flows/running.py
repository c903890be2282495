"""The bot in this process: its parts as in production, for what a test has to reach into."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime

from bot.application import Application, Intake, build, real_now, run_until_stopped
from bot.intake import Polling, SolePolling
from bot.settings import Secret, Settings
from bot.stopping import Stopping
from tests.flows.site import Site


@asynccontextmanager
async def running(site: Site, *, now: Callable[[], datetime] = real_now) -> AsyncIterator[Application]:
    """Polls, rings and delivers until the end of the block, and then stops in order."""
    given = site.settings
    settings = Settings(token=Secret(given["token"]), api_url=given["api_url"], database_url=given["database_url"])
    async with build(settings, now=now) as application:
        polling = SolePolling(application.database, Polling(application.post, application.dispatch.handle))
        stopping, intake = Stopping(), Intake("polling", polling.run, polling.stop, lambda: polling.turned_at)
        work = asyncio.create_task(run_until_stopped(application, intake, stopping))
        try:
            yield application
        finally:
            stopping.ask()
            await work
