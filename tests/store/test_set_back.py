"""A clock that is set back by two hours leaves moments behind in which nobody can believe."""

from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from store import outbox, uploads
from store.database import Database
from store.models import Letter, LetterState, Pace
from tests.store.test_outbox import ANA, BEA, FREE, GROUP, NOON, SECOND, add, begin_one, ids, lease, only_letter

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
BEFORE = NOON - 2 * HOUR  # what the clock shows afterwards


async def test_nothing_is_frozen_until_the_clock_has_caught_up(database: Database) -> None:
    def live(session: Session) -> list[list[int]]:
        add(session, ANA)
        outbox.record_sent(session, begin_one(session), NOON, message_id=1)
        add(session, ANA)
        add(session, BEA)
        frozen = ids(outbox.lease_due(session, BEFORE, limit=9, pace=FREE))
        outbox.bring_back(session, BEFORE)
        return [frozen, ids(outbox.lease_due(session, BEFORE, limit=9, pace=FREE))]

    assert await database.run(live) == [[], [2, 3]]


async def test_clocks_of_the_pace_are_believed_only_so_far_ahead(database: Database) -> None:
    def live(session: Session) -> None:
        add(session, GROUP)
        outbox.record_flood(session, begin_one(session), NOON, 40 * SECOND)
        outbox.bring_back(session, BEFORE)

    await database.run(live)

    rows = await database.read(lambda session: list(session.scalars(sa.select(Pace.next_at))))
    assert rows == [BEFORE, BEFORE]
    assert [letter.chat_id for letter in await database.run(lease(BEFORE + SECOND))] == [GROUP]


async def test_letter_put_off_and_letter_in_hand_go_on(database: Database) -> None:
    def live(session: Session) -> list[tuple[str, object]]:
        add(session, ANA)
        outbox.record_later(session, begin_one(session), NOON, None, "Bad Gateway")
        add(session, BEA)
        begin_one(session)
        outbox.bring_back(session, BEFORE)
        rows = session.execute(sa.select(Letter.state, Letter.lease_until).order_by(Letter.id))
        return [(row.state.value, row.lease_until) for row in rows]

    assert await database.run(live) == [("waiting", None), ("posting", BEFORE + 8 * MINUTE)]


async def test_upload_is_waited_for_no_longer_than_it_can_take(database: Database) -> None:
    def live(session: Session) -> datetime:
        uploads.claim(session, 1, {"acta"}, NOON, NOON + 7 * MINUTE)
        outbox.bring_back(session, BEFORE)
        with pytest.raises(uploads.Busy) as busy:
            uploads.claim(session, 1, {"acta"}, BEFORE, BEFORE + 7 * MINUTE)
        return busy.value.until

    assert await database.run(live) == BEFORE + 8 * MINUTE


async def test_what_was_to_go_later_still_does(database: Database) -> None:
    tomorrow = NOON + 24 * HOUR

    def live(session: Session) -> int:
        add(session, due_at=tomorrow)
        return outbox.bring_back(session, BEFORE)

    assert await database.run(live) == 0
    assert (await database.read(only_letter)).due_at == tomorrow


async def test_hold_that_telegram_asked_for_is_kept_and_never_further_than_is_believed(database: Database) -> None:
    def flood(session: Session) -> int:
        add(session, ANA)
        outbox.record_flood(session, begin_one(session), NOON, 3 * HOUR)
        return outbox.bring_back(session, NOON)

    assert await database.run(flood) == 0
    assert await database.run(lease(NOON + 13 * MINUTE)) == []
    assert len(await database.run(lease(NOON + 14 * MINUTE))) == 1


async def test_clock_that_goes_right_changes_nothing(database: Database) -> None:
    def live(session: Session) -> int:
        add(session, ANA)
        begin_one(session)
        add(session, BEA)
        outbox.record_later(session, begin_one(session), NOON, None, "Bad Gateway")
        add(session, GROUP, due_at=NOON + 3 * SECOND)
        return outbox.bring_back(session, NOON)

    assert await database.run(live) == 0
    assert await database.read(lambda session: session.scalar(sa.select(Letter.state).where(Letter.id == 1))) == (
        LetterState.POSTING
    )
