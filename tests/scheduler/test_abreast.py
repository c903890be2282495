"""How many calls go side by side."""

import asyncio

import pytest

from scheduler.abreast import FEWEST, Abreast


class Clock:
    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


def used_to(clock: Clock, seconds: float, per_second: float = 30.0) -> Abreast:
    """Calls that usually last so long."""
    abreast = Abreast(per_second, clock)
    for call in range(10):
        abreast.begin(call)
        clock.seconds += seconds
        abreast.end(call)
    return abreast


@pytest.mark.parametrize(
    ("seconds", "most"), [(0.0, FEWEST), (0.01, FEWEST), (0.05, FEWEST), (0.08, 3), (0.3, 9), (1.5, 45)]
)
def test_as_many_go_as_the_pace_needs_and_never_fewer_than_two(clock: Clock, seconds: float, most: int) -> None:
    assert used_to(clock, seconds).most == most


async def test_one_more_waits_for_an_answer(clock: Clock) -> None:
    abreast = used_to(clock, 0.05)
    abreast.begin(100)
    await abreast.room()
    abreast.begin(101)
    waiting = asyncio.create_task(abreast.room())
    await asyncio.sleep(0)
    assert not waiting.done()
    abreast.end(100)
    await waiting


async def test_a_call_that_hangs_holds_up_nothing_else(clock: Clock) -> None:
    abreast = used_to(clock, 0.05)
    abreast.begin(100)
    abreast.begin(101)
    clock.seconds += 1.1
    async with asyncio.timeout(0.1):
        await abreast.room()


async def test_first_calls_of_a_process_are_given_longer(clock: Clock) -> None:
    abreast = Abreast(30.0, clock)
    abreast.begin(100)
    abreast.begin(101)
    clock.seconds += 1.1
    waiting = asyncio.create_task(abreast.room())
    await asyncio.sleep(0)
    assert not waiting.done(), "it is the process that was busy"
    clock.seconds += 2
    abreast.end(100)
    await waiting


async def test_whoever_stops_does_not_wait(clock: Clock) -> None:
    abreast = used_to(clock, 0.05)
    abreast.begin(100)
    abreast.begin(101)
    waiting = asyncio.create_task(abreast.room())
    await asyncio.sleep(0)
    abreast.let_go()
    await waiting


def test_a_few_slow_answers_change_nothing(clock: Clock) -> None:
    abreast = used_to(clock, 0.05)
    for call in range(3):
        abreast.begin(100 + call)
        clock.seconds += 30
        abreast.end(100 + call)
    assert abreast.most == FEWEST
