from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from actions.programme import do_load_programme, read_programme
from actions.registration import do_join
from actions.retention import LOOK_AGAIN, do_erase_kept_too_long
from bot.demo import PROGRAMME
from store.database import Database
from store.models import Person, Role
from store.programme import network_by_slug

MAY = datetime(2027, 5, 24, 13, tzinfo=UTC)
LAST_SESSION = datetime(2027, 11, 3, 15, tzinfo=UTC)  # of Economía Local


def a_delegate(session: Session) -> Person:
    do_load_programme(session, read_programme(PROGRAMME), now=MAY)
    person = Person(telegram_id=7, name="Rosa", language="es", zone="UTC", consented_at=MAY, created_at=MAY)
    session.add(person)
    session.flush()
    network = network_by_slug(session, "economia-local")
    assert network is not None
    do_join(session, person, network, None, Role.FACILITATOR, MAY)
    return person


@pytest.mark.parametrize(("days", "name"), [(180, "Rosa"), (190, "")])
async def test_name_goes_half_a_year_after_the_last_session(database: Database, days: int, name: str) -> None:
    def unit(session: Session) -> str:
        person = a_delegate(session)
        do_erase_kept_too_long(session, now=LAST_SESSION + timedelta(days=days))
        return person.name

    assert await database.run(unit) == name


async def test_who_is_still_needed_is_looked_at_again_when_that_may_have_changed(database: Database) -> None:
    def unit(session: Session) -> None:
        person = a_delegate(session)
        summer, autumn = MAY + timedelta(days=200), LAST_SESSION + timedelta(days=180)

        assert [do_erase_kept_too_long(session, now=summer) for _ in range(2)] == [1, 0]
        assert person.kept_until == summer + LOOK_AGAIN
        assert do_erase_kept_too_long(session, now=summer + LOOK_AGAIN) == 1
        assert [do_erase_kept_too_long(session, now=autumn) for _ in range(2)] == [1, 0]
        assert person.kept_until == datetime(2028, 5, 3, 15, tzinfo=UTC)  # half a year after the last session
        assert do_erase_kept_too_long(session, now=person.kept_until) == 1
        assert person.name == ""

    await database.run(unit)


async def test_name_goes_half_a_year_after_a_network_was_closed_early(database: Database) -> None:
    def unit(session: Session) -> None:
        person = a_delegate(session)
        do_erase_kept_too_long(session, now=MAY + timedelta(days=200))
        network = network_by_slug(session, "economia-local")
        assert network is not None
        network.closed_at = MAY + timedelta(days=30)

        do_erase_kept_too_long(session, now=MAY + timedelta(days=220))

        assert person.name == ""

    await database.run(unit)


async def test_who_never_joined_a_network_is_kept_half_a_year_and_looked_at_once(database: Database) -> None:
    def unit(session: Session) -> None:
        person = Person(telegram_id=7, name="Rosa", language="es", zone="UTC", consented_at=MAY, created_at=MAY)
        session.add(person)

        assert do_erase_kept_too_long(session, now=MAY + timedelta(days=183)) == 0
        assert [do_erase_kept_too_long(session, now=MAY + timedelta(days=185)) for _ in range(2)] == [1, 0]
        assert person.name == ""

    await database.run(unit)
