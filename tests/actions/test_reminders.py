"""When people are reminded: every city, every session, and what changes on the way."""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from actions.programme import do_load_programme, read_programme
from actions.reminders import (
    concerns,
    moments,
    plan_reminders_for,
    plan_reminders_for_meeting,
    postponed,
    replan_for_person,
    stale_at,
)
from store.database import Database
from store.models import (
    Answer,
    Meeting,
    Membership,
    Network,
    Person,
    Reminder,
    ReminderKind,
    ReminderState,
    Role,
)
from store.programme import network_by_slug

PROGRAMME = Path(__file__).parent.parent.parent / "demo" / "programme.toml"
NOW = datetime(2027, 5, 24, 13, tzinfo=UTC)
WEEK, NUDGE, DAY, HOUR = ReminderKind

# The third Fridays, 17:00 in Madrid. Spain sets its clocks back on 31 October; the American cities do not.
MOBILITY = {
    date(2027, 6, 18): 15,
    date(2027, 7, 16): 15,
    date(2027, 8, 20): 15,
    date(2027, 9, 17): 15,
    date(2027, 10, 15): 15,
    date(2027, 11, 19): 16,
}
# Zone, hour of the meeting there until October and in November, ten o'clock there in UTC until October and in November.
MOBILITY_CITIES = {
    "cordoba-ar": ("America/Argentina/Cordoba", 12, 13, 13, 13),
    "medellin": ("America/Bogota", 10, 11, 15, 15),
    "merida-mx": ("America/Merida", 9, 10, 16, 16),
    "quito": ("America/Guayaquil", 10, 11, 15, 15),
    "tunja": ("America/Bogota", 10, 11, 15, 15),
    "zaragoza": ("Europe/Madrid", 17, 17, 8, 9),
    "santiago-do": ("America/Santo_Domingo", 11, 12, 14, 14),
}


@pytest.mark.parametrize("on", MOBILITY)
@pytest.mark.parametrize("city", MOBILITY_CITIES)
def test_moments_of_every_city_and_session_of_the_mobility_network(city: str, on: date) -> None:
    name, summer_hour, winter_hour, summer_ten, winter_ten = MOBILITY_CITIES[city]
    starts_at = datetime(on.year, on.month, on.day, MOBILITY[on], tzinfo=UTC)
    is_winter = on.month == 11
    ten = time(winter_ten if is_winter else summer_ten, tzinfo=UTC)

    assert starts_at.astimezone(ZoneInfo(name)).hour == (winter_hour if is_winter else summer_hour)
    assert moments(starts_at, ZoneInfo(name)) == {
        WEEK: datetime.combine(on - timedelta(days=7), ten),
        NUDGE: datetime.combine(on - timedelta(days=3), ten),
        DAY: datetime.combine(on - timedelta(days=1), ten),
        HOUR: starts_at - timedelta(hours=1),
    }


# The first Wednesdays, 16:00 in Madrid: three days before is a Sunday, so that the nudge comes on Monday.
ECONOMY = {
    date(2027, 6, 2): 14,
    date(2027, 7, 7): 14,
    date(2027, 8, 4): 14,
    date(2027, 9, 1): 14,
    date(2027, 10, 6): 14,
    date(2027, 11, 3): 15,
}
ECONOMY_CITIES = {
    "America/Argentina/Buenos_Aires": 13,
    "America/Panama": 15,
    "America/Bogota": 15,
    "America/Guayaquil": 15,
    "America/Argentina/Cordoba": 13,
    "America/Sao_Paulo": 13,
}


@pytest.mark.parametrize("on", ECONOMY)
@pytest.mark.parametrize("zone", ECONOMY_CITIES)
def test_moments_of_every_city_and_session_of_the_economy_network(zone: str, on: date) -> None:
    starts_at = datetime(on.year, on.month, on.day, ECONOMY[on], tzinfo=UTC)
    ten = time(ECONOMY_CITIES[zone], tzinfo=UTC)

    assert moments(starts_at, ZoneInfo(zone)) == {
        WEEK: datetime.combine(on - timedelta(days=7), ten),
        NUDGE: datetime.combine(on - timedelta(days=2), ten),
        DAY: datetime.combine(on - timedelta(days=1), ten),
        HOUR: starts_at - timedelta(hours=1),
    }


def test_moments_on_both_sides_of_the_clock_change_are_ten_in_the_morning_each() -> None:
    starts_at = datetime(2027, 11, 3, 15, tzinfo=UTC)

    assert moments(starts_at, ZoneInfo("Europe/Madrid")) == {
        WEEK: datetime(2027, 10, 27, 8, tzinfo=UTC),
        NUDGE: datetime(2027, 11, 1, 9, tzinfo=UTC),
        DAY: datetime(2027, 11, 2, 9, tzinfo=UTC),
        HOUR: datetime(2027, 11, 3, 14, tzinfo=UTC),
    }


@pytest.mark.parametrize(
    ("on", "week", "nudge", "day"),
    [
        ("2027-06-14 Monday", 7, 11, 11),
        ("2027-06-15 Tuesday", 8, 14, 14),
        ("2027-06-16 Wednesday", 9, 14, 15),
        ("2027-06-17 Thursday", 10, 14, 16),
        ("2027-06-18 Friday", 11, 15, 17),
        ("2027-06-19 Saturday", 14, 16, 18),
        ("2027-06-20 Sunday", 14, 17, 18),
    ],
)
def test_moments_never_fall_on_a_weekend(on: str, week: int, nudge: int, day: int) -> None:
    starts_at = datetime.fromisoformat(f"{on.split()[0]}T12:00+00:00")

    found = moments(starts_at, ZoneInfo("UTC"))

    assert [found[kind].day for kind in (WEEK, NUDGE, DAY)] == [week, nudge, day]
    assert all(found[kind].weekday() < 5 and found[kind].hour == 10 for kind in (WEEK, NUDGE, DAY))


@pytest.mark.parametrize(
    ("kind", "answers"),
    [
        (WEEK, {None, Answer.MAYBE}),
        (NUDGE, {None}),
        (DAY, {Answer.GOING}),
        (HOUR, {Answer.GOING}),
    ],
)
def test_reminder_concerns(kind: ReminderKind, answers: set[Answer | None]) -> None:
    everybody = [None, *Answer]

    assert {answer for answer in everybody if concerns(kind, answer, is_paused=False)} == answers
    assert {answer for answer in everybody if concerns(kind, answer, is_paused=True)} == answers & {Answer.GOING}


def test_reminder_of_the_day_before_is_useless_once_that_of_the_hour_is_due() -> None:
    starts_at = datetime(2027, 6, 18, 15, tzinfo=UTC)
    due_at = datetime(2027, 6, 17, 8, tzinfo=UTC)

    assert stale_at(DAY, due_at, starts_at) == starts_at - timedelta(hours=1)
    assert stale_at(HOUR, starts_at - timedelta(hours=1), starts_at) == starts_at
    assert stale_at(NUDGE, due_at - timedelta(days=2), starts_at) == due_at - timedelta(days=1)


@pytest.mark.parametrize(
    ("kind", "now", "expected"),
    [
        (WEEK, "2027-06-11T10:00", None),
        (WEEK, "2027-06-11T21:00", "2027-06-14T08:00"),
        (NUDGE, "2027-06-15T21:00", "2027-06-16T08:00"),
        (DAY, "2027-06-17T21:00", "2027-06-18T08:00"),
        (DAY, "2027-06-18T07:00", None),
        (HOUR, "2027-06-18T07:00", None),
    ],
)
def test_late_reminder_waits_for_the_morning_unless_it_concerns_today(
    kind: ReminderKind, now: str, expected: str | None
) -> None:
    starts_at = datetime(2027, 6, 18, 15, tzinfo=UTC)

    found = postponed(kind, datetime.fromisoformat(f"{now}+00:00"), ZoneInfo("UTC"), starts_at)

    assert found == (datetime.fromisoformat(f"{expected}+00:00") if expected else None)


def test_late_reminder_of_a_meeting_on_sunday_does_not_wait_for_monday() -> None:
    sunday_noon = datetime(2027, 6, 20, 12, tzinfo=UTC)
    friday_night = datetime(2027, 6, 18, 23, tzinfo=UTC)

    saturday_noon = postponed(DAY, friday_night, ZoneInfo("UTC"), sunday_noon)

    assert saturday_noon == datetime(2027, 6, 19, 12, tzinfo=UTC)
    assert postponed(DAY, saturday_noon, ZoneInfo("UTC"), sunday_noon) is None


async def test_joining_plans_what_is_still_to_come(database: Database) -> None:
    def unit(session: Session) -> list[tuple[ReminderKind, datetime]]:
        membership = _member(session, "movilidad-sostenible", "America/Merida")
        plan_reminders_for(session, membership, now=datetime(2027, 11, 13, tzinfo=UTC))
        plan_reminders_for(session, membership, now=datetime(2027, 11, 13, tzinfo=UTC))
        return _planned(session, membership.person_id)

    assert await database.run(unit) == [
        (NUDGE, datetime(2027, 11, 16, 16, tzinfo=UTC)),
        (DAY, datetime(2027, 11, 18, 16, tzinfo=UTC)),
        (HOUR, datetime(2027, 11, 19, 15, tzinfo=UTC)),
    ]


async def test_guest_is_reminded_of_nothing(database: Database) -> None:
    def unit(session: Session) -> list[tuple[ReminderKind, datetime]]:
        membership = _member(session, "movilidad-sostenible", "America/Merida", Role.GUEST)
        plan_reminders_for(session, membership, now=NOW)
        plan_reminders_for_meeting(session, _last_meeting(session, membership), now=NOW)
        return _planned(session, membership.person_id)

    assert await database.run(unit) == []


async def test_loaded_meeting_has_a_card_due_at_ten_in_the_reference_zone(database: Database) -> None:
    def unit(session: Session) -> datetime | None:
        return _last_meeting(session, _member(session, "movilidad-sostenible", "America/Merida")).card_due_at

    assert await database.run(unit) == datetime(2027, 11, 12, 9, tzinfo=UTC)


async def test_cancelled_meeting_skips_what_waits(database: Database) -> None:
    def unit(session: Session) -> tuple[set[ReminderState], datetime | None]:
        membership = _member(session, "movilidad-sostenible", "America/Merida")
        plan_reminders_for(session, membership, now=datetime(2027, 11, 1, tzinfo=UTC))
        meeting = _last_meeting(session, membership)
        meeting.cancelled_at = NOW
        plan_reminders_for_meeting(session, meeting, now=NOW)
        return set(session.scalars(sa.select(Reminder.state))), meeting.card_due_at

    assert await database.run(unit) == ({ReminderState.SKIPPED}, None)


@pytest.mark.parametrize(
    ("zone", "now", "expected"),
    [
        ("Europe/Madrid", "2027-11-01T00:00", [(WEEK, "12T09"), (NUDGE, "16T09"), (DAY, "18T09"), (HOUR, "19T15")]),
        # Ten o'clock has just passed in the new zone: at once, as it is noon there.
        ("Europe/Madrid", "2027-11-12T11:00", [(WEEK, "12T11"), (NUDGE, "16T09"), (DAY, "18T09"), (HOUR, "19T15")]),
        # The same in a zone where it is late at night: on Monday.
        ("Asia/Dubai", "2027-11-12T17:00", [(WEEK, "15T04"), (NUDGE, "16T06"), (DAY, "18T06"), (HOUR, "19T15")]),
    ],
)
async def test_new_zone_moves_what_waits(
    database: Database, zone: str, now: str, expected: list[tuple[ReminderKind, str]]
) -> None:
    def unit(session: Session) -> list[tuple[ReminderKind, datetime]]:
        membership = _member(session, "movilidad-sostenible", "America/Merida")
        plan_reminders_for(session, membership, now=datetime(2027, 11, 1, tzinfo=UTC))
        person = session.get_one(Person, membership.person_id)
        person.zone = zone
        replan_for_person(session, person, now=datetime.fromisoformat(f"{now}+00:00"))
        return _planned(session, person.id)

    assert await database.run(unit) == [
        (kind, datetime.fromisoformat(f"2027-11-{moment}:00+00:00")) for kind, moment in expected
    ]


def _member(session: Session, slug: str, zone: str, role: Role = Role.DELEGATE) -> Membership:
    do_load_programme(session, read_programme(PROGRAMME), now=NOW)
    network = network_by_slug(session, slug)
    assert network is not None
    person = Person(telegram_id=1, name="Tere", language="es", zone=zone, consented_at=NOW, created_at=NOW)
    session.add(person)
    session.flush()
    membership = Membership(person_id=person.id, network_id=network.id, role=role, joined_at=NOW)
    session.add(membership)
    session.flush()
    return membership


def _last_meeting(session: Session, membership: Membership) -> Meeting:
    network = session.get_one(Network, membership.network_id)
    found = sa.select(Meeting).where(Meeting.network_id == network.id).order_by(Meeting.starts_at.desc())
    return session.scalars(found).first()  # type: ignore[return-value]


def _planned(session: Session, person_id: int) -> list[tuple[ReminderKind, datetime]]:
    session.flush()
    found = sa.select(Reminder.kind, Reminder.due_at).where(
        Reminder.person_id == person_id, Reminder.state == ReminderState.WAITING
    )
    return [(kind, due_at) for kind, due_at in session.execute(found.order_by(Reminder.due_at))]
