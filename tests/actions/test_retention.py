from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from actions.programme import do_load_programme, read_programme
from actions.registration import do_join
from actions.retention import do_erase_kept_too_long
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
