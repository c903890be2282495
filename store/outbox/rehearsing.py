"""The outbox of a rehearsal: whatever is due has arrived, and nobody was asked to send it."""

from collections import defaultdict
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.database import carry_out
from store.models import Chat, Letter, LetterState, Pause
from store.models.columns import Moment
from store.models.letters import written_out
from store.moments import Earliest
from store.outbox.policy import ends_unsent

_WAITING = (Letter.state.in_(written_out("waiting", "leased", "posting")),)
NEXT_LETTER = Earliest(sa.select(sa.func.min(Letter.due_at)).where(*_WAITING))
BEYOND_TELEGRAM = 1 << 48  # numbers of messages begin here: no real one is so high


class Arrived(NamedTuple):
    """A letter that was due, and what becomes of it."""

    state: LetterState
    chat_id: int
    kind: str | None
    part: int
    method: str
    payload: dict[str, Any]
    key: str | None


def arrive(session: Session, now: datetime) -> list[Arrived]:
    """Ends all letters that are due by now, in the order in which they would go."""
    due = carry_out(session, _due(), {"now": now}).rows
    by_state: dict[LetterState, list[int]] = defaultdict(list)
    arrived = []
    for row in due:
        state = ends_unsent(row, now) or LetterState.SENT
        by_state[state].append(row.id)
        arrived.append(Arrived(state, row.chat_id, row.kind, row.part, row.method, row.payload, row.key))
    for state, ids in by_state.items():
        carry_out(session, _sent() if state is LetterState.SENT else _ended(), {"ids": ids, "then": state, "now": now})
    return arrived


@cache
def _due() -> sa.Select[Any]:
    wanted = (
        Letter.id,
        Letter.chat_id,
        Letter.lane,
        Letter.kind,
        Letter.part,
        Letter.method,
        Letter.payload,
        Letter.key,
        Letter.stale_at,
        Chat.unreachable_at,
        Pause.since.label("paused_since"),
    )
    found = sa.select(*wanted).outerjoin(Chat, Chat.id == Letter.chat_id)
    found = found.outerjoin(Pause, Pause.subject == Letter.subject)
    due = found.where(*_WAITING, Letter.due_at <= sa.bindparam("now", type_=Moment))
    return due.order_by(Letter.priority, Letter.due_at, Letter.id)


@cache
def _sent() -> sa.Update:
    number = sa.func.coalesce(Letter.message_id, Letter.id + BEYOND_TELEGRAM)
    return _ended().values(message_id=number, sent_at=sa.bindparam("now", type_=Moment))


@cache
def _ended() -> sa.Update:
    then = sa.bindparam("then", type_=Letter.__table__.columns.state.type)
    ended = sa.update(Letter).where(Letter.id.in_(sa.bindparam("ids", expanding=True)))
    return ended.values(state=then, lease_until=None)
