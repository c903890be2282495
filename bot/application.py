"""Wires the bot: the same parts for Telegram, the sandbox and the tests; only address, token and clock differ."""

import asyncio
import hmac
import signal
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

import structlog
from sqlalchemy.orm import Session

from bot.intake import ALLOWED_UPDATES, Polling, SolePolling
from bot.lifecycle import introduce
from bot.post import Post, build_bot
from bot.settings import Settings, host_and_port
from bot.steady_clock import SteadyClock
from handlers import FEATURES
from handlers.dispatch import Bot, Dispatch
from scheduler.clock import Clock
from scheduler.delivery import Delivery
from store.database import Database, connect
from store.models import FailedUpdate, UpdateSeen
from store.outbox import PaceSettings

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Application:
    """All parts of a running bot."""

    database: Database
    post: Post
    bot: Bot
    dispatch: Dispatch
    delivery: Delivery
    clock: Clock
    now: Callable[[], datetime]


@dataclass(frozen=True)
class Intake:
    """How updates come in: `run` until `stop`."""

    kind: str
    run: Callable[[], Coroutine[Any, Any, None]]
    stop: Callable[[], Awaitable[None]]


def real_now() -> datetime:
    """The moment by this machine's clock."""
    return datetime.now(UTC)


@asynccontextmanager
async def build(
    settings: Settings,
    *,
    now: Callable[[], datetime] = real_now,
    pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    pace: PaceSettings | None = None,
) -> AsyncIterator[Application]:
    """The wired parts, nothing started; closes connections and store at the end. The schema must be there."""
    database = connect(settings.database_url)
    post = Post(build_bot(settings.needed_token(), settings.api_url))
    try:
        account = await post.get_me()
        pace = pace or PaceSettings(per_second=settings.messages_per_second)
        delivery = Delivery(database, post, now, pace, pause=pause)
        bot = Bot(account.id, account.username)
        dispatch = Dispatch(database, post, bot, FEATURES, now, delivery.wake)
        yield Application(database, post, bot, dispatch, delivery, Clock(database, now, delivery.wake), now)
    finally:
        await post.close()
        await database.close()


async def run_bot(settings: Settings) -> None:
    """The bot on Telegram, until SIGTERM or SIGINT."""
    async with build(settings, now=SteadyClock().now) as application:
        intake = await _intake(application, settings)
        log.info("running", bot=application.bot.username, intake=intake.kind)
        await run_until(_stop_signal(), application, intake)
        log.info("stopped")


async def run_until(stopped: "asyncio.Future[Any]", application: Application, intake: Intake) -> None:
    """Runs all parts until `stopped` is done, and ends them in order."""
    application.clock.start()
    running = [asyncio.create_task(intake.run()), asyncio.create_task(application.delivery.run())]
    introducing = asyncio.create_task(introduce(application.post))  # nobody should wait for the menus
    try:
        await asyncio.wait([stopped, *running], return_when=asyncio.FIRST_COMPLETED)
    finally:
        introducing.cancel()
        await application.clock.stop()
        await intake.stop()
        await application.delivery.stop()
        stopped.cancel()
        await asyncio.gather(*running)


def _stop_signal() -> "asyncio.Task[Any]":
    asked = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        with suppress(NotImplementedError):  # Windows knows only KeyboardInterrupt
            loop.add_signal_handler(number, asked.set)
    return asyncio.create_task(asked.wait())


async def _intake(application: Application, settings: Settings) -> Intake:
    if settings.webhook_url is None:
        polling = SolePolling(application.database, Polling(application.post, application.dispatch.handle))
        return Intake("polling", polling.run, polling.stop)
    from bot.intake.webhook import Webhook

    secret = settings.webhook_secret.get_secret_value() if settings.webhook_secret else _own_secret(settings)
    webhook = Webhook(application.dispatch.handle, secret, path=urlsplit(settings.webhook_url).path or "/")
    await application.post.set_webhook(settings.webhook_url, secret=secret, allowed=ALLOWED_UPDATES)
    host, port = host_and_port(settings.webhook_listen)
    return Intake("webhook", lambda: webhook.run(host, port), webhook.stop)


def _own_secret(settings: Settings) -> str:
    """Made from the token, so that all replicas agree; it tells nothing of the token."""
    return hmac.new(settings.needed_token().encode(), b"webhook secret", "sha256").hexdigest()


async def retry_update(settings: Settings, update_id: int) -> bool:
    """Handles an update that was set aside once more; True when it did not break again."""
    async with build(settings) as application:
        failed_at, body = await application.database.run(lambda session: _taken_up(session, update_id))
        await application.dispatch.handle(body)
        return await application.database.run(
            lambda session: _note_retried(session, update_id, failed_at, application.now())
        )


def _taken_up(session: Session, update_id: int) -> tuple[datetime, dict[str, Any]]:
    """As if it had never come. It stays in the list until it is done, should the store go away meanwhile."""
    failure = session.get_one(FailedUpdate, update_id)
    seen = session.get(UpdateSeen, update_id)
    if seen is not None:
        session.delete(seen)
    return failure.failed_at, failure.body


def _note_retried(session: Session, update_id: int, failed_at: datetime, now: datetime) -> bool:
    failure = session.get_one(FailedUpdate, update_id)
    if failure.failed_at != failed_at:
        return False
    failure.retried_at = now
    return True
