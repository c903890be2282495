"""How letters go out: whose turn it is, at what pace, and what became of them. Features use `store/letters`."""

from store.outbox.glancing import next_due
from store.outbox.leasing import (
    LEASE,
    Content,
    Leased,
    extend_posting,
    lease_due,
    mark_posting,
    post_due,
    release,
    return_broken_off,
    return_expired,
)
from store.outbox.moving import move_letters
from store.outbox.outcomes import (
    put_back,
    put_off,
    record_flood,
    record_later,
    record_outage,
    record_refused,
    record_sent,
    record_unknown,
    record_unreachable,
)
from store.outbox.pace import PaceSettings, forget_rested, give_back_more, take_more
from store.outbox.sent import SentLetter, record_all_sent
from store.outbox.set_back import bring_back
from store.outbox.waiting import Waiting, waiting

__all__ = [
    "LEASE",
    "Content",
    "Leased",
    "PaceSettings",
    "SentLetter",
    "Waiting",
    "bring_back",
    "extend_posting",
    "forget_rested",
    "give_back_more",
    "lease_due",
    "mark_posting",
    "move_letters",
    "next_due",
    "post_due",
    "put_back",
    "put_off",
    "record_all_sent",
    "record_flood",
    "record_later",
    "record_outage",
    "record_refused",
    "record_sent",
    "record_unknown",
    "record_unreachable",
    "release",
    "return_broken_off",
    "return_expired",
    "take_more",
    "waiting",
]
