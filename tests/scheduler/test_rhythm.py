"""Being late is no leave to hurry."""

from datetime import UTC, datetime, timedelta

from scheduler.rhythm import Rhythm

NOON = datetime(2027, 6, 2, 12, tzinfo=UTC)
TENTH = timedelta(seconds=0.1)
INTERVAL = timedelta(seconds=1) / 3  # of three a second
SPAN = timedelta(seconds=1) - INTERVAL * 0.5
LONGER = timedelta(seconds=1) + INTERVAL * 0.7


def answered(rhythm: Rhythm, call: int, began: datetime, lasted: timedelta) -> None:
    rhythm.begin(call, began, 1)
    rhythm.end(call, began + lasted)


def used_to(rhythm: Rhythm, lasting: timedelta) -> None:
    """Long ago calls took so long, and a few were refused at once."""
    for number in range(9):
        answered(rhythm, 100 + number, NOON - timedelta(minutes=1), lasting if number % 3 else timedelta(0))


def test_no_more_start_within_a_second_than_the_pace_allows() -> None:
    rhythm = Rhythm(3)
    for number in range(3):
        assert rhythm.wait(NOON) == timedelta(0)
        answered(rhythm, number, NOON + number * TENTH, timedelta(0))

    assert rhythm.wait(NOON + 3 * TENTH) == SPAN - 3 * TENTH
    assert rhythm.wait(NOON + 10 * TENTH) == timedelta(0)


def test_start_that_is_late_slows_nothing_and_starts_together_leave_room() -> None:
    rhythm = Rhythm(3)
    for number, tenths in enumerate((0, 0, 6, 9)):
        answered(rhythm, number, NOON + tenths * TENTH, timedelta(0))

    assert rhythm.wait(NOON + 9 * TENTH) == LONGER - 9 * TENTH


def test_pace_that_is_no_whole_number_is_kept() -> None:
    rhythm = Rhythm(1.6)
    answered(rhythm, 1, NOON, timedelta(0))

    assert rhythm.wait(NOON) == timedelta(seconds=0.5 / 1.6)
    answered(rhythm, 2, NOON + TENTH, timedelta(0))
    assert rhythm.wait(NOON + TENTH) == timedelta(seconds=1.7 / 1.6) - TENTH


def test_album_counts_as_its_messages() -> None:
    rhythm = Rhythm(3)
    rhythm.begin(1, NOON, 3)

    assert rhythm.wait(NOON + TENTH) == SPAN - TENTH


def test_calls_that_are_answered_late_have_arrived_late() -> None:
    rhythm = Rhythm(3)
    used_to(rhythm, TENTH / 2)
    for number in range(2, 5):
        rhythm.begin(number, NOON + number * TENTH, 1)
    for number in range(2, 5):
        rhythm.end(number, NOON + 10 * TENTH)

    assert rhythm.wait(NOON + 12 * TENTH) == 10 * TENTH - TENTH / 2 + SPAN - 12 * TENTH


def test_calls_that_are_late_may_still_arrive() -> None:
    rhythm = Rhythm(3)
    used_to(rhythm, TENTH / 2)
    for number in range(2, 5):
        rhythm.begin(number, NOON, 1)

    assert rhythm.wait(NOON + 9 * TENTH) == SPAN - TENTH / 2


def test_calls_that_hang_hold_nothing_up() -> None:
    rhythm = Rhythm(3)
    used_to(rhythm, TENTH / 2)
    for number in range(2, 5):
        rhythm.begin(number, NOON, 1)

    assert rhythm.wait(NOON + 11 * TENTH) == timedelta(0)


def test_clock_that_is_set_back_holds_nothing_up() -> None:
    rhythm = Rhythm(1)
    answered(rhythm, 1, NOON, timedelta(0))

    assert rhythm.wait(NOON - timedelta(hours=1)) == timedelta(0)


def test_refusals_at_once_do_not_make_all_others_late() -> None:
    rhythm = Rhythm(3)
    used_to(rhythm, 2 * TENTH)
    for number, lasting in enumerate((2, 0, 2)):
        answered(rhythm, number, NOON, lasting * TENTH)

    assert rhythm.wait(NOON + 2 * TENTH) == SPAN - 2 * TENTH
