"""The letters of announcements: one copy for each chat, what became of it, and the letter that changes it."""

from store.copies.changing import let_go, number_parts, put_changes, rewrite, withdraw, withdraw_changes
from store.copies.counting import (
    Counted,
    Failure,
    chats_with,
    count_by_method,
    count_by_state,
    count_delivered,
    count_never_sent,
    failed_parts,
    failures,
    is_any_to_come,
)
from store.copies.reading import (
    TO_TAKE_BACK,
    Copy,
    Reader,
    copies_delivered,
    copies_that_wait,
    copies_to_come,
    copies_to_take_back,
    further_parts,
)

__all__ = [
    "TO_TAKE_BACK",
    "Copy",
    "Counted",
    "Failure",
    "Reader",
    "chats_with",
    "copies_delivered",
    "copies_that_wait",
    "copies_to_come",
    "copies_to_take_back",
    "count_by_method",
    "count_by_state",
    "count_delivered",
    "count_never_sent",
    "failed_parts",
    "failures",
    "further_parts",
    "is_any_to_come",
    "let_go",
    "number_parts",
    "put_changes",
    "rewrite",
    "withdraw",
    "withdraw_changes",
]
