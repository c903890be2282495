"""What a session writes of changed rows past SQLAlchemy's own way."""

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified
from sqlalchemy.orm.exc import StaleDataError

from store.database import Database
from store.models import Archive, City, Consultation, ConsultationAnswer, ConsultationField, ConsultationMember

NOON = datetime(2027, 6, 2, 12, 0, tzinfo=UTC)


def city(slug: str) -> City:
    return City(slug=slug, name="Quito", country="EC", zone="America/Guayaquil", language="es")


def furnish(session: Session) -> None:
    session.add_all([city("quito"), city("pasto"), city("tunja")])
    session.add(Archive(slug="old", name="Piloto", years="2024", cities_count=3, fields=["agua"], summary=""))
    session.add(Consultation(id=1, slug="otono", created_at=NOON, changed_at=NOON))
    session.flush()
    session.add(ConsultationField(id=1, consultation_id=1, name="Agua", position=1))
    where = {"country": "EC", "language": "es", "zone": "America/Guayaquil", "first_time": True, "hours": ""}
    session.add_all([ConsultationMember(id=number, consultation_id=1, slug=f"m{number}", **where) for number in (1, 2)])
    session.flush()
    session.add_all([ConsultationAnswer(member_id=number, field_id=1, rank=1, need=0, offer=0) for number in (1, 2)])


def names(session: Session) -> dict[str, str]:
    return {one.slug: one.name for one in cities(session)}


def cities(session: Session) -> list[City]:
    return list(session.scalars(sa.select(City).order_by(City.slug)))


async def test_changes_of_several_tables_and_of_rows_in_different_columns_are_kept(database: Database) -> None:
    await database.run(furnish)

    def change(session: Session) -> None:
        pasto, quito, tunja = cities(session)
        pasto.name, quito.name, quito.zone = "San Juan de Pasto", "San Francisco de Quito", "America/Lima"
        tunja.name = tunja.name  # no change at all
        archive = session.scalars(sa.select(Archive)).one()
        archive.fields.append("vivienda")
        flag_modified(archive, "fields")
        for answer in session.scalars(sa.select(ConsultationAnswer)):
            answer.rank, answer.need = None, answer.member_id
        session.flush()
        assert not session.dirty

    await database.run(change)

    def stands(session: Session) -> tuple[object, ...]:
        answers = session.scalars(sa.select(ConsultationAnswer).order_by(ConsultationAnswer.member_id))
        quito = cities(session)[1]
        fields = session.scalars(sa.select(Archive.fields)).one()
        return names(session), quito.zone, fields, [(one.rank, one.need) for one in answers]

    assert await database.read(stands) == (
        {"pasto": "San Juan de Pasto", "quito": "San Francisco de Quito", "tunja": "Quito"},
        "America/Lima",
        ["agua", "vivienda"],
        [(None, 1), (None, 2)],
    )


async def test_what_was_added_changed_and_deleted_at_once_is_kept(database: Database) -> None:
    await database.run(furnish)

    def change(session: Session) -> None:
        pasto, quito, _ = cities(session)
        quito.name = "San Francisco de Quito"
        session.delete(pasto)
        session.add(city("ambato"))

    await database.run(change)

    assert await database.read(names) == {"ambato": "Quito", "quito": "San Francisco de Quito", "tunja": "Quito"}


async def test_a_value_that_the_database_works_out_is_kept(database: Database) -> None:
    await database.run(furnish)

    def change(session: Session) -> None:
        archive = session.scalars(sa.select(Archive)).one()
        archive.cities_count = Archive.cities_count + 4

    await database.run(change)

    assert await database.read(lambda session: session.scalar(sa.select(Archive.cities_count))) == 7


async def test_a_row_may_get_another_key(database: Database) -> None:
    await database.run(furnish)

    def change(session: Session) -> bool:
        archive = session.scalars(sa.select(Archive)).one()
        archive.id = 70
        session.flush()
        return session.get(Archive, 70) is archive

    assert await database.run(change)
    assert await database.read(lambda session: session.scalar(sa.select(Archive.id))) == 70


def refused(session: Session, quito: City) -> None:
    with session.begin_nested():
        quito.name = "San Francisco de Quito"
        session.flush()
        raise LookupError("broken")


async def test_what_a_savepoint_takes_back_is_as_it_was(database: Database) -> None:
    await database.run(furnish)

    def change(session: Session) -> tuple[str, str]:
        pasto, quito, _ = cities(session)
        pasto.name = "San Juan de Pasto"
        with pytest.raises(LookupError):
            refused(session, quito)
        return pasto.name, quito.name

    assert await database.run(change) == ("San Juan de Pasto", "Quito")
    assert (await database.read(names))["pasto"] == "San Juan de Pasto"
    assert (await database.read(names))["quito"] == "Quito"


async def test_a_row_that_is_not_there_any_more_is_not_changed_in_silence(database: Database) -> None:
    await database.run(furnish)

    def change(session: Session) -> None:
        quito = cities(session)[1]
        session.execute(sa.delete(City).where(City.slug == "quito").execution_options(synchronize_session=False))
        quito.name = "San Francisco de Quito"

    with pytest.raises(StaleDataError):
        await database.run(change)

    assert (await database.read(names))["quito"] == "Quito"


async def test_what_is_wrong_fails_as_ever_and_says_nothing_of_what_people_wrote(database: Database) -> None:
    await database.run(furnish)

    def change(session: Session) -> None:
        pasto = cities(session)[0]
        pasto.slug, pasto.name = "quito", "entre nosotros"

    with pytest.raises(sa.exc.IntegrityError) as failure:
        await database.run(change)

    assert "entre nosotros" not in str(failure.value)
