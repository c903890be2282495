"""What belongs between the parts of a text that an app has cut: cut as the apps do, and put together again."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.joining import LEAST, Part, goes_on, seam
from texts.parts import utf16_length

SENTENCE = "Las ferias de barrio piden otra tasa. "
LIMIT = 4096


def cut_on_android(text: str) -> list[str]:
    """The last paragraph, line, sentence or word within 300 characters of the limit; trimmed."""
    parts = []
    while len(text) > LIMIT:
        near = text[LIMIT - 300 : LIMIT]
        found = [[place.start() for place in re.finditer(sign, near)] for sign in (r"\n\n", r"\n", r"(?<=\.)\s", r"\s")]
        at = next((LIMIT - 300 + places[-1] for places in found if places), LIMIT)
        parts.append(text[:at].strip())
        text = text[at:].strip()
    return [*parts, text]


def together(parts: list[str]) -> str:
    whole = parts[0]
    for before, after in pairwise(parts):
        whole += seam(before, after) + after
    return whole


@pytest.mark.parametrize(
    "text",
    [
        (SENTENCE * 250).strip(),
        "\n\n".join([(SENTENCE * 7).strip()] * 40),
        "\n".join(f"- Ciudad número {number}" for number in range(600)),
        "palabra " * 1200 + "fin",
        "x" * 9000,
    ],
    ids=["sentences", "paragraphs", "lines", "words", "nothing"],
)
def test_parts_are_the_text_again(text: str) -> None:
    assert together(cut_on_android(text)) == text


def test_desktop_cuts_at_the_last_paragraph_of_the_second_half() -> None:
    paragraphs = [(SENTENCE * 20).strip(), (SENTENCE * 50).strip(), (SENTENCE * 60).strip()]
    before, after = "\n\n".join(paragraphs[:2]), paragraphs[2]
    assert LEAST <= len(before) < LIMIT

    assert seam(before, after) == "\n\n"


@given(st.lists(st.text("ab c.\n", min_size=1), min_size=1).map("".join))
def test_no_word_is_lost_or_made(piece: str) -> None:
    text = (piece.strip() + " fin") * (9000 // (len(piece) + 4) + 1)

    assert together(cut_on_android(text)).split() == text.split()


def test_only_a_long_message_goes_on_and_only_at_once() -> None:
    long = Part(10, 1000, "a" * LEAST)

    assert goes_on(long, Part(11, 1002, "b"))
    assert not goes_on(long, Part(11, 1003, "b"))
    assert not goes_on(long, Part(9, 1000, "b"))
    assert not goes_on(long, Part(11, 1000, ""))
    assert not goes_on(Part(10, 1000, "a" * (LEAST - 1)), Part(11, 1000, "b"))
    assert utf16_length("😀" * (LEAST // 2)) == LEAST
    assert goes_on(Part(10, 1000, "😀" * (LEAST // 2)), Part(11, 1000, "b"))
