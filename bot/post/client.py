"""python-telegram-bot's Bot on our transport, for payloads that are ready as they are."""

import logging
from types import TracebackType
from typing import Any, Self

import telegram

from bot.transport import Timeouts, Transport


class Client(telegram.Bot):
    """A Bot that also posts prepared parameters, and that never shows its token."""

    async def call(self, method: str, parameters: dict[str, Any], *, seconds: float | None = None) -> Any:
        """Calls a method of the Bot API; its bare result. `seconds`: how long the answer may take."""
        if seconds is None:
            return await self._post(method, parameters)
        return await self._post(method, parameters, read_timeout=seconds)

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


def build_bot(
    token: str,
    api_url: str = "https://api.telegram.org",
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
