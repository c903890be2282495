import json
import logging

import pytest
import structlog

from bot.logs import hidden, set_up_logs

TOKEN = "123456:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQr"
INVITATION = "lrhCEZ5fy4pOJTv6y2TGcZLc8wr1JUIz"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"POST https://api.telegram.org/bot{TOKEN}/getMe", "POST https://api.telegram.org/bot[hidden]/getMe"),
        (f"token {TOKEN}.", "token [hidden]."),
        ("postgresql://bot:pass@db/x", "postgresql://bot:[hidden]@db/x"),
        (f"https://t.me/demo?start={INVITATION}", "https://t.me/demo?start=[hidden]"),
        (f"/start {INVITATION}", "/start [hidden]"),
        (f"GET https://bot.example.org/calendar/{INVITATION}.ics", "GET https://bot.example.org/calendar/[hidden].ics"),
        ("meeting at 17:00, 12 people", "meeting at 17:00, 12 people"),
    ],
)
def test_secrets_leave_the_text(text: str, expected: str) -> None:
    assert hidden(text) == expected


def test_secrets_leave_nested_values() -> None:
    assert hidden({"update": {"text": f"/start {INVITATION}", "ids": [1, None]}}) == {
        "update": {"text": "/start [hidden]", "ids": [1, None]}
    }


@pytest.mark.parametrize("form", ["text", "json"])
def test_tracebacks_lose_their_secrets_too(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs("INFO", form)

    try:
        raise ValueError(f"https://api.telegram.org/bot{TOKEN}/sendMessage")
    except ValueError:
        structlog.get_logger("bot").exception("broke", update_id=7, token=TOKEN)
    logging.getLogger("library").warning("calling %s", f"https://x/bot{TOKEN}/y")

    said = capsys.readouterr().err
    assert TOKEN not in said
    assert "broke" in said
    assert "ValueError" in said
    assert "calling https://x/bot[hidden]/y" in said


def test_json_is_one_object_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs("INFO", "json")

    structlog.get_logger("bot").info("loaded", city="Mérida", at=3)

    (line,) = capsys.readouterr().err.splitlines()
    event = json.loads(line)
    assert (event["event"], event["level"], event["city"], event["at"]) == ("loaded", "info", "Mérida", 3)


def test_libraries_do_not_tell_each_call(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs("DEBUG", "text")

    for name in ("httpx", "aiohttp.access", "uvicorn.access", "apscheduler.executors.default", "telegram.Bot"):
        logging.getLogger(name).info("GET /bot%s/getUpdates", TOKEN)

    assert capsys.readouterr().err == ""


def test_quieter_level_is_kept(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs("ERROR", "text")

    structlog.get_logger("bot").warning("not so important")

    assert capsys.readouterr().err == ""
