import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from actions.programme import do_load_programme, read_programme
from bot.doctor import Finding, State, examine
from bot.settings import VARIABLES, Secret, Settings, read_settings
from store.database import Unit, connect
from store.models import City, Lane, Letter, LetterState
from store.schema import upgrade
from tests.bot.conftest import TOKEN

NOW = datetime(2027, 5, 3, 9, tzinfo=UTC)
DEMO = Path(__file__).parents[2] / "demo" / "programme.toml"


@pytest.fixture(autouse=True)
def _own_place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name in VARIABLES.values():
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def settings() -> Settings:
    """Of an embedded store that holds the demonstration's programme."""
    settings = read_settings()
    upgrade(settings.database_url)
    programme = read_programme(DEMO)
    _change(settings, lambda session: do_load_programme(session, programme, now=NOW))
    return settings


def _change(settings: Settings, unit: Unit[object]) -> None:
    async def work() -> None:
        database = connect(settings.database_url)
        await database.run(unit)
        await database.close()

    asyncio.run(work())


def found(settings: Settings, subject: str, now: datetime = NOW) -> list[Finding]:
    return [finding for finding in examine(settings, now) if finding.subject == subject]


def states(settings: Settings) -> dict[str, State]:
    return {
        finding.subject: finding.state
        for finding in examine(settings, NOW)
        if not finding.subject.startswith(("texts", "settings", "disk"))
    }


def test_sound_installation_without_a_token(settings: Settings) -> None:
    assert states(settings) == {
        "clock": State.OK,
        "store": State.OK,
        "time zones": State.OK,
        "letters": State.OK,
        "token": State.WARN,
    }
    (token,) = found(settings, "token")
    assert token.line() == (
        "warn  token: MICRORREDES_TOKEN is not set, so Telegram was not asked; "
        "ask @BotFather for one; `microrredes sandbox` needs none"
    )


def test_token_and_privacy_mode_are_asked_of_telegram(settings: Settings, bot_api: str) -> None:
    with_token = replace(settings, token=Secret(TOKEN), api_url=bot_api)

    (token,) = found(with_token, "token")
    (privacy,) = found(with_token, "privacy mode")

    assert token.line() == "ok    token: is of @redes_bot"
    (inline,) = found(with_token, "inline mode")
    assert privacy.line() == "ok    privacy mode: is on"
    assert inline.line() == "ok    inline mode: is on"


def test_token_that_telegram_does_not_know_fails(bot_api: str) -> None:
    wrong = read_settings(token="1000000001:not-the-token-of-anybody-at-all-000", api_url=bot_api)

    (token,) = found(wrong, "token")

    assert token.state is State.FAIL
    assert "not-the-token" not in token.line()


def test_telegram_out_of_reach_fails() -> None:
    (token,) = found(read_settings(token=TOKEN, api_url="http://127.0.0.1:1"), "token")

    assert token.state is State.FAIL
    assert token.remedy == "check MICRORREDES_TOKEN and the way to http://127.0.0.1:1"


def test_store_that_is_not_there_yet_is_no_failure_and_is_not_made(tmp_path: Path) -> None:
    (store,) = found(read_settings(), "store")

    assert store.state is State.WARN
    assert list(tmp_path.iterdir()) == []


def test_store_behind_the_newest_version_fails(settings: Settings) -> None:
    _change(settings, lambda session: session.execute(sa.text("DELETE FROM alembic_version")))

    (store,) = found(settings, "store")

    assert (store.state, store.remedy) == (State.FAIL, "run `microrredes migrate`")


def test_store_out_of_reach_fails_without_its_password() -> None:
    (store,) = found(read_settings(database_url="postgresql://bot:pass-word@127.0.0.1:1/redes"), "store")

    assert store.state is State.FAIL
    assert "pass-word" not in store.line()


def test_zone_that_this_computer_does_not_know_fails(settings: Settings) -> None:
    rename = sa.update(City).where(City.slug == "quito").values(zone="America/Quito_Norte")
    _change(settings, lambda session: session.execute(rename))

    (zones,) = found(settings, "time zones")

    assert (zones.state, zones.found) == (State.FAIL, "unknown: America/Quito_Norte")


def test_letters_that_were_given_up_are_counted_by_their_reason(settings: Settings) -> None:
    reasons = ["given up: Bad Gateway", "given up: Bad Gateway", "perhaps sent: TimeoutError", "Message text is empty"]

    def write(session: Session) -> None:
        for number, reason in enumerate(reasons):
            letter = Letter(chat_id=number, lane=Lane.ANSWERS, priority=0, method="sendMessage", payload={})
            letter.state, letter.reason, letter.due_at, letter.created_at = LetterState.REFUSED, reason, NOW, NOW
            session.add(letter)

    _change(settings, write)

    (letters,) = found(settings, "letters")
    assert letters.state is State.WARN
    assert letters.found == ("3 were given up in 7 days: given up: Bad Gateway (2), perhaps sent: TimeoutError (1)")
    assert [finding.state for finding in found(settings, "letters", NOW + timedelta(days=8))] == [State.OK]


def test_clock_that_went_back_fails(settings: Settings) -> None:
    clocks = found(settings, "clock", NOW - timedelta(days=1))

    assert [clock.state for clock in clocks] == [State.OK, State.FAIL]
    assert clocks[1].found == "shows 2027-05-02T09:00:00+00:00, but the store knows 2027-05-03T09:00:00+00:00"


def test_clock_at_its_factory_setting_fails() -> None:
    (clock,) = found(read_settings(), "clock", datetime(1970, 1, 1, tzinfo=UTC))

    assert clock.state is State.FAIL


@pytest.mark.parametrize(
    ("free", "state"), [(50_000_000, State.FAIL), (500_000_000, State.WARN), (5_000_000_000, State.OK)]
)
def test_disk_that_runs_full_is_told(monkeypatch: pytest.MonkeyPatch, free: int, state: State) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _folder: type("Usage", (), {"free": free}))

    (disk,) = found(read_settings(), "disk")

    assert disk.state is state


def test_variable_with_a_typing_error_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MICRORREDES_TOKN", TOKEN)

    findings = found(read_settings(), "settings")

    assert 'warn  settings: MICRORREDES_TOKN means nothing here; did you mean "MICRORREDES_TOKEN"?' in [
        finding.line() for finding in findings
    ]
