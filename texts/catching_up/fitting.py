"""How much of a long network goes on how many pages: each section has its lines, and says what it leaves out."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from store.frozen import frozen
from texts.records.wording import Line
from texts.translator import Translator

A_LINE = 84  # characters, on A4

T = TypeVar("T")


@frozen
class Entry:
    """Something that is told whole, under a heading of its own."""

    title: str
    about: str = ""
    paragraphs: tuple[str, ...] = ()
    items: tuple[Line, ...] = ()


def fitted(all_of_them: Sequence[T], room: int, size: Callable[[T], int]) -> Sequence[T]:
    """The first of them that have room, in lines; one in any case."""
    taken = 0
    for number, one in enumerate(all_of_them):
        taken += size(one)
        if taken > room and number > 0:
            return all_of_them[:number]
    return all_of_them


def lines_of(line: Line) -> int:
    """How many a line of a list takes."""
    return _lines(len(line.lead) + len(line.text) + len(line.mark) + 4)


def entry_lines(entry: Entry) -> int:
    """How many an entry takes, with its heading."""
    body = sum(_lines(len(words)) for words in (entry.title, entry.about, *entry.paragraphs) if words)
    return 2 + body + sum(lines_of(item) for item in entry.items)


def line_section(
    t: Translator, title: str, found: Sequence[Line], room: int, *paragraphs: str, more: int = 0
) -> dict[str, Any]:
    """A list. `more`: how many there are that were not even looked up."""
    shown = fitted(found, room, lines_of)
    return _section(title, paragraphs, items=shown, left_out=_left_out(t, len(found) - len(shown) + more))


def entry_section(t: Translator, title: str, found: Sequence[Entry], room: int) -> dict[str, Any]:
    """Entries; of one that is too long itself, the first of its lines."""
    shown = fitted(found, room, entry_lines)
    return _section(
        title,
        entries=[_cut(t, entry, room) for entry in shown],
        left_out=_left_out(t, len(found) - len(shown)),
    )


def _cut(t: Translator, entry: Entry, room: int) -> Entry:
    room -= entry_lines(Entry(entry.title, entry.about, entry.paragraphs))
    shown = tuple(fitted(entry.items, room, lines_of))
    left_out = _left_out(t, len(entry.items) - len(shown))
    return Entry(entry.title, entry.about, entry.paragraphs, (*shown, *((Line(mark=left_out),) if left_out else ())))


def _left_out(t: Translator, number: int) -> str:
    if number <= 0:
        return ""
    return t.count("{n} more is to be read in the bot.", "{n} more are to be read in the bot.", number).unescape()


def _section(
    title: str,
    paragraphs: Sequence[str] = (),
    *,
    items: Sequence[Line] = (),
    entries: Sequence[Entry] = (),
    left_out: str = "",
) -> dict[str, Any]:
    return {
        "title": title,
        "paragraphs": list(paragraphs),
        "items": [_line(line) for line in items],
        "entries": [
            {
                "title": entry.title,
                "about": entry.about,
                "paragraphs": list(entry.paragraphs),
                "items": [_line(line) for line in entry.items],
            }
            for entry in entries
        ],
        "left_out": left_out,
    }


def _line(line: Line) -> dict[str, str]:
    return {"lead": line.lead, "text": line.text, "mark": line.mark}


def _lines(characters: int) -> int:
    return -(-characters // A_LINE)
