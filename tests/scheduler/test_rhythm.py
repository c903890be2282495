"""Being late is no leave to hurry."""

from datetime import UTC, datetime, timedelta

from scheduler.rhythm import SPARE, Rhythm

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


def ended_late(rhythm: Rhythm, started: timedelta, lasted: timedelta = TENTH, *, messages: int = 1) -> None:
    """A call whose slot was noon."""
    rhythm.begin(1, NOON + started, messages, slot=NOON)
    rhythm.end(1, NOON + started + lasted)


def test_late_start_is_told_once() -> None:
    rhythm = Rhythm(3)
    used_to(rhythm, TENTH)

    ended_late(rhythm, 2 * TENTH)

    assert rhythm.take_late(NOON + 3 * TENTH) == 2 * TENTH - INTERVAL * SPARE
    assert rhythm.take_late(NOON + 3 * TENTH) == timedelta(0)


def test_late_answer_is_told_only_if_few_take_as_long() -> None:
    rhythm = Rhythm(3)
    used_to(rhythm, 2 * TENTH)

    ended_late(rhythm, timedelta(0), 2 * TENTH)
    usual = rhythm.take_late(NOON + 2 * TENTH)
    ended_late(rhythm, timedelta(0), 4 * TENTH)
    unusual = rhythm.take_late(NOON + 4 * TENTH)

    assert (usual, unusual) == (timedelta(0), 2 * TENTH - INTERVAL * SPARE)


def test_late_call_moves_slots_by_no_more_than_its_own_place() -> None:
    rhythm = Rhythm(3)

    ended_late(rhythm, 8 * TENTH, TENTH)
    one = rhythm.take_late(NOON + 9 * TENTH)
    ended_late(rhythm, 8 * TENTH, TENTH, messages=2)
    album = rhythm.take_late(NOON + 9 * TENTH)

    assert (one, album) == (INTERVAL, 2 * INTERVAL)


def test_several_late_calls_move_slots_together() -> None:
    rhythm = Rhythm(3)

    ended_late(rhythm, 2 * TENTH)
    ended_late(rhythm, 1 * TENTH)

    assert rhythm.take_late(NOON + 3 * TENTH) == (2 * TENTH - INTERVAL * SPARE) + (TENTH - INTERVAL * SPARE)


def test_late_call_of_long_ago_or_one_that_hung_moves_nothing() -> None:
    rhythm = Rhythm(3)
    used_to(rhythm, TENTH)

    ended_late(rhythm, 2 * TENTH)
    long_ago = rhythm.take_late(NOON + 14 * TENTH)
    ended_late(rhythm, timedelta(0), 14 * TENTH)
    hung = rhythm.take_late(NOON + 14 * TENTH)

    assert (long_ago, hung) == (timedelta(0), timedelta(0))


def test_who_had_no_slot_to_wait_for_is_not_late() -> None:
    rhythm = Rhythm(3)
    used_to(rhythm, TENTH)

    answered(rhythm, 1, NOON, 5 * TENTH)

    assert rhythm.take_late(NOON + 5 * TENTH) == timedelta(0)


def test_who_sends_all_has_its_starts_in_line_and_moves_nothing() -> None:
    rhythm = Rhythm(3)
    for number in range(2, 5):
        answered(rhythm, number, NOON, TENTH)

    ended_late(rhythm, 2 * TENTH)

    assert rhythm.take_late(NOON + 3 * TENTH) == timedelta(0)
