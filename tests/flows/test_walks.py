"""Random walks through the product: whatever is pressed and typed, in whatever order, it goes on."""

import json
import random

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session
from structlog.testing import LogCapture

from sandbox.call import Call
from sandbox.message import Message
from store.updates import failed_updates
from tests.flows.filled import fill
from tests.flows.phones import Phone, Town
from texts.parts import utf16_length

STEPS = 14
WALKS = 6
WORDS = (
    "Faltan datos de movilidad en los barrios altos.",
    "a",
    "<b>&{name}",
    "21/06/2027 16:00",
    "🙂" * 60,
    "/cancel",
    "/menu",
    "/desafio",
    "x" * 1500,
)

# Who acts, whether something is pressed or typed, and which of what there is.
WALK = st.lists(st.tuples(st.integers(0, 2), st.booleans() | st.just(True), st.integers(0, 999)), max_size=STEPS)


def walks() -> list[list[tuple[int, bool, int]]]:
    """The same walks every time: hypothesis makes them, derandomized."""
    found: list[list[tuple[int, bool, int]]] = []

    @settings(
        max_examples=WALKS,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(WALK.filter(lambda walk: len(walk) == STEPS))
    def gather(walk: list[tuple[int, bool, int]]) -> None:
        found.append(walk)

    gather()
    return found


@pytest.mark.parametrize(
    ("furnished", "number"),
    [("sqlite", number) for number in range(WALKS)] + [("postgres", number) for number in range(0, WALKS, 3)],
    indirect=["furnished"],
)
async def test_no_walk_gets_lost(town: Town, log: LogCapture, number: int) -> None:
    await town.database.run(lambda session: _furnish(session, town))
    people = (town.phone("marta"), town.phone("rosa"), town.stranger())
    for phone in people:
        await phone.send("/menu")
    made = walks()
    walk = made[number % len(made)]
    chance = random.Random(number)  # noqa: S311 - the same every time

    for who, presses, choice in walk * 2:
        phone = people[who]
        trail = (number, phone.user_id, presses, choice)
        await (_press(phone, choice + chance.randrange(7)) if presses else phone.send(WORDS[choice % len(WORDS)]))
        broken = [entry for entry in log.entries if entry["log_level"] in ("error", "critical")]
        assert broken == [], trail

    for phone in people[:2]:
        await phone.send("/menu")
        assert len(phone.keys) > 2, "the hub is always there"
    assert await town.database.read(failed_updates) == []
    for call in town.world.calls:
        _check_limits(call)


def _furnish(session: Session, town: Town) -> None:
    fill(session, town.now)


async def _press(phone: Phone, choice: int) -> None:
    """One of the keys that stand in the chat now; every press is answered once."""
    keys = [(message, key) for message in phone.messages for row in message.buttons for key in row]
    keys = [(message, key) for message, key in keys if "callback_data" in key or "?start=" in key.get("url", "")]
    if not keys:
        await phone.send("/menu")
        return
    message, key = keys[-1 - choice % len(keys)]
    await _press_key(phone, message, key)


async def _press_key(phone: Phone, message: Message, key: dict[str, str]) -> None:
    if "callback_data" in key:
        await phone.press_data(key["callback_data"], message)
    else:
        await phone.start(key["url"].partition("?start=")[2])


def _check_limits(call: Call) -> None:
    parameters = call.decoded
    assert utf16_length(str(parameters.get("text", ""))) <= (200 if call.method == "answerCallbackQuery" else 4096)
    assert utf16_length(str(parameters.get("caption", ""))) <= 1024
    markup = parameters.get("reply_markup") or {}
    markup = json.loads(markup) if isinstance(markup, str) else markup
    for row in markup.get("inline_keyboard", []):
        assert 1 <= len(row) <= 8
        for key in row:
            assert 1 <= len(key["text"]) <= 64, key
            assert len(key.get("callback_data", "").encode()) <= 64, key
