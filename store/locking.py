"""Rows that one unit at a time may change."""

from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.models import Row


def lock(session: Session, row: Row) -> None:
    """Until this unit ends no other one locks the row; it is read as the one before left it.

    Whoever counts what belongs to a row and writes the number down locks it first, or two at once miss each other.
    """
    key = sa.inspect(row).identity
    given = {f"key_{place}": part for place, part in enumerate(key or ())}
    session.scalars(_locked(type(row)), given, execution_options={"populate_existing": True}).one()


@cache
def _locked(table: type[Row]) -> sa.Select[Any]:
    """Rows that only point to it may still be inserted."""
    keys = table.__table__.primary_key
    of_key = (column == sa.bindparam(f"key_{place}") for place, column in enumerate(keys))
    return sa.select(table).where(*of_key).with_for_update(key_share=True)
