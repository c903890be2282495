"""Updates pushed to a bot's server, which says when it is ready for more."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable

import pytest

from sandbox.people import Bot
from sandbox.world import World
from tests.sandbox.conftest import ROSARIO, TIAGO, Caller

Received = tuple[str, dict[str, str]]  # text or data, headers


class Receiver:
    """A server that answers as the test says, on kept connections."""

    def __init__(self) -> None:
        self.received: list[Received] = []
        self.answers: list[bytes] = []
        self.default = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
        self.gate = asyncio.Event()
        self.gate.set()
        self.connections = 0
        self.url = ""
        self._changed = asyncio.Event()

    async def handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            while True:
                await self._one(reader, writer)
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    async def _one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        headers = dict(line.lower().split(": ", 1) for line in head.strip().split("\r\n")[1:])
        body = json.loads(await reader.readexactly(int(headers["content-length"])))
        content = body.get("message") or body.get("callback_query")
        self.received.append((content.get("text") or content["data"], headers))
        self._changed.set()
        await self.gate.wait()
        writer.write(self.answers.pop(0) if self.answers else self.default)
        await writer.drain()

    async def until(self, condition: Callable[[], bool]) -> None:
        async with asyncio.timeout(10):
            while not condition():
                self._changed.clear()
                await self._changed.wait()

    @property
    def texts(self) -> list[str]:
        return [text for text, _ in self.received]


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    receiver = Receiver()
    server = await asyncio.start_server(receiver.handle, "127.0.0.1", 0)
    receiver.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/hook?a=b"
    yield receiver
    receiver.gate.set()
    server.close()


async def set_hook(caller: Caller, receiver: Receiver, **parameters: object) -> None:
    assert await caller.do("setWebhook", url=receiver.url, **parameters) is True


async def test_update_comes_with_the_secret_and_is_done_with(
    world: World, bot: Bot, caller: Caller, receiver: Receiver
) -> None:
    world.send_text(ROSARIO, ROSARIO, "antes")
    await set_hook(caller, receiver, secret_token="se-cret_1")
    world.send_text(ROSARIO, ROSARIO, "después")

    await receiver.until(lambda: len(receiver.received) == 2)

    assert receiver.texts == ["antes", "después"]
    assert receiver.received[0][1]["x-telegram-bot-api-secret-token"] == "se-cret_1"
    await caller.do("deleteWebhook")
    assert receiver.connections == 1


async def test_next_of_a_chat_waits_for_the_one_before(world: World, caller: Caller, receiver: Receiver) -> None:
    receiver.gate.clear()
    await set_hook(caller, receiver)

    for text in ("uno", "dos"):
        world.send_text(ROSARIO, ROSARIO, text)
    world.send_text(TIAGO, TIAGO, "olá")
    await receiver.until(lambda: len(receiver.received) == 2)
    waiting = sorted(receiver.texts)
    receiver.gate.set()
    await receiver.until(lambda: len(receiver.received) == 3)

    assert waiting == ["olá", "uno"]
    assert receiver.texts[2] == "dos"


async def test_connections_are_bounded(world: World, bot: Bot, caller: Caller, receiver: Receiver) -> None:
    receiver.gate.clear()
    await set_hook(caller, receiver, max_connections=1)

    world.send_text(ROSARIO, ROSARIO, "uno")
    world.send_text(TIAGO, TIAGO, "olá")
    await receiver.until(lambda: len(receiver.received) == 1)
    await caller.do("getMe")

    assert receiver.texts == ["uno"]
    receiver.gate.set()
    await receiver.until(lambda: len(receiver.received) == 2)
    assert receiver.connections == 1


async def test_press_of_a_person_overtakes_the_chat(world: World, caller: Caller, receiver: Receiver) -> None:
    world.start(ROSARIO)
    sent = await caller.do("sendMessage", chat_id=ROSARIO, text="¿Vienes?")
    await caller.do("getUpdates", offset=-1)
    world.bot.inbox.clear()
    receiver.gate.clear()
    await set_hook(caller, receiver)

    world.send_text(ROSARIO, ROSARIO, "texto")
    world.press(ROSARIO, ROSARIO, sent["message_id"], "v1:go")
    await receiver.until(lambda: len(receiver.received) == 2)

    assert sorted(receiver.texts) == ["texto", "v1:go"]


async def test_failed_delivery_is_tried_again_when_the_server_asked(
    world: World, bot: Bot, caller: Caller, receiver: Receiver
) -> None:
    receiver.answers = [
        b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 0\r\nContent-Length: 4\r\n\r\nbusy",
        b"HTTP/1.1 500 Internal Server Error\r\nTransfer-Encoding: chunked\r\n\r\n4\r\noops\r\n0\r\n\r\n",
        b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 0\r\nConnection: close\r\nContent-Length: 0\r\n\r\n",
    ]
    await set_hook(caller, receiver)
    assert bot.webhook is not None
    bot.webhook.longest_pause = 0

    world.send_text(ROSARIO, ROSARIO, "uno")
    world.send_text(ROSARIO, ROSARIO, "dos")
    await receiver.until(lambda: len(receiver.received) == 5)

    assert receiver.texts == ["uno", "uno", "uno", "uno", "dos"]
    info = await caller.do("getWebhookInfo")
    assert info["last_error_message"] == "Wrong response from the webhook: 503 Service Unavailable"


async def test_stale_press_is_not_delivered(world: World, bot: Bot, caller: Caller, receiver: Receiver) -> None:
    world.start(ROSARIO)
    sent = await caller.do("sendMessage", chat_id=ROSARIO, text="¿Vienes?")
    bot.inbox.clear()
    world.press(ROSARIO, ROSARIO, sent["message_id"], "v1:go")
    bot.inbox.waiting()[0].born -= 151
    world.send_text(ROSARIO, ROSARIO, "después")

    await set_hook(caller, receiver)
    await receiver.until(lambda: len(receiver.received) == 1)

    assert receiver.texts == ["después"]


async def test_polling_and_webhook_exclude_each_other(bot: Bot, caller: Caller, receiver: Receiver) -> None:
    poll = asyncio.create_task(caller.refusal("getUpdates", timeout=30))
    while not bot.inbox.is_polled:  # noqa: ASYNC110 - the loop has to turn for the request to arrive
        await asyncio.sleep(0)

    await set_hook(caller, receiver)

    assert await poll == "409 Conflict: terminated by setWebhook request"
    assert await caller.refusal("getUpdates") == (
        "409 Conflict: can't use getUpdates method while webhook is active; "
        "use deleteWebhook to delete the webhook first"
    )


async def test_answers_say_what_was_done(world: World, caller: Caller, receiver: Receiver) -> None:
    async def described(method: str, **parameters: object) -> str:
        return str((await caller.ask(method, **parameters))["description"])

    assert await described("deleteWebhook") == "Webhook is already deleted"
    assert await described("setWebhook", url=receiver.url) == "Webhook was set"
    assert await described("setWebhook", url=receiver.url) == "Webhook is already set"
    assert await caller.do("getWebhookInfo") == {
        "url": receiver.url,
        "has_custom_certificate": False,
        "pending_update_count": 0,
        "max_connections": 40,
    }
    assert await described("deleteWebhook") == "Webhook was deleted"


async def test_waiting_updates_can_be_dropped(world: World, bot: Bot, caller: Caller) -> None:
    world.send_text(ROSARIO, ROSARIO, "uno")

    await caller.do("deleteWebhook", drop_pending_updates=True)

    assert world.pending_updates(bot) == 0


@pytest.mark.parametrize(
    ("parameters", "refusal"),
    [
        ({"url": "http://example.org/x"}, "bad webhook: An HTTPS URL must be provided for webhook"),
        ({"url": "nonsense"}, "invalid webhook URL specified"),
        ({"url": "https://a.es", "secret_token": "a b"}, "secret token contains unallowed characters"),
        ({"url": "https://a.es", "secret_token": "a" * 257}, "secret token is too long"),
    ],
)
async def test_bad_webhook_is_refused(caller: Caller, parameters: dict[str, str], refusal: str) -> None:
    assert await caller.refusal("setWebhook", **parameters) == f"400 Bad Request: {refusal}"


def _replying(body: bytes, kind: bytes = b"application/json") -> bytes:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
    return head % (kind, len(body)) + body


async def test_call_in_an_answer_is_carried_out(world: World, bot: Bot, caller: Caller, receiver: Receiver) -> None:
    chunked = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
    told = json.dumps({"method": "sendMessage", "chat_id": ROSARIO, "text": "dos"}).encode()
    receiver.answers = [
        _replying(json.dumps({"method": "sendMessage", "chat_id": ROSARIO, "text": "uno"}).encode()),
        chunked + b"%x\r\n%s\r\n0\r\n\r\n" % (len(told), told),
        _replying(f"method=sendMessage&chat_id={ROSARIO}&text=tres".encode(), b"application/x-www-form-urlencoded"),
    ]
    await set_hook(caller, receiver)

    for number in range(3):
        world.send_text(ROSARIO, ROSARIO, str(number))
    await receiver.until(lambda: len(receiver.received) == 3)
    await caller.do("deleteWebhook")

    messages = world.private(bot, ROSARIO).messages.values()
    assert [one.text for one in messages if one.by_bot] == ["uno", "dos", "tres"]


@pytest.mark.parametrize(
    "asked",
    [
        {"method": "getMe"},
        {"method": "setWebhook", "url": ""},
        {"method": "deleteWebhook"},
        {"method": "noSuchMethod"},
        {"method": "sendMessage", "chat_id": 1, "text": "to nobody"},
        {"method": ["sendMessage"]},
        {"text": "no method"},
        ["sendMessage"],
    ],
)
async def test_what_an_answer_may_not_ask_for_is_passed_over(
    world: World, bot: Bot, caller: Caller, receiver: Receiver, asked: object
) -> None:
    receiver.answers = [_replying(json.dumps(asked).encode())]
    await set_hook(caller, receiver)

    world.send_text(ROSARIO, ROSARIO, "uno")
    world.send_text(ROSARIO, ROSARIO, "dos")
    await receiver.until(lambda: len(receiver.received) == 2)

    assert receiver.texts == ["uno", "dos"]
    assert (await caller.do("getWebhookInfo"))["url"] == receiver.url
    assert not any(one.by_bot for one in world.private(bot, ROSARIO).messages.values())
