"""What has served its time goes, however much of it there is; nothing else does."""

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from scheduler.clock import Clock
from scheduler.upkeep import AT_A_TIME, forget_old
from store.database import Database
from store.models import UNSENT, Draft, Lane, Letter, LetterState, Priority, UpdateSeen
from tests.actions.founding import settle_person

NOW = datetime(2027, 10, 18, 7, tzinfo=UTC)
MUCH = 2 * AT_A_TIME + 1
FRESH, LONG_AGO = timedelta(days=1), timedelta(days=100)


def letter(state: LetterState, subject: str | None, age: timedelta) -> Letter:
    return Letter(
        chat_id=1,
        lane=Lane.BULK,
        priority=Priority.NEWS,
        due_at=NOW - age,
        state=state,
        method="sendMessage",
        payload={},
        subject=subject,
        created_at=NOW - age,
    )


async def test_everything_old_is_forgotten_page_by_page(database: Database) -> None:
    def unit(session: Session) -> None:
        old, fresh = NOW - LONG_AGO, NOW - FRESH
        session.add_all([UpdateSeen(update_id=number, seen_at=old) for number in range(MUCH)])
        session.add_all([UpdateSeen(update_id=MUCH + number, seen_at=fresh) for number in range(2)])
        session.add_all([letter(LetterState.SENT, None, LONG_AGO) for _ in range(MUCH)])
        person, _ = settle_person(session)
        for form, at in (("challenge", old), ("experience", fresh)):
            session.add(Draft(person_id=person.id, form=form, step="", answers={}, awaiting=False, updated_at=at))

    await database.run(unit)
    await Clock(database, lambda: NOW, lambda: None).keep_up()

    def counts(session: Session) -> list[int]:
        return [
            session.scalar(sa.select(sa.func.count()).select_from(table)) or 0 for table in (UpdateSeen, Letter, Draft)
        ]

    assert await database.read(counts) == [2, 0, 1]


async def test_letters_that_are_needed_stay(database: Database) -> None:
    def unit(session: Session) -> None:
        needed = [letter(state, None, LONG_AGO) for state in UNSENT]
        needed += [letter(LetterState.SENT, "meeting:7", LONG_AGO), letter(LetterState.SENT, None, FRESH)]
        session.add_all([*needed, letter(LetterState.REFUSED, None, LONG_AGO)])
        session.flush()
        ids = {one.id for one in needed}

        assert forget_old(session, NOW) == 1

        assert set(session.scalars(sa.select(Letter.id))) == ids

    await database.run(unit)
