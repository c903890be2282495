"""What a record says beyond its first visit: the fields of its sheet, and summaries in other languages."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy.orm import Session

from store import sheets as store
from store.sheets import Grown

NOT_TYPED = frozenset({"choice", "currency", "date", "none"})  # of a field's value


def passages_of(session: Session, record: Grown) -> tuple[tuple[str, str], ...]:
    """Its words, each with their language: a summary finds a record in a language that it was not written in."""
    sheet = store.sheet_of(session, record)
    if sheet is None:
        return ()
    values = store.values_of(session, sheet.id).values()
    summaries = (one.summary for one in store.summaries_of(session, sheet.id))
    return (
        *((" ".join(typed_in(value.value)), value.language) for value in values),
        *((summary.text, summary.language) for summary in summaries),
    )


def typed_in(value: Any) -> Iterator[str]:
    """The words in a value that somebody typed."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for name, part in value.items():
            if name not in NOT_TYPED:
                yield from typed_in(part)
    elif isinstance(value, list):
        for part in value:
            yield from typed_in(part)
