"""People and where they take part."""

from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from store.database import carry_out, row_by_id, row_straight
from store.models import Person, Row

# Asked with every update: built once.
_BY_TELEGRAM = sa.select(Person).where(Person.telegram_id == sa.bindparam("telegram_id"))
_LOCKED = _BY_TELEGRAM.with_for_update()


def person_by_telegram(session: Session, telegram_id: int, *, lock: bool = False) -> Person | None:
    """The person behind a Telegram account. Locked where two updates of one person could meet."""
    return row_straight(session, _LOCKED if lock else _BY_TELEGRAM, {"telegram_id": telegram_id})


def change_person(session: Session, person: Person, **changed: Any) -> None:
    """Gives columns of the person other values at once; the ORM's own way takes six times as long."""
    carry_out(session, _change_of(*changed), {"of_id": person.id, **changed})
    for name, value in changed.items():
        set_committed_value(person, name, value)


def person_by_id(session: Session, person_id: int) -> Person | None:
    """The person, also when erased."""
    return row_by_id(session, Person, person_id)


@cache
def _change_of(*names: str) -> sa.Update:
    columns = Person.__table__.columns
    values = {name: sa.bindparam(name, type_=columns[name].type) for name in names}
    return sa.update(Person).where(Person.id == sa.bindparam("of_id")).values(values)


def move_rows(session: Session, noted: Person, person: Person) -> None:
    """All that names the one names the other from now on, and the one is gone: both are the same human being."""
    session.flush()
    for table in Row.metadata.sorted_tables:
        for key in table.foreign_keys:
            if key.column.table.name == Person.__tablename__:
                session.execute(sa.update(table).where(key.parent == noted.id).values({key.parent: person.id}))
    session.expire_all()
    session.delete(noted)
    session.flush()
