"""python-telegram-bot's Bot on our transport, for payloads that are ready as they are."""

import logging
from collections.abc import Callable
from types import TracebackType
from typing import Any, Self

import telegram

from bot.transport import Timeouts, Transport
from store.encoding import encoded

TELEGRAM = "https://api.telegram.org"


class Client(telegram.Bot):
    """A Bot that also posts prepared parameters, and that never shows its token."""

    async def call(self, method: str, parameters: dict[str, Any], *, seconds: float | None = None) -> Any:
        """Calls a method of the Bot API; its bare result. `seconds`: how long the answer may take."""
        if seconds is None:
            return await self._post(method, parameters)
        return await self._post(method, parameters, read_timeout=seconds)

    async def call_ready(self, method: str, parameters: dict[str, Any]) -> Any:
        """The same for parameters that are JSON as they are: no files, no objects of python-telegram-bot.

        Past the preparation of parameters one by one, which takes as long as the call itself.
        """
        return await self._transport.post_ready(f"{self._base_url}/{method}", encoded(given(parameters)))

    @property
    def _transport(self) -> Transport:
        transport = self._request[1]
        assert isinstance(transport, Transport)  # noqa: S101 - `build_bot` gives no other
        return transport

    def _insert_defaults(self, data: dict[str, object]) -> None:
        """Parameters are ready as they are; this would look for classes of python-telegram-bot in them."""

    @property
    def is_own_server(self) -> bool:
        """Whether the Bot API server is one that the installation runs itself."""
        return not self.base_url.startswith(f"{TELEGRAM}/")

    async def fetch(self, path: str, take: Callable[[bytes], object], *, seconds: float) -> None:
        """Gives the content of a file at the server to `take`, piece by piece."""
        await self._transport.fetch(f"{self.base_file_url}/{path}", take, seconds=seconds)

    async def close_connections(self) -> None:
        for transport in self._request:
            await transport.shutdown()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close_connections()

    def __repr__(self) -> str:
        return "Client()"


def given(parameters: dict[str, Any]) -> dict[str, Any]:
    """Those that say something: Telegram takes no null."""
    return {name: value for name, value in parameters.items() if value is not None}


def build_bot(
    token: str,
    api_url: str = TELEGRAM,
    *,
    connections: int = 128,
    timeouts: Timeouts | None = None,
    proxy: str | None = None,
) -> Client:
    """A client of the Bot API server at `api_url`. Nothing is sent, and nothing opened, before the first call."""
    # At DEBUG python-telegram-bot logs addresses, which contain the token, and what people wrote.
    logging.getLogger("telegram").setLevel(logging.INFO)
    root = api_url.rstrip("/")
    return Client(
        token,
        base_url=f"{root}/bot",
        base_file_url=f"{root}/file/bot",
        request=Transport(connections=connections, timeouts=timeouts, proxy=proxy),
        get_updates_request=Transport(connections=2, timeouts=timeouts, proxy=proxy),
    )
