"""python-telegram-bot's HTTP on aiohttp, telling apart what was certainly not sent and what perhaps was.

The address of every call contains the bot's token: no exception raised here, and no cause of one, carries an address.
"""

import os
from collections.abc import Callable, Mapping
from http import HTTPStatus
from io import BytesIO
from typing import Any, cast

import aiohttp
from aiohttp import ClientSession, ClientTimeout, FormData, Payload
from aiohttp.abc import AbstractStreamWriter
from telegram._utils.defaultvalue import DefaultValue
from telegram._utils.types import ODVInput
from telegram.error import NetworkError
from telegram.request import BaseRequest, RequestData

from store.encoding import decoded
from store.frozen import frozen

# The announced future of python-telegram-bot: spans of time are timedelta. Without it every 429 raises a warning.
os.environ["PTB_TIMEDELTA"] = "true"

KEEP_ALIVE = 15.0  # seconds; shorter than any server's, so that a call rarely meets a connection being closed
GATEWAY_TIMEOUT = 504
NO_CONNECTION = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError)
JSON = {"Content-Type": "application/json"}
PIECE = 1 << 16


class NotSent(NetworkError):
    """No byte of the request left: no connection, no free connection, no such host."""


class PerhapsSent(NetworkError):
    """The request was written and no answer came: it may have been carried out."""


class Unfinished(NetworkError):
    """The connection broke while a file was being uploaded: half a request is never carried out."""


@frozen
class Timeouts:
    """Seconds. `connect` includes waiting for a free connection; the others begin when there is one."""

    connect: float = 5.0
    ordinary: float = 20.0
    upload: float = 180.0


@frozen
class ReadyBody:
    """Parameters that are encoded already, as JSON; stands where python-telegram-bot's RequestData would."""

    encoded: bytes
    contains_files: bool = False


class Transport(BaseRequest):
    """One pool of kept-alive connections. It opens itself at the first call."""

    def __init__(self, *, connections: int = 128, timeouts: Timeouts | None = None, proxy: str | None = None) -> None:
        self._connections = connections
        self._timeouts = timeouts or Timeouts()
        self._proxy = proxy
        self._session: ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        return self._timeouts.ordinary

    async def post_ready(self, url: str, body: bytes) -> Any:
        """Posts encoded JSON; the bare result. Raises TelegramError, as `post` does."""
        answer = await self._request_wrapper(url, "POST", cast("RequestData", ReadyBody(body)))
        return self.parse_json_payload(answer)["result"]

    async def initialize(self) -> None:
        if self._session is None or self._session.closed:
            self._session = self._open()

    async def shutdown(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | ReadyBody | None = None,
        read_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        write_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        connect_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        pool_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,  # noqa: ARG002 - `connect` covers it
    ) -> tuple[int, bytes]:
        """One call and its answer: HTTP status and body. What is no JSON is no answer of a Bot API server.

        A success is read where python-telegram-bot reads it, in `parse_json_payload`; a failure, being rare, here.
        """
        await self.initialize()
        allowed = self._timeout(request_data, read_timeout, write_timeout, connect_timeout)
        status, body = await self._exchange(method, url, _body(request_data), allowed)
        if status == GATEWAY_TIMEOUT:
            raise PerhapsSent("a gateway gave up waiting (504)")
        if method == "POST" and not (body.lstrip().startswith(b"{") and (_is_success(status) or _is_whole(body))):
            raise NetworkError(f"an answer without JSON ({status})")
        return status, body

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """Telegram's answer. One that breaks off leaves it open what was done; the inherited way would log it whole,
        with what people read in it."""
        try:
            answer = decoded(payload)
        except ValueError:
            answer = None
        if not isinstance(answer, dict):
            raise PerhapsSent("an answer that breaks off")
        return answer

    async def fetch(self, url: str, take: Callable[[bytes], object], *, seconds: float) -> None:
        """Gives the content of a file to `take`, piece by piece; never much of it is in memory."""
        await self.initialize()
        assert self._session is not None  # noqa: S101 - just opened
        allowed = ClientTimeout(total=seconds, connect=self._timeouts.connect)
        try:
            async with self._session.get(url, timeout=allowed, proxy=self._proxy, allow_redirects=False) as answer:
                if answer.status != HTTPStatus.OK:
                    raise NetworkError(f"a file could not be fetched ({answer.status})")
                async for piece in answer.content.iter_chunked(PIECE):
                    take(piece)
        except (aiohttp.ClientError, TimeoutError) as error:
            raise NetworkError(type(error).__name__) from None

    async def _exchange(
        self, method: str, url: str, body: FormData | bytes | None, allowed: ClientTimeout
    ) -> tuple[int, bytes]:
        assert self._session is not None  # noqa: S101 - do_request has opened it
        upload = _Upload(body()) if isinstance(body, FormData) and body.is_multipart else None
        try:
            async with self._session.request(
                method,
                url,
                data=upload or body,
                headers=JSON if isinstance(body, bytes) else None,
                timeout=allowed,
                proxy=self._proxy,
                allow_redirects=False,  # a redirect would take the token to another host
            ) as answer:
                return answer.status, await answer.read()
        except NO_CONNECTION as error:
            raise NotSent(type(error).__name__) from None
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            lost = Unfinished if upload is not None and not upload.is_written else PerhapsSent
            raise lost(type(error).__name__) from None

    def _timeout(
        self,
        request_data: RequestData | ReadyBody | None,
        read: ODVInput[float],
        write: ODVInput[float],
        connect: ODVInput[float],
    ) -> ClientTimeout:
        usual = self._timeouts
        connecting = _given(connect, usual.connect)
        reading = _given(read, usual.ordinary)
        writing = _given(write, usual.upload if request_data and request_data.contains_files else 0.0)
        if connecting is None or reading is None or writing is None:
            return ClientTimeout(total=None, connect=connecting)
        return ClientTimeout(total=connecting + reading + writing, connect=connecting)

    def _open(self) -> ClientSession:
        connector = aiohttp.TCPConnector(limit=self._connections, keepalive_timeout=KEEP_ALIVE, ttl_dns_cache=300)
        return ClientSession(
            connector=connector,
            headers={"User-Agent": self.USER_AGENT},
            cookie_jar=aiohttp.DummyCookieJar(),
            trust_env=False,
        )


def _is_success(status: int) -> bool:
    return status in range(200, 300)


def _is_whole(body: bytes) -> bool:
    try:
        return isinstance(decoded(body), dict)
    except ValueError:
        return False


class _Upload(Payload):
    """A body with files that notes when the last byte of it has been written."""

    def __init__(self, body: Payload) -> None:
        super().__init__(None, headers=body.headers)
        self._body = body
        self._size = body.size
        self.is_written = False

    async def write(self, writer: AbstractStreamWriter) -> None:
        await self.write_with_length(writer, None)

    async def write_with_length(self, writer: AbstractStreamWriter, content_length: int | None) -> None:
        await self._body.write_with_length(writer, content_length)
        self.is_written = True

    def decode(self, encoding: str = "utf-8", errors: str = "strict") -> str:
        return self._body.decode(encoding, errors)

    async def close(self) -> None:
        await self._body.close()


def _given(value: ODVInput[float], usual: float) -> float | None:
    return usual if isinstance(value, DefaultValue) else value


def _body(request_data: RequestData | ReadyBody | None) -> FormData | bytes | None:
    """JSON when it is ready; urlencoded; multipart, with files read as they are sent, when there are files."""
    if request_data is None:
        return None
    if isinstance(request_data, ReadyBody):
        return request_data.encoded
    # Names of files go out as they are: the Bot API shows them, and would show percent signs.
    form = FormData(quote_fields=False, default_to_multipart=request_data.contains_files)
    for name, value in request_data.json_parameters.items():
        form.add_field(name, value)
    files: Mapping[str, tuple[str, Any, str]] = request_data.multipart_data if request_data.contains_files else {}
    for name, (file_name, content, content_type) in files.items():
        # aiohttp takes large bytes for a mistake: they would hold up the loop, were they not read piece by piece.
        stream = BytesIO(content) if isinstance(content, bytes) else content
        form.add_field(name, stream, filename=file_name, content_type=content_type)
    return form
