"""What was to be said is taken back, whoever else has been written to."""

from datetime import UTC, datetime
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import Session

from store.database import Database
from store.letters import NewLetter, add_all, withdraw
from store.models import Lane, Letter, LetterState, Priority

NOON = datetime(2027, 6, 2, 12, 0, tzinfo=UTC)
MANY = 5000
ROSA, CARLA = 1, 2


async def test_only_what_is_to_go_to_one_chat_is_taken_back_there(database: Database) -> None:
    def unit(session: Session) -> int:
        add_all(session, [_letter(chat_id, f"poll:{poll}:{chat_id}") for chat_id in (ROSA, CARLA) for poll in (3, 30)])
        return withdraw(session, "poll:3:", ROSA)

    assert await database.run(unit) == 1
    assert await database.read(_withdrawn) == [f"poll:3:{ROSA}"]


async def test_whoever_takes_back_of_all_chats_ends_the_number(database: Database) -> None:
    with pytest.raises(ValueError, match="poll:3"):
        await database.run(lambda session: withdraw(session, "poll:3"))


@pytest.mark.parametrize("chat_id", [None, ROSA])
async def test_what_has_gone_out_is_not_looked_through(database: Database, chat_id: int | None) -> None:
    def unit(session: Session) -> str:
        add_all(session, [_letter(CARLA, f"poll:{number}:", LetterState.SENT) for number in range(MANY)])
        add_all(session, [_letter(ROSA, "poll:3:1")])
        if session.get_bind().dialect.name == "postgresql":
            session.execute(sa.text("ANALYZE letter"))
        return _plan(session, lambda: withdraw(session, "poll:3:", chat_id))

    assert "ix_letter_" in await database.run(unit)
    assert await database.read(_withdrawn) == ["poll:3:1"]


def _plan(session: Session, work: Any) -> str:
    """How the store goes about the last statement of some work."""
    asked: list[tuple[str, Any]] = []
    connection = session.connection()
    event.listen(connection, "before_cursor_execute", lambda *told: asked.append(told[2:4]))
    work()
    statement, parameters = asked[-1]
    explain = "EXPLAIN QUERY PLAN" if connection.dialect.name == "sqlite" else "EXPLAIN"
    return " ".join(str(row) for row in connection.exec_driver_sql(f"{explain} {statement}", parameters))


def _withdrawn(session: Session) -> list[str | None]:
    return list(session.scalars(sa.select(Letter.key).where(Letter.state == LetterState.WITHDRAWN)))


def _letter(chat_id: int, key: str, state: LetterState = LetterState.WAITING) -> NewLetter:
    return {
        "chat_id": chat_id,
        "method": "sendMessage",
        "payload": {"text": "Hola"},
        "lane": Lane.BULK,
        "priority": Priority.REMINDER,
        "due_at": NOON,
        "stale_at": None,
        "key": key,
        "subject": None,
        "message_id": None,
        "created_at": NOON,
        "state": state,
    }
