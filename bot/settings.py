"""Settings from the environment and `.env`. What is missing or wrong stops the start, by name."""

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urlsplit

from store.frozen import frozen

PREFIX = "MICRORREDES_"
ENV_FILE = ".env"
TELEGRAM = "https://api.telegram.org"
TOKEN_FORM = re.compile(r"\d{1,19}:[A-Za-z0-9_-]{1,128}")
LOOPBACK = ("127.0.0.1", "::1", "localhost")
SECRET_FORM = re.compile(r"[A-Za-z0-9_-]{1,256}")  # what Telegram takes as secret_token

Read = Callable[[str], Any]


class SettingsWrong(Exception):
    """One line that names every variable that is wrong, and why; never a value that is secret."""


@dataclass(frozen=True, repr=False)
class Secret:
    """Text that nobody is shown by mistake."""

    plain: str

    def __repr__(self) -> str:
        return "Secret(...)"


def _token(text: str) -> Secret:
    if not TOKEN_FORM.fullmatch(text):
        raise ValueError("does not look like a bot token (123456:ABC...); copy it from @BotFather again")
    return Secret(text)


def _webhook_secret(text: str) -> Secret:
    if not SECRET_FORM.fullmatch(text):
        raise ValueError("must be 1 to 256 characters of A-Z a-z 0-9 _ -")
    return Secret(text)


def _split(text: str) -> SplitResult:
    try:
        return urlsplit(text)
    except ValueError:  # which quotes what stands there: perhaps a password
        raise ValueError("is not an address") from None


def _api_root(text: str) -> str:
    parts = _split(text)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query:
        raise ValueError("must be the root of a Bot API server, as http://127.0.0.1:8081")
    return text.rstrip("/")


def _reachable(text: str) -> str:
    parts = _split(text)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError("must be an address that Telegram can reach, as https://bot.example.org/telegram")
    return text


def _safe_root(text: str) -> str:
    parts = _split(text)
    is_safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)
    if not is_safe or not parts.hostname or parts.query or parts.fragment:
        raise ValueError("must be the address of the proxy, as https://bot.example.org, for secrets go through it")
    return text.rstrip("/")


def _host_and_port(text: str) -> str:
    host_and_port(text)
    return text


def _known_database(text: str) -> str:
    if not text.startswith(("sqlite:///", "postgresql://", "postgres://")):
        raise ValueError("must begin with sqlite:/// or postgresql://")
    return text


def _number(is_allowed: Callable[[float], bool], allowed: str) -> Read:
    def read(text: str) -> float:
        try:
            number = float(text)
        except ValueError:
            raise ValueError("must be a number") from None
        if not is_allowed(number):
            raise ValueError(f"must be {allowed}")
        return number

    return read


def _one_of(*choices: str, made: Callable[[str], str] = str) -> Read:
    def read(text: str) -> str:
        if made(text) not in choices:
            raise ValueError(f"must be {', '.join(choices[:-1])} or {choices[-1]}")
        return made(text)

    return read


@frozen
class Settings:
    """Everything that an installation chooses. Read once at the start, then passed on."""

    token: Secret | None = None
    api_url: str = TELEGRAM
    data_dir: Path = Path("data")
    # SQLite in `data_dir` when empty; may hold a password, so it is not shown.
    database_url: str = field(default="", repr=False)
    webhook_url: str | None = None
    webhook_listen: str = "127.0.0.1:8080"
    webhook_secret: Secret | None = None
    messages_per_second: float = 29.5
    log_level: str = "INFO"
    log_format: str = "text"
    public_url: str | None = None
    metrics_listen: str | None = None
    stop_seconds: float = 10.0

    def __post_init__(self) -> None:
        if not self.database_url:
            object.__setattr__(self, "database_url", f"sqlite:///{self.data_dir / 'microrredes.db'}")

    @property
    def is_embedded(self) -> bool:
        """The store is a SQLite file of our own."""
        return self.database_url.startswith("sqlite")

    @property
    def calendars_url(self) -> str:
        """What addresses of calendars begin with; empty where none can be reached."""
        return f"{self.public_url}/calendar/" if self.public_url else ""

    def needed_token(self) -> str:
        """The token in plain text, for the one who talks to Telegram."""
        if self.token is None:
            raise SettingsWrong(f"{PREFIX}TOKEN is not set: ask @BotFather for a token and put it there or in .env")
        return self.token.plain


# What makes a value of the text of a variable, or says what that must be.
READ: Mapping[str, Read] = {
    "token": _token,
    "api_url": _api_root,
    "data_dir": Path,
    "database_url": _known_database,
    "webhook_url": _reachable,
    "webhook_listen": _host_and_port,
    "webhook_secret": _webhook_secret,
    "messages_per_second": _number(lambda n: 0 < n <= 10_000, "more than 0 and at most 10000"),
    "log_level": _one_of("DEBUG", "INFO", "WARNING", "ERROR", made=str.upper),
    "log_format": _one_of("text", "json"),
    "public_url": _safe_root,
    "metrics_listen": _host_and_port,
    "stop_seconds": _number(lambda n: 1 <= n <= 600, "1 to 600"),
}
VARIABLES = {name: PREFIX + name.upper() for name in READ}


def host_and_port(listen: str) -> tuple[str, int]:
    """The two halves of `127.0.0.1:8080` or `[::1]:8080`."""
    host, colon, port = listen.rpartition(":")
    if not colon or not host or not port.isdecimal() or not 0 <= int(port) <= 65535:
        raise ValueError("must be HOST:PORT, as 127.0.0.1:8080")
    return host.strip("[]"), int(port)


def read_settings(**given: str) -> Settings:
    """The settings of this process; `given`, by the names of fields, goes before the environment."""
    values: dict[str, Any] = {}
    faults = []
    try:
        environment = _environment()
    except (OSError, UnicodeDecodeError):
        raise SettingsWrong(f"the file {ENV_FILE} cannot be read, or is not UTF-8") from None
    for name, read in READ.items():
        text = given.get(name) or environment.get(VARIABLES[name])
        if text:
            try:
                values[name] = read(text)
            except ValueError as wrong:
                faults.append(f"{VARIABLES[name]}: {wrong}")
    if faults:
        raise SettingsWrong("; ".join(faults))
    return Settings(**values)


def _environment() -> Mapping[str, str]:
    """Variables by their names in capitals; what is empty says nothing."""
    return {**_env_file(), **_said(os.environ)}


def _env_file() -> Mapping[str, str]:
    if not Path(ENV_FILE).is_file():
        return {}
    from dotenv import dotenv_values

    return _said(dotenv_values(ENV_FILE))


def _said(variables: Mapping[str, str | None]) -> Mapping[str, str]:
    return {name.upper(): text for name, text in variables.items() if text}
