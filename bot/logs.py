"""Sets up the log: one line per event on standard error, as text or JSON, and no secrets in it."""

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

# A bot token; in addresses (".../bot123:abc/getMe") it follows the word "bot".
TOKEN = re.compile(r"(?<!\d)\d{5,19}:[A-Za-z0-9_-]{20,}")
PASSWORD = re.compile(r"(\w+://[^\s:/@]+:)[^\s@]+@")
INVITATION = re.compile(r"((?:[?&]|%3F)start=|/start(?:@\w+)? )[A-Za-z0-9_-]{8,64}")
CALENDAR = re.compile(r"(/calendar/)[A-Za-z0-9_-]{8,}")
HIDDEN = "[hidden]"

# Libraries that tell every call or job of theirs; what matters of it we say ourselves.
CHATTY = (
    "aiohttp.access",
    "alembic",
    "apscheduler",
    "asyncio",
    "httpcore",
    "httpx",
    "telegram",
    "uvicorn.access",
    "uvicorn.error",
)


def set_up_logs(level: str = "INFO", form: str = "text") -> None:
    """Replaces whatever logging was set up before; safe to call again."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
    ]
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, *shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[*shared, structlog.stdlib.ExtraAdder()],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                hide_secrets,
                _renderer(form),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in CHATTY:
        logging.getLogger(name).setLevel(max(logging.WARNING, root.level))
    # A ring that comes while the last one still waits for the store is left out on purpose, and is no news.
    logging.getLogger("apscheduler.scheduler").setLevel(logging.ERROR)


def _renderer(form: str) -> structlog.typing.Processor:
    if form == "json":
        return structlog.processors.JSONRenderer(ensure_ascii=False, default=str)
    return structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), pad_event_to=0)


def hide_secrets(_logger: object, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """The last word before an event is written: secrets leave it, tracebacks too."""
    return {key: hidden(value) for key, value in event.items()}


def hidden(value: Any) -> Any:
    """The value with every secret in it replaced, in nested values too."""
    if isinstance(value, str):
        value = CALENDAR.sub(rf"\1{HIDDEN}", INVITATION.sub(rf"\1{HIDDEN}", value))
        return PASSWORD.sub(rf"\1{HIDDEN}@", TOKEN.sub(HIDDEN, value))
    if isinstance(value, dict):
        return {key: hidden(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [hidden(inner) for inner in value]
    if value is None or isinstance(value, bool | int | float):
        return value
    return hidden(str(value))
