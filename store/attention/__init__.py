"""What people's attention has been asked for, and what was held back."""

from store.attention.held import (
    NewHeld,
    Waiting,
    forget_held_of,
    give_back,
    held_digests,
    hold_all,
    lately_held,
    let_go,
    waiting_for,
)
from store.attention.weeks import (
    LATEST,
    PLANNING,
    NextDigest,
    Week,
    count_digests_after,
    count_spent,
    digests_of,
    moments_of,
    plan_alone,
    sessions_of,
)

__all__ = [
    "LATEST",
    "PLANNING",
    "NewHeld",
    "NextDigest",
    "Waiting",
    "Week",
    "count_digests_after",
    "count_spent",
    "digests_of",
    "forget_held_of",
    "give_back",
    "held_digests",
    "hold_all",
    "lately_held",
    "let_go",
    "moments_of",
    "plan_alone",
    "sessions_of",
    "waiting_for",
]
