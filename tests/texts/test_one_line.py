import pytest

from texts.one_line import one_line


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Inés\n\nQuiroga\t\x00", "Inés Quiroga"),
        ("\u202eseni\u202c \u2067x\u2069", "seni x"),
        ("👩‍👩‍👧 Inés 🇪🇨", "👩‍👩‍👧 Inés 🇪🇨"),
        ("  <b>a</b>  ", "<b>a</b>"),
        ("\u200b\u200e\u2066", ""),
        ("\u200d", ""),
        ("\u3164", ""),
        ("a\u2028b", "a b"),
    ],
)
def test_one_line_keeps_what_is_seen(typed: str, kept: str) -> None:
    assert one_line(typed) == kept
