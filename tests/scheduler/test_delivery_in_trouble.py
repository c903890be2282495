"""Delivery while Telegram, the network or the clock are in trouble: nothing lost, twice only what is in doubt."""

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import datetime, timedelta

import pytest
from structlog.testing import capture_logs

from sandbox.faults import Faults
from scheduler import set_back
from scheduler.delivery import Delivery
from scheduler.ringing import run_tick
from scheduler.troubles import SILENCE
from store.database import Database
from tests.local_telegram import MONTSE, ROSARIO, START, TIAGO, Telegram, local_telegram
from tests.scheduler.test_delivery import FAST, delivery_of, states, write

TWO_HOURS = 7200.0
NEIGHBOURS = range(1000, 1008)
BEFALLEN = 3


@pytest.fixture
async def telegram() -> AsyncIterator[Telegram]:
    async with local_telegram() as served:
        for user_id in NEIGHBOURS:
            served.world.add_user(user_id, "Vecina")
            served.world.start(user_id)
        yield served


def flood(faults: Faults, seconds: int | None) -> None:
    parameters = None if seconds is None else {"retry_after": seconds}
    faults.fail("sendMessage", BEFALLEN, code=429, description="Too Many Requests", parameters=parameters)


FAULTS: dict[str, tuple[Callable[[Faults], None], int]] = {  # and how many messages come twice of it
    "reset before": (lambda faults: faults.cut_before("sendMessage", BEFALLEN), 0),
    "reset after": (lambda faults: faults.cut_after("sendMessage", BEFALLEN), BEFALLEN),
    "body cut short": (lambda faults: faults.cut_short("sendMessage", BEFALLEN), BEFALLEN),
    "JSON cut short": (lambda faults: faults.half_json("sendMessage", BEFALLEN), BEFALLEN),
    "no answer in time": (lambda faults: faults.slow("sendMessage", 3.0, BEFALLEN), BEFALLEN),
    "HTML of a proxy": (lambda faults: faults.html_502("sendMessage", BEFALLEN), 0),
    "500": (lambda faults: faults.fail("sendMessage", BEFALLEN), 0),
    "429": (lambda faults: flood(faults, 2), 0),
    "429 that says nothing": (lambda faults: flood(faults, None), 0),
}


@pytest.mark.parametrize("name", FAULTS)
async def test_trouble_loses_nothing_repeats_only_what_is_in_doubt_and_is_told_once(
    telegram: Telegram, database: Database, name: str
) -> None:
    befall, twice = FAULTS[name]
    befall(telegram.world.faults)
    for user_id in NEIGHBOURS:
        await write(database, user_id)

    with capture_logs() as logs:
        await delivery_of(telegram, database).drain()

    copies = sorted(len(telegram.texts(user_id)) for user_id in NEIGHBOURS)
    assert copies == [1] * (len(NEIGHBOURS) - twice) + [2] * twice
    assert await states(database) == ["sent"] * len(NEIGHBOURS)
    assert [entry["event"] for entry in logs] == ["letters_wait_for_telegram", "letters_go_out_again"]


async def test_slow_answers_are_no_trouble(telegram: Telegram, database: Database) -> None:
    telegram.world.faults.slow("sendMessage", 0.3, BEFALLEN)
    for user_id in NEIGHBOURS:
        await write(database, user_id)

    with capture_logs() as logs:
        await delivery_of(telegram, database).drain()

    assert [telegram.texts(user_id) for user_id in NEIGHBOURS] == [["Hola"]] * len(NEIGHBOURS)
    assert logs == []


async def test_letter_that_is_given_up_leaves_a_line_with_its_number_and_no_words(
    telegram: Telegram, database: Database
) -> None:
    telegram.world.faults.cut_after("sendMessage", 9)
    await write(database, ROSARIO, "una confidencia")

    with capture_logs() as logs:
        await delivery_of(telegram, database).drain()

    [line] = [entry for entry in logs if entry["event"] == "letter_given_up"]
    assert (line["letter"], line["chat"], line["method"]) == (1, ROSARIO, "sendMessage")
    assert "confidencia" not in repr(logs)


async def test_no_letter_is_risked_while_nobody_answers(telegram: Telegram, database: Database) -> None:
    """Every call is read and none answered: what was on its way is in doubt, and nothing more is sent into it."""
    people = (*NEIGHBOURS, ROSARIO, TIAGO, MONTSE)
    telegram.world.faults.cut_before("*", 10_000)
    for user_id in people:
        await write(database, user_id)
    delivery = Delivery(database, telegram.post, telegram.clock.now, FAST)
    running = asyncio.create_task(delivery.run())
    await until(lambda: len(telegram.calls("getMe")) >= 2)

    tried = [call["chat_id"] for call in telegram.calls("sendMessage")]
    telegram.world.faults.clear()
    telegram.clock.move(60)
    await until(lambda: all(telegram.texts(user_id) for user_id in people))
    await delivery.stop()
    await running

    assert len(tried) >= SILENCE
    assert len(set(tried)) == len(tried), "nobody's letter was tried twice in vain"
    assert [telegram.texts(user_id) for user_id in people] == [["Hola"]] * len(people)


async def until(is_so: Callable[[], bool]) -> None:
    async with asyncio.timeout(15):
        while not is_so():  # noqa: ASYNC110 - the server knows nobody who waits
            await asyncio.sleep(0.01)


async def test_clock_set_back_after_trouble_freezes_nothing_and_repeats_nothing(
    telegram: Telegram, database: Database
) -> None:
    delivery = delivery_of(telegram, database)
    flood(telegram.world.faults, 5)
    for user_id in (ROSARIO, TIAGO):
        await write(database, user_id, "first")
    await delivery.drain()
    for user_id in (ROSARIO, MONTSE):
        await write(database, user_id, "written before", due_at=telegram.clock.now(), created_at=telegram.clock.now())

    telegram.clock.move(-TWO_HOURS)
    await write(database, TIAGO, "written after", due_at=telegram.clock.now(), created_at=telegram.clock.now())
    await run_tick(database, set_back.TICK, telegram.clock.now())
    await delivery.drain()

    assert telegram.clock.now() < START
    assert [telegram.texts(user_id) for user_id in (ROSARIO, TIAGO, MONTSE)] == [
        ["first", "written before"],
        ["first", "written after"],
        ["written before"],
    ]


@pytest.mark.parametrize("jump", [TWO_HOURS, -TWO_HOURS])
async def test_clock_that_jumps_during_a_call_repeats_nothing(
    telegram: Telegram, database: Database, jump: float
) -> None:
    held = telegram.world.faults.hold_after("sendMessage")
    await write(database, ROSARIO)
    delivery = delivery_of(telegram, database)
    posting = asyncio.create_task(delivery.drain())
    await held.reached.wait()

    telegram.clock.move(jump)
    await run_tick(database, set_back.TICK, telegram.clock.now())
    await write(database, TIAGO, due_at=telegram.clock.now())
    beside = asyncio.create_task(delivery.drain())
    await until(lambda: bool(telegram.texts(TIAGO)))
    held.let_go()
    await asyncio.gather(posting, beside)

    assert (telegram.texts(ROSARIO), telegram.texts(TIAGO)) == (["Hola"], ["Hola"])
    assert await states(database) == ["sent", "sent"]


async def test_clock_set_back_between_lease_and_slot_waits_no_longer_than_a_slot_can_be_away(
    telegram: Telegram, database: Database
) -> None:
    waits: list[float] = []
    jumped = False

    async def pause(seconds: float) -> None:
        waits.append(seconds)
        telegram.clock.move(seconds)

    def now() -> datetime:
        """Set back as soon as the second letter's moment is waited for."""
        nonlocal jumped
        if telegram.texts(ROSARIO) and not jumped:
            jumped = True
            telegram.clock.move(-TWO_HOURS)
        return telegram.clock.now()

    delivery = Delivery(database, telegram.post, now, pause=pause)
    for user_id in (ROSARIO, TIAGO, MONTSE):
        await write(database, user_id)

    await delivery.deliver_due()

    assert jumped
    assert max(waits) <= delivery.pace.horizon.total_seconds()


async def test_jump_forward_drops_only_what_the_clock_says_is_late(telegram: Telegram, database: Database) -> None:
    delivery = delivery_of(telegram, database)
    telegram.world.faults.html_502("sendMessage", 2)
    await write(database, ROSARIO, "for today", stale_at=START + timedelta(hours=6))
    await write(database, TIAGO, "at any time")
    await delivery.deliver_due()

    telegram.clock.move(TWO_HOURS)
    await delivery.drain()

    assert (telegram.texts(ROSARIO), telegram.texts(TIAGO)) == (["for today"], ["at any time"])
