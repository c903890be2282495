"""The bot in this process: its parts as in production, for what a test has to reach into."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime

from pydantic import SecretStr

from bot.application import Application, Intake, build, real_now, run_until
from bot.intake import Polling, SolePolling
from bot.settings import Settings
from tests.flows.site import Site


@asynccontextmanager
async def running(site: Site, *, now: Callable[[], datetime] = real_now) -> AsyncIterator[Application]:
    """Polls, rings and delivers until the end of the block, and then stops in order."""
    given = site.settings
    settings = Settings(token=SecretStr(given["token"]), api_url=given["api_url"], database_url=given["database_url"])
    async with build(settings, now=now) as application:
        polling = SolePolling(application.database, Polling(application.post, application.dispatch.handle))
        stopped: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        work = asyncio.create_task(run_until(stopped, application, Intake("polling", polling.run, polling.stop)))
        try:
            yield application
        finally:
            stopped.set_result(None)
            await work
