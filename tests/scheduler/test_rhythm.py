"""Being late is no leave to hurry."""

from datetime import UTC, datetime, timedelta

from scheduler.rhythm import Rhythm

NOON = datetime(2027, 6, 2, 12, tzinfo=UTC)
TENTH = timedelta(seconds=0.1)


def test_no_more_start_within_a_second_than_the_pace_allows() -> None:
    rhythm = Rhythm(3)
    for number in range(3):
        assert rhythm.wait(NOON) == timedelta(0)
        rhythm.note(NOON + number * TENTH, 1)

    assert rhythm.wait(NOON + 3 * TENTH) == 7 * TENTH
    assert rhythm.wait(NOON + 10 * TENTH) == timedelta(0)


def test_clock_that_is_set_back_holds_nothing_up() -> None:
    rhythm = Rhythm(1)
    rhythm.note(NOON, 1)

    assert rhythm.wait(NOON - timedelta(hours=1)) == timedelta(0)
