"""Rows that one unit at a time may change."""

from sqlalchemy.orm import Session

from store.models import Row


def lock(session: Session, row: Row) -> None:
    """Until this unit ends no other one locks the row; it is read as the one before left it.

    Whoever counts what belongs to a row and writes the number down locks it first, or two at once miss each other.
    """
    session.flush()
    session.refresh(row, with_for_update={"key_share": True})  # rows that only point to it may still be inserted
