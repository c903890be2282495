"""Telegram's HTML: text and entities out of markup, refused in Telegram's words, with offsets in UTF-8 bytes.

The grammar is that of TDLib's parse_html (names are lowered, `</>` closes what is open, an unknown `&name;` stays).
"""

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, NoReturn

from sandbox.links import checked_url, mentioned_user
from sandbox.references import decode_reference, unescaped
from sandbox.refusal import Refusal, bad_request

Entity = dict[str, Any]

STYLES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
}
TAGS = STYLES.keys() | {"a", "code", "pre", "blockquote", "tg-emoji", "tg-time"}
ARGUMENTS = {
    ("a", "href"),
    ("tg-emoji", "emoji-id"),
    ("tg-time", "unix"),
    ("code", "class"),
    ("span", "class"),
    ("blockquote", "expandable"),
    ("tg-time", "format"),
}
NAME_TOKEN = re.compile(rb"[A-Za-z0-9.\-]*")
SPACES = b" \t\r\n\0\x0b\x0c"
LARGEST_TIME = 2**31 - 1
FURTHEST = timedelta(days=3 * 366)  # a later time is refused by the server
TIME_FORMAT = re.compile(r"(r|w?[dD]?[tT]?)")


@dataclass(slots=True)
class _Open:
    tag: str
    attributes: dict[str, str]
    offset: int
    begin: int


def units(text: str) -> int:
    """Length in UTF-16 code units, in which Telegram counts."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def parse_html(markup: str, now: float) -> tuple[str, list[Entity]]:
    """The text without its tags, and the entities in Telegram's order."""
    if "<" not in markup and "&" not in markup:
        return markup, []
    return _Parser(markup, now).parse()


class _Parser:
    def __init__(self, markup: str, now: float) -> None:
        self.source = markup.encode("utf-8", "replace")
        self.now = now
        self.position = 0
        self.pieces: list[str] = []
        self.offset = 0
        self.open: list[_Open] = []
        self.entities: list[Entity] = []

    def parse(self) -> tuple[str, list[Entity]]:
        while self.position < len(self.source):
            byte = self.source[self.position]
            if byte == 0x3C:  # <
                self._tag()
            elif byte == 0x26:  # &
                self._character()
            else:
                self._plain()
        if self.open:
            self._fail(f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"')
        for entity in self.entities:
            if entity["type"] == "code":
                entity.pop("language", None)
        return "".join(self.pieces), sorted(self.entities, key=order)

    def _fail(self, reason: str) -> NoReturn:
        raise bad_request(f"can't parse entities: {reason}")

    def _add(self, text: str) -> None:
        self.pieces.append(text)
        self.offset += units(text)

    def _plain(self) -> None:
        ends = [
            end for end in (self.source.find(b"<", self.position), self.source.find(b"&", self.position)) if end >= 0
        ]
        end = min(ends, default=len(self.source))
        self._add(self.source[self.position : end].decode())
        self.position = end

    def _character(self) -> None:
        found = decode_reference(self.source, self.position)
        if found is None:
            self._add("&")
            self.position += 1
        else:
            self._add(found[0])
            self.position = found[1]

    def _tag(self) -> None:
        begin = self.position
        self.position += 1
        if self._byte() == b"/":
            self._end_tag(begin)
        else:
            self._start_tag(begin)

    def _byte(self) -> bytes:
        return self.source[self.position : self.position + 1]

    def _until_space_or(self, stops: bytes) -> str:
        start = self.position
        while self.position < len(self.source) and self._byte() not in stops and self._byte() not in SPACES:
            self.position += 1
        return self.source[start : self.position].decode("utf-8", "replace")

    def _skip_spaces(self) -> None:
        while self.position < len(self.source) and self._byte() in SPACES:
            self.position += 1

    def _start_tag(self, begin: int) -> None:
        tag = self._until_space_or(b">").lower()
        if not self._byte():
            self._fail(f"Unclosed start tag at byte offset {begin}")
        if tag not in TAGS:
            self._fail(f'Unsupported start tag "{tag}" at byte offset {begin}')
        attributes: dict[str, str] = {}
        while True:
            self._skip_spaces()
            if self._byte() == b">":
                break
            name, value = self._attribute(tag, begin)
            if (tag, name) in ARGUMENTS:
                attributes[name] = value
        self.position += 1
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            self._fail(f'Tag "span" must have class "tg-spoiler" at byte offset {begin}')
        self.open.append(_Open(tag, attributes, self.offset, len(self.pieces)))

    def _attribute(self, tag: str, begin: int) -> tuple[str, str]:
        name = self._until_space_or(b"=>")
        if not self._byte() and not name:
            self._fail(f'Unclosed start tag "{tag}" at byte offset {begin}')
        if not name:
            self._fail(f'Empty attribute name in the tag "{tag}" at byte offset {begin}')
        self._skip_spaces()
        if self._byte() != b"=":
            if (tag, name) == ("blockquote", "expandable") and self._byte():
                return name, "1"
            self._fail(f'Expected equal sign in declaration of an attribute of the tag "{tag}" at byte offset {begin}')
        self.position += 1
        self._skip_spaces()
        if not self._byte():
            self._fail(f'Unclosed start tag "{tag}" at byte offset {begin}')
        value = self._quoted(begin) if self._byte() in (b"'", b'"') else self._token()
        return name, value

    def _token(self) -> str:
        begin = self.position
        match = NAME_TOKEN.match(self.source, begin)
        self.position = match.end() if match else begin
        if self._byte() != b">" and (not self._byte() or self._byte() not in SPACES):
            self._fail(f"Unexpected end of name token at byte offset {begin}")
        return self.source[begin : self.position].decode().lower()

    def _quoted(self, begin: int) -> str:
        end = self.source.find(self._byte(), self.position + 1)
        if end < 0 or end + 1 >= len(self.source):
            self._fail(f"Unclosed start tag at byte offset {begin}")
        raw = self.source[self.position + 1 : end]
        self.position = end + 1
        return unescaped(raw)

    def _end_tag(self, begin: int) -> None:
        if not self.open:
            self._fail(f"Unexpected end tag at byte offset {begin}")
        self.position += 1
        name = self._until_space_or(b">").lower()
        self._skip_spaces()
        if self._byte() != b">":
            self._fail(f"Unclosed end tag at byte offset {begin}")
        self.position += 1
        opened = self.open.pop()
        if name and name != opened.tag:
            self._fail(f'Unmatched end tag at byte offset {begin}, expected "</{opened.tag}>", found "</{name}>"')
        if self.offset > opened.offset:
            self._close(opened)

    def _close(self, opened: _Open) -> None:
        tag = opened.tag
        entity: Entity = {"offset": opened.offset, "length": self.offset - opened.offset}
        if tag in STYLES:
            entity["type"] = STYLES[tag]
        elif tag == "a":
            entity |= _link(opened.attributes.get("href") or "".join(self.pieces[opened.begin :]))
        elif tag == "blockquote":
            entity["type"] = "expandable_blockquote" if "expandable" in opened.attributes else "blockquote"
        elif tag == "tg-emoji":
            entity |= _emoji(opened.attributes.get("emoji-id", ""))
        elif tag == "tg-time":
            entity |= self._time(opened.attributes)
        else:
            self._close_code(opened, entity)
            return
        if "type" in entity:
            self.entities.append(entity)

    def _close_code(self, opened: _Open, entity: Entity) -> None:
        """`<pre><code class="language-x">` is one entity, whichever of the two is outside."""
        language = opened.attributes.get("class", "").removeprefix("language-")
        if not opened.attributes.get("class", "").startswith("language-"):
            language = ""
        last = self.entities[-1] if self.entities else {}
        is_same = (last.get("offset"), last.get("length")) == (entity["offset"], entity["length"])
        other = {"pre": "code", "code": "pre"}[opened.tag]
        if is_same and last["type"] == other and (language or last.get("language")):
            last["type"] = "pre"
            last["language"] = language or last["language"]
            return
        entity["type"] = opened.tag
        if opened.tag == "code" and language:
            entity["language"] = language
        self.entities.append(entity)

    def _time(self, attributes: dict[str, str]) -> Entity:
        unix, form = attributes.get("unix", ""), attributes.get("format", "")
        if not unix.isdigit():
            self._fail("Invalid Unix time specified")
        if not TIME_FORMAT.fullmatch(form):
            self._fail("Invalid date-time format specified")
        if int(unix) > LARGEST_TIME:
            return {}
        if int(unix) > self.now + FURTHEST.total_seconds():
            raise Refusal(400, "Bad Request: ENTITY_DATE_INVALID")
        return {"type": "date_time", "unix_time": int(unix)} | ({"date_time_format": form} if form else {})


def _emoji(identifier: str) -> Entity:
    if not identifier.isdigit() or int(identifier) == 0:
        raise bad_request("can't parse entities: Invalid custom emoji identifier specified")
    return {"type": "custom_emoji", "custom_emoji_id": identifier}


def _link(url: str) -> Entity:
    user_id = mentioned_user(url)
    if user_id is not None:
        return {"type": "text_mention", "user": {"id": user_id}}
    checked = checked_url(url)
    return {"type": "text_link", "url": checked} if checked else {}


PRIORITY = {
    "expandable_blockquote": 0,
    "blockquote": 0,
    "pre": 11,
    "code": 20,
    "text_link": 49,
    "text_mention": 49,
    "bold": 90,
    "italic": 91,
    "underline": 92,
    "strikethrough": 93,
    "spoiler": 94,
    "custom_emoji": 99,
}


def order(entity: Entity) -> tuple[int, int, int]:
    """By place, the outer one first."""
    return entity["offset"], -entity["length"], PRIORITY.get(entity["type"], 50)
