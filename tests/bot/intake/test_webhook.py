import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest
from structlog.testing import capture_logs

from bot.intake import ALLOWED_UPDATES
from bot.intake.webhook import Webhook
from tests.bot.intake.handled import Handled, Raw, until, write
from tests.local_telegram import ROSARIO, Telegram

SECRET = "a-secret-of-the-tests"


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
    assert [entry["event"] for entry in logs] == ["updates_wait_for_the_store"]


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
