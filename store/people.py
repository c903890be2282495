"""People and where they take part."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.models import Person

# Asked with every update: built once.
_BY_TELEGRAM = sa.select(Person).where(Person.telegram_id == sa.bindparam("telegram_id"))
_LOCKED = _BY_TELEGRAM.with_for_update()


def person_by_telegram(session: Session, telegram_id: int, *, lock: bool = False) -> Person | None:
    """The person behind a Telegram account. Locked where two updates of one person could meet."""
    return session.scalar(_LOCKED if lock else _BY_TELEGRAM, {"telegram_id": telegram_id})


def person_by_id(session: Session, person_id: int) -> Person | None:
    """The person, also when erased."""
    return session.get(Person, person_id)
