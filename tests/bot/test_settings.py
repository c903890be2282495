from dataclasses import FrozenInstanceError, fields
from pathlib import Path

import pytest

from bot.settings import READ, VARIABLES, Settings, SettingsWrong, host_and_port, read_settings

TOKEN = "123456:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQr"


@pytest.fixture(autouse=True)
def _own_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name in VARIABLES.values():
        monkeypatch.delenv(name, raising=False)


def test_defaults_need_nothing() -> None:
    settings = read_settings()

    assert settings.token is None
    assert settings.database_url == "sqlite:///data/microrredes.db"
    assert settings.api_url == "https://api.telegram.org"
    assert (settings.log_level, settings.log_format, settings.messages_per_second) == ("INFO", "text", 29.5)
    assert (settings.is_embedded, settings.stop_seconds) == (True, 10)


@pytest.mark.parametrize(
    ("given", "calendars"),
    [
        ("", ""),
        ("https://bot.example.org", "https://bot.example.org/calendar/"),
        ("https://example.org/bot/", "https://example.org/bot/calendar/"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080/calendar/"),
    ],
)
def test_calendars_are_found_below_the_public_address(
    monkeypatch: pytest.MonkeyPatch, given: str, calendars: str
) -> None:
    monkeypatch.setenv("MICRORREDES_PUBLIC_URL", given)

    assert read_settings().calendars_url == calendars


def test_each_setting_can_be_given() -> None:
    assert [each.name for each in fields(Settings)] == list(READ)


def test_embedded_store_follows_the_data_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MICRORREDES_DATA_DIR", "/srv/microrredes")

    assert read_settings().database_url == "sqlite:////srv/microrredes/microrredes.db"


def test_env_file_is_read_and_the_environment_goes_first(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(
        f"export MICRORREDES_TOKEN='{TOKEN}'  # ours\nMICRORREDES_LOG_LEVEL=debug\nMICRORREDES_LOG_FORMAT=\nOTHER=1\n"
    )
    monkeypatch.setenv("MICRORREDES_LOG_LEVEL", "warning")

    settings = read_settings()

    assert settings.needed_token() == TOKEN
    assert (settings.log_level, settings.log_format) == ("WARNING", "text")


def test_secrets_are_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MICRORREDES_TOKEN", TOKEN)
    monkeypatch.setenv("MICRORREDES_WEBHOOK_SECRET", "between-us")
    monkeypatch.setenv("MICRORREDES_DATABASE_URL", "postgresql://bot:pass-word@db/microrredes")

    shown = f"{read_settings()!r} {read_settings()}"

    assert not [secret for secret in (TOKEN, "between-us", "pass-word") if secret in shown]


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("TOKEN", "secret", "does not look like a bot token (123456:ABC...); copy it from @BotFather again"),
        ("API_URL", "127.0.0.1:8081", "must be the root of a Bot API server, as http://127.0.0.1:8081"),
        ("API_URL", "https://bot:pass-word@℀", "is not an address"),
        ("DATABASE_URL", "mysql://x", "must begin with sqlite:/// or postgresql://"),
        ("WEBHOOK_URL", "bot.example.org", "must be an address that Telegram can reach, as https://bot.example.org/telegram"),
        *(
            (
                "PUBLIC_URL",
                value,
                "must be the address of the proxy, as https://bot.example.org, for secrets go through it",
            )
            for value in ("bot.example.org", "http://bot.example.org", "https://", "https://a.example.org/?x=1")
        ),
        ("WEBHOOK_LISTEN", "8080", "must be HOST:PORT, as 127.0.0.1:8080"),
        ("METRICS_LISTEN", "localhost:http", "must be HOST:PORT, as 127.0.0.1:8080"),
        ("WEBHOOK_SECRET", "a b", "must be 1 to 256 characters of A-Z a-z 0-9 _ -"),
        ("MESSAGES_PER_SECOND", "0", "must be more than 0 and at most 10000"),
        ("MESSAGES_PER_SECOND", "nan", "must be more than 0 and at most 10000"),
        ("MESSAGES_PER_SECOND", "many", "must be a number"),
        ("STOP_SECONDS", "0", "must be 1 to 600"),
        ("LOG_LEVEL", "loud", "must be DEBUG, INFO, WARNING or ERROR"),
        ("LOG_FORMAT", "xml", "must be text or json"),
    ],
)  # fmt: skip
def test_wrong_value_is_named_in_one_line(monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str) -> None:
    monkeypatch.setenv(f"MICRORREDES_{name}", value)

    with pytest.raises(SettingsWrong) as refused:
        read_settings()

    assert str(refused.value) == f"MICRORREDES_{name}: {said}"


def test_all_wrong_values_are_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MICRORREDES_TOKEN", "secret-looking")
    monkeypatch.setenv("MICRORREDES_LOG_FORMAT", "xml")

    with pytest.raises(SettingsWrong) as refused:
        read_settings()

    assert "MICRORREDES_TOKEN" in str(refused.value)
    assert "MICRORREDES_LOG_FORMAT" in str(refused.value)
    assert "secret-looking" not in str(refused.value)


def test_missing_token_says_where_to_get_one() -> None:
    with pytest.raises(SettingsWrong, match="MICRORREDES_TOKEN is not set: ask @BotFather"):
        read_settings().needed_token()


def test_settings_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        read_settings().log_level = "DEBUG"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("listen", "expected"),
    [("127.0.0.1:8080", ("127.0.0.1", 8080)), ("[::1]:80", ("::1", 80)), ("0.0.0.0:0", ("0.0.0.0", 0))],  # noqa: S104
)
def test_address_to_listen_on_has_two_halves(listen: str, expected: tuple[str, int]) -> None:
    assert host_and_port(listen) == expected
