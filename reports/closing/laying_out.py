"""A report as page and paper have it in common: words alone, tables numbered, figures pointing at them."""

from collections.abc import Sequence

from store.frozen import frozen
from texts.report import cells, figures, page, tables, values
from texts.report.choices import Behind, Section, Seen
from texts.report.shown import Bar, Count, Figure, Hidden, NoneHere, Report, Table, Unmeasured, Value
from texts.translator import Translator

FEW_WIDTH = 1.5  # of a bar that stands for one or two


@frozen
class Item:
    """A figure in words. number: of its table, 0: it has none; is_quiet: there is no number."""

    value: str
    is_quiet: bool
    label: str
    is_told: bool
    detail: str
    parts: Sequence[tuple[str, str, str]]
    others: str
    definition: str
    number: int


@frozen
class Laid:
    """A table in words. number: 0, it stands where it is read first."""

    number: int
    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    remark: str


@frozen
class Grid:
    """Who was in which session: signs, and what they mean."""

    number: int
    title: str
    columns: Sequence[str]
    rows: Sequence[tuple[str, Sequence[Seen], str]]


@frozen
class Drawn:
    """A city's two bars: what stands beside each, how wide it is from 0 to 1, and whether that is only a sign."""

    city: str
    gave: tuple[str, float, bool]
    received: tuple[str, float, bool]


@frozen
class Chapter:
    """A section in words, and the picture that belongs to it: a grid, bars, or none."""

    title: str
    items: Sequence[Item]
    picture: str


@frozen
class Layout:
    """A report in a language."""

    report: Report
    chapters: Sequence[Chapter]
    grid: Grid | None
    bars: Sequence[Drawn]
    tables: Sequence[Laid]
    own_tables: Sequence[Laid]


def laid_out(t: Translator, report: Report) -> Layout:
    """In the words of a language."""
    numbers = _numbers(report)
    grid, bars = _grid(t, report, numbers), _bars(t, report.bars)
    pictures = {Section.ACTIVITY: "grid" if grid else "", Section.BALANCE: "bars" if bars else ""}
    chapters = [
        Chapter(
            figures.section_title(t, section),
            [_item(t, report, one, numbers) for one in found],
            pictures.get(section, ""),
        )
        for section, found in report.sections
    ]
    own = [] if report.own is None else [_laid(t, one, 0) for one in report.own.tables]
    return Layout(
        report,
        chapters,
        grid,
        bars,
        [_laid(t, one, numbers[one.behind]) for one in report.tables],
        own,
    )


def _numbers(report: Report) -> dict[Behind, int]:
    """In the order in which figures point at them; who was in which session stands among the figures."""
    shown = [one.behind for one in report.tables]
    attendance = [Behind.ATTENDANCE] if report.sessions.held else []
    return {behind: number for number, behind in enumerate([*attendance, *shown], start=1)}


def _item(t: Translator, report: Report, figure: Figure, numbers: dict[Behind, int]) -> Item:
    parts = [
        (cells.words(t, part.of).rstrip("."), values.words(t, part.value), values.detail(t, part.value))
        for part in figure.parts
    ]
    return Item(
        values.words(t, figure.value),
        isinstance(figure.value, Unmeasured | Hidden | NoneHere),
        figures.label(t, figure.slug, report),
        figure.is_told,
        values.detail(t, figure.value),
        parts,
        page.others(t) if figure.has_others else "",
        figures.definition(t, figure),
        0 if figure.behind is None else numbers.get(figure.behind, 0),
    )


def _laid(t: Translator, table: Table, number: int) -> Laid:
    """Without the columns in which nothing stands."""
    filled = [place for place in range(len(table.columns)) if any(row[place] is not None for row in table.rows)]
    return Laid(
        number,
        tables.title(t, table.behind),
        [tables.column(t, table.columns[place]) for place in filled],
        [[cells.words(t, row[place]) for place in filled] for row in table.rows],
        tables.remark(t, table),
    )


def _grid(t: Translator, report: Report, numbers: dict[Behind, int]) -> Grid | None:
    sessions = report.sessions
    if not sessions.held or not sessions.rows:
        return None
    return Grid(
        numbers[Behind.ATTENDANCE],
        tables.title(t, Behind.ATTENDANCE),
        [t.number(number) for number, _ in sessions.held],
        [(cells.words(t, city), seen, values.words(t, in_all)) for city, seen, in_all in sessions.rows],
    )


def _bars(t: Translator, bars: Sequence[Bar]) -> list[Drawn]:
    """None where no city gave anything."""
    most = max((_length(value) for bar in bars for value in (bar.gave, bar.received)), default=0.0)
    if not most:
        return []
    return [Drawn(cells.words(t, bar.city), _bar(t, bar.gave, most), _bar(t, bar.received, most)) for bar in bars]


def _bar(t: Translator, value: Value, most: float) -> tuple[str, float, bool]:
    words = "<3" if isinstance(value, Hidden) else values.words(t, value)
    return words, round(_length(value) / max(most, 3), 3), isinstance(value, Hidden)


def _length(value: Value) -> float:
    return FEW_WIDTH if isinstance(value, Hidden) else value.number if isinstance(value, Count) else 0.0
