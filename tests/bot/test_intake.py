import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest
from structlog.testing import capture_logs

from bot.intake import ALLOWED_UPDATES, Polling, lane_of
from bot.intake.webhook import Webhook
from bot.post import Post, build_bot
from tests.local_telegram import MONTSE, QUICK, ROSARIO, TIAGO, TOKEN, Telegram, local_telegram

Raw = dict[str, Any]
SECRET = "a-secret-of-the-tests"


class Handled:
    """A dispatch that keeps what it was given; `broken` is raised, `gate` is waited for."""

    def __init__(self) -> None:
        self.updates: list[Raw] = []
        self.broken: Exception | None = None
        self.before: Callable[[Raw], Awaitable[None]] | None = None

    async def __call__(self, update: Raw) -> None:
        if self.before is not None:
            await self.before(update)
        if self.broken is not None:
            raise self.broken
        self.updates.append(update)

    @property
    def texts(self) -> list[str]:
        return [update["message"]["text"] for update in self.updates]


@pytest.fixture
async def telegram() -> AsyncIterator[Telegram]:
    async with local_telegram() as served:
        yield served


@pytest.fixture
def handled() -> Handled:
    return Handled()


def write(telegram: Telegram, user_id: int, text: str) -> None:
    telegram.world.send_text(user_id, telegram.world.bot.id, text)


def pending(telegram: Telegram) -> int:
    return telegram.world.pending_updates(telegram.world.bot)


async def until(is_so: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not is_so():  # noqa: ASYNC110 - the server knows nobody who waits
            await asyncio.sleep(0.005)


async def test_batch_is_confirmed_by_the_call_after_it(telegram: Telegram, handled: Handled) -> None:
    write(telegram, ROSARIO, "Hola")
    polling = Polling(telegram.post, handled)

    assert await polling.poll_once() == 1
    assert (handled.texts, pending(telegram)) == (["Hola"], 1)
    assert await polling.poll_once() == 0
    assert pending(telegram) == 0


async def test_what_is_wanted_is_named(telegram: Telegram, handled: Handled) -> None:
    await Polling(telegram.post, handled).poll_once()

    assert telegram.calls("getUpdates")[0]["allowed_updates"] == list(ALLOWED_UPDATES)


async def test_killed_while_handling_loses_nothing(telegram: Telegram, handled: Handled) -> None:
    for number in range(5):
        write(telegram, ROSARIO, str(number))
    begun = asyncio.Event()

    async def hang(_update: Raw) -> None:
        begun.set()
        await asyncio.sleep(60)

    dying = Handled()
    dying.before = hang
    task = asyncio.create_task(Polling(telegram.post, dying).poll_once())
    await begun.wait()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)

    await Polling(telegram.post, handled).poll_once()

    assert handled.texts == ["0", "1", "2", "3", "4"]


async def test_each_chat_in_order_and_chats_side_by_side(telegram: Telegram, handled: Handled) -> None:
    for number in range(3):
        for user_id in (ROSARIO, TIAGO):
            write(telegram, user_id, str(number))
    at_work = most_at_work = 0

    async def work(update: Raw) -> None:
        nonlocal at_work, most_at_work
        at_work += 1
        most_at_work = max(most_at_work, at_work)
        await asyncio.sleep(0.02 if update["message"]["text"] == "0" else 0)
        at_work -= 1

    handled.before = work
    await Polling(telegram.post, handled).poll_once()

    assert most_at_work == 2
    for user_id in (ROSARIO, TIAGO):
        mine = [each["message"]["text"] for each in handled.updates if each["message"]["chat"]["id"] == user_id]
        assert mine == ["0", "1", "2"]


async def test_no_more_at_once_than_allowed(telegram: Telegram, handled: Handled) -> None:
    at_work = most_at_work = 0
    for user_id in (ROSARIO, TIAGO, MONTSE):
        write(telegram, user_id, "Hola")

    async def work(_update: Raw) -> None:
        nonlocal at_work, most_at_work
        at_work += 1
        most_at_work = max(most_at_work, at_work)
        await asyncio.sleep(0.01)
        at_work -= 1

    handled.before = work
    await Polling(telegram.post, handled, at_once=2).poll_once()

    assert (most_at_work, len(handled.updates)) == (2, 3)


async def test_update_that_could_not_be_done_comes_again_and_holds_back_its_chat(
    telegram: Telegram, handled: Handled
) -> None:
    for user_id, text in ((ROSARIO, "1"), (TIAGO, "2"), (ROSARIO, "3")):
        write(telegram, user_id, text)

    async def store_away(update: Raw) -> None:
        if update["message"]["chat"]["id"] == ROSARIO:
            raise ConnectionError

    handled.before = store_away
    polling = Polling(telegram.post, handled)
    await polling.poll_once()
    assert handled.texts == ["2"]

    handled.before = None
    await polling.poll_once()
    assert sorted(handled.texts) == ["1", "2", "2", "3"]  # dispatch knows what it has done already
    assert handled.texts.index("1") < handled.texts.index("3")
    await polling.poll_once()
    assert pending(telegram) == 0


def test_press_shares_the_lane_of_its_persons_private_chat() -> None:
    group = {"id": -500}
    press = {"update_id": 1, "callback_query": {"from": {"id": ROSARIO}, "message": {"chat": group}}}
    text = {"update_id": 2, "message": {"from": {"id": ROSARIO}, "chat": {"id": ROSARIO}}}
    in_group = {"update_id": 3, "edited_message": {"from": {"id": ROSARIO}, "chat": group}}
    inline = {"update_id": 4, "inline_query": {"from": {"id": ROSARIO}, "query": "ferias"}}

    assert [lane_of(update) for update in (press, text, in_group, inline)] == [ROSARIO, ROSARIO, -500, ROSARIO]


async def test_run_handles_what_comes_until_stopped(telegram: Telegram, handled: Handled) -> None:
    polling = Polling(telegram.post, handled)
    running = asyncio.create_task(polling.run())
    await until(lambda: telegram.world.bot.inbox.is_polled)
    write(telegram, ROSARIO, "Hola")
    await until(lambda: bool(handled.updates))

    await asyncio.wait_for(polling.stop(), 2)
    await running

    assert (handled.texts, pending(telegram)) == (["Hola"], 0)


async def test_stop_finishes_what_is_in_hand_and_loses_nothing_that_came_meanwhile(
    telegram: Telegram, handled: Handled
) -> None:
    begun = asyncio.Event()

    async def slowly(_update: Raw) -> None:
        begun.set()
        await asyncio.sleep(0.2)

    handled.before = slowly
    polling = Polling(telegram.post, handled)
    write(telegram, ROSARIO, "in hand")
    running = asyncio.create_task(polling.run())
    await begun.wait()
    write(telegram, ROSARIO, "meanwhile")

    await polling.stop()
    await running

    assert (handled.texts, pending(telegram)) == (["in hand"], 1)
    await Polling(telegram.post, handled).poll_once()
    assert handled.texts == ["in hand", "meanwhile"]


async def test_webhook_of_before_is_taken_away(telegram: Telegram, handled: Handled) -> None:
    await telegram.post.set_webhook("https://bot.example/telegram", secret=SECRET, allowed=ALLOWED_UPDATES)
    write(telegram, ROSARIO, "Hola")
    polling = Polling(telegram.post, handled)
    running = asyncio.create_task(polling.run())

    await until(lambda: bool(handled.updates))
    await polling.stop()
    await running

    assert handled.texts == ["Hola"]


async def test_second_poller_is_told_in_words_and_waits(telegram: Telegram, handled: Handled) -> None:
    conflict = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
    telegram.world.faults.fail("getUpdates", 2, code=409, description=conflict)
    write(telegram, ROSARIO, "Hola")
    polling = Polling(telegram.post, handled)

    with capture_logs() as logs:
        running = asyncio.create_task(polling.run())
        await until(lambda: bool(handled.updates))
        await polling.stop()
        await running

    told = [(entry["event"], entry["log_level"]) for entry in logs]
    assert told == [("another_process_polls_with_this_token", "warning"), ("polling_again", "info")]


async def test_outage_is_told_once_and_ends_by_itself(telegram: Telegram, handled: Handled) -> None:
    telegram.world.faults.html_502("getUpdates")
    telegram.world.faults.cut_before("getUpdates")
    write(telegram, ROSARIO, "Hola")
    polling = Polling(telegram.post, handled)

    with capture_logs() as logs:
        running = asyncio.create_task(polling.run())
        await until(lambda: bool(handled.updates))
        await polling.stop()
        await running

    assert [entry["event"] for entry in logs] == ["telegram_is_away", "polling_again"]


async def test_store_that_is_away_is_told_once_and_nothing_is_lost(telegram: Telegram, handled: Handled) -> None:
    handled.broken = ConnectionError()
    write(telegram, ROSARIO, "Hola")
    polling = Polling(telegram.post, handled)

    with capture_logs() as logs:
        running = asyncio.create_task(polling.run())
        await until(lambda: len(telegram.calls("getUpdates")) == 2)
        handled.broken = None
        await until(lambda: bool(handled.updates))
        await polling.stop()
        await running

    assert [entry["event"] for entry in logs] == ["updates_wait", "polling_again"]
    assert logs[0]["reason"] == "ConnectionError"
    assert (handled.texts, pending(telegram)) == (["Hola"], 0)


async def test_stop_is_quick_while_telegram_is_away(handled: Handled) -> None:
    post = Post(build_bot(TOKEN, "http://127.0.0.1:1", timeouts=QUICK))
    polling = Polling(post, handled)
    running = asyncio.create_task(polling.run())
    await asyncio.sleep(0.1)

    await asyncio.wait_for(polling.stop(), 1)
    await running
    await post.close()


@asynccontextmanager
async def webhook_of(handled: Handled) -> AsyncIterator[tuple[Webhook, httpx.AsyncClient]]:
    webhook = Webhook(handled, SECRET, path="/telegram")
    transport = httpx.ASGITransport(webhook.app)
    headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
    async with httpx.AsyncClient(transport=transport, base_url="http://bot", headers=headers) as client:
        yield webhook, client


UPDATE = {"update_id": 7, "message": {"chat": {"id": ROSARIO}, "text": "Hola"}}


async def test_webhook_says_200_only_after_the_commit(handled: Handled) -> None:
    committed = asyncio.Event()

    async def commit(_update: Raw) -> None:
        await committed.wait()

    handled.before = commit
    async with webhook_of(handled) as (_, client):
        answer = asyncio.create_task(client.post("/telegram", json=UPDATE))
        await asyncio.sleep(0.05)
        assert not answer.done()
        committed.set()
        assert (await answer).status_code == 200

    assert handled.updates == [UPDATE]


@pytest.mark.parametrize("secret", [b"", b"another", SECRET.encode() + b"x", "ñ".encode()])
async def test_webhook_turns_strangers_away(handled: Handled, secret: bytes) -> None:
    async with webhook_of(handled) as (_, client):
        headers = {b"X-Telegram-Bot-Api-Secret-Token": secret}
        answer = await client.post("/telegram", json=UPDATE, headers=headers)

    assert (answer.status_code, handled.updates) == (401, [])


@pytest.mark.parametrize(
    ("body", "status"),
    [(b"{", 400), (b"[]", 400), (b'{"update_id": "7"}', 400), (b"\xff", 400), (b" " * (1024 * 1024 + 1), 413)],
)
async def test_webhook_refuses_what_is_no_update(handled: Handled, body: bytes, status: int) -> None:
    async with webhook_of(handled) as (_, client):
        answer = await client.post("/telegram", content=body)

    assert (answer.status_code, handled.updates) == (status, [])


async def test_webhook_asks_to_come_again_when_the_store_is_away(handled: Handled) -> None:
    handled.broken = ConnectionError()
    async with webhook_of(handled) as (_, client):
        with capture_logs() as logs:
            answers = [await client.post("/telegram", json=UPDATE) for _ in range(2)]

    assert [(answer.status_code, answer.headers["Retry-After"]) for answer in answers] == [(503, "3")] * 2
    assert [entry["event"] for entry in logs] == ["updates_wait"]


async def test_stopping_webhook_finishes_what_is_in_hand_and_sends_others_away(handled: Handled) -> None:
    committed = asyncio.Event()

    async def commit(_update: Raw) -> None:
        await committed.wait()

    handled.before = commit
    async with webhook_of(handled) as (webhook, client):
        in_hand = asyncio.create_task(client.post("/telegram", json=UPDATE))
        await asyncio.sleep(0.05)
        stopping = asyncio.create_task(webhook.stop())
        await asyncio.sleep(0.05)
        sent_away = await client.post("/telegram", json=UPDATE)
        assert not stopping.done()
        committed.set()
        await stopping

    assert ((await in_hand).status_code, sent_away.status_code) == (200, 503)
    assert sent_away.headers["Retry-After"] == "3"


async def test_webhook_receives_from_telegram_in_order_of_each_chat(
    telegram: Telegram, handled: Handled, unused_tcp_port: int
) -> None:
    webhook = Webhook(handled, SECRET, path="/telegram")
    running = asyncio.create_task(webhook.run("127.0.0.1", unused_tcp_port))
    address = f"http://127.0.0.1:{unused_tcp_port}/telegram"
    await telegram.post.set_webhook(address, secret=SECRET, allowed=ALLOWED_UPDATES)

    for number in range(5):
        write(telegram, ROSARIO, str(number))
    await until(lambda: len(handled.updates) == 5)
    await telegram.post.delete_webhook()
    await webhook.stop()
    await running

    assert handled.texts == ["0", "1", "2", "3", "4"]
