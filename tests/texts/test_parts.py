"""Long texts in parts: nothing lost, nothing twice, every part good HTML within Telegram's limits."""

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.html import parse_html
from store.models import MediaKind
from tests.examples import examples
from texts.media import Media
from texts.message import TEXT_LIMIT, Button, Html, Message
from texts.parts import LARGEST, fits, parts_of, shown_length, utf16_length

NOW = 1_800_000_000.0
EMOJI = '<tg-emoji emoji-id="5368324170671202286">👍</tg-emoji>'


def read(markup: str) -> tuple[str, list[dict[str, Any]]]:
    """As Telegram's server reads it; refused when it is no good HTML."""
    return parse_html(markup, NOW)


def seen(markup: str) -> list[tuple[str, tuple[str, ...]]]:
    """Every character that is not space, with what it looks like."""
    text, entities = read(markup)
    looks: list[tuple[str, tuple[str, ...]]] = []
    place = 0
    for character in text:
        around = (one for one in entities if one["offset"] <= place < one["offset"] + one["length"])
        if not character.isspace():
            looks.append((character, tuple(sorted(one["type"] for one in around))))
        place += utf16_length(character)
    return looks


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("uno dos", ["uno dos"]),
        ("uno dos tres\n\ncuatro cinco seis", ["uno dos tres", "cuatro cinco seis"]),
        ("uno dos tres\ncuatro cinco seis", ["uno dos tres", "cuatro cinco seis"]),
        ("Uno dos. Tres cuatro cinco.", ["Uno dos.", "Tres cuatro cinco."]),
        ("Uno «dos.» Tres cuatro cinco", ["Uno «dos.»", "Tres cuatro cinco"]),
        ("uno dos tres cuatro cinco", ["uno dos tres cuatro", "cinco"]),
        ("unodostrescuatrocincoseis", ["unodostrescuatrocinc", "oseis"]),
        ("<b>uno dos tres cuatro cinco</b>", ["<b>uno dos tres cuatro</b>", "<b>cinco</b>"]),
        ("<b>uno dos <i>tres\ncuatro</i> cinco</b>", ["<b>uno dos <i>tres</i></b>", "<b><i>cuatro</i> cinco</b>"]),
        ('<a href="https://a.es/?b=c">uno dos\n\ntres cuatro cinco</a>', None),
        ("a &lt;&amp;&#128077; b c d e f g h &lt;&gt; i j k", None),
        ("uno dos tres  \n\n\n\n  cuatro cinco seis", ["uno dos tres", "cuatro cinco seis"]),
        ("<b>uno dos tres</b>\n\n<i></i>cuatro cinco seis", ["<b>uno dos tres</b>", "cuatro cinco seis"]),
    ],
)
def test_text_is_cut_where_a_reader_would(text: str, parts: list[str] | None) -> None:
    cut = parts_of(text, 20)

    assert parts is None or cut == parts
    assert [one for part in cut for one in seen(part)] == seen(text)


def test_heading_stays_with_its_text_unless_that_cannot_be_cut() -> None:
    heading, sentences = "<b>Aviso</b>\n\n", "Una frase más. " * 300

    assert [shown_length(part) for part in parts_of(heading + "x" * TEXT_LIMIT, TEXT_LIMIT)] == [5, TEXT_LIMIT]
    for longest in (sentences, "Una frase más. " * 273, "palabra " * 512):  # the last two fill one message
        first, second = parts_of(heading + longest, TEXT_LIMIT)
        assert first.startswith(heading + longest[:14])
        assert f"{first} {second}" == heading + longest.strip()


@pytest.mark.parametrize("glyph", ["👍", "🧑🏽‍🚒", "🇪🇨", "e\u0301", "&amp;", EMOJI])
def test_what_is_seen_as_one_is_never_cut(glyph: str) -> None:
    for shift in range(8):
        parts = parts_of("a" * shift + glyph * 300, 100)

        assert all(re.fullmatch(f"a*(?:{re.escape(glyph)})*", part) for part in parts)
        assert "".join(parts) == "a" * shift + glyph * 300


def test_markup_heavier_than_telegram_reads_is_cut_too() -> None:
    heavy = EMOJI * 2000

    parts = parts_of(heavy, TEXT_LIMIT)

    assert shown_length(heavy) <= TEXT_LIMIT
    assert not fits(heavy, TEXT_LIMIT)
    assert "".join(parts) == heavy
    assert all(len(part.encode()) <= LARGEST for part in parts)


WORDS = st.sampled_from(
    ["uno", "a &amp; b", "&lt;", "👍", "🧑🏽‍🚒", "final.", "¿sí?", "\n", "\n\n", "x" * 45, "ñandú", "é" * 9]
)
PIECES = st.lists(WORDS, max_size=12).map(" ".join)
TAGGED = st.recursive(
    PIECES,
    lambda inner: st.tuples(
        st.sampled_from(["b", "i", "u", "blockquote expandable", 'a href="https://a.es/"', "tg-spoiler"]),
        st.lists(inner, max_size=4).map("".join),
    ).map(lambda made: f"<{made[0]}>{made[1]}</{made[0].split()[0]}>"),
    max_leaves=30,
)


@settings(max_examples=examples(40, thorough=2000), deadline=None, derandomize=True, database=None)
@given(st.lists(TAGGED, max_size=6).map("\n".join), st.sampled_from([60, 100, 400]))
def test_parts_say_all_and_look_the_same(text: str, limit: int) -> None:
    parts = parts_of(text, limit)

    assert all(utf16_length(read(part)[0]) <= limit for part in parts)
    assert all(read(part)[0].strip() for part in parts) or parts == [text]
    assert [one for part in parts for one in seen(part)] == seen(text)


def test_first_part_answers_and_last_part_has_the_buttons() -> None:
    keys = ((Button("Ir", url="https://a.es"),),)
    long = Message(Html("uno. " * 2000), keys, silent=True, reply_to=7)

    parts = long.parts

    assert [(part.rows, part.reply_to, part.silent) for part in parts] == [
        ((), 7, True),
        ((), None, True),
        (keys, None, True),
    ]
    assert not long.is_one
    assert Message(Html("uno"), keys).parts == (Message(Html("uno"), keys),)


def test_text_too_long_for_a_caption_follows_its_file_whole() -> None:
    photo = Media(MediaKind.PHOTO, "AgAC")
    keys = ((Button("Ir", url="https://a.es"),),)

    assert len(Message(Html("x" * 1024), media=photo).parts) == 1
    assert Message(Html("x" * 1025), keys, media=photo, reply_to=7).parts == (
        Message(Html(), media=photo, reply_to=7),
        Message(Html("x" * 1025), keys),
    )
