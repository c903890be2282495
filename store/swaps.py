"""Queries of questions from city to city whether they swap turns."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.models import TurnSwap

NEXT_SWAP = sa.select(sa.func.min(TurnSwap.due_at))  # when one ends by itself


def open_swaps(session: Session, rota_id: int) -> list[TurnSwap]:
    """Those that wait for an answer, in the order in which whoever changes several locks them."""
    found = sa.select(TurnSwap).where(TurnSwap.rota_id == rota_id, TurnSwap.outcome.is_(None))
    return list(session.scalars(found.order_by(TurnSwap.id)))


def open_swap_of(session: Session, rota_id: int, city_id: int) -> TurnSwap | None:
    """What a city asks at present."""
    return next((swap for swap in open_swaps(session, rota_id) if swap.city_id == city_id), None)


def open_swaps_to(session: Session, rota_id: int, city_id: int) -> list[TurnSwap]:
    """What a city is asked at present."""
    return [swap for swap in open_swaps(session, rota_id) if swap.other_city_id == city_id]


def swaps_due(session: Session, now: datetime, limit: int) -> list[TurnSwap]:
    """Those whose time is over; what another process has in hand is left to it."""
    found = (
        sa.select(TurnSwap)
        .where(TurnSwap.due_at <= now)
        .order_by(TurnSwap.due_at, TurnSwap.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return list(session.scalars(found))
