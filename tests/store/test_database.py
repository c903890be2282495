import asyncio
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.database import Database, connect, insert_new
from store.database.postgres import CONNECTIONS
from store.models import City, Pace, UpdateSeen

NOON = datetime(2027, 6, 2, 12, 0, tzinfo=UTC)


def add_city(session: Session, slug: str) -> None:
    session.add(City(slug=slug, name="Quito", country="EC", zone="America/Guayaquil", language="es"))
    session.flush()


def slugs(session: Session) -> list[str]:
    return list(session.scalars(sa.select(City.slug).order_by(City.slug)))


async def test_unit_is_kept_when_it_returns(database: Database) -> None:
    await database.run(lambda session: add_city(session, "quito"))

    assert await database.read(slugs) == ["quito"]


async def test_unit_that_raises_keeps_nothing_and_harms_no_other(database: Database) -> None:
    def broken(session: Session) -> None:
        add_city(session, "nowhere")
        raise LookupError("broken")

    outcomes = await asyncio.gather(
        database.run(lambda session: add_city(session, "pasto")),
        database.run(broken),
        database.run(lambda session: add_city(session, "tunja")),
        return_exceptions=True,
    )

    assert [type(outcome) for outcome in outcomes] == [type(None), LookupError, type(None)]
    assert await database.read(slugs) == ["pasto", "tunja"]


async def test_unit_that_fails_does_not_tell_what_people_wrote(database: Database) -> None:
    def same_slug_twice(session: Session) -> None:
        session.add(City(slug="quito", name="entre nosotros", country="EC", zone="America/Guayaquil", language="es"))

    await database.run(same_slug_twice)

    with pytest.raises(sa.exc.IntegrityError) as failure:
        await database.run(same_slug_twice)

    assert "INSERT INTO city" in str(failure.value)
    assert "entre nosotros" not in str(failure.value)


async def test_savepoint_inside_a_unit_rolls_back_alone(database: Database) -> None:
    def refused(session: Session) -> None:
        with session.begin_nested():
            add_city(session, "nowhere")
            raise LookupError("refused")

    def unit(session: Session) -> None:
        add_city(session, "rosario")
        with pytest.raises(LookupError):
            refused(session)

    await database.run(unit)

    assert await database.read(slugs) == ["rosario"]


async def test_insert_new_tells_whether_the_row_was_there(database: Database) -> None:
    values = {"update_id": 7, "seen_at": NOON}

    first = await database.run(lambda session: insert_new(session, UpdateSeen, values, unique=["update_id"]))
    second = await database.run(lambda session: insert_new(session, UpdateSeen, values, unique=["update_id"]))

    assert (first, second) == (True, False)
    seen = await database.read(lambda session: session.scalars(sa.select(UpdateSeen.seen_at)).all())
    assert seen == [NOON]


async def test_units_that_collide_are_both_carried_out(database: Database) -> None:
    def both(first: str, second: str) -> Callable[[Session], None]:
        def unit(session: Session) -> None:
            for key in (first, second):
                session.execute(sa.update(Pace).where(Pace.key == key).values(next_at=Pace.next_at))
                if not database.is_sqlite:
                    session.execute(sa.text("SELECT pg_sleep(0.1)"))
            session.execute(sa.insert(Pace).values(key=f"{first} then {second}", next_at=NOON))

        return unit

    await database.run(lambda session: session.add_all([Pace(key="a", next_at=NOON), Pace(key="b", next_at=NOON)]))

    await asyncio.gather(database.run(both("a", "b")), database.run(both("b", "a")))

    kept = await database.read(lambda session: set(session.scalars(sa.select(Pace.key))))
    assert kept == {"a", "b", "a then b", "b then a"}


async def test_postgres_plans_each_statement_once_for_a_connection(postgres_url: str) -> None:
    database = connect(postgres_url)

    mode = await database.read(lambda session: session.scalar(sa.text("SHOW plan_cache_mode")))

    await database.close()
    assert mode == "force_generic_plan"


async def test_postgres_keeps_the_connections_that_a_rush_has_opened(postgres_url: str) -> None:
    database = connect(postgres_url)

    async def used() -> set[int]:
        async def one() -> int:
            return int(await database.run(lambda session: session.scalar(sa.text("SELECT pg_backend_pid()"))))

        return set(await asyncio.gather(*(one() for _ in range(40))))

    try:
        assert len(await used() | await used()) == CONNECTIONS
    finally:
        await database.close()
