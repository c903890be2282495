"""Settings from the environment and `.env`. What is missing or wrong stops the start, by name."""

import re
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

PREFIX = "MICRORREDES_"
TELEGRAM = "https://api.telegram.org"
TOKEN_FORM = re.compile(r"\d{1,19}:[A-Za-z0-9_-]{1,128}")
LOOPBACK = ("127.0.0.1", "::1", "localhost")
SECRET_FORM = re.compile(r"[A-Za-z0-9_-]{1,256}")  # what Telegram takes as secret_token


class SettingsWrong(Exception):
    """One line that names every variable that is wrong, and why; never a value that is secret."""


class Settings(BaseSettings):
    """Everything that an installation chooses. Frozen: read once at the start, then passed on."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_file=".env",
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
    )

    token: SecretStr | None = None
    api_url: str = TELEGRAM
    data_dir: Path = Path("data")
    # SQLite in `data_dir` when empty; may hold a password, so it is not shown.
    database_url: str = Field(default="", repr=False)
    webhook_url: str | None = None
    webhook_listen: str = "127.0.0.1:8080"
    webhook_secret: SecretStr | None = None
    messages_per_second: float = Field(default=29.5, gt=0, le=1000)
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    log_format: Literal["text", "json"] = "text"
    public_url: str | None = None
    metrics_listen: str | None = None
    stop_seconds: float = Field(default=10.0, ge=1, le=600)

    @field_validator("token")
    @classmethod
    def _token_has_its_form(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not TOKEN_FORM.fullmatch(value.get_secret_value()):
            raise ValueError("does not look like a bot token (123456:ABC...); copy it from @BotFather again")
        return value

    @field_validator("webhook_secret")
    @classmethod
    def _secret_has_its_form(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not SECRET_FORM.fullmatch(value.get_secret_value()):
            raise ValueError("must be 1 to 256 characters of A-Z a-z 0-9 _ -")
        return value

    @field_validator("log_level", mode="before")
    @classmethod
    def _level_in_capitals(cls, value: object) -> object:
        return value.upper() if isinstance(value, str) else value

    @field_validator("api_url")
    @classmethod
    def _api_url_is_a_root(cls, value: str) -> str:
        parts = urlsplit(value)
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query:
            raise ValueError("must be the root of a Bot API server, as http://127.0.0.1:8081")
        return value.rstrip("/")

    @field_validator("webhook_url")
    @classmethod
    def _webhook_url_is_absolute(cls, value: str | None) -> str | None:
        parts = urlsplit(value or "https://unset")
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise ValueError("must be an address that Telegram can reach, as https://bot.example.org/telegram")
        return value

    @field_validator("public_url")
    @classmethod
    def _public_url_is_a_safe_root(cls, value: str | None) -> str | None:
        parts = urlsplit(value or "https://unset")
        is_safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)
        if not is_safe or not parts.hostname or parts.query or parts.fragment:
            raise ValueError("must be the address of the proxy, as https://bot.example.org, for secrets go through it")
        return value and value.rstrip("/")

    @field_validator("webhook_listen", "metrics_listen")
    @classmethod
    def _listens_on_host_and_port(cls, value: str | None) -> str | None:
        if value is not None:
            host_and_port(value)
        return value

    @field_validator("database_url")
    @classmethod
    def _database_is_known(cls, value: str) -> str:
        if value and not value.startswith(("sqlite:///", "postgresql://", "postgres://")):
            raise ValueError("must begin with sqlite:/// or postgresql://")
        return value

    @model_validator(mode="before")
    @classmethod
    def _embedded_store_by_default(cls, values: dict[str, Any]) -> dict[str, Any]:
        if values.get("database_url"):
            return values
        folder = Path(values.get("data_dir") or "data")
        return {**values, "database_url": f"sqlite:///{folder / 'microrredes.db'}"}

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
        return self.token.get_secret_value()


def host_and_port(listen: str) -> tuple[str, int]:
    """The two halves of `127.0.0.1:8080` or `[::1]:8080`."""
    host, colon, port = listen.rpartition(":")
    if not colon or not host or not port.isdecimal() or not 0 <= int(port) <= 65535:
        raise ValueError("must be HOST:PORT, as 127.0.0.1:8080")
    return host.strip("[]"), int(port)


def read_settings(**given: Any) -> Settings:
    """The settings of this process; `given` goes before the environment."""
    try:
        return Settings(**given)
    except ValidationError as wrong:
        raise SettingsWrong("; ".join(_in_words(fault) for fault in wrong.errors())) from None
    except (OSError, UnicodeDecodeError):
        raise SettingsWrong("the file .env cannot be read, or is not UTF-8") from None


def _in_words(fault: Any) -> str:
    name = PREFIX + str(fault["loc"][0]).upper() if fault["loc"] else PREFIX.rstrip("_")
    why = str(fault["msg"]).removeprefix("Value error, ")
    return f"{name}: {why[:1].lower()}{why[1:]}"
