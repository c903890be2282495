"""One line when Telegram begins to fail, one when it is over."""

import pytest
from structlog.testing import capture_logs

from bot.post import Later, Outcome, Refused, Sent, Unknown
from scheduler.troubles import MANY, QUIET, SILENCE, Troubles


class Clock:
    """Seconds."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def now(self) -> float:
        return self.seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def troubles(clock: Clock) -> Troubles:
    return Troubles(clock.now)


def told(troubles: Troubles, outcomes: list[tuple[int, Outcome]]) -> list[str]:
    with capture_logs() as logs:
        for letter_id, outcome in outcomes:
            troubles.note(letter_id, outcome)
    return [entry["event"] for entry in logs]


def test_trouble_of_many_letters_is_one_trouble(troubles: Troubles) -> None:
    failing: list[tuple[int, Outcome]] = [(number, Later(reason="Bad Gateway")) for number in range(100)]
    going: list[tuple[int, Outcome]] = [(number, Sent(number)) for number in range(100)]

    assert told(troubles, failing) == ["letters_wait_for_telegram"]
    assert told(troubles, going[:99]) == []
    assert told(troubles, going[99:]) == ["letters_go_out_again"]


def test_line_names_the_trouble_and_how_long_it_lasted(troubles: Troubles, clock: Clock) -> None:
    with capture_logs() as logs:
        troubles.note(1, Later(is_outage=True, reason="ClientConnectorError"))
        clock.seconds += 90
        troubles.note(1, Later(is_outage=True, reason="ClientConnectorError"))
        clock.seconds += 3
        troubles.note(1, Sent(1))

    assert (logs[0]["trouble"], logs[0]["reason"]) == ("no connection", "ClientConnectorError")
    assert (logs[1]["failed_tries"], logs[1]["seconds"]) == (2, 90)


def test_trouble_that_comes_and_goes_is_not_told_each_time(troubles: Troubles, clock: Clock) -> None:
    flicker: list[tuple[int, Outcome]] = [(1, Unknown("TimeoutError")), (1, Sent(1))]

    first = told(troubles, flicker)
    clock.seconds += QUIET / 2
    second = told(troubles, flicker)
    clock.seconds += QUIET / 2
    third = told(troubles, flicker)

    assert (first, second, third) == (first, [], first)
    assert len(first) == 2


def test_real_trouble_soon_after_the_last_is_told(troubles: Troubles) -> None:
    told(troubles, [(1, Later()), (1, Sent(1))])

    assert told(troubles, [(number, Later()) for number in range(MANY)]) == ["letters_wait_for_telegram"]


def test_letter_that_is_taken_back_meanwhile_does_not_keep_trouble_alive(troubles: Troubles, clock: Clock) -> None:
    told(troubles, [(1, Later())])
    clock.seconds += QUIET

    assert told(troubles, [(2, Sent(2))]) == ["letters_go_out_again"]


def test_refusal_is_no_trouble(troubles: Troubles) -> None:
    assert told(troubles, [(1, Refused("Message text is empty"))]) == []


def test_silence_is_noticed_and_ends_with_any_answer(troubles: Troubles) -> None:
    told(troubles, [(number, Unknown("TimeoutError")) for number in range(SILENCE - 1)])
    assert not troubles.is_silent
    told(troubles, [(9, Unknown("TimeoutError"))])
    assert troubles.is_silent

    told(troubles, [(10, Refused("Message text is empty"))])

    assert not troubles.is_silent


def test_flood_is_an_answer(troubles: Troubles) -> None:
    told(troubles, [(number, Later(1.0, is_flood=True)) for number in range(9)])

    assert not troubles.is_silent
