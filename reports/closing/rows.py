"""The records behind the figures as CSV, in words or by codes: without formulas, dates in ISO 8601."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from texts.report.cells import in_file, raw
from texts.report.choices import Behind, Column
from texts.report.shown import Cell, Report, Sessions, Table
from texts.report.tables import column
from texts.spreadsheets import BYTE_ORDER, written
from texts.translator import Translator


def files_of(report: Report) -> dict[str, str]:
    """By name, for programs: the same in every language."""
    return {f"{one.behind}.csv": _written(one.columns, one.rows, raw) for one in _tables(report)}


def files_in_words(t: Translator, report: Report) -> dict[str, str]:
    """By the same names, the same rows for people, behind the mark of UTF-8."""
    return {
        f"{one.behind}.csv": BYTE_ORDER
        + _written([column(t, each) for each in one.columns], one.rows, partial(in_file, t))
        for one in _tables(report)
    }


def _tables(report: Report) -> list[Table]:
    attendance = [_attendance(report.sessions)] if report.sessions.held else []
    return [*report.tables, *(report.own.tables if report.own is not None else ()), *attendance]


def _attendance(sessions: Sessions) -> Table:
    """A line for each city and session."""
    rows: list[tuple[Cell, ...]] = [
        (city, number, day, one)
        for city, seen, _ in sessions.rows
        for (number, day), one in zip(sessions.held, seen, strict=True)
    ]
    return Table(Behind.ATTENDANCE, (Column.CITY, Column.SESSION, Column.DAY, Column.ATTENDANCE), rows)


def _written(columns: Sequence[str], rows: Iterable[Iterable[Cell]], shown: Callable[[Cell], str]) -> str:
    return written([list(columns), *([shown(cell) for cell in row] for row in rows)])
