"""A link that is set in the last hour: whoever was reminded without it is told, the others are not."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from actions.meetings import do_set_link
from actions.reminders import plan_reminders_for_meeting
from actions.settings import do_choose_minutes
from scheduler import reminders as reminders_tick
from store.database import Database
from store.models import Answer, Kind, Letter, LetterState, Role, Rsvp
from tests.actions.founding import convene, found_network, join, settle_person

STARTS_AT = datetime(2027, 6, 18, 2, tzinfo=UTC)  # at night in Madrid
PLANNED_AT = STARTS_AT - timedelta(days=30)
LINK = "https://meet.example.org/abc"


class Case:
    """A session without a link; somebody comes, and somebody else can set it."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.network = found_network(session)
        self.author, _ = settle_person(session)
        join(session, self.author, None, self.network, role=Role.COORDINATOR)
        self.reader, city = settle_person(session)
        join(session, self.reader, city, self.network)
        (self.meeting,) = convene(session, self.network, STARTS_AT)
        plan_reminders_for_meeting(session, self.meeting, now=PLANNED_AT)
        session.add(
            Rsvp(meeting_id=self.meeting.id, person_id=self.reader.id, answer=Answer.GOING, answered_at=PLANNED_AT)
        )
        session.flush()
        self.ring(STARTS_AT - timedelta(hours=2))
        session.execute(sa.delete(Letter))

    def ring(self, at: datetime) -> None:
        """Reminds, and delivers."""
        while reminders_tick.TICK.enqueue(self.session, at):
            pass
        self.session.execute(sa.update(Letter).values(state=LetterState.SENT, sent_at=at))

    def choose(self, minutes: int, before: int) -> None:
        do_choose_minutes(self.session, self.reader, minutes, now=STARTS_AT - timedelta(minutes=before))

    def set_link(self, before: int) -> None:
        at = STARTS_AT - timedelta(minutes=before)
        do_set_link(self.session, self.author, self.meeting, self.network, LINK, now=at)

    def told(self) -> list[tuple[str | None, bool]]:
        """What came to the reader, and whether the link was in it."""
        found = sa.select(Letter).where(Letter.chat_id == self.reader.telegram_id, Letter.kind.is_not(None))
        return [(one.kind, LINK in str(one.payload)) for one in self.session.scalars(found.order_by(Letter.id))]


async def test_whoever_was_reminded_without_it_is_told_also_with_another_lead_time_since(database: Database) -> None:
    def unit(session: Session) -> None:
        case = Case(session)
        case.ring(STARTS_AT - timedelta(minutes=60))

        case.choose(15, before=50)
        case.set_link(before=40)
        case.ring(STARTS_AT - timedelta(minutes=15))

        assert case.told() == [(Kind.HOUR_BEFORE, False), (Kind.LINK, True)]

    await database.run(unit)


async def test_whose_reminder_is_to_come_reads_it_there(database: Database) -> None:
    def unit(session: Session) -> None:
        case = Case(session)
        case.choose(15, before=90)

        case.set_link(before=40)
        case.ring(STARTS_AT - timedelta(minutes=15))

        assert case.told() == [(Kind.HOUR_BEFORE, True)]

    await database.run(unit)


async def test_whose_reminder_is_late_reads_it_there(database: Database) -> None:
    def unit(session: Session) -> None:
        case = Case(session)

        case.set_link(before=58)
        case.ring(STARTS_AT - timedelta(minutes=57))

        assert case.told() == [(Kind.HOUR_BEFORE, True)]

    await database.run(unit)


@pytest.mark.parametrize("chosen_before", [90, 50])
async def test_whoever_wants_no_reminder_on_that_day_gets_none_with_the_link(
    database: Database, chosen_before: int
) -> None:
    def unit(session: Session) -> None:
        case = Case(session)
        case.ring(STARTS_AT - timedelta(minutes=90))
        case.choose(0, before=chosen_before)
        case.ring(STARTS_AT - timedelta(minutes=49))

        case.set_link(before=40)

        assert case.told() == []

    await database.run(unit)


async def test_whoever_says_too_late_for_a_reminder_that_they_come_is_told(database: Database) -> None:
    def unit(session: Session) -> None:
        case = Case(session)
        own = session.get_one(Rsvp, (case.meeting.id, case.reader.id))
        own.answer = Answer.MAYBE
        case.ring(STARTS_AT - timedelta(minutes=60))  # is not for them
        own.answer = Answer.GOING

        case.set_link(before=40)

        assert case.told() == [(Kind.LINK, True)]

    await database.run(unit)
