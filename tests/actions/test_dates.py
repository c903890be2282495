"""Fair dates out of the store: holidays, days off of cities, other sessions, and what those held have cost."""

from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from actions.city_calendars import (
    DaysNotUnderstood,
    DaysPast,
    HoursNotUnderstood,
    calendars_of,
    read_days,
    read_hours,
)
from actions.dates import proposals_for
from actions.programme import do_load_programme, read_programme
from store.database import Database
from store.models import CityDay, Meeting
from store.programme import city_by_slug, network_by_slug, series_of_network
from texts.meetings.fair import Proposals, Weighed

PROGRAMME = Path(__file__).parent.parent.parent / "demo" / "programme.toml"
NOW = datetime(2027, 9, 1, tzinfo=UTC)
TODAY = date(2027, 6, 1)


async def test_days_off_and_holidays_are_never_free_and_other_sessions_keep_their_days(database: Database) -> None:
    def closed_in_autumn(session: Session) -> None:
        do_load_programme(session, read_programme(PROGRAMME), now=NOW)
        quito = city_by_slug(session, "quito")
        assert quito is not None
        quito.opens_at = time(8)
        session.add(
            CityDay(city_id=quito.id, starts_on=date(2027, 9, 6), ends_on=date(2027, 9, 10), name="Receso municipal")
        )

    await database.run(closed_in_autumn)

    proposed = await database.read(lambda session: _proposals(session, None))

    days = {one.starts_at.date(): one for one in proposed.found}
    assert {day for day, one in days.items() if _feasts(one) == {"Quito": "Receso municipal"}} >= {
        date(2027, 9, 6),
        date(2027, 9, 8),
    }
    assert "Zaragoza" in _feasts(days[date(2027, 10, 12)])
    assert date(2027, 9, 17) not in days
    assert (min(days), max(days)) == (
        date(2027, 9, 6),
        date(2027, 10, 29),
    )  # on Wednesday the 1st, this week is too soon
    assert not any(one.is_free for one in proposed.found if _feasts(one))
    assert {city.name: minutes for city, minutes in proposed.borne} == {"Zaragoza": 90}
    assert proposed.present is None


async def test_calendars_reach_over_the_turn_of_the_year_and_a_day_beyond_each_end(database: Database) -> None:
    def closed_around_new_year(session: Session) -> None:
        do_load_programme(session, read_programme(PROGRAMME), now=NOW)
        quito = city_by_slug(session, "quito")
        assert quito is not None
        for day in (date(2027, 12, 29), date(2027, 12, 30), date(2028, 1, 3), date(2028, 1, 4)):
            session.add(CityDay(city_id=quito.id, starts_on=day, ends_on=day, name="Receso"))

        (calendar,) = calendars_of(session, [quito], date(2027, 12, 31), date(2028, 1, 2), "es")

        found = [day for day, name in calendar.days_off.items() if name == "Receso"]
        assert found == [date(2027, 12, 30), date(2028, 1, 3)]
        assert {date(2027, 12, 25), date(2028, 1, 1)} <= calendar.days_off.keys()

    await database.run(closed_around_new_year)


async def test_cancelled_session_keeps_no_day_and_has_cost_nobody_anything(database: Database) -> None:
    def cancelled(session: Session) -> None:
        do_load_programme(session, read_programme(PROGRAMME), now=NOW)
        network = network_by_slug(session, "movilidad-sostenible")
        assert network is not None
        for meeting in series_of_network(session, network.id):
            meeting.cancelled_at = NOW

    await database.run(cancelled)

    proposed = await database.read(lambda session: _proposals(session, None))

    assert date(2027, 9, 17) in {one.starts_at.date() for one in proposed.found}
    assert proposed.borne == ()


async def test_date_that_costs_nobody_anything_is_no_reason_to_move_within_the_day(database: Database) -> None:
    def easily_held(session: Session) -> None:
        do_load_programme(session, read_programme(PROGRAMME), now=NOW)
        session.get_one(Meeting, 10).minutes = 60

    await database.run(easily_held)

    proposed = await database.read(lambda session: _proposals(session, 10))

    assert proposed.present is not None
    assert proposed.present.is_free
    assert proposed.found[0].is_free
    assert proposed.present.starts_at.date() not in {one.starts_at.date() for one in proposed.found}


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("12/10", date(2027, 10, 12), date(2027, 10, 12)),
        ("20/12 - 6/1", date(2027, 12, 20), date(2028, 1, 6)),
        ("20/12-6/1", date(2027, 12, 20), date(2028, 1, 6)),
        ("del 20 al 24 de septiembre", date(2027, 9, 20), date(2027, 9, 24)),
        ("20 de setembro até 2 de outubro", date(2027, 9, 20), date(2027, 10, 2)),
        ("2027-08-02 – 2027-08-31", date(2027, 8, 2), date(2027, 8, 31)),
    ],
)
def test_days_are_read_as_they_are_typed(typed: str, first: date, last: date) -> None:
    assert read_days(typed, TODAY) == (first, last)


@pytest.mark.parametrize(
    "typed", ["", "ni idea", "30/2", "1/7 - 31/12", "12/10 9:00 - 13/10", "12/10 9:00", "18:00", "40 al 24/12"]
)
def test_days_that_are_not_clear_are_refused(typed: str) -> None:
    with pytest.raises(DaysNotUnderstood):
        read_days(typed, TODAY)


@pytest.mark.parametrize("typed", ["25/5", "20/5 - 25/5", "25/5/2027"])
def test_days_that_are_over_are_refused(typed: str) -> None:
    with pytest.raises(DaysPast):
        read_days(typed, TODAY)


def test_hours_are_read_as_they_are_typed() -> None:
    assert read_hours("8-15") == read_hours("de 8:00 a 15h") == read_hours(" 08.00–15.00 ") == (time(8), time(15))
    for typed in ("15-8", "9-9", "9", "9-25", "8:70-15", "mañana"):
        with pytest.raises(HoursNotUnderstood):
            read_hours(typed)


def _proposals(session: Session, meeting_id: int | None) -> Proposals:
    network = network_by_slug(session, "movilidad-sostenible")
    assert network is not None
    meeting = session.get_one(Meeting, meeting_id) if meeting_id is not None else None
    wished = meeting.starts_at if meeting is not None else datetime(2027, 9, 24, 15, tzinfo=UTC)
    return proposals_for(session, network, meeting, wished, "es", now=NOW)


def _feasts(weighed: Weighed) -> dict[str, str]:
    return {cost.city.name: cost.day_off for cost in weighed.costs if cost.day_off is not None}
