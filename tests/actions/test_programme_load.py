"""Loading a programme once, again, and after it was changed."""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from actions.meetings import do_add, do_restore
from actions.network_settings import do_set
from actions.programme import Loaded, ProgrammeWrong, do_load_programme, parse_programme, read_programme
from actions.undoing import do_undo
from bot.commands.programme import report
from store.audit import entries_of
from store.database import Database
from store.models import City, Meeting, Membership, Network, NetworkCity, Person, Role
from texts.network_settings.presses import Setting

DEMO = (Path(__file__).parents[2] / "demo" / "programme.toml").read_text("utf-8")
SPRING = datetime(2027, 4, 1, 12, tzinfo=UTC)
AUTUMN = datetime(2027, 9, 20, 12, tzinfo=UTC)  # after the fourth session of both networks

RULE = '"FREQ=MONTHLY;BYDAY=3FR;COUNT=6"'
STARTS = [
    "2027-06-18 15:00",
    "2027-07-16 15:00",
    "2027-08-20 15:00",
    "2027-09-17 15:00",
    "2027-10-15 15:00",
    "2027-11-19 16:00",
]


async def load(database: Database, text: str = DEMO, now: datetime = SPRING) -> Loaded:
    programme = parse_programme(text)
    return await database.run(lambda session: do_load_programme(session, programme, now=now))


def movilidad(session: Session) -> list[Meeting]:
    network = session.scalars(sa.select(Network).where(Network.slug == "movilidad-sostenible")).one()
    meetings = sa.select(Meeting).where(Meeting.network_id == network.id)
    return list(session.scalars(meetings.order_by(Meeting.recurrence_at, Meeting.id)))


def told(meeting: Meeting) -> str:
    return f"{meeting.starts_at:%Y-%m-%d %H:%M}" + (" cancelled" if meeting.cancelled_at else "")


async def sessions(database: Database) -> list[tuple[int, str, int]]:
    """Number, start and SEQUENCE of the sessions of Movilidad."""
    return await database.read(
        lambda session: [(meeting.number, told(meeting), meeting.sequence) for meeting in movilidad(session)]
    )


def numbered(starts: list[str], sequence: int = 0) -> list[tuple[int, str, int]]:
    return [(number, start, sequence) for number, start in enumerate(starts, start=1)]


async def test_first_load_creates_everything(database: Database) -> None:
    loaded = await load(database)

    assert len(loaded.cities.created) == 14
    assert loaded.networks.created == ["Microrred de Economía Local", "Microrred de Movilidad Sostenible"]
    assert [len(changes.created) for changes in loaded.series.values()] == [6, 6]
    assert await sessions(database) == numbered(STARTS)


async def test_second_load_changes_nothing(database: Database) -> None:
    await load(database)

    loaded = await load(database, now=AUTUMN)

    assert not loaded.changed_anything
    assert (loaded.cities.left, loaded.networks.left, loaded.archives.left) == (14, 2, 1)
    assert [len(changes.left) for changes in loaded.series.values()] == [6, 6]
    assert await sessions(database) == numbered(STARTS)


async def test_digest_begins_on_the_next_monday_and_does_not_wait_for_the_first_session(database: Database) -> None:
    await load(database)

    due = await database.read(lambda session: list(session.scalars(sa.select(Network.digest_due_at))))

    assert due == [datetime(2027, 4, 5, 7, tzinfo=UTC)] * 2  # at nine in Madrid


async def test_network_that_is_loaded_late_has_its_next_digest_ahead(database: Database) -> None:
    await load(database, now=AUTUMN)

    due = await database.read(lambda session: set(session.scalars(sa.select(Network.digest_due_at))))

    assert due == {datetime(2027, 9, 27, 7, tzinfo=UTC)}
    assert await sessions(database) == numbered(STARTS)


async def test_digest_keeps_its_time_when_something_else_changes(database: Database) -> None:
    await load(database)
    await database.run(lambda session: session.execute(sa.update(Network).values(digest_due_at=AUTUMN)))

    await load(database, DEMO.replace("Microrred de ", "Red de "), AUTUMN)

    due = await database.read(lambda session: set(session.scalars(sa.select(Network.digest_due_at))))
    assert due == {AUTUMN}


async def test_changed_values_are_named(database: Database) -> None:
    await load(database)

    loaded = await load(database, DEMO.replace('"Quito"', '"San Francisco de Quito"'))

    assert loaded.cities.changed == [("San Francisco de Quito", ["name"])]
    assert loaded.cities.left == 13


async def test_new_hour_moves_the_sessions_that_are_to_come(database: Database) -> None:
    await load(database)

    loaded = await load(database, DEMO.replace("meeting_time = 17:00:00", "meeting_time = 18:30:00"), AUTUMN)

    changes = loaded.series["Microrred de Movilidad Sostenible"]
    assert [meeting.number for meeting in changes.changed] == [5, 6]
    assert loaded.networks.changed == [("Microrred de Movilidad Sostenible", ["meeting_time"])]
    assert await sessions(database) == [
        *numbered(STARTS)[:4],
        (5, "2027-10-15 16:30", 1),
        (6, "2027-11-19 17:30", 1),
    ]


async def test_new_rule_moves_sessions_and_loading_it_again_changes_nothing(database: Database) -> None:
    changed = DEMO.replace(RULE, '"FREQ=MONTHLY;BYDAY=2FR;COUNT=6"').replace("2027-06-18", "2027-06-01")
    await load(database)

    await load(database, changed)
    again = await load(database, changed)

    assert not again.changed_anything
    assert await sessions(database) == numbered(
        [
            "2027-06-11 15:00",
            "2027-07-09 15:00",
            "2027-08-13 15:00",
            "2027-09-10 15:00",
            "2027-10-08 15:00",
            "2027-11-12 16:00",
        ],
        sequence=1,
    )


async def test_meetings_that_people_moved_or_cancelled_are_kept(database: Database) -> None:
    await load(database)

    def by_hand(session: Session) -> None:
        meetings = movilidad(session)
        meetings[1].starts_at = datetime(2027, 7, 20, 15, tzinfo=UTC)
        meetings[2].cancelled_at = SPRING

    await database.run(by_hand)

    loaded = await load(database, DEMO.replace("meeting_time = 17:00:00", "meeting_time = 18:00:00"))

    kept = loaded.series["Microrred de Movilidad Sostenible"].kept
    assert [meeting.number for meeting in kept] == [2, 3]
    assert await sessions(database) == [
        (1, "2027-06-18 16:00", 1),
        (2, "2027-07-20 15:00", 0),
        (3, "2027-08-20 15:00 cancelled", 0),
        (4, "2027-09-17 16:00", 1),
        (5, "2027-10-15 16:00", 1),
        (6, "2027-11-19 17:00", 1),
    ]


async def test_sessions_that_people_added_or_put_back_are_kept(database: Database) -> None:
    await load(database)
    await load(database, DEMO.replace(RULE, '"FREQ=MONTHLY;BYDAY=3FR;COUNT=5"'))

    def change(session: Session) -> None:
        network = session.get_one(Network, movilidad(session)[0].network_id)
        person = Person(telegram_id=1, name="P", language="es", zone="UTC", consented_at=SPRING, created_at=SPRING)
        session.add(person)
        session.flush()
        do_add(session, person, network, datetime(2027, 6, 25, 15, tzinfo=UTC), now=SPRING)
        last = movilidad(session)[-1]
        do_restore(session, person, last, network, sequence=last.sequence, now=SPRING)

    await database.run(change)
    kept = await sessions(database)
    loaded = await load(database, DEMO.replace(RULE, '"FREQ=MONTHLY;BYDAY=3FR;COUNT=5"'))

    assert kept == [
        (7, "2027-06-25 15:00", 0),
        *numbered(STARTS[:5]),
        (6, STARTS[5], 2),
    ]
    assert await sessions(database) == kept
    assert [told(meeting) for meeting in loaded.series["Microrred de Movilidad Sostenible"].kept] == [STARTS[5]]

    await load(database, DEMO.replace("meeting_time = 17:00:00", "meeting_time = 18:00:00"))

    assert await database.read(lambda session: [one.restored_at for one in movilidad(session)]) == [None] * 7


async def test_sessions_that_the_rule_no_longer_gives_are_cancelled_and_come_back_with_it(
    database: Database,
) -> None:
    await load(database)

    shorter = await load(database, DEMO.replace(RULE, '"FREQ=MONTHLY;BYDAY=3FR;COUNT=4"'))
    after_shorter = await sessions(database)
    await load(database, DEMO.replace(RULE, '"FREQ=MONTHLY;BYDAY=3FR;COUNT=7"'))

    assert [meeting.number for meeting in shorter.series["Microrred de Movilidad Sostenible"].dropped] == [5, 6]
    assert after_shorter == [
        *numbered(STARTS)[:4],
        (5, "2027-10-15 15:00 cancelled", 1),
        (6, "2027-11-19 16:00 cancelled", 1),
    ]
    assert await sessions(database) == [
        *numbered(STARTS)[:4],
        (5, "2027-10-15 15:00", 2),
        (6, "2027-11-19 16:00", 2),
        (7, "2027-12-17 16:00", 0),
    ]


async def test_series_that_starts_a_month_later_keeps_the_dates_in_common(database: Database) -> None:
    await load(database)

    await load(database, DEMO.replace("starts_on = 2027-06-18", "starts_on = 2027-07-01"))

    assert await sessions(database) == [
        (1, "2027-06-18 15:00 cancelled", 1),
        *numbered([*STARTS[1:], "2027-12-17 16:00"]),
    ]


async def test_new_rule_creates_nothing_in_the_past(database: Database) -> None:
    await load(database)

    await load(database, DEMO.replace(RULE, '"FREQ=WEEKLY;INTERVAL=2;COUNT=12"'), AUTUMN)

    starts = [start for _, start, _ in await sessions(database)]
    assert starts[:4] == STARTS[:4]
    assert starts[4:] == [
        "2027-09-24 15:00",
        "2027-10-08 15:00",
        "2027-10-22 15:00",
        "2027-11-05 16:00",
        "2027-11-19 16:00",
    ]


async def test_city_is_taken_out_of_a_network_unless_people_take_part_for_it(database: Database) -> None:
    without_quito = DEMO.replace('"merida-mx", "quito", "tunja"', '"merida-mx", "tunja"')
    await load(database)
    await database.run(lambda session: _join(session, "quito"))

    with pytest.raises(ProgrammeWrong) as refused:
        await load(database, without_quito.replace('"Zaragoza"', '"Saragossa"'))

    assert str(refused.value) == (
        'programme.toml: network[1].cities: "quito" cannot be taken out of it: 1 of its people take part'
    )
    names = await database.read(lambda session: set(session.scalars(sa.select(City.name))))
    assert "Zaragoza" in names  # nothing is half loaded

    await database.run(lambda session: session.execute(sa.update(Membership).values(left_at=SPRING)))
    loaded = await load(database, without_quito)

    assert loaded.networks.changed == [("Microrred de Movilidad Sostenible", ["cities"])]
    links = await database.read(lambda session: session.scalar(sa.select(sa.func.count()).select_from(NetworkCity)))
    assert links == 12


def _join(session: Session, slug: str) -> None:
    network = session.scalars(sa.select(Network).where(Network.slug == "movilidad-sostenible")).one()
    city = session.scalars(sa.select(City).where(City.slug == slug)).one()
    person = Person(name="Inés Paredes", language="es", zone=city.zone, consented_at=SPRING, created_at=SPRING)
    session.add(person)
    session.flush()
    session.add(
        Membership(person_id=person.id, network_id=network.id, city_id=city.id, role=Role.DELEGATE, joined_at=SPRING)
    )


LIMA = """
[[city]]
slug = "lima"
name = "Lima"
country = "PE"
zone = "America/Lima"
language = "es"
"""


async def test_what_the_file_does_not_name_stays(database: Database) -> None:
    await load(database)

    await load(
        database, '[[city]]\nslug = "lima"\nname = "Lima"\ncountry = "PE"\nzone = "America/Lima"\nlanguage = "es"'
    )

    cities = await database.read(lambda session: session.scalar(sa.select(sa.func.count()).select_from(City)))
    assert cities == 15
    assert await sessions(database) == numbered(STARTS)


async def test_what_coordinators_have_set_stays_and_what_a_load_changes_is_noted(database: Database) -> None:
    await load(database)

    def set_by_hand(session: Session) -> None:
        network = session.scalars(sa.select(Network).where(Network.slug == "movilidad-sostenible")).one()
        marta = Person(name="Marta", language="ca", zone="Europe/Madrid", consented_at=SPRING, created_at=SPRING)
        session.add(marta)
        session.flush()
        session.add(
            Membership(person_id=marta.id, network_id=network.id, role=Role.COORDINATOR, joined_at=SPRING, city_id=None)
        )
        session.flush()
        do_set(session, marta, network.id, Setting.NAME, "Movernos mejor", now=SPRING)
        do_set(session, marta, network.id, Setting.HOUR, "09:30", now=SPRING)
        do_set(session, marta, network.id, Setting.MINUTES, "60", now=SPRING)
        last = entries_of(session, network.id, deeds=["network_changed"])[0]
        do_undo(session, marta, last.id, now=SPRING + timedelta(hours=1))

    await database.run(set_by_hand)
    loaded = await load(database)
    assert loaded.networks.kept == [("Microrred de Movilidad Sostenible", ["name", "meeting_time"])]
    assert not loaded.changed_anything
    assert report(loaded, {})[1:3] == [
        "networks: 2 left as they were",
        "  Microrred de Movilidad Sostenible: name, meeting_time stay as coordinators have set them",
    ]

    await load(database, DEMO.replace("meeting_minutes = 90", "meeting_minutes = 75").replace("Wednesday", "Thursday"))

    def check(session: Session) -> None:
        network = session.scalars(sa.select(Network).where(Network.slug == "movilidad-sostenible")).one()
        assert (network.name, network.meeting_time, network.meeting_minutes) == ("Movernos mejor", time(9, 30), 75)
        (entry,) = entries_of(session, network.id, deeds=["network_loaded"])
        assert entry.person_id is None
        assert entry.details == {
            "before": {"meeting_minutes": 90},
            "after": {"meeting_minutes": 75},
            "cities": False,
            "sessions": {"changed": 6},
        }

    await database.read(check)


def test_networks_start_on_the_published_days() -> None:
    programme = read_programme(Path(__file__).parents[2] / "demo" / "programme.toml")

    assert [network.starts_on for network in programme.networks] == [date(2027, 6, 2), date(2027, 6, 18)]
