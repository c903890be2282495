from datetime import UTC, datetime, timedelta

import pytest
from structlog.testing import capture_logs

from bot.steady_clock import DRIFT, LASTING, SteadyClock, seconds_passed

NOON = datetime(2027, 6, 2, 12, 0, tzinfo=UTC)
SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)


class Machine:
    """A wall clock that can be set, and a count that goes on whatever is done to it."""

    def __init__(self) -> None:
        self.set_by = timedelta(0)
        self.passed = timedelta(0)

    def wall(self) -> datetime:
        return NOON + self.passed + self.set_by

    def count(self) -> float:
        return 4711 + self.passed.total_seconds()


@pytest.fixture
def machine() -> Machine:
    return Machine()


@pytest.fixture
def clock(machine: Machine) -> SteadyClock:
    return SteadyClock(machine.wall, machine.count)


def test_time_goes_on_with_the_wall_clock(machine: Machine, clock: SteadyClock) -> None:
    machine.passed = 3 * HOUR

    assert clock.now() == NOON + 3 * HOUR


@pytest.mark.parametrize("jump", [2 * HOUR, -2 * HOUR])
def test_jump_is_not_believed_at_once(machine: Machine, clock: SteadyClock, jump: timedelta) -> None:
    machine.set_by = jump

    assert clock.now() == NOON
    machine.passed = LASTING - SECOND
    assert clock.now() == NOON + LASTING - SECOND


@pytest.mark.parametrize("jump", [2 * HOUR, -2 * HOUR])
def test_jump_that_lasts_is_believed(machine: Machine, clock: SteadyClock, jump: timedelta) -> None:
    with capture_logs() as logs:
        machine.set_by = jump
        clock.now()
        machine.passed = LASTING
        assert clock.now() == NOON + LASTING + jump
        machine.passed += MINUTE
        assert clock.now() == NOON + LASTING + MINUTE + jump

    assert [(entry["event"], entry["seconds"]) for entry in logs] == [
        ("clock_jumped", jump.total_seconds()),
        ("clock_followed", jump.total_seconds()),
    ]


def test_clock_that_is_put_right_again_leaves_no_trace(machine: Machine, clock: SteadyClock) -> None:
    for minutes in range(20):
        machine.passed = minutes * MINUTE
        machine.set_by = 2 * HOUR if minutes % 4 else timedelta(0)

        assert clock.now() == NOON + machine.passed


def test_another_jump_begins_another_wait(machine: Machine, clock: SteadyClock) -> None:
    machine.set_by = 2 * HOUR
    clock.now()
    machine.passed, machine.set_by = LASTING - SECOND, 5 * HOUR
    clock.now()
    machine.passed = LASTING + MINUTE

    assert clock.now() == NOON + LASTING + MINUTE


@pytest.mark.parametrize("correction", [DRIFT, -DRIFT, SECOND])
def test_small_corrections_are_followed(machine: Machine, clock: SteadyClock, correction: timedelta) -> None:
    machine.set_by = correction

    assert clock.now() == NOON + correction


def test_real_clock_shows_the_time() -> None:
    assert abs(SteadyClock().now() - datetime.now(UTC)) < MINUTE
    assert seconds_passed() <= seconds_passed()
