"""A report on paper: the values of its template."""

from typing import Any

from reports.closing.laying_out import Item, Laid, Layout, laid_out
from reports.printing import Order, document
from texts.report import cells, page, tables
from texts.report.choices import Behind, Column, Seen
from texts.report.shown import Report
from texts.translator import Translator


def paper_order(t: Translator, report: Report) -> Order:
    """The same for all readers of a language."""
    return document("closing", values_of(t, report))


def values_of(t: Translator, report: Report) -> dict[str, Any]:
    """Words, numbers and lengths; what people typed is in them alone."""
    laid = laid_out(t, report)
    title = page.title(t, report)
    return {
        "title": title,
        "language": t.language,
        "about": page.about(t, report),
        "footer": f"{title} · {report.name}",
        "mark": page.preliminary(t, report),
        "archived": page.archived(t, report),
        "own": _own(t, laid),
        "whole": page.whole(t) if report.own is not None else "",
        "sections": [
            {"title": one.title, "items": [_item(t, item) for item in one.items], "picture": one.picture}
            for one in laid.chapters
        ],
        "grid": _grid(t, laid),
        "bars": _bars(t, laid),
        "how": page.how_to_read(t),
        "rules": page.rules(t),
        "records": page.records(t) if laid.tables else "",
        "tables": [_table(one) for one in laid.tables],
    }


def _own(t: Translator, laid: Layout) -> dict[str, Any]:
    own = laid.report.own
    if own is None:
        return {"title": "", "lines": [], "tables": []}
    shown = [_table(one) for one in laid.own_tables]
    return {"title": page.city_page(t, own), "lines": page.city_lines(t, own), "tables": shown}


def _item(t: Translator, item: Item) -> dict[str, Any]:
    return {
        "value": item.value,
        "is_quiet": item.is_quiet,
        "label": item.label,
        "mark": page.MARK if item.is_told else "",
        "detail": item.detail,
        "parts": [f"{of}: {' · '.join(filter(None, told))}" for of, *told in item.parts]
        + ([item.others] if item.others else []),
        "definition": item.definition,
        "number": item.number,
        "pointed": page.table_number(t, item.number) if item.number else "",
    }


def _grid(t: Translator, laid: Layout) -> dict[str, Any]:
    grid = laid.grid
    if grid is None:
        return {}
    return {
        "number": grid.number,
        "title": f"{grid.number}. {grid.title}",
        "columns": [tables.column(t, Column.CITY), *grid.columns, page.in_all(t)],
        "rows": [{"city": city, "seen": [one.value for one in seen], "in_all": all_} for city, seen, all_ in grid.rows],
        "legend": [{"seen": one.value, "words": cells.seen(t, one)} for one in Seen],
    }


def _bars(t: Translator, laid: Layout) -> dict[str, Any]:
    def bar(one: tuple[str, float, bool]) -> dict[str, Any]:
        words, width, is_sign = one
        return {"words": words, "width": width, "is_sign": is_sign}

    return {
        "title": tables.title(t, Behind.BALANCE),
        "gave": tables.column(t, Column.GAVE),
        "received": tables.column(t, Column.RECEIVED),
        "unit": page.unit(t),
        "rows": [{"city": one.city, "gave": bar(one.gave), "received": bar(one.received)} for one in laid.bars],
    }


def _table(table: Laid) -> dict[str, Any]:
    return {
        "number": table.number,
        "title": f"{table.number}. {table.title}" if table.number else table.title,
        "columns": list(table.columns),
        "rows": [list(row) for row in table.rows],
        "remark": table.remark,
    }
