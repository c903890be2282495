import asyncio
import logging
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import httpx
import pytest
from starlette.responses import PlainTextResponse
from structlog.testing import capture_logs

from bot.intake import ALLOWED_UPDATES
from bot.intake.webhook import SECRET_HEADER, Webhook
from bot.serving import listen_on
from bot.terminal import Stop
from tests.bot.intake.handled import Handled, Raw, until, write
from tests.local_telegram import ROSARIO, TIAGO, Telegram

SECRET = "a-secret-of-the-tests"


@asynccontextmanager
async def webhook_of(handled: Handled, **settings: Any) -> AsyncIterator[tuple[Webhook, httpx.AsyncClient]]:
    webhook = Webhook(handled, SECRET, path="/telegram", **settings)
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


async def test_what_comes_for_other_paths_goes_beside(handled: Handled) -> None:
    webhook = Webhook(handled, SECRET, path="/telegram", beside=PlainTextResponse("beside"))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(webhook.app), base_url="http://bot") as client:
        answers = [(await client.get(path)).text for path in ("/calendar/a.ics", "/")]
        updates = await client.post("/telegram", json=UPDATE)

    assert (answers, updates.status_code, handled.updates) == (["beside", "beside"], 401, [])


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


async def test_slow_handler_delays_no_other_chat(handled: Handled) -> None:
    other = {"update_id": 8, "message": {"chat": {"id": TIAGO}, "text": "Oi"}}
    let_go = asyncio.Event()

    async def be_slow(update: Raw) -> None:
        if update == UPDATE:
            await let_go.wait()

    handled.before = be_slow
    async with webhook_of(handled) as (_, client):
        slow = asyncio.create_task(client.post("/telegram", json=UPDATE))
        await asyncio.sleep(0.05)
        answer = await asyncio.wait_for(client.post("/telegram", json=other), 5)
        let_go.set()
        await slow

    assert (answer.status_code, handled.updates) == (200, [other, UPDATE])


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


async def test_webhook_breaks_off_what_takes_too_long_to_stop(handled: Handled) -> None:
    begun = asyncio.Event()

    async def hang(_update: Raw) -> None:
        begun.set()
        await asyncio.Event().wait()

    handled.before = hang
    async with webhook_of(handled) as (webhook, client):
        in_hand = asyncio.create_task(client.post("/telegram", json=UPDATE))
        await begun.wait()
        await webhook.stop(within=0.01)
        answer = await in_hand

    assert (answer.status_code, answer.headers["Retry-After"], handled.updates) == (503, "3", [])


async def test_webhook_sends_away_what_is_more_than_it_has_hands_for(handled: Handled) -> None:
    committed = asyncio.Event()

    async def commit(_update: Raw) -> None:
        await committed.wait()

    handled.before = commit
    async with webhook_of(handled, most_in_hand=2) as (_, client):
        in_hand = [asyncio.create_task(client.post("/telegram", json=UPDATE)) for _ in range(2)]
        await asyncio.sleep(0.05)
        sent_away = await client.post("/telegram", json=UPDATE)
        committed.set()
        done = [(await answer).status_code for answer in in_hand]
        after = await client.post("/telegram", json=UPDATE)

    assert (sent_away.status_code, sent_away.headers["Retry-After"]) == (503, "3")
    assert (done, after.status_code) == ([200, 200], 200)


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/telegram", 405), ("PUT", "/telegram", 405), ("POST", "/", 404), ("POST", "/telegram/x", 404)],
)
async def test_webhook_has_one_door(handled: Handled, method: str, path: str, status: int) -> None:
    async with webhook_of(handled) as (_, client):
        answer = await client.request(method, path, json=UPDATE)

    assert (answer.status_code, handled.updates) == (status, [])


class Served:
    """A webhook on a real socket, for what only shows there."""

    def __init__(self, webhook: Webhook) -> None:
        self.webhook = webhook
        listening = listen_on("127.0.0.1:0", "WEBHOOK_LISTEN")
        self.port: int = listening.getsockname()[1]
        self._running = asyncio.create_task(webhook.run(listening))
        self._writers: list[asyncio.StreamWriter] = []

    async def say(self, sent: bytes) -> asyncio.StreamReader:
        """Opens a connection and says something. It stays open."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        self._writers.append(writer)
        writer.write(sent)
        await writer.drain()
        return reader

    async def begin(self, sent: bytes, *, secret: str = SECRET) -> asyncio.StreamReader:
        """A request whose body has been announced, and only partly sent."""
        head = f"POST /telegram HTTP/1.1\r\nHost: bot\r\n{SECRET_HEADER}: {secret}\r\nContent-Length: 100\r\n\r\n"
        return await self.say(head.encode() + sent)

    async def post(self) -> int:
        """A whole request; the status of its answer."""
        async with httpx.AsyncClient(headers={SECRET_HEADER: SECRET}) as client:
            return (await client.post(f"http://127.0.0.1:{self.port}/telegram", json=UPDATE)).status_code

    async def leave(self) -> None:
        """Closes the connections that are open."""
        for writer in self._writers:
            writer.close()
            with suppress(ConnectionError):
                await writer.wait_closed()

    async def stop(self) -> None:
        await self.webhook.stop()
        await self._running
        await self.leave()


@asynccontextmanager
async def served(webhook: Webhook) -> AsyncIterator[Served]:
    serving = Served(webhook)
    try:
        yield serving
    finally:
        await serving.stop()


async def test_webhook_waits_for_a_slow_body_only_so_long(handled: Handled) -> None:
    webhook = Webhook(handled, SECRET, path="/telegram", most_in_hand=1, body_within=0.1)
    async with served(webhook) as serving:
        reader = await serving.begin(b'{"update_id"')
        answer = await reader.read()  # to the end: the connection is closed
        following = await serving.post()

    assert answer.startswith(b"HTTP/1.1 408")
    assert (following, handled.updates) == (200, [UPDATE])


async def test_webhook_reads_nothing_from_strangers_and_writes_nothing_about_them(
    handled: Handled, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with capture_logs() as logs:
        async with served(Webhook(handled, SECRET, path="/telegram")) as serving:
            reader = await serving.begin(b"between us", secret="guessed")
            answer = await reader.readuntil(b"\r\n")

    assert answer.startswith(b"HTTP/1.1 401")
    assert (handled.updates, logs) == ([], [])
    assert not [record for record in caplog.records if "between us" in record.getMessage()]


async def test_webhook_bears_whoever_goes_away_in_the_middle(
    handled: Handled, caplog: pytest.LogCaptureFixture
) -> None:
    webhook = Webhook(handled, SECRET, path="/telegram", most_in_hand=1)
    async with served(webhook) as serving:
        await serving.begin(b"{")
        await serving.leave()
        following = await serving.post()

    assert following == 200
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []


async def test_webhook_stops_beside_a_connection_that_says_nothing(handled: Handled) -> None:
    async with served(Webhook(handled, SECRET, path="/telegram")) as serving:
        await serving.say(b"POST /telegram HT")
        began = time.monotonic()
        await serving.stop()

    assert time.monotonic() - began < 3


async def test_webhook_receives_from_telegram_in_order_of_each_chat(telegram: Telegram, handled: Handled) -> None:
    async with served(Webhook(handled, SECRET, path="/telegram")) as serving:
        address = f"http://127.0.0.1:{serving.port}/telegram"
        await telegram.post.set_webhook(address, secret=SECRET, allowed=ALLOWED_UPDATES)
        for number in range(5):
            write(telegram, ROSARIO, str(number))
        await until(lambda: len(handled.updates) == 5)
        await telegram.post.delete_webhook()

    assert handled.texts == ["0", "1", "2", "3", "4"]


async def test_what_answers_a_press_goes_back_with_it_and_is_carried_out(telegram: Telegram, handled: Handled) -> None:
    keyboard = {"inline_keyboard": [[{"text": "Sí", "callback_data": "y.1:7"}]]}
    message = telegram.world.add_message(
        telegram.world.private(telegram.world.bot, ROSARIO),
        telegram.world.bot,
        {"text": "¿?", "reply_markup": keyboard},
    )

    async def answer(update: Raw) -> bytes:
        return telegram.post.reply(telegram.post.callback_answer(update["callback_query"]["id"], "Anotado"))

    async with served(Webhook(answer, SECRET, path="/telegram")) as serving:
        address = f"http://127.0.0.1:{serving.port}/telegram"
        await telegram.post.set_webhook(address, secret=SECRET, allowed=ALLOWED_UPDATES)
        press = telegram.world.press(ROSARIO, ROSARIO, message.message_id, "y.1:7")
        await until(lambda: bool(telegram.calls("answerCallbackQuery")))
        await telegram.post.delete_webhook()

    assert telegram.calls("answerCallbackQuery") == [{"callback_query_id": press.id, "text": "Anotado"}]
    assert telegram.world.calls[-2].is_done


def test_address_that_is_taken_is_named_with_its_setting() -> None:
    with listen_on("127.0.0.1:0", "WEBHOOK_LISTEN") as taken:
        listen = f"127.0.0.1:{taken.getsockname()[1]}"

        with pytest.raises(Stop) as refused:
            listen_on(listen, "WEBHOOK_LISTEN")

    assert str(refused.value) == f"MICRORREDES_WEBHOOK_LISTEN: {listen} cannot be used (Address already in use)"
