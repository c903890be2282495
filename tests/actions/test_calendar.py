"""What changes in calendars is counted, whoever changes it."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from actions.meetings import do_cancel, do_move, do_set_link, do_set_topic
from actions.programme import do_load_programme, parse_programme
from store.database import Database, connect
from store.models import Meeting, Network, Person
from tests.actions.founding import FOUNDED, convene, found_network, join, settle_person
from tests.locked import locked

DEMO = (Path(__file__).parents[2] / "demo" / "programme.toml").read_text("utf-8")
STARTS_AT = datetime(2027, 6, 18, 15, tzinfo=UTC)
LATER = datetime(2027, 6, 25, 15, tzinfo=UTC)
SPRING = datetime(2027, 4, 1, 12, tzinfo=UTC)
AUTUMN = datetime(2027, 9, 20, 12, tzinfo=UTC)  # after the fourth session

Given = tuple[Session, Person, Meeting, Network]
CHANGES: dict[str, Callable[[Given], None]] = {
    "move": lambda given: do_move(*given, starts_at=LATER, sequence=0, now=FOUNDED),
    "cancel": lambda given: do_cancel(*given, sequence=0, now=FOUNDED),
    "link": lambda given: do_set_link(*given, link="https://meet.example.org/a", now=FOUNDED),
    "topic": lambda given: do_set_topic(*given, topic="Zonas de bajas emisiones", now=FOUNDED),
}


@pytest.mark.parametrize("change", CHANGES)
async def test_each_change_is_a_revision_of_the_same_entry(database: Database, change: str) -> None:
    def unit(session: Session) -> None:
        network = found_network(session)
        person, city = settle_person(session)
        join(session, person, city, network)
        meeting, other = convene(session, network, STARTS_AT, datetime(2027, 7, 16, 15, tzinfo=UTC))
        uid = meeting.uid
        assert (meeting.revision, meeting.revised_at) == (0, None)

        CHANGES[change]((session, person, meeting, network))

        assert (meeting.uid, meeting.revision, meeting.revised_at) == (uid, 1, FOUNDED)
        assert (other.revision, other.revised_at) == (0, None)
        assert other.uid != uid

    await database.run(unit)


def revisions(session: Session) -> list[tuple[int, int]]:
    """Number and revision of the sessions of Movilidad."""
    found = sa.select(Meeting).where(Meeting.network_id == 2).order_by(Meeting.recurrence_at)
    return [(meeting.number, meeting.revision) for meeting in session.scalars(found)]


@pytest.mark.parametrize(
    ("given", "wanted", "told"),
    [
        ("meeting_time = 17:00:00", "meeting_time = 18:30:00", [(1, 0), (2, 0), (3, 0), (4, 0), (5, 1), (6, 1)]),
        ("meeting_minutes = 90", "meeting_minutes = 60", [(1, 0), (2, 0), (3, 0), (4, 0), (5, 1), (6, 1)]),
        ("Microrred de ", "Red de ", [(number, 0) for number in range(1, 7)]),
        ("BYDAY=3FR;COUNT=6", "BYDAY=3FR;COUNT=5", [(1, 0), (2, 0), (3, 0), (4, 0), (5, 0), (6, 1)]),
    ],
)
async def test_sessions_that_a_programme_changes_are_revised(
    database: Database, given: str, wanted: str, told: list[tuple[int, int]]
) -> None:
    assert given in DEMO
    await database.run(lambda session: do_load_programme(session, parse_programme(DEMO), now=SPRING))

    changed = parse_programme(DEMO.replace(given, wanted))
    await database.run(lambda session: do_load_programme(session, changed, now=AUTUMN))

    assert await database.read(revisions) == told


async def test_two_changes_at_one_moment_are_two_revisions(postgres_url: str) -> None:
    database = connect(postgres_url)
    person_id, network_id, meeting_id = await database.run(_convened)

    def changed(change: str) -> Callable[[Session], None]:
        return lambda session: CHANGES[change](
            (
                session,
                session.get_one(Person, person_id),
                session.get_one(Meeting, meeting_id),
                session.get_one(Network, network_id),
            )
        )

    async with locked(postgres_url, sa.select(Meeting.id).where(Meeting.id == meeting_id)) as until_waiting:
        changes = [asyncio.create_task(database.run(changed(change))) for change in ("link", "topic")]
        await until_waiting(2)
    await asyncio.gather(*changes)

    revision = await database.read(lambda session: session.get_one(Meeting, meeting_id).revision)
    await database.close()
    assert revision == 2


def _convened(session: Session) -> tuple[int, int, int]:
    network = found_network(session)
    person, city = settle_person(session)
    join(session, person, city, network)
    (meeting,) = convene(session, network, STARTS_AT)
    return person.id, network.id, meeting.id
