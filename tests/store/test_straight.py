"""Past SQLAlchemy, and yet as if it had been asked."""

import asyncio
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.database import Database, carry_out, insert_new, row_by_id, rows_straight
from store.drafts import awaiting_draft, put_to_sleep
from store.models import DigestWish, Draft, Person, UpdateSeen
from store.models.columns import Moment
from store.people import change_person, person_by_id, person_by_telegram

NOON = datetime(2027, 6, 2, 12, 0, tzinfo=UTC)
ROSA = 7
NUMBERS = (3, 5, 8)
NEVER_SEEN = sa.insert(UpdateSeen).values(update_id=1, seen_at=sa.null())


OF_NUMBERS = (
    sa.select(UpdateSeen.update_id, UpdateSeen.seen_at, sa.func.count().over().label("all_of_them"), sa.literal(True))
    .where(UpdateSeen.update_id.in_(sa.bindparam("numbers", expanding=True)), UpdateSeen.update_id.in_(NUMBERS))
    .order_by(UpdateSeen.update_id)
)
NUMBERED = sa.select(UpdateSeen.seen_at).where(UpdateSeen.update_id == sa.bindparam("number"))
ASLEEP = sa.select(sa.func.pg_sleep(60))
SLEEPERS = (
    sa.select(sa.func.count())
    .select_from(sa.text("pg_stat_activity"))
    .where(sa.text("datname = current_database() AND state = 'active' AND wait_event = 'PgSleep'"))
)
SEEN_AGAIN = (
    sa.update(UpdateSeen)
    .where(UpdateSeen.update_id == sa.bindparam("number"))
    .values(seen_at=sa.bindparam("then", type_=Moment))
)


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
        await database.run(lambda session: carry_out(session, NEVER_SEEN, {}))

    assert "INSERT INTO update_seen" in str(failure.value)


async def test_statement_that_leaves_a_default_open_is_refused(database: Database) -> None:
    with pytest.raises(ValueError, match="post"):
        await database.run(lambda session: insert_new(session, Person, {"name": "Rosa"}, unique=["telegram_id"]))


async def test_name_that_a_statement_asks_for_and_nobody_gives_is_refused(database: Database) -> None:
    with pytest.raises(sa.exc.StatementError, match="number"):
        await database.run(lambda session: carry_out(session, NUMBERED, {"numbr": 3}))


async def test_connection_that_breaks_between_statements_is_told_of_as_by_sqlalchemy(database: Database) -> None:
    def break_off(session: Session) -> sa.exc.DBAPIError:
        carry_out(session, NUMBERED, {"number": 3})
        driver: Any = session.connection().connection.driver_connection
        driver.close() if database.is_sqlite else driver.terminate()
        with pytest.raises(sa.exc.DBAPIError) as failure:
            carry_out(session, NUMBERED, {"number": 3})
        session.rollback()
        return failure.value

    failure = await database.read(break_off)

    assert failure.connection_invalidated
    await see_numbers(database)
    assert await database.read(lambda session: carry_out(session, NUMBERED, {"number": 3}).scalar()) == NOON


async def test_number_of_changed_rows_is_told(database: Database) -> None:
    def twice(session: Session) -> list[bool]:
        values = {"update_id": 1, "seen_at": NOON}
        return [insert_new(session, UpdateSeen, values, unique=["update_id"]) for _ in range(2)]

    assert await database.run(twice) == [True, False]


async def see_numbers(database: Database) -> None:
    await database.run(
        lambda session: session.add_all(UpdateSeen(update_id=number, seen_at=NOON) for number in (*NUMBERS, 9))
    )


@pytest.mark.parametrize("asked", [(), (5,), (3, 5, 8, 9), (8, 3), (9,)], ids=str)
async def test_rows_are_those_that_sqlalchemy_finds(database: Database, asked: tuple[int, ...]) -> None:
    def both(session: Session) -> tuple[list[Any], list[Any]]:
        given = {"numbers": asked}
        return list(carry_out(session, OF_NUMBERS, given).rows), list(session.execute(OF_NUMBERS, given))

    await see_numbers(database)

    straight, by_sqlalchemy = await database.run(both)

    assert [tuple(row) for row in straight] == [tuple(row) for row in by_sqlalchemy]
    assert [row.update_id for row in straight] == [number for number in NUMBERS if number in asked]
    assert all((row.seen_at, row.all_of_them) == (NOON, len(straight)) for row in straight)


async def test_many_rows_are_changed_at_once(database: Database) -> None:
    later = NOON + timedelta(hours=1)

    def change(session: Session) -> list[datetime]:
        carry_out(session, SEEN_AGAIN, [{"number": number, "then": later} for number in NUMBERS[:2]])
        return list(session.scalars(sa.select(UpdateSeen.seen_at).order_by(UpdateSeen.update_id)))

    await see_numbers(database)

    assert await database.run(change) == [later, later, NOON, NOON]


async def test_unit_that_is_broken_off_within_a_statement_leaves_a_store_that_works(database: Database) -> None:
    if database.is_sqlite:
        pytest.skip("a statement on an embedded store ends before anybody could break it off")
    asleep = asyncio.create_task(database.run(lambda session: carry_out(session, ASLEEP)))
    while not await database.read(lambda session: carry_out(session, SLEEPERS).scalar()):  # noqa: ASYNC110 - no event
        await asyncio.sleep(0)
    asleep.cancel()
    await asyncio.wait({asleep})

    await see_numbers(database)

    assert asleep.cancelled()
    assert await database.read(lambda session: carry_out(session, SLEEPERS).scalar()) == 0
    assert len(await database.run(lambda session: carry_out(session, OF_NUMBERS, {"numbers": NUMBERS}).rows)) == 3


async def test_what_is_taken_back_within_a_unit_is_taken_back_past_sqlalchemy_too(database: Database) -> None:
    def unit(session: Session) -> None:
        insert_new(session, UpdateSeen, {"update_id": 3, "seen_at": NOON}, unique=["update_id"])
        with suppress(LookupError), session.begin_nested():
            insert_new(session, UpdateSeen, {"update_id": 5, "seen_at": NOON}, unique=["update_id"])
            raise LookupError
        insert_new(session, UpdateSeen, {"update_id": 8, "seen_at": NOON}, unique=["update_id"])

    await database.run(unit)

    seen = sa.select(UpdateSeen.update_id).order_by(UpdateSeen.update_id)
    assert await database.read(lambda session: session.scalars(seen).all()) == [3, 8]


async def test_row_that_the_session_has_is_not_asked_for_again(database: Database) -> None:
    def both(session: Session) -> tuple[Person | None, Person | None]:
        person = found(session)
        person.name = "Rosa María"  # what has not been written yet would be lost
        return row_by_id(session, Person, person.id), row_by_id(session, Person, person.id + 1)

    await database.run(add_rosa)

    present, missing = await database.run(both)

    assert present is not None
    assert present.name == "Rosa María"
    assert missing is None


async def test_draft_that_was_found_knows_that_it_sleeps(database: Database) -> None:
    def asked(session: Session) -> tuple[bool, Draft | None]:
        draft = Draft(
            person_id=found(session).id, form="challenge", step="title", answers={}, awaiting=True, updated_at=NOON
        )
        session.add(draft)
        session.flush()
        put_to_sleep(session, draft.person_id)
        return draft.awaiting, awaiting_draft(session, draft.person_id)

    await database.run(add_rosa)

    assert await database.run(asked) == (False, None)


TOGETHER = (
    sa.select(UpdateSeen, Person, sa.func.count().over().label("all_of_them"))
    .outerjoin(Person, Person.telegram_id == UpdateSeen.update_id)
    .where(UpdateSeen.update_id.in_(sa.bindparam("numbers", expanding=True)))
    .order_by(UpdateSeen.update_id)
)


async def test_rows_of_several_tables_are_what_the_orm_finds(database: Database) -> None:
    """ROSA has a person; of the other numbers there is none."""

    def add(session: Session) -> None:
        add_rosa(session)
        session.add_all(UpdateSeen(update_id=number, seen_at=NOON) for number in (ROSA, *NUMBERS))

    def both(session: Session) -> tuple[list[Any], list[Any]]:
        given = {"numbers": [ROSA, *NUMBERS[:2]]}  # three, in the place of four
        straight = [_told(row) for row in rows_straight(session, TOGETHER, given)]
        session.expunge_all()
        return straight, [_told(tuple(row)) for row in session.execute(TOGETHER, given)]

    await database.run(add)

    straight, by_orm = await database.run(both)

    assert straight == by_orm
    assert [person is None for _, person, _ in straight] == [True, True, False]
    assert {number for *_, number in straight} == {3}


def _told(row: tuple[Any, ...]) -> tuple[datetime, dict[str, object] | None, int]:
    seen, person, number = row
    return seen.seen_at, None if person is None else state(person), number


async def test_rows_belong_to_the_session_and_keep_what_it_knows(database: Database) -> None:
    def rename(session: Session) -> None:
        person = found(session)
        person.name = "Rosa María"
        with session.no_autoflush:
            ((_, same, _),) = rows_straight(session, TOGETHER, {"numbers": [ROSA]})
        assert same is person
        assert person.name == "Rosa María"
        session.expunge_all()
        ((_, anew, _),) = rows_straight(session, TOGETHER, {"numbers": [ROSA]})
        anew.name = "Rosalía"

    def add(session: Session) -> None:
        add_rosa(session)
        session.add(UpdateSeen(update_id=ROSA, seen_at=NOON))

    await database.run(add)

    await database.run(rename)

    assert await database.read(lambda session: found(session).name) == "Rosalía"
