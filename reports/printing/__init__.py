"""What is printed or drawn: a template and the words for it, which reach the template as values and never as code."""

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

from reports.printing.pictures import without_pictures
from store.frozen import frozen

TEMPLATES = Path(__file__).parent
PAGE = "page"  # the template that all others begin with


@frozen
class Order:
    """Heavy work for a process of its own: `python -m module` gets `given` on standard input, and gives bytes."""

    module: str
    given: bytes

    @property
    def digest(self) -> str:
        """What the result is found again by: the same order always gives the same."""
        return hashlib.sha256(self.module.encode() + b"\0" + self.given).hexdigest()


def document(template: str, values: dict[str, Any]) -> Order:
    """A PDF after one of the templates beside this file."""
    printed = json.dumps(_printable(values), ensure_ascii=False, sort_keys=True)
    given = {"source": _source(PAGE) + _source(template), "values": printed}
    return Order("reports.printing", json.dumps(given, ensure_ascii=False, sort_keys=True).encode())


def picture(template: str, values: dict[str, Any]) -> Order:
    """A PNG after one of them: a point is a pixel."""
    printed = json.dumps(_printable(values), ensure_ascii=False, sort_keys=True)
    given = {"source": _source(template), "values": printed, "format": "png"}
    return Order("reports.printing", json.dumps(given, ensure_ascii=False, sort_keys=True).encode())


@cache
def _source(template: str) -> str:
    return (TEMPLATES / f"{template}.typ").read_text(encoding="utf-8")


def _printable(value: Any) -> Any:
    """In whatever depth, what the fonts can show."""
    match value:
        case str():
            return without_pictures(value)
        case dict():
            return {key: _printable(each) for key, each in value.items()}
        case list() | tuple():
            return [_printable(each) for each in value]
        case _:
            return value
