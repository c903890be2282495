"""The records behind the figures as CSV: the same in every language, without formulas, dates in ISO 8601."""

from collections.abc import Iterable

from texts.report.cells import raw
from texts.report.choices import Behind
from texts.report.shown import Cell, Report, Sessions, Table
from texts.spreadsheets import written


def files_of(report: Report) -> dict[str, str]:
    """By name."""
    tables = [*report.tables, *(report.own.tables if report.own is not None else ())]
    files = {f"{table.behind}.csv": _table(table) for table in tables}
    return files | {f"{Behind.ATTENDANCE}.csv": _attendance(report.sessions)} if report.sessions.held else files


def _table(table: Table) -> str:
    return _written(table.columns, table.rows)


def _attendance(sessions: Sessions) -> str:
    """A line for each city and session."""
    rows: list[tuple[Cell, ...]] = [
        (city, number, day, one)
        for city, seen, _ in sessions.rows
        for (number, day), one in zip(sessions.held, seen, strict=True)
    ]
    return _written(("city", "session", "day", "attendance"), rows)


def _written(columns: Iterable[str], rows: Iterable[Iterable[Cell]]) -> str:
    return written([list(columns), *([raw(cell) for cell in row] for row in rows)])
