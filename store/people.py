"""People and where they take part."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.models import Person


def person_by_telegram(session: Session, telegram_id: int, *, lock: bool = False) -> Person | None:
    """The person behind a Telegram account. Locked where two updates of one person could meet."""
    found = sa.select(Person).where(Person.telegram_id == telegram_id)
    return session.scalar(found.with_for_update() if lock else found)


def person_by_id(session: Session, person_id: int) -> Person | None:
    """The person, also when erased."""
    return session.get(Person, person_id)
