"""Takes values out of a TOML table; whatever is not as it should be is refused with the key and the line named."""

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import field
from datetime import date, time
from difflib import get_close_matches
from typing import Any, TypeVar

from actions.refusals import Refused
from store.frozen import frozen

T = TypeVar("T")

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
HEADER = re.compile(r"\s*\[\[?\s*([\w-]+)\s*\]\]?\s*(#.*)?")
CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]")
KINDS = {
    str: "text",
    int: "a whole number",
    date: "a date like 2027-06-02",
    time: "a time like 16:00:00",
    list: "a list",
    dict: "a table",
    bool: "true or false",
    float: "a number with a decimal point",
}


class ProgrammeWrong(Refused):
    """A programme file that cannot be loaded; its text is one line and says where and why."""


@frozen
class Source:
    """The text of a file: finds the line that a key stands in, for messages (TOML's reader forgets lines)."""

    name: str
    text: str

    def wrong(self, path: str, why: str, line: int | None = None) -> ProgrammeWrong:
        """The refusal that names the place."""
        place = self.name if line is None else f"{self.name}, line {line}"
        return ProgrammeWrong(f"{place}: {path}: {CONTROLS.sub(_as_written, why)}")

    def line_of(self, table: str, index: int, key: str | None) -> int | None:
        """The line of `key` in the table number `index` of its name, or of the table's header."""
        seen, header_line = -1, None
        for number, line in enumerate(self.text.splitlines(), start=1):
            if header := HEADER.fullmatch(line):
                if header_line is not None:
                    break
                seen += header[1] == table
                header_line = number if header[1] == table and seen == index else None
            elif header_line and key and re.match(rf'\s*"?{re.escape(key)}"?\s*=', line):
                return number
        return header_line


@frozen
class Fields:
    """One table of the file, as `network[1]`."""

    source: Source
    table: str
    index: int
    values: dict[str, Any]
    listed: bool = field(default=True)

    def wrong(self, key: str | None, why: str) -> ProgrammeWrong:
        """The refusal of what stands under `key`, or of the whole table."""
        name = f"{self.table}[{self.index}]" if self.listed else self.table
        path = f"{name}.{key}" if key else name
        return self.source.wrong(path, why, self.source.line_of(self.table, self.index, key))

    def only(self, allowed: Collection[str]) -> None:
        """Refuses keys that mean nothing here: they are typing errors more often than not."""
        for key in self.values:
            if key not in allowed:
                raise self.wrong(key, f"unknown key{near(key, allowed)}")

    def take(self, key: str, kind: type[T]) -> T:
        """The value of a compulsory key."""
        if key not in self.values:
            raise self.wrong(None, f'the key "{key}" is missing')
        value = self.values[key]
        if type(value) is not kind:  # a bool is an int and a datetime a date, but neither is meant
            raise self.wrong(key, f"must be {KINDS[kind]}, not {told(value)}")
        return value

    def text(self, key: str, longest: int, *, lines: bool = False) -> str:
        """Text that says something, in `longest` characters at most."""
        value = self.take(key, str)
        if not value.strip():
            raise self.wrong(key, "is empty")
        if len(value) > longest:
            raise self.wrong(key, f"has {len(value)} characters; {longest} is the most")
        if CONTROLS.search(value.replace("\n", "") if lines else value):
            raise self.wrong(key, "holds a line break or another control character")
        return value

    def slug(self) -> str:
        """The short name that other tables and the command line use."""
        value = self.text("slug", 64)
        if not SLUG.fullmatch(value):
            raise self.wrong("slug", f'"{value}" must be of a-z, 0-9 and single hyphens, as in "sao-paulo"')
        return value

    def one_of(self, key: str, allowed: Iterable[str], what: str, *, list_all: bool = False) -> str:
        """A value from a closed list; `what` names such a value in the refusal."""
        value = self.text(key, 128)
        known = list(allowed)
        if value not in known:
            raise self.wrong(key, f'unknown {what} "{value}"{hint(value, known, list_all=list_all)}')
        return value

    def number(self, key: str, lowest: int, highest: int) -> int:
        """A whole number in a range."""
        value = self.take(key, int)
        if not lowest <= value <= highest:
            raise self.wrong(key, f"must be from {lowest} to {highest}, not {value}")
        return value

    def texts(self, key: str, longest: int = 128) -> tuple[str, ...]:
        """A list of texts, none of them twice."""
        values = self.take(key, list)
        for place, value in enumerate(values):
            if not isinstance(value, str) or not value.strip() or len(value) > longest or CONTROLS.search(value):
                raise self.wrong(key, f"entry {place + 1} must be text of 1 to {longest} characters on one line")
            if value in values[:place]:
                raise self.wrong(key, f'"{value}" stands twice')
        return tuple(values)

    def checked(self, key: str, make: Callable[[], T]) -> T:
        """What `make` gives; a ValueError of it becomes the refusal of `key`."""
        try:
            return make()
        except ValueError as wrong:
            raise self.wrong(key, str(wrong)) from None


def near(word: str, known: Iterable[str]) -> str:
    """The end of a sentence that proposes what was perhaps meant, or nothing."""
    matches = get_close_matches(word, list(known), n=1)
    return f'; did you mean "{matches[0]}"?' if matches else ""


def hint(word: str, known: list[str], *, list_all: bool) -> str:
    """What to write instead: the whole list where it is short, else the nearest."""
    if list_all:
        return "; known are " + ", ".join(known)
    return near(word, known)


def _as_written(character: re.Match[str]) -> str:
    return character[0].encode("unicode_escape").decode()


def told(value: object) -> str:
    """A value's kind and the value, for somebody who wrote it."""
    shown = f'"{value}"' if isinstance(value, str) else str(value)
    kind = KINDS.get(type(value), "a date with a time").split(" like ")[0]
    return kind if isinstance(value, list | dict) else f"{kind} ({shown})"
