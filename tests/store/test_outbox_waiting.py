from datetime import UTC, datetime, timedelta

from sqlalchemy.orm import Session

from store import outbox
from store.database import Database
from store.models import Lane, Letter, LetterState, Priority
from store.outbox import Waiting

NOON = datetime(2027, 6, 2, 12, 0, tzinfo=UTC)


def letter(priority: Priority, due_at: datetime, state: LetterState = LetterState.WAITING) -> Letter:
    return Letter(
        chat_id=1,
        lane=Lane.BULK,
        priority=priority,
        due_at=due_at,
        state=state,
        method="sendMessage",
        payload={},
        created_at=NOON,
    )


async def test_what_waits_is_told_by_priority(database: Database) -> None:
    minute = timedelta(minutes=1)

    def unit(session: Session) -> list[Waiting]:
        session.add_all(
            [
                letter(Priority.ANNOUNCEMENT, NOON - minute),
                letter(Priority.ANNOUNCEMENT, NOON - 2 * minute, LetterState.POSTING),
                letter(Priority.ANNOUNCEMENT, NOON + minute),
                letter(Priority.REMINDER, NOON + minute),
                letter(Priority.ANSWER, NOON - minute, LetterState.SENT),
            ]
        )
        session.flush()
        return outbox.waiting(session, NOON)

    assert await database.run(unit) == [
        Waiting(Priority.ANSWER, letters=0, due=0, oldest=None),
        Waiting(Priority.NEWS, letters=0, due=0, oldest=None),
        Waiting(Priority.REMINDER, letters=1, due=0, oldest=None),
        Waiting(Priority.CORRECTION, letters=0, due=0, oldest=None),
        Waiting(Priority.ANNOUNCEMENT, letters=3, due=2, oldest=NOON - 2 * minute),
        Waiting(Priority.DIGEST, letters=0, due=0, oldest=None),
    ]
