"""Wires the bot: the same parts for Telegram, the sandbox and the tests; only address, token and clock differ."""

import asyncio
import gc
import hmac
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import structlog
from sqlalchemy.orm import Session

from bot.intake import ALLOWED_UPDATES, Polling, Raw, SolePolling
from bot.lifecycle import introduce_soon
from bot.memory import give_back
from bot.post import Post, build_bot
from bot.settings import Settings
from bot.steady_clock import SteadyClock
from bot.stopping import Stopping
from handlers import FEATURES
from handlers.dispatch import Bot, Dispatch
from scheduler.clock import Clock
from scheduler.delivery import Delivery
from scheduler.tasks import Tasks
from scheduler.works import WORKS
from store.database import Database, connect
from store.frozen import frozen
from store.models import FailedUpdate, UpdateSeen
from store.outbox import PaceSettings

if TYPE_CHECKING:
    from starlette.types import ASGIApp

    from bot.metrics import Meters

log = structlog.get_logger(__name__)

END_WITHIN = 0.5  # seconds, for loops that were told to stop


@frozen
class Application:
    """All parts of a running bot."""

    database: Database
    post: Post
    bot: Bot
    dispatch: Dispatch
    delivery: Delivery
    clock: Clock
    tasks: Tasks
    now: Callable[[], datetime]


@frozen
class Intake:
    """How updates come in: `run` until `stop`, which breaks off what is in hand after some seconds."""

    kind: str
    run: Callable[[], Coroutine[Any, Any, None]]
    stop: Callable[[float], Awaitable[None]]
    turned_at: Callable[[], float]  # when it last did something, by the monotonic clock


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
    meters: "Meters | None" = None,
) -> AsyncIterator[Application]:
    """The wired parts, nothing started; closes connections and store at the end. The schema must be there."""
    database = connect(settings.database_url)
    if meters is not None:
        database, pause = meters.database(database), meters.pause(pause)
    post = Post(build_bot(settings.needed_token(), settings.api_url))
    try:
        account = await post.get_me()
        pace = pace or PaceSettings(per_second=settings.messages_per_second)
        delivery = Delivery(database, post, now, pace, pause=pause, told=meters.count_letter if meters else None)
        bot = Bot(account.id, account.username, settings.calendars_url)
        tasks = Tasks(database, now, delivery.wake, WORKS)
        clock = Clock(database, now, delivery.wake, meters.run_tick if meters else None, tasks=tasks)

        def wake() -> None:
            delivery.wake()
            clock.wake()

        note_ending = meters.note_ending if meters else None
        dispatch = Dispatch(database, post, bot, FEATURES, now, wake, note_ending)
        yield Application(database, post, bot, dispatch, delivery, clock, tasks, now)
    finally:
        await post.close()
        await database.close()


async def run_bot(settings: Settings, stopping: Stopping) -> None:
    """The bot on Telegram, until somebody asks to stop."""
    stopping.listen()
    async with AsyncExitStack() as stack:
        started = await stopping.unless_asked(_start(settings, stopping, stack))
        if started is not None:
            application, intake = started
            _spare_the_collector()
            log.info("running", bot=application.bot.username, intake=intake.kind)
            await run_until_stopped(application, intake, stopping)
    log.info("stopped")


def _spare_the_collector() -> None:
    """What is there by now stays for ever, and what comes is mostly gone by itself: a tenth less time an update."""
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
    gc.enable()


async def _start(settings: Settings, stopping: Stopping, stack: AsyncExitStack) -> tuple[Application, Intake]:
    if settings.metrics_listen is not None:
        return await _start_measured(settings, settings.metrics_listen, stopping, stack)
    application = await stack.enter_async_context(build(settings, now=SteadyClock().now))
    return application, await _intake(settings, application, None, stack)


async def _start_measured(
    settings: Settings, listen: str, stopping: Stopping, stack: AsyncExitStack
) -> tuple[Application, Intake]:
    from bot.metrics import Meters, Watched, serve_figures
    from bot.serving import listen_on

    listening, meters = listen_on(listen, "METRICS_LISTEN"), Meters()
    application = await stack.enter_async_context(build(settings, now=SteadyClock().now, meters=meters))
    intake = await _intake(settings, application, meters, stack)
    watched = Watched(
        application.database,
        application.now,
        intake.turned_at,
        lambda: application.delivery.turned_at,
        lambda: stopping.is_asked,
    )
    await stack.enter_async_context(serve_figures(meters, watched, listening))
    return application, intake


async def run_until_stopped(application: Application, intake: Intake, stopping: Stopping) -> None:
    """Runs all parts until somebody asks to stop, and ends them in order."""
    application.clock.start()
    running = {asyncio.create_task(intake.run()), asyncio.create_task(application.delivery.run())}
    introducing = asyncio.create_task(_settle(application.post))
    asked = asyncio.create_task(stopping.asked())
    try:
        await asyncio.wait({asked, *running}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        log.info("stopping")
        introducing.cancel()
        asked.cancel()
        seconds = stopping.seconds_left()
        await asyncio.gather(
            application.clock.stop(seconds),
            application.tasks.stop(),
            intake.stop(seconds),
            application.delivery.stop(seconds),
        )
        await _ended(running)


async def _settle(post: Post) -> None:
    """What nobody should wait for: the menus; and then to hold no more than is needed from now on."""
    await introduce_soon(post)
    give_back()


async def _ended(running: set["asyncio.Task[None]"]) -> None:
    """What hangs in a store that is gone is cancelled; what broke by itself is told."""
    ended, hanging = await asyncio.wait(running, timeout=END_WITHIN)
    for task in hanging:
        task.cancel()
    for task in ended:
        task.result()


async def _intake(
    settings: Settings, application: Application, meters: "Meters | None", stack: AsyncExitStack
) -> Intake:
    if settings.webhook_url is None:
        if settings.calendars_url:
            await stack.enter_async_context(_calendars_alone(settings, application))
        handle = application.dispatch.handle if meters is None else meters.handle(application.dispatch.handle)
        polling = SolePolling(application.database, Polling(application.post, handle))
        return Intake("polling", polling.run, polling.stop, lambda: polling.turned_at)
    from bot.intake.webhook import Webhook
    from bot.serving import listen_on

    secret = settings.webhook_secret.plain if settings.webhook_secret else _own_secret(settings)
    calendars = _calendars(settings, application) if settings.calendars_url else None
    webhook = Webhook(
        _replying(application, meters), secret, path=urlsplit(settings.webhook_url).path or "/", beside=calendars
    )
    listening = listen_on(settings.webhook_listen, "WEBHOOK_LISTEN")
    await application.post.set_webhook(settings.webhook_url, secret=secret, allowed=ALLOWED_UPDATES)
    return Intake("webhook", lambda: webhook.run(listening), webhook.stop, time.monotonic)


def _replying(application: Application, meters: "Meters | None") -> Callable[[Raw], Awaitable[bytes | None]]:
    answer = application.dispatch.answer if meters is None else meters.handle(application.dispatch.answer)

    async def reply(update: Raw) -> bytes | None:
        direct = await answer(update)
        return None if direct is None else application.post.reply(direct)

    return reply


def _calendars(settings: Settings, application: Application) -> "ASGIApp":
    from bot.calendars import Calendars

    return Calendars(application.database, settings.calendars_url).app


@asynccontextmanager
async def _calendars_alone(settings: Settings, application: Application) -> AsyncIterator[None]:
    """Where updates are polled for, nothing else listens there."""
    from bot.serving import listen_on, served

    listening = listen_on(settings.webhook_listen, "WEBHOOK_LISTEN")
    async with served(_calendars(settings, application), listening):
        yield


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
