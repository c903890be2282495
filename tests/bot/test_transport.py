import asyncio
import logging
import os
import tracemalloc
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from telegram.error import NetworkError

from bot.post import Later, Post, Sent, Unknown, build_bot
from bot.transport import NotSent, PerhapsSent, Timeouts
from tests.local_telegram import QUICK, ROSARIO, TOKEN, local_telegram

Server = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@asynccontextmanager
async def serving(server: Server) -> AsyncIterator[str]:
    """A server of bytes: for what no Bot API server would answer."""
    answering: list[asyncio.Task[None]] = []

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await server(reader, writer)
        writer.close()
        await writer.wait_closed()

    def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        answering.append(asyncio.create_task(answer(reader, writer)))

    async with await asyncio.start_server(accept, "127.0.0.1", 0) as listening:
        yield f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}"
        await asyncio.gather(*answering)


async def call(url: str, timeouts: Timeouts = QUICK) -> None:
    async with build_bot(TOKEN, url, timeouts=timeouts) as bot:
        await bot.call("sendMessage", {"chat_id": 1, "text": "Hola"})


async def test_refused_connection_is_certainly_not_sent(unused_tcp_port: int) -> None:
    with pytest.raises(NotSent, match="ClientConnectorError"):
        await call(f"http://127.0.0.1:{unused_tcp_port}")


async def test_unknown_host_is_certainly_not_sent() -> None:
    with pytest.raises(NotSent):
        await call("http://no-such-host.invalid")


async def test_no_free_connection_is_certainly_not_sent() -> None:
    async with local_telegram() as telegram:
        telegram.world.faults.slow("sendMessage", 0.6)
        timeouts = Timeouts(connect=0.2, ordinary=2.0)
        async with build_bot(TOKEN, telegram.url, connections=1, timeouts=timeouts) as bot:
            letter = {"chat_id": ROSARIO, "text": "Hola"}
            first = asyncio.create_task(bot.call("sendMessage", letter))
            await asyncio.sleep(0.05)
            with pytest.raises(NotSent):
                await bot.call("sendMessage", letter)
            await first

        assert telegram.texts(ROSARIO) == ["Hola"]


async def test_silence_after_the_request_is_perhaps_sent() -> None:
    async def silent(reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
        await reader.read()

    async with serving(silent) as url:
        with pytest.raises(PerhapsSent):
            await call(url, Timeouts(connect=0.1, ordinary=0.1))


async def test_connection_cut_after_the_request_is_perhaps_sent() -> None:
    async with local_telegram() as telegram:
        telegram.world.faults.cut_after("sendMessage")
        with pytest.raises(PerhapsSent):
            await call(telegram.url)


async def test_upload_cut_before_its_end_is_certainly_not_carried_out(tmp_path: Path) -> None:
    async def cutting(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        await reader.readexactly(100_000)
        writer.transport.abort()

    path = tmp_path / "acta.pdf"
    path.write_bytes(bytes(20_000_000))
    async with serving(cutting) as url:
        post = Post(build_bot(TOKEN, url, timeouts=QUICK), QUICK)
        outcome = await post.post("sendDocument", ROSARIO, {"document": {"path": str(path)}})
        await post.close()

    assert isinstance(outcome, Later)
    assert not outcome.is_outage


async def test_upload_without_an_answer_is_perhaps_sent(tmp_path: Path) -> None:
    path = tmp_path / "acta.pdf"
    path.write_bytes(bytes(2_000_000))
    async with local_telegram() as telegram:
        telegram.world.faults.cut_after("sendDocument")

        outcome = await telegram.post.post("sendDocument", ROSARIO, {"document": {"path": str(path)}})

    assert isinstance(outcome, Unknown)


async def test_each_kind_of_call_has_its_own_patience(tmp_path: Path) -> None:
    path = tmp_path / "acta.pdf"
    path.write_bytes(b"%PDF-1.7")
    file, words = {"document": {"path": str(path)}}, {"text": "Hola"}
    async with local_telegram(timeouts=Timeouts(connect=0.2, ordinary=0.2, upload=5.0)) as telegram:
        for method in ("sendDocument", "sendMessage"):
            telegram.world.faults.slow(method, 0.6)

        uploaded, said, updates = await asyncio.gather(
            telegram.post.post("sendDocument", ROSARIO, file),
            telegram.post.post("sendMessage", ROSARIO, words),
            telegram.post.get_updates(None, seconds=1),
        )

    assert (type(uploaded), type(said), updates) == (Sent, Unknown, [])


async def test_upload_of_45_mb_takes_no_memory_to_speak_of(tmp_path: Path) -> None:
    path = tmp_path / "memoria.zip"
    with path.open("wb") as file:
        file.write(os.urandom(1_000_000))
        file.truncate(45_000_000)
    async with local_telegram() as telegram:
        tracemalloc.start()

        outcome = await telegram.post.post("sendDocument", ROSARIO, {"document": {"path": str(path)}})

        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        [message] = [message for message in telegram.world.messages(ROSARIO) if message.by_bot]
        stored = telegram.world.files.by_id(message.body["document"]["file_id"]).upload

        assert isinstance(outcome, Sent)
        assert stored.size == 45_000_000
        assert stored.head(1_000_000) == path.read_bytes()[:1_000_000]
    assert peak < 5_000_000  # both sides together, server and bot


@pytest.mark.parametrize("status", [200, 301, 502])
async def test_page_instead_of_json_is_network_trouble(status: int) -> None:
    async def page(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        head = f"HTTP/1.1 {status} Moved\r\nLocation: http://elsewhere.invalid/\r\nContent-Length: 9\r\n"
        writer.write(f"{head}Connection: close\r\n\r\n<p>Hi</p>".encode())
        await writer.drain()

    async with serving(page) as url:
        with pytest.raises(NetworkError) as caught:
            await call(url)

    assert (type(caught.value), str(caught.value)) == (NetworkError, f"an answer without JSON ({status})")


async def test_gateway_that_gave_up_waiting_leaves_it_open() -> None:
    async def gateway(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 504 Gateway Timeout\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        await writer.drain()

    async with serving(gateway) as url:
        with pytest.raises(PerhapsSent):
            await call(url)


async def test_connections_are_kept() -> None:
    connections = 0

    async def counting(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal connections
        connections += 1
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                length = next(line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length"))
                await reader.readexactly(int(length.split(b":")[1]))
                writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 25\r\n\r\n" + b'{"ok":true,"result":true}')
                await writer.drain()
        except asyncio.IncompleteReadError:
            return

    async with serving(counting) as url, build_bot(TOKEN, url, timeouts=QUICK) as bot:
        for _ in range(3):
            await bot.call("deleteMessage", {"chat_id": 1, "message_id": 2})

    assert connections == 1


async def test_file_goes_out_as_it_is_beside_parameters_in_any_alphabet(tmp_path: Path) -> None:
    path = tmp_path / "informe año 1.pdf"
    path.write_bytes(bytes(range(256)) * 4096)
    async with local_telegram() as telegram:
        await telegram.post.post("sendDocument", ROSARIO, {"document": {"path": str(path)}, "caption": "Año 1 · ñandú"})

        [message] = [message for message in telegram.world.messages(ROSARIO) if message.by_bot]
        stored = await telegram.post.download(message.body["document"]["file_id"])

    assert message.text == "Año 1 · ñandú"
    assert message.body["document"]["file_name"] == "informe año 1.pdf"
    assert stored == path.read_bytes()


async def test_token_is_in_no_log_line_and_no_exception(caplog: pytest.LogCaptureFixture, unused_tcp_port: int) -> None:
    caplog.set_level(logging.DEBUG)
    url = f"http://127.0.0.1:{unused_tcp_port}"

    bot = build_bot(TOKEN, url, timeouts=QUICK)
    with pytest.raises(NotSent) as caught:
        await bot.call("getMe", {})
    await bot.close_connections()

    secret = TOKEN.partition(":")[2]
    said = [str(caught.value), repr(caught.value), repr(caught.value.__cause__), repr(bot), str(bot)]
    assert not [text for text in (*said, caplog.text) if secret in text]


async def test_proxy_of_the_environment_is_not_used(monkeypatch: pytest.MonkeyPatch, unused_tcp_port: int) -> None:
    monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{unused_tcp_port}")
    monkeypatch.delenv("NO_PROXY", raising=False)
    async with local_telegram() as telegram:
        assert (await telegram.post.get_me()).username == "microrredes_bot"
