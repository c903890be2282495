import pytest

from texts.lists import in_even_rows, number_buttons
from texts.meetings.presses import PastMeetingsOpened
from texts.message import Html
from texts.translator import translator_for


@pytest.mark.parametrize(
    ("language", "things", "said"),
    [
        ("es", ["Ana", "Rosa", "Tere"], "Ana, Rosa y Tere"),
        ("es", ["Ana", "Rosa", "Iván Torres"], "Ana, Rosa e Iván Torres"),
        ("es", ["Ana", "Ítalo"], "Ana e Ítalo"),
        ("es", ["Ana", "Hilda"], "Ana e Hilda"),
        ("es", ["Ana", "<b>Inés</b>"], "Ana e <b>Inés</b>"),
        ("es", ["Ana", "<i>Tere</i>"], "Ana y <i>Tere</i>"),
        ("es", ["agua", "hielo"], "agua y hielo"),
        ("es", ["Ana", "Yolanda"], "Ana y Yolanda"),
        ("es", ["Iván"], "Iván"),
        ("ca", ["Ana", "Iván"], "Ana i Iván"),
        ("pt", ["Ana", "Iván"], "Ana e Iván"),
    ],
)
def test_list_ends_as_its_language_has_it(language: str, things: list[str], said: str) -> None:
    """Spanish says "e" before the sound of an i."""
    assert translator_for(language).list_of([Html(thing) for thing in things]) == said


@pytest.mark.parametrize(
    ("number", "most", "widths"), [(0, 3, []), (3, 3, [3]), (4, 3, [2, 2]), (5, 3, [3, 2]), (7, 6, [4, 3])]
)
def test_even_rows_leave_no_key_alone(number: int, most: int, widths: list[int]) -> None:
    keys = number_buttons([PastMeetingsOpened(page) for page in range(number)])

    assert [len(row) for row in in_even_rows(keys, most)] == widths
    assert [key for row in in_even_rows(keys, most) for key in row] == list(keys)
