"""Tables for spreadsheets, as CSV: what people typed never becomes a formula there."""

import csv
import io
from collections.abc import Iterable

BYTE_ORDER = "\ufeff"  # by this mark Excel knows UTF-8
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # how a cell begins that a spreadsheet would reckon with


def cell(text: str) -> str:
    """Words as they are, behind a mark where a spreadsheet would take them for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text


def without_mark(text: str) -> str:
    """What `cell` was given."""
    return text[1:] if text.startswith("'") and text[1:2] in FORMULA else text


def written(rows: Iterable[Iterable[object]]) -> str:
    """The rows with commas, each on a line; what people typed goes through `cell` before."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()
