"""A folder of a report: a page, a paper and tables for each language, and the same tables by codes."""

from collections.abc import Mapping

from reports.closing.page import page_of
from reports.closing.paper import paper_order
from reports.closing.rows import files_in_words, files_of
from reports.printing import Order
from texts.report.shown import Report
from texts.translator import translator_for


def written_of(report: Report, languages: list[str]) -> dict[str, str]:
    """By file name within the folder, all that is written and not printed."""
    written = {f"data/{name}": content for name, content in files_of(report).items()}
    for language in languages:
        t = translator_for(language)
        written[f"report-{language}.html"] = page_of(t, report)
        written |= {f"data-{language}/{name}": content for name, content in files_in_words(t, report).items()}
    return written


def orders_of(report: Report, languages: list[str]) -> Mapping[str, Order]:
    """By file name, what a process of its own prints."""
    return {f"report-{language}.pdf": paper_order(translator_for(language), report) for language in languages}
