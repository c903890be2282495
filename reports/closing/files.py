"""A folder of a report: a page and a paper for each language, and the records behind its figures."""

from collections.abc import Mapping

from reports.closing.page import page_of
from reports.closing.paper import paper_order
from reports.closing.rows import files_of
from reports.printing import Order
from texts.report.shown import Report
from texts.translator import translator_for


def written_of(report: Report, languages: list[str]) -> dict[str, str]:
    """By file name within the folder, all that is written and not printed."""
    pages = {f"report-{language}.html": page_of(translator_for(language), report) for language in languages}
    return pages | {f"data/{name}": content for name, content in files_of(report).items()}


def orders_of(report: Report, languages: list[str]) -> Mapping[str, Order]:
    """By file name, what a process of its own prints."""
    return {f"report-{language}.pdf": paper_order(translator_for(language), report) for language in languages}
