"""Reads a consultation's file: a row for each member. All of it is right, or nothing of it is taken."""

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from actions.consultations import cells
from actions.consultations.answers import Answers, Member, Said
from actions.consultations.hours import hours_in
from actions.programme.fields import near
from actions.refusals import Refused
from store.frozen import frozen
from store.models import FieldLevel
from texts.consultations.questionnaire import columns as reply_columns

if TYPE_CHECKING:
    from _csv import Reader as CsvReader

T = TypeVar("T")

ABOUT_MEMBER = ("member", "country", "language", "zone", "first_time", "hours")
ABOUT_FIELD = ("rank", "need", "offer", "level")
SEPARATORS = ",;\t"
MOST_TOLD = 20
LARGEST = 8_000_000  # bytes: some thousand members


class FileWrong(Refused):
    """A file that cannot be taken; each of `faults` is a line that says where and why."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = faults
        super().__init__(faults[0])


@frozen
class Row:
    """A line of the file: its cells by column, and where they stand."""

    name: str
    line: int
    columns: Mapping[str, int]
    cells: list[str]
    faults: list[str]

    def has(self, column: str) -> bool:
        return column in self.columns

    def take(self, column: str, read: Callable[[str], T], otherwise: T) -> T:
        """What stands in the cell. A fault is written down, and reading goes on, so that all are told at once."""
        place = self.columns.get(column)
        try:
            return otherwise if place is None else read(self.cells[place].strip())
        except ValueError as fault:
            self.wrong(column, str(fault))
            return otherwise

    def wrong(self, column: str, why: str) -> None:
        self.faults.append(f"{self.name}, line {self.line}, column {self.columns[column] + 1} ({column}): {why}")


def read_answers(path: Path) -> Answers:
    """The answers of a file in UTF-8, with commas, semicolons or tabs between its cells."""
    try:
        content = path.read_bytes()
    except OSError as failure:
        raise FileWrong([f"{path}: cannot be read: {failure.strerror}"]) from None
    return answers_in(content, path.name)


def answers_in(content: bytes, name: str) -> Answers:
    """The same, of what was read."""
    lines = _lines(_text(content, name), name)
    header_line, header = lines[0]
    fields = _fields(header, f"{name}, line {header_line}")
    columns = {column: place for place, column in enumerate(header)}
    faults: list[str] = []
    members = [_member(row, fields) for row in _rows(lines[1:], name, columns, faults)]
    if not lines[1:]:
        faults.append(f"{name}: has no members: a row for each below the names of the columns")
    if faults:
        raise FileWrong(faults)
    return Answers(tuple(fields), tuple(members), tuple(column for column in header if column in reply_columns()))


def _text(content: bytes, name: str) -> str:
    if len(content) > LARGEST:
        raise FileWrong([f"{name}: is larger than {LARGEST // 1_000_000} MB"])
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as failure:
        line = len(content[: failure.start].split(b"\n"))
        raise FileWrong([f"{name}, line {line}: is not UTF-8; save it as “CSV UTF-8”"]) from None


def _lines(text: str, name: str) -> list[tuple[int, list[str]]]:
    """The rows that hold something, with the line on which each begins; split as the header asks for."""
    best = max((_split(text, separator, name) for separator in SEPARATORS), key=_known)
    if not best:
        raise FileWrong([f"{name}: is empty"])
    return best


def _split(text: str, separator: str, name: str) -> list[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    return list(_numbered(reader, name))


def _numbered(reader: "CsvReader", name: str) -> Iterator[tuple[int, list[str]]]:
    line = 1
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                yield line, row
            line = reader.line_num + 1
    except csv.Error as failure:
        yield line, [f"\0{name}, line {line}: {failure}"]


def _known(lines: list[tuple[int, list[str]]]) -> int:
    """How many of the header's cells are columns that we know; nothing is worth less than any."""
    return sum(_column(cell) is not None for cell in lines[0][1]) if lines else -1


def _column(cell: str) -> str | None:
    """The column's name as we write it, None when it is none."""
    name = cell.strip()
    if name.lower() in ABOUT_MEMBER:
        return name.lower()
    if name.lower() in reply_columns():
        return name.lower()
    kind, colon, field = name.partition(":")
    if colon and kind.strip().lower() in ABOUT_FIELD and field.strip():
        return f"{kind.strip().lower()}:{field.strip()}"
    return None


def _fields(header: list[str], place: str) -> list[str]:
    """The names of the fields in their order; brings the header to our writing of it."""
    faults = [
        f'{place}, column {number}: unknown column "{cell.strip()[:60]}"{near(cell.strip(), ABOUT_MEMBER)}'
        for number, cell in enumerate(header, start=1)
        if _column(cell) is None
    ]
    if header[0].startswith("\0"):
        raise FileWrong([header[0][1:]])
    header[:] = [_column(cell) or "" for cell in header]
    faults += [f"{place}: no column {column}" for column in ABOUT_MEMBER if column not in header]
    faults += [f"{place}: column {column} twice" for column in sorted({c for c in header if c and header.count(c) > 1})]
    fields = [column.removeprefix("rank:") for column in header if column.startswith("rank:")]
    faults += _of_fields(header, fields, place)
    if faults:
        raise FileWrong(faults)
    return fields


def _of_fields(header: list[str], fields: list[str], place: str) -> Iterator[str]:
    if not fields:
        yield f"{place}: no field to wish for: a column rank:FIELD for each"
    for column in header:
        kind, _, field = column.partition(":")
        if kind in ABOUT_FIELD[1:] and field not in fields:
            yield f"{place}: {column} without a column rank:{field}{near(field, fields)}"
    for field in fields:
        try:
            cells.name_in(field, "a field", cells.LONGEST_FIELD)
        except ValueError as fault:
            yield f"{place}: {fault}"


def _rows(
    lines: list[tuple[int, list[str]]], name: str, columns: Mapping[str, int], faults: list[str]
) -> Iterator[Row]:
    """The rows that have a cell for each column; a member comes once."""
    seen: dict[str, int] = {}
    for line, found in lines:
        if found[0].startswith("\0"):
            faults.append(found[0][1:])
        elif len(found) != len(columns):
            faults.append(f"{name}, line {line}: {len(found)} cells, and there are {len(columns)} columns")
        else:
            row = Row(name, line, columns, found, faults)
            member = found[columns["member"]].strip().casefold()
            if member and member in seen:
                row.wrong("member", f'"{found[columns["member"]].strip()[:64]}" stands in line {seen[member]} already')
            seen.setdefault(member, line)
            yield row


def _member(row: Row, fields: list[str]) -> Member:
    return Member(
        slug=row.take("member", cells.member_in, ""),
        country=row.take("country", cells.country_in, ""),
        language=row.take("language", cells.language_in, ""),
        zone=row.take("zone", cells.zone_in, ""),
        first_time=row.take("first_time", cells.yes_in, False),
        hours=row.take("hours", hours_in, frozenset()),
        said=_all_said(row, fields),
        replies=_replies(row),
    )


def _replies(row: Row) -> dict[str, str]:
    asked = reply_columns().items()
    replies = {column: row.take(column, cells.reply_in(question), "") for column, question in asked}
    return {column: reply for column, reply in replies.items() if reply}


def _all_said(row: Row, fields: list[str]) -> dict[str, Said]:
    nothing = Said()
    said = {field: _said(row, field) for field in fields}
    ranked: dict[int, str] = {}
    for field, one in said.items():
        if one.rank is not None and one.rank in ranked:
            row.wrong(f"rank:{field}", f"rank {one.rank} was given to {ranked[one.rank]} already")
        elif one.rank is not None:
            ranked[one.rank] = field
    return {field: one for field, one in said.items() if one != nothing}


def _said(row: Row, field: str) -> Said:
    no_level: FieldLevel | None = None
    no_rank: int | None = None
    return Said(
        rank=row.take(f"rank:{field}", cells.rank_in, no_rank),
        need=row.take(f"need:{field}", cells.measure_in, 0),
        offer=row.take(f"offer:{field}", cells.measure_in, 0),
        level=row.take(f"level:{field}", cells.level_in, no_level),
    )
