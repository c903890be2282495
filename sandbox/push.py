"""A lean HTTP/1.1 client for webhooks: one kept connection, one POST after the other."""

import asyncio
import contextlib
import ssl
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urlsplit

TIMEOUT_SECONDS = 60.0
LARGEST_ANSWER = 1 << 20


@dataclass(frozen=True)
class Answer:
    """What came back; `problem` is in the words of getWebhookInfo. body, content_type: a call, where it is one."""

    status: int = 0
    problem: str = ""
    retry_after: float | None = None
    body: bytes = b""
    content_type: str = ""

    @property
    def is_ok(self) -> bool:
        return 200 <= self.status < 300


@dataclass(frozen=True)
class Target:
    host: str
    port: int
    uses_tls: bool
    head: bytes  # the request up to the value of Content-Length

    @classmethod
    def parse(cls, url: str, secret_token: str) -> "Target":
        parts = urlsplit(url)
        uses_tls = parts.scheme == "https"
        host, port = parts.hostname or "", parts.port or (443 if uses_tls else 80)
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        secret = f"X-Telegram-Bot-Api-Secret-Token: {secret_token}\r\n" if secret_token else ""
        head = (
            f"POST {path} HTTP/1.1\r\nHost: {parts.netloc.rpartition('@')[2]}\r\n"
            f"Content-Type: application/json\r\nConnection: keep-alive\r\n{secret}Content-Length: "
        )
        return cls(host, port, uses_tls, head.encode())


class Connection:
    """Opened when first needed, and again after it was lost."""

    def __init__(self, target: Target) -> None:
        self._target = target
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None

    async def post(self, body: bytes) -> Answer:
        try:
            async with asyncio.timeout(TIMEOUT_SECONDS):
                return await self._post(body)
        except TimeoutError:
            await self.aclose()
            return Answer(problem="Read timeout expired")
        except ConnectionRefusedError:
            await self.aclose()
            return Answer(problem="Connection refused")
        except (OSError, EOFError, ValueError):
            await self.aclose()
            return Answer(problem="Connection closed unexpectedly")

    async def _post(self, body: bytes) -> Answer:
        was_kept = self._writer is not None
        try:
            return await self._exchange(body)
        except (ConnectionError, asyncio.IncompleteReadError):
            if not was_kept:
                raise
            # The server closed a kept connection just as it was used again: nobody's fault, no failure.
            await self.aclose()
            return await self._exchange(body)

    async def _exchange(self, body: bytes) -> Answer:
        if self._reader is None or self._writer is None:
            context = ssl.create_default_context() if self._target.uses_tls else None
            self._reader, self._writer = await asyncio.open_connection(
                self._target.host, self._target.port, ssl=context, limit=LARGEST_ANSWER
            )
        self._writer.write(b"%s%d\r\n\r\n%s" % (self._target.head, len(body), body))
        head = await self._reader.readuntil(b"\r\n\r\n")
        status = int(head.split(b" ", 2)[1])
        headers = _headers(head)
        content = await _body(self._reader, headers)
        if headers.get(b"connection", b"").lower() == b"close":
            await self.aclose()
        return _answer(status, headers, content)

    async def aclose(self) -> None:
        writer, self._reader, self._writer = self._writer, None, None
        if writer is not None:
            writer.close()
            with contextlib.suppress(OSError, asyncio.CancelledError):
                await writer.wait_closed()


def _answer(status: int, headers: dict[bytes, bytes], content: bytes) -> Answer:
    if 200 <= status < 300:
        return Answer(status, body=content, content_type=headers.get(b"content-type", b"").decode("latin-1"))
    phrase = HTTPStatus(status).phrase if status in HTTPStatus._value2member_map_ else ""
    retry_after = headers.get(b"retry-after", b"")
    return Answer(
        status,
        f"Wrong response from the webhook: {status} {phrase}".rstrip(),
        float(retry_after) if retry_after.isdigit() else None,
    )


def _headers(head: bytes) -> dict[bytes, bytes]:
    found = {}
    for line in head.split(b"\r\n")[1:]:
        name, _, value = line.partition(b":")
        found[name.strip().lower()] = value.strip()
    return found


async def _body(reader: asyncio.StreamReader, headers: dict[bytes, bytes]) -> bytes:
    if headers.get(b"transfer-encoding", b"").lower() == b"chunked":
        pieces = []
        while size := int((await reader.readuntil(b"\r\n")).split(b";")[0], 16):
            pieces.append((await reader.readexactly(size + 2))[:-2])
        await reader.readuntil(b"\r\n")
        return b"".join(pieces)
    length = int(headers.get(b"content-length", b"0"))
    return await reader.readexactly(length) if length else b""
