"""Past SQLAlchemy, and yet as if it had been asked: on PostgreSQL it is."""

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.database import Database, carry_out_straight, insert_new
from store.models import DigestWish, Person, UpdateSeen
from store.people import change_person, person_by_id, person_by_telegram

NOON = datetime(2027, 6, 2, 12, 0, tzinfo=UTC)
ROSA = 7
NEVER_SEEN = sa.insert(UpdateSeen).values(update_id=1, seen_at=sa.null())


def add_rosa(session: Session) -> None:
    session.add(Person(telegram_id=ROSA, name="Rosa", language="es", zone="UTC", consented_at=NOON, created_at=NOON))


def found(session: Session) -> Person:
    person = person_by_telegram(session, ROSA)
    assert person is not None
    return person


def state(person: Person) -> dict[str, object]:
    return {column.key: getattr(person, column.key) for column in sa.inspect(Person).column_attrs}


async def test_row_is_what_the_orm_finds(database: Database) -> None:
    def both(session: Session) -> tuple[dict[str, object], dict[str, object]]:
        straight = state(found(session))
        session.expunge_all()
        return straight, state(session.scalars(sa.select(Person)).one())

    await database.run(add_rosa)

    straight, by_orm = await database.run(both)

    assert straight == by_orm
    assert straight["consented_at"] == NOON
    assert straight["digest"] is DigestWish.PRIVATE


async def test_row_belongs_to_the_session(database: Database) -> None:
    def rename(session: Session) -> None:
        person = found(session)
        person.name = "Rosa María"
        assert found(session) is person
        assert person_by_id(session, person.id) is person

    await database.run(add_rosa)

    await database.run(rename)

    assert await database.read(lambda session: found(session).name) == "Rosa María"


async def test_row_that_is_not_there_is_none(database: Database) -> None:
    assert await database.read(lambda session: person_by_telegram(session, ROSA)) is None


async def test_change_is_seen_by_the_row_and_in_the_store(database: Database) -> None:
    def change(session: Session) -> tuple[DigestWish, bool]:
        person = found(session)
        change_person(session, person, digest=DigestWish.NONE)
        return person.digest, bool(session.dirty)

    await database.run(add_rosa)

    seen = await database.run(change)

    assert seen == (DigestWish.NONE, False)
    assert await database.read(lambda session: found(session).digest) is DigestWish.NONE


async def test_what_waits_to_be_written_is_written_first(database: Database) -> None:
    def add_and_find(session: Session) -> str:
        add_rosa(session)
        return found(session).name

    assert await database.run(add_and_find) == "Rosa"


async def test_what_the_driver_refuses_is_raised_as_by_sqlalchemy(database: Database) -> None:
    with pytest.raises(sa.exc.IntegrityError) as failure:
        await database.run(lambda session: carry_out_straight(session, NEVER_SEEN, {}))

    assert "INSERT INTO update_seen" in str(failure.value)


async def test_statement_that_leaves_a_default_open_is_refused_on_sqlite(database: Database) -> None:
    if not database.is_sqlite:
        pytest.skip("PostgreSQL is asked by SQLAlchemy, which fills defaults in")

    with pytest.raises(ValueError, match="post"):
        await database.run(lambda session: insert_new(session, Person, {"name": "Rosa"}, unique=["telegram_id"]))


async def test_number_of_changed_rows_is_told(database: Database) -> None:
    def twice(session: Session) -> list[bool]:
        values = {"update_id": 1, "seen_at": NOON}
        return [insert_new(session, UpdateSeen, values, unique=["update_id"]) for _ in range(2)]

    assert await database.run(twice) == [True, False]
