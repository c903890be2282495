"""Markup becomes text and entities, or is refused with the place of the fault."""

from typing import Any

import pytest

from sandbox.entities import find_entities
from sandbox.html import parse_html
from sandbox.refusal import Refusal

NOW = 1_800_000_000.0


def kinds(entities: list[dict[str, Any]]) -> list[tuple[str, int, int]]:
    return [(entity["type"], entity["offset"], entity["length"]) for entity in entities]


@pytest.mark.parametrize(
    ("markup", "text", "entities"),
    [
        ("hola", "hola", []),
        ("a &lt; b &amp;&amp; c &#62; d &#x1F600; &nbsp;", "a < b && c > d 😀 &nbsp;", []),
        ("<B>a</b><strong>b</>", "ab", [("bold", 0, 1), ("bold", 1, 1)]),
        ("<i>a<u>b</u></i>", "ab", [("italic", 0, 2), ("underline", 1, 1)]),
        ("😀<s>b</s>", "😀b", [("strikethrough", 2, 1)]),
        ("<tg-spoiler>a</tg-spoiler><span class='tg-spoiler'>b</span>", "ab", [("spoiler", 0, 1), ("spoiler", 1, 1)]),
        ("<blockquote>a</blockquote>", "a", [("blockquote", 0, 1)]),
        ("<blockquote expandable>a</blockquote>", "a", [("expandable_blockquote", 0, 1)]),
        ("<blockquote><b>a</b></blockquote>", "a", [("blockquote", 0, 1), ("bold", 0, 1)]),
        ("<b></b>", "", []),
        ("<a>nothing</a>", "nothing", []),
        ("1 < 2 is <b>ok</b>".replace("<", "&lt;", 1), "1 < 2 is ok", [("bold", 9, 2)]),
    ],
)
def test_markup_is_read(markup: str, text: str, entities: list[tuple[str, int, int]]) -> None:
    read, found = parse_html(markup, NOW)

    assert (read, kinds(found)) == (text, entities)


@pytest.mark.parametrize(
    ("markup", "entity"),
    [
        ('<a href="https://a.es/?a=1&amp;b=2">x</a>', {"type": "text_link", "url": "https://a.es/?a=1&b=2"}),
        ("<a href='A.es'>x</a>", {"type": "text_link", "url": "http://a.es/"}),
        ('<a href="tg://user?id=7">x</a>', {"type": "text_mention", "user": {"id": 7}}),
        ('<pre><code class="language-python">x</code></pre>', {"type": "pre", "language": "python"}),
        ("<pre>x</pre>", {"type": "pre"}),
        ('<code class="language-c">x</code>', {"type": "code"}),
        ('<tg-emoji emoji-id="5368">x</tg-emoji>', {"type": "custom_emoji", "custom_emoji_id": "5368"}),
        (
            '<tg-time unix="1800000600" format="wDT">x</tg-time>',
            {"type": "date_time", "unix_time": 1_800_000_600, "date_time_format": "wDT"},
        ),
        ("<tg-time unix=1800000600>x</tg-time>", {"type": "date_time", "unix_time": 1_800_000_600}),
    ],
)
def test_entity_keeps_its_argument(markup: str, entity: dict[str, Any]) -> None:
    assert parse_html(markup, NOW) == ("x", [{"offset": 0, "length": 1, **entity}])


@pytest.mark.parametrize(
    ("markup", "fault"),
    [
        ("<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
        ("ñ<x>a</x>", 'Unsupported start tag "x" at byte offset 2'),
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("a <b", "Unclosed start tag at byte offset 2"),
        ("a</b>", "Unexpected end tag at byte offset 1"),
        ("<b>a</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("<b>a</b", "Unclosed end tag at byte offset 4"),
        ("<a href>x</a>", 'Expected equal sign in declaration of an attribute of the tag "a" at byte offset 0'),
        ("<a ='x'>x</a>", 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<a href=x?>x</a>", "Unexpected end of name token at byte offset 8"),
        ("<a href='x", "Unclosed start tag at byte offset 0"),
        ("<span class='x'>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("<tg-emoji>x</tg-emoji>", "Invalid custom emoji identifier specified"),
    ],
)
def test_bad_markup_names_its_place_in_bytes(markup: str, fault: str) -> None:
    with pytest.raises(Refusal) as refused:
        parse_html(markup, NOW)

    assert refused.value.description == f"Bad Request: can't parse entities: {fault}"


def test_time_too_far_away_is_refused_and_beyond_the_calendar_ignored() -> None:
    with pytest.raises(Refusal) as refused:
        parse_html('<tg-time unix="2000000000">x</tg-time>', NOW)

    assert refused.value.description == "Bad Request: ENTITY_DATE_INVALID"
    assert parse_html('<tg-time unix="3000000000">x</tg-time>', NOW) == ("x", [])


def test_words_that_telegram_finds_itself() -> None:
    found = find_entities("/start@redes_bot @rosario #bici https://a.es/x. ana@a.es a/b")

    assert [entity["type"] for entity in found] == ["bot_command", "mention", "hashtag", "url", "email"]
    assert found[3] == {"offset": 32, "length": 14, "type": "url"}
