"""Who may change when a city works, and what is no change of it."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time

import pytest
from sqlalchemy.orm import Session

from actions.city_calendars import (
    do_add_days,
    do_remove_days,
    do_set_hours,
    do_set_region,
    holidays_ahead,
    own_days_ahead,
)
from actions.refusals import NetworkClosed, NotAllowed, NotFound, StepPassed
from store.database import Database
from store.models import AuditEntry, City, CityDay, Network, NetworkCity, Person, Role
from tests.actions.founding import found_network, join, settle_person

NOW = datetime(2027, 6, 1, 12, tzinfo=UTC)
HOURS = (time(8), time(15))
FEAST = date(2027, 6, 24)
DAYS_OFF = 900  # days off that are there already

Change = Callable[[Session, Person, Network, City], None]

CHANGES: dict[str, Change] = {
    "hours": lambda session, by, network, city: do_set_hours(session, by, network.id, city.id, HOURS, now=NOW),
    "region": lambda session, by, network, city: do_set_region(session, by, network.id, city.id, "CT", now=NOW),
    "days": lambda session, by, network, city: do_add_days(
        session, by, network.id, city.id, (FEAST, FEAST), "Sant Joan", now=NOW
    ),
    "no days": lambda session, by, network, city: do_remove_days(session, by, network.id, city.id, DAYS_OFF, now=NOW),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
async def test_city_is_changed_by_who_coordinates_an_open_network_in_which_it_takes_part(
    database: Database, change: Change
) -> None:
    def unit(session: Session) -> None:
        (marta, city, network), (ana, other_city, other) = _coordinated(session), _coordinated(session, "economia")
        delegate, _ = settle_person(session)
        join(session, delegate, city, network)
        session.add(CityDay(id=DAYS_OFF, city_id=city.id, starts_on=FEAST, ends_on=FEAST, name="Sant Joan"))
        session.flush()

        change(session, marta, network, city)
        deeds = [(one.person_id, one.network_id, one.subject) for one in session.query(AuditEntry)]
        assert deeds == [(marta.id, network.id, f"city:{city.id}")]
        for person, through, changed, refusal in (
            (delegate, network, city, NotAllowed),
            (marta, network, other_city, NotFound),
            (marta, other, other_city, NotFound),
            (ana, other, city, NotFound),
        ):
            with pytest.raises(refusal):
                change(session, person, through, changed)
        network.closed_at = NOW
        with pytest.raises(NetworkClosed):
            change(session, marta, network, city)

    await database.run(unit)


async def test_days_of_another_city_and_regions_of_another_country_are_left_alone(database: Database) -> None:
    def unit(session: Session) -> None:
        (marta, city, network), (_, other_city, _) = _coordinated(session), _coordinated(session, "economia")
        session.add(CityDay(city_id=other_city.id, starts_on=FEAST, ends_on=FEAST, name="Sant Joan"))
        session.flush()
        (day,) = own_days_ahead(session, other_city, NOW)

        do_remove_days(session, marta, network.id, city.id, day.id, now=NOW)
        with pytest.raises(StepPassed):
            do_set_region(session, marta, network.id, city.id, "SP", now=NOW)

        assert own_days_ahead(session, other_city, NOW) == [day]
        assert city.region == ""

    await database.run(unit)


async def test_public_holidays_ahead_are_those_of_weekdays_in_two_months(database: Database) -> None:
    def unit(session: Session) -> None:
        _, city, _ = _coordinated(session)
        city.region = "CT"

        found = holidays_ahead(city, datetime(2027, 8, 1, tzinfo=UTC), "ca")
        later = holidays_ahead(city, datetime(2027, 8, 31, tzinfo=UTC), "ca")

        assert found == []  # 15 August is a Sunday, 11 September a Saturday
        assert later == [(date(2027, 10, 12), "Festa Nacional d'Espanya")]

    await database.run(unit)


def _coordinated(session: Session, slug: str = "movilidad") -> tuple[Person, City, Network]:
    """A coordinator of a network of one city, which is hers."""
    network = found_network(session, slug)
    person, city = settle_person(session)
    session.add(NetworkCity(network_id=network.id, city_id=city.id))
    join(session, person, city, network, role=Role.COORDINATOR)
    return person, city, network
