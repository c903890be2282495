"""The one place that knows how a unit of work is carried out, and on which database.

A unit is a plain function of a Session. It runs in one transaction, does no I/O but the database's, and never commits.
"""

from store.database.connecting import connect, driver_url, on_connection, wait_for_others
from store.database.memory import hold_still, in_memory
from store.database.statements import (
    all_straight,
    carry_out,
    insert_all_new,
    insert_new,
    insert_or_change,
    row_by_id,
    row_straight,
    rows_by_id,
    rows_straight,
)
from store.database.unit import Database, Unit

__all__ = [
    "Database",
    "Unit",
    "all_straight",
    "carry_out",
    "connect",
    "driver_url",
    "hold_still",
    "in_memory",
    "insert_all_new",
    "insert_new",
    "insert_or_change",
    "on_connection",
    "row_by_id",
    "row_straight",
    "rows_by_id",
    "rows_straight",
    "wait_for_others",
]
