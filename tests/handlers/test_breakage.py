import pytest

from handlers.breakage import frames, place, whole


def read(written: str) -> int:
    return int(written)


def answer(written: str) -> int:
    try:
        return read(written)
    except ValueError as error:
        raise LookupError(written) from error


def broken() -> Exception:
    """An error whose own words repeat what somebody wrote, and that came from another."""
    with pytest.raises(LookupError) as raised:
        answer("nuestra plaza")
    return raised.value


def test_place_and_frames_hold_nothing_that_was_written() -> None:
    error = broken()

    assert place(error).startswith("LookupError in answer, tests/handlers/test_breakage.py line ")
    assert "nuestra plaza" not in place(error)
    told = frames(error).splitlines()
    assert [line for line in told if not line.startswith(" ")] == ["ValueError, then", "LookupError"]
    assert any("in read" in line for line in told)


def test_whole_begins_with_the_place_and_holds_everything() -> None:
    error = broken()

    first, empty, *rest = whole(error).splitlines()

    assert (first, empty) == (place(error), "")
    assert rest[-1] == "LookupError: nuestra plaza"


def test_error_outside_our_code_has_its_kind() -> None:
    assert place(ValueError("nuestra plaza")) == "ValueError"
