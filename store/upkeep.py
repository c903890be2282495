"""What may be forgotten after a while."""

from datetime import datetime
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.models import TO_COME, Draft, Letter, UpdateSeen


def forget_updates(session: Session, before: datetime) -> int:
    """Marks of updates done."""
    return _deleted(session, sa.delete(UpdateSeen).where(UpdateSeen.seen_at < before))


def forget_letters(session: Session, before: datetime) -> int:
    """Letters with an outcome that no card is found by, with what they said.

    Nothing is found by an edit, and a question is no card.
    """
    is_no_card = sa.or_(
        Letter.subject.is_(None), Letter.method.not_like("send%"), Letter.subject.startswith("question:")
    )
    return _deleted(
        session, sa.delete(Letter).where(Letter.created_at < before, Letter.state.not_in(TO_COME), is_no_card)
    )


def forget_drafts(session: Session, before: datetime) -> int:
    """Forms that nobody went on with."""
    return _deleted(session, sa.delete(Draft).where(Draft.updated_at < before))


def _deleted(session: Session, statement: sa.Delete) -> int:
    return cast(sa.CursorResult[Any], session.execute(statement)).rowcount
