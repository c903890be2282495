"""Coordinators are shown the question of the month days before, counted on their own clocks."""

from datetime import UTC, datetime

from sqlalchemy.orm import Session

from scheduler.planned_prompts import TICK, enqueue_notices
from store.database import Database
from store.models import Letter, Prompt, Role
from tests.actions.founding import convene, found_network, join, settle_person

AFTER_THE_CHANGE = datetime(2027, 11, 2, 9, tzinfo=UTC)  # a Tuesday, ten in Madrid, where the clocks change on Sunday


async def test_days_are_counted_on_the_clock_of_who_reads(database: Database) -> None:
    def unit(session: Session) -> None:
        network = found_network(session)
        people = [settle_person(session, country)[0] for country in ("ES", "MX")]
        for person in people:
            join(session, person, None, network, role=Role.COORDINATOR)
        (meeting,) = convene(session, network, datetime(2027, 11, 17, 15, tzinfo=UTC))
        prompt = Prompt(network_id=network.id, meeting_id=meeting.id, slug="not-again", due_at=AFTER_THE_CHANGE)
        session.add(prompt)
        session.flush()

        rings_at = TICK.next_due(session)
        assert rings_at is not None
        assert enqueue_notices(session, rings_at) == 1

        due = {letter.chat_id: letter.due_at for letter in session.query(Letter)}
        assert due == {
            people[0].telegram_id: datetime(2027, 10, 28, 8, tzinfo=UTC),  # ten in Madrid, still in summer
            people[1].telegram_id: datetime(2027, 10, 28, 14, tzinfo=UTC),  # three at night is no hour: eight in Mérida
        }

    await database.run(unit)
