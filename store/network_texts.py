"""Queries of what a network says to those who come in."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.database import row_by_id
from store.models import NetworkText, TextKind


def newest_text(session: Session, network_id: int, kind: TextKind) -> NetworkText | None:
    """What stands, perhaps that there is none; None where nobody has ever written it."""
    found = sa.select(NetworkText).where(NetworkText.network_id == network_id, NetworkText.kind == kind)
    return session.scalar(found.order_by(NetworkText.id.desc()).limit(1))


def words_for(session: Session, network_id: int, kind: TextKind, language: str) -> str:
    """What a reader of that language is told; empty where there is no text."""
    text = newest_text(session, network_id, kind)
    return "" if text is None else text.said_in(language)


def words_then(session: Session, text_id: int, language: str) -> str | None:
    """What a version said in a language; None where it said nothing in that."""
    text = row_by_id(session, NetworkText, text_id)
    return None if text is None else text.words.get(language)
