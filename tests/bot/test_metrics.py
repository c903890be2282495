import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

from bot.metrics import Meters, Watched, serve_figures
from bot.post import Later, Outcome, Refused, Sent, Unknown, Unreachable
from bot.serving import listen_on
from scheduler.tick import Tick
from store.database import Database
from store.models import Lane
from store.moments import NEVER
from store.outbox import Leased

NOON = datetime(2027, 6, 2, 12, 0, tzinfo=UTC)
LETTER = Leased(7, 101, Lane.ANSWERS, NOON, NOON)


def figure(meters: Meters, name: str, **labels: str) -> float | None:
    return meters.registry.get_sample_value(name, labels)


def long_ago() -> float:
    return time.monotonic() - 1000


@pytest.mark.parametrize(
    ("intake", "delivery", "said"),
    [
        (time.monotonic, time.monotonic, (200, "ok\n")),
        (long_ago, time.monotonic, (503, "intake\n")),
        (time.monotonic, long_ago, (503, "delivery\n")),
    ],
)
async def test_health_names_a_loop_that_stands_still(
    database: Database, intake: Callable[[], float], delivery: Callable[[], float], said: tuple[int, str]
) -> None:
    watched = Watched(database, lambda: NOON, intake, delivery, lambda: False)
    listening = listen_on("127.0.0.1:0", "METRICS_LISTEN")
    address = f"http://127.0.0.1:{listening.getsockname()[1]}/health"

    async with serve_figures(Meters(), watched, listening), httpx.AsyncClient() as client:
        answer = await client.get(address)

    assert (answer.status_code, answer.text) == said


async def test_update_is_counted_by_its_ending() -> None:
    meters = Meters()

    async def handle(update: dict[str, str]) -> str:
        if update["ends"] == "raises":
            raise ConnectionError
        if update["ends"] != "well":
            meters.note_ending(update["ends"])
        return update["ends"]

    measured = meters.handle(handle)
    told = [await measured({"ends": ending}) for ending in ("well", "refused", "well")]
    with pytest.raises(ConnectionError):
        await measured({"ends": "raises"})

    counted = {
        outcome: figure(meters, "microrredes_update_seconds_count", outcome=outcome)
        for outcome in ("done", "refused", "again")
    }
    assert told == ["well", "refused", "well"]
    assert counted == {"done": 2, "refused": 1, "again": 1}


@pytest.mark.parametrize(
    ("outcome", "word"),
    [
        (Sent(), "sent"),
        (Unreachable("blocked"), "unreachable"),
        (Refused("no"), "refused"),
        (Later(3, is_flood=True), "flood"),
        (Later(is_outage=True), "outage"),
        (Later(), "later"),
        (Unknown("perhaps"), "unknown"),
    ],
)
def test_letter_is_counted_by_what_became_of_it(outcome: Outcome, word: str) -> None:
    meters = Meters()

    meters.count_letter(LETTER, outcome)

    assert figure(meters, "microrredes_letters_total", outcome=word, lane="answers") == 1


async def test_ticks_and_pauses_are_counted(database: Database) -> None:
    meters = Meters()

    def broken(*_: object) -> int:
        raise LookupError

    async def pause(_seconds: float) -> None:
        pass

    await meters.run_tick(database, Tick("reminders", lambda *_: 3, NEVER), NOON)
    with pytest.raises(LookupError):
        await meters.run_tick(database, Tick("digests", broken, NEVER), NOON)
    await meters.pause(pause)(0.25)

    assert figure(meters, "microrredes_tick_things_total", tick="reminders") == 3
    assert figure(meters, "microrredes_tick_seconds_count", tick="reminders", outcome="done") == 1
    assert figure(meters, "microrredes_tick_seconds_count", tick="digests", outcome="failed") == 1
    assert figure(meters, "microrredes_pace_wait_seconds_total") == 0.25


def test_nothing_of_it_is_imported_unless_it_is_asked_for() -> None:
    heavy = "prometheus_client", "starlette", "uvicorn", "bot.metrics"
    program = f"import bot.application, sys; print([name for name in {heavy} if name in sys.modules])"

    said = subprocess.run(
        [sys.executable, "-c", program], cwd=Path(__file__).parents[2], capture_output=True, text=True, check=True
    )

    assert said.stdout == "[]\n"
