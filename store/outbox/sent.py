"""Many letters that were sent, written down together: the one outcome that comes by the thousand."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.database import carry_out
from store.frozen import frozen
from store.models import UNSENT, Letter, LetterState
from store.models.columns import Moment
from store.outbox.leasing import Content, Leased
from store.outbox.outcomes import catch_up, record_sent


@frozen
class SentLetter:
    """A letter without files that Telegram took as it was posted."""

    letter: Leased
    posted: Content
    message_id: int | None


def record_all_sent(session: Session, sent: Sequence[SentLetter], now: datetime) -> None:
    """As `record_sent` for each, in two statements however many they are; for one it takes a single one."""
    if len(sent) == 1:
        (only,) = sent
        record_sent(session, only.letter, now, message_id=only.message_id, posted=only.posted)
        return
    present = _contents(session, [one.letter.id for one in sent])
    for one in sent:
        if one.message_id is not None and one.letter.id in present:
            catch_up(session, one.letter, now, one.posted, present[one.letter.id], one.message_id)
    rows = [{"letter_id": one.letter.id, "then_message_id": one.message_id, "now": now} for one in sent]
    carry_out(session, _end_as_sent(), rows)


def _contents(session: Session, letter_ids: list[int]) -> dict[int, Content]:
    found = carry_out(session, _contents_for_update(), {"ids": letter_ids})
    return {row.id: Content(row.method, row.payload) for row in found.rows}


@cache
def _contents_for_update() -> sa.Select[Any]:
    """In the order of their ids. Where somebody locks a chat's letters otherwise, one of both is carried out anew."""
    found = sa.select(Letter.id, Letter.method, Letter.payload)
    of_ids = found.where(Letter.id.in_(sa.bindparam("ids", expanding=True)))
    return of_ids.order_by(Letter.id).with_for_update()


@cache
def _end_as_sent() -> sa.Update:
    """A call that gives no message (a deleted one) leaves the number that the letter had."""
    message_id = sa.bindparam("then_message_id", type_=sa.BigInteger)
    return (
        sa.update(Letter)
        .where(Letter.id == sa.bindparam("letter_id"), sa.or_(*(Letter.state == state for state in UNSENT)))
        .values(
            state=LetterState.SENT,
            sent_at=sa.bindparam("now", type_=Moment),
            reason="",
            lease_until=None,
            message_id=sa.func.coalesce(message_id, Letter.message_id),
        )
    )
