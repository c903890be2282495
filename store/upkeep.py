"""What may be forgotten after a while, a page at a time. Most looks find nothing, and delete nothing."""

from datetime import datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, Session

from store.database import carry_out
from store.models import Draft, Held, KeptFile, Letter, Row, Search, Task, UpdateSeen
from store.models.columns import Moment
from store.models.letters import FORGETTABLE


def forget_updates(session: Session, before: datetime, limit: int) -> int:
    """Marks of updates done."""
    return _forget(session, UpdateSeen, UpdateSeen.update_id, UpdateSeen.seen_at, before, limit)


def forget_letters(session: Session, before: datetime, limit: int) -> int:
    """Letters with an outcome that no card is found by, with what they said.

    Nothing is found by an edit, and a question is no card.
    """
    return _forget(session, Letter, Letter.id, Letter.created_at, before, limit, FORGETTABLE)


def forget_held(session: Session, before: datetime, limit: int) -> int:
    """What did not come to people by itself."""
    return _forget(session, Held, Held.id, Held.at, before, limit)


def forget_drafts(session: Session, before: datetime, limit: int) -> int:
    """Forms that nobody went on with."""
    return _forget(session, Draft, Draft.id, Draft.updated_at, before, limit)


def forget_searches(session: Session, before: datetime, limit: int) -> int:
    """What nobody has looked at again."""
    return _forget(session, Search, Search.id, Search.used_at, before, limit)


def forget_tasks(session: Session, before: datetime, limit: int) -> int:
    """Heavy work that has ended."""
    return _forget(session, Task, Task.id, Task.created_at, before, limit, "ended_at IS NOT NULL")


def forget_files(session: Session, before: datetime, limit: int) -> int:
    """Files that came of it."""
    return _forget(session, KeptFile, KeptFile.digest, KeptFile.made_at, before, limit)


def _forget(
    session: Session,
    table: type[Row],
    key: InstrumentedAttribute[Any],
    since: InstrumentedAttribute[datetime],
    before: datetime,
    limit: int,
    which: str = "",
) -> int:
    found = carry_out(session, _old(key, since, which), {"before": before, "limit": limit}).rows
    keys = [row[0] for row in found]
    if keys:
        still_old = sa.delete(table).where(key.in_(keys), since < before)  # somebody may use one at this moment
        session.execute(still_old.execution_options(synchronize_session=False))
    return len(keys)


@cache
def _old(key: InstrumentedAttribute[Any], since: InstrumentedAttribute[datetime], which: str) -> sa.Select[Any]:
    also = [sa.text(which)] if which else []
    old = sa.select(key).where(since < sa.bindparam("before", type_=Moment), *also)
    return old.order_by(since).limit(sa.bindparam("limit", type_=sa.Integer))
