"""A report as one page of HTML that needs nothing else: read on a phone or a laptop, and printed."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from reports.closing.laying_out import Chapter, Drawn, Grid, Item, Laid, Layout, laid_out
from reports.pages import whole_page
from texts.message import Html
from texts.report import cells, page, tables
from texts.report.choices import Behind, Column, Seen
from texts.report.shown import Report
from texts.translator import Translator

STYLE = Path(__file__).parent / "page.css"
NARROW = 3  # columns that a phone has room for

BODY = Html("""\
<header><h1>{title}</h1>{about}</header>
{mark}{archived}{own}
<main>{sections}</main>
<section class="rules"><h2>{how}</h2><ul>{rules}</ul></section>
{tables}
""")
LINE = Html("<p>{}</p>\n")
LARGE = Html('<p class="name">{}</p>\n')
MARK = Html('<p class="mark">{}</p>\n')
ITEM = Html("<li>{}</li>")
SECTION = Html("<section><h2>{}</h2>\n<dl>{}</dl>{}</section>\n")
FIGURE = Html("<div><dt>{}</dt>\n<dd><b>{}</b>{}{}{}<small>{}{}</small></dd></div>\n")
VALUE = Html('<a href="#t{}" class="{}">{}</a>')
PLAIN = Html('<span class="{}">{}</span>')
TOLD = Html(' <abbr title="{}">{}</abbr>')
DETAIL = Html("<p>{}</p>")
PARTS = Html("<ul>{}</ul>")
PART = Html("<li>{}: <b>{}</b>{}</li>")
POINTED = Html(' <a href="#t{}">{}</a>')
OWN = Html('<section class="own"><h2>{}</h2>{}{}</section>\n<h2 class="whole">{}</h2>\n')
RECORDS = Html('<section class="records"><h2>{}</h2>\n{}</section>\n')
TABLE = Html("<div{}><h3>{}</h3>\n{}{}</div>\n")
GRIDDED = Html('<div class="wide"><table class="{}"><thead><tr>{}</tr></thead>\n<tbody>{}</tbody></table></div>')
ROW = Html("<tr>{}</tr>\n")
HEAD = Html('<th scope="col">{}</th>')
SIDE = Html('<th scope="row">{}</th>')
CELL = Html('<td data-of="{}">{}</td>')
SIGN = Html('<td class="{}" title="{}">{}</td>')
PLAIN_CELL = Html("<td>{}</td>")
LEGEND = Html("<span>{} {}</span> ")
REMARK = Html('<p class="remark">{}</p>')
CITY_BARS = Html('<tr><th scope="row">{}</th><td>{}{}</td></tr>\n')
BAR = Html('<div class="{}"><i style="width:{:.1f}%"></i><span>{}</span></div>')


def page_of(t: Translator, report: Report) -> str:
    """In a language."""
    laid = laid_out(t, report)
    name, *about = page.about(t, report)
    preliminary = page.preliminary(t, report)
    body = BODY.format(
        title=page.title(t, report),
        about=LARGE.format(name) + _joined(LINE.format(one) for one in about),
        mark=MARK.format(preliminary) if preliminary else "",
        archived=_joined(LINE.format(one) for one in page.archived(t, report)),
        own=_own(t, laid),
        sections=_joined(_chapter(t, laid, one) for one in laid.chapters),
        how=page.how_to_read(t),
        rules=_joined(ITEM.format(rule) for rule in page.rules(t)),
        tables=RECORDS.format(page.records(t), _joined(_table(one) for one in laid.tables)) if laid.tables else "",
    )
    return whole_page(body, language=t.language, title=f"{page.title(t, report)} · {report.name}", style=STYLE)


def _own(t: Translator, laid: Layout) -> Html:
    own = laid.report.own
    if own is None:
        return Html()
    lines = _joined(LINE.format(one) for one in page.city_lines(t, own))
    shown = _joined(_table(one) for one in laid.own_tables)
    return OWN.format(page.city_page(t, own), lines, shown, page.whole(t))


def _chapter(t: Translator, laid: Layout, chapter: Chapter) -> Html:
    """With the picture that belongs to it."""
    picture = Html()
    if chapter.picture == "grid" and laid.grid is not None:
        picture = _grid(t, laid.grid)
    elif chapter.picture == "bars":
        picture = _bars(t, laid.bars)
    return SECTION.format(chapter.title, _joined(_figure(t, item) for item in chapter.items), picture)


def _figure(t: Translator, item: Item) -> Html:
    size = "quiet" if item.is_quiet else "value"
    value = VALUE.format(item.number, size, item.value) if item.number else PLAIN.format(size, item.value)
    parts = _joined(PART.format(of, words, f" · {detail}" if detail else "") for of, words, detail in item.parts)
    others = ITEM.format(item.others) if item.others else Html()
    return FIGURE.format(
        value,
        item.label,
        TOLD.format(page.told(t), page.MARK) if item.is_told else "",
        DETAIL.format(item.detail) if item.detail else "",
        PARTS.format(parts + others) if parts or others else "",
        item.definition,
        POINTED.format(item.number, page.table_number(t, item.number)) if item.number else "",
    )


def _table(table: Laid) -> Html:
    anchor = Html(' id="t{}"').format(table.number) if table.number else Html()
    title = f"{table.number}. {table.title}" if table.number else table.title
    rows = _joined(_row(table, row) for row in table.rows)
    head = _joined(HEAD.format(one) for one in table.columns)
    width = "many" if len(table.columns) > NARROW else ""
    shown = GRIDDED.format(width, head, rows) if table.rows else Html()
    return TABLE.format(anchor, title, shown, REMARK.format(table.remark) if table.remark else "")


def _row(table: Laid, row: Sequence[str]) -> Html:
    return ROW.format(_joined(CELL.format(of, cell) for of, cell in zip(table.columns, row, strict=True)))


def _grid(t: Translator, grid: Grid) -> Html:
    """The table of who was in which session stands with its figures."""
    head = [tables.column(t, Column.CITY), *grid.columns, page.in_all(t)]
    rows = [
        ROW.format(
            SIDE.format(city)
            + _joined(SIGN.format(one.value, cells.seen(t, one), page.SIGNS[one]) for one in seen)
            + PLAIN_CELL.format(in_all)
        )
        for city, seen, in_all in grid.rows
    ]
    shown = GRIDDED.format("", _joined(HEAD.format(one) for one in head), _joined(rows))
    legend = _joined(LEGEND.format(page.SIGNS[one], cells.seen(t, one)) for one in Seen)
    anchor = Html(' id="t{}" class="grid"').format(grid.number)
    return TABLE.format(anchor, f"{grid.number}. {grid.title}", shown, REMARK.format(legend))


def _bars(t: Translator, bars: Sequence[Drawn]) -> Html:
    rows = [CITY_BARS.format(bar.city, _bar("gave", bar.gave), _bar("received", bar.received)) for bar in bars]
    shown = Html('<table class="bars"><tbody>{}</tbody></table>').format(_joined(rows))
    legend = Html('<p class="remark"><i class="gave"></i> {} · <i class="received"></i> {}. {}</p>').format(
        tables.column(t, Column.GAVE), tables.column(t, Column.RECEIVED), page.unit(t)
    )
    return TABLE.format("", tables.title(t, Behind.BALANCE), shown, legend)


def _bar(kind: str, bar: tuple[str, float, bool]) -> Html:
    words, width, is_sign = bar
    return BAR.format(f"{kind} few" if is_sign else kind, width * 100, words)


def _joined(parts: Iterable[Html]) -> Html:
    return Html().join(parts)
