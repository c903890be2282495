"""Texts longer than one message, cut into parts: at paragraphs, else at lines, sentences, words; never inside markup.

Telegram counts UTF-16 units of what is shown, after tags and entities have been read.
"""

import html
import re
from dataclasses import dataclass
from itertools import accumulate

LARGEST = 30_000  # bytes with all markup; Telegram takes 32,768, and tags that go on are opened anew

HEADING = 16  # what is shorter than this part of a message does not stand alone

_TOKEN = re.compile(r"<[^>]*>|&(?:#\d+|#[xX][0-9a-fA-F]+|\w+);|[^<&]+|[<&]")
_TAG = re.compile(r"<[^>]*>")
_EMPTY = re.compile(r"<([a-z][a-z-]*)(?: [^>]*)?></\1>")
# What is seen as one character: flags, and what is joined or coloured or accented by what follows it.
_JOINED = "\u0300-\u036f\u200d\ufe0e\ufe0f\u20e3\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f"
_GLYPH = re.compile(rf"[\U0001f1e6-\U0001f1ff]{{2}}|.(?:[{_JOINED}]|(?<=\u200d).){{0,30}}", re.DOTALL)
_SENTENCE_ENDS = (".", "!", "?", "…")
_CLOSING = "»”\"')"

WORD, SENTENCE, LINE, PARAGRAPH = 1, 2, 3, 4


def utf16_length(text: str) -> int:
    """The length as Telegram counts it."""
    return len(text.encode("utf-16-le")) // 2


def shown_length(markup: str) -> int:
    """The length of what is seen of a text in HTML."""
    return utf16_length(html.unescape(_TAG.sub("", markup)))


def is_end_of_sentence(text: str) -> bool:
    """Whether a sentence ends here, be it within quotes or brackets."""
    return text.rstrip(_CLOSING).endswith(_SENTENCE_ENDS)


def fits(markup: str, limit: int) -> bool:
    """Whether one message or caption of `limit` units holds it. Most are short, and not read for it."""
    if len(markup) * 2 <= limit:
        return True
    return shown_length(markup) <= limit and len(markup.encode()) <= LARGEST


def parts_of(markup: str, limit: int) -> list[str]:
    """The text in as many parts as it takes, each of at most `limit` units; tags that are open go on in the next."""
    return [markup] if fits(markup, limit) else list(_Cut(_read(markup), limit).parts())


@dataclass(slots=True)
class _Glyph:
    """Something that is never cut, with the tags that begin just before it and end just after it."""

    raw: str
    shown: str
    opening: tuple[str, ...] = ()
    closing: tuple[str, ...] = ()

    @property
    def size(self) -> int:
        return len("".join((*self.opening, self.raw, *self.closing)).encode())


def _read(markup: str) -> list[_Glyph]:
    glyphs: list[_Glyph] = []
    opening: tuple[str, ...] = ()
    for token in _TOKEN.findall(markup):
        if token.startswith("</"):
            if opening:
                opening = opening[:-1]  # nothing stood between the two
            elif glyphs:
                glyphs[-1].closing += (token,)
        elif token.startswith("<") and len(token) > 1:
            opening += (token,)
        else:
            fresh = _glyphs_in(token)
            fresh[0].opening, opening = opening, ()
            glyphs += fresh
    return glyphs


def _glyphs_in(token: str) -> list[_Glyph]:
    if token.startswith("&"):
        return [_Glyph(token, html.unescape(token))]
    return [_Glyph(glyph, glyph) for glyph in _GLYPH.findall(token)]


class _Cut:
    """Where one text is cut. Places are indices of glyphs; a part goes from one place to the glyph before another."""

    def __init__(self, glyphs: list[_Glyph], limit: int) -> None:
        self._glyphs = glyphs
        self._limit = limit
        self._are_spaces = [glyph.shown.isspace() for glyph in glyphs]
        self._units = [0, *accumulate(utf16_length(glyph.shown) for glyph in glyphs)]
        self._bytes = [0, *accumulate(glyph.size for glyph in glyphs)]

    def parts(self) -> list[str]:
        written: list[str] = []
        open_tags: list[str] = []
        start = 0
        while start < len(self._glyphs):
            end = self._end(start)
            written.append(self._written(start, end, open_tags))
            start = end
        return [part for part in written if shown_length(part)]

    def _end(self, start: int) -> int:
        """The best place to cut: natural, and without more parts than it takes; else a natural one with one more.

        A few words alone are a heading, which stays with the beginning of what it is about, where that can be cut.
        """
        least = self._least_parts(start)
        ends = self._possible_ends(start)
        if not ends or ends[-1] == len(self._glyphs):
            return len(self._glyphs)
        levels = [(end, self._level(end)) for end in ends if self._are_spaces[end - 1]]
        for wanted in (PARAGRAPH, LINE, SENTENCE, WORD):
            natural = [end for end, level in levels if level >= wanted]
            for more, smallest in ((least - 1, self._limit // HEADING), (least, self._limit // 4)):
                for end in reversed(natural):
                    if self._units[end] - self._units[start] >= smallest and self._least_parts(end) <= more:
                        return end
        headings = [end for end, _level in levels if self._least_parts(end) < least]
        return headings[-1] if headings else ends[-1]

    def _possible_ends(self, start: int) -> list[int]:
        """All places up to which it fits; space before a cut is not sent, and does not count."""
        ends = []
        content = start
        for end in range(start + 1, len(self._glyphs) + 1):
            if not self._are_spaces[end - 1]:
                content = end
            if not self._fits(start, content):
                break
            ends.append(end)
        return ends

    def _fits(self, start: int, end: int) -> bool:
        is_short = self._units[end] - self._units[start] <= self._limit
        return is_short and self._bytes[end] - self._bytes[start] <= LARGEST

    def _least_parts(self, start: int) -> int:
        units, size = self._units[-1] - self._units[start], self._bytes[-1] - self._bytes[start]
        return max(-(-units // self._limit), -(-size // LARGEST))

    def _level(self, end: int) -> int:
        """How natural it is to cut before this glyph, which follows a space."""
        before = "".join(glyph.shown for glyph in self._glyphs[max(end - 4, 0) : end - 1])
        if self._glyphs[end - 1].shown == "\n":
            return PARAGRAPH if before.endswith("\n") else LINE
        return SENTENCE if is_end_of_sentence(before) else WORD

    def _written(self, start: int, end: int, open_tags: list[str]) -> str:
        """The part with the tags that are open at its beginning, closed again at its end; `open_tags` is kept up."""
        shown = [place for place in range(start, end) if not self._are_spaces[place]]
        first, last = (shown[0], shown[-1]) if shown else (end, start)
        written = list(open_tags)
        for place in range(start, end):
            glyph = self._glyphs[place]
            written += glyph.opening
            open_tags += glyph.opening
            if first <= place <= last:
                written.append(glyph.raw)
            written += glyph.closing
            del open_tags[len(open_tags) - len(glyph.closing) :]
        written += [f"</{_name(tag)}>" for tag in reversed(open_tags)]
        return _without_empty("".join(written))


def _name(tag: str) -> str:
    return tag.strip("<>/").split(" ")[0]


def _without_empty(markup: str) -> str:
    while (less := _EMPTY.sub("", markup)) != markup:
        markup = less
    return markup
