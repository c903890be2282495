"""Letters of one subject are held back and let go again; nobody else's are."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from store import letters, outbox, pausing
from store.database import Database
from store.models import Chat, ChatKind, Lane, Letter, LetterState, Priority
from store.outbox import Leased, PaceSettings, leasing

NOON = datetime(2027, 6, 2, 12, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
DAY = timedelta(days=1)
FREE = PaceSettings(per_second=1000, private_burst=1000, group_burst=19)
ABOUT = "announcement:7"


def write(session: Session, chat_id: int, *, subject: str | None = ABOUT, stale_at: datetime | None = None) -> None:
    letters.add(
        session,
        chat_id=chat_id,
        method="sendMessage",
        payload={"text": "Hola"},
        lane=Lane.BULK,
        priority=Priority.ANNOUNCEMENT,
        due_at=NOON,
        stale_at=stale_at,
        key=None,
        subject=subject,
        message_id=None,
        created_at=NOON,
    )


def lease(session: Session, now: datetime = NOON) -> list[Leased]:
    taken, _ = outbox.post_due(session, now, now + 60 * SECOND, limit=100, pace=FREE)
    return [letter for letter, _ in taken]


def states(session: Session) -> list[LetterState]:
    return list(session.scalars(sa.select(Letter.state).order_by(Letter.id)))


async def test_paused_letters_are_set_aside_and_hold_back_no_other_of_their_chat(database: Database) -> None:
    def unit(session: Session) -> list[int]:
        write(session, 1)
        write(session, 2)
        write(session, 1, subject=None)
        write(session, 2, subject="announcement:8")
        pausing.pause(session, ABOUT, NOON)
        return [letter.id for letter in lease(session)]

    assert await database.run(unit) == [3, 4]
    assert await database.read(states) == ["paused", "paused", "posting", "posting"]


async def test_letters_that_come_while_it_is_paused_wait_too(database: Database) -> None:
    def unit(session: Session) -> list[Leased]:
        pausing.pause(session, ABOUT, NOON)
        write(session, 1)
        return lease(session)

    assert await database.run(unit) == []
    assert await database.read(states) == ["paused"]


async def test_many_paused_letters_are_out_of_the_way_after_one_look(database: Database) -> None:
    def unit(session: Session) -> tuple[list[int], datetime | None]:
        for chat_id in range(1, 301):
            write(session, chat_id)
        write(session, 999, subject=None)
        pausing.pause(session, ABOUT, NOON)
        return [letter.chat_id for letter in lease(session)], outbox.next_due(session, NOON, FREE)

    leased, following = await database.run(unit)

    assert leased == [999]
    assert following == NOON + 60 * SECOND, "nothing is left but the lease of the letter on the wire"


async def test_what_was_set_aside_goes_on_in_its_order_a_page_at_a_time(database: Database) -> None:
    def unit(session: Session) -> tuple[list[int], list[list[int]]]:
        for chat_id in range(1, 6):
            write(session, chat_id)
        pausing.pause(session, ABOUT, NOON)
        lease(session)
        pausing.go_on(session, ABOUT)
        later = NOON + DAY
        moved, gone = [], []
        for _ in range(3):
            moved.append(pausing.let_go_of_page(session, ABOUT, 2, lambda _zone, _is_group: later, DAY))
            gone.append([letter.chat_id for letter in lease(session, later)])
        return moved, gone

    assert await database.run(unit) == ([2, 2, 1], [[1, 2], [3, 4], [5]])


async def test_what_is_withdrawn_while_it_is_let_go_of_stays_withdrawn(database: Database) -> None:
    def unit(session: Session) -> list[LetterState]:
        write(session, 1)
        pausing.pause(session, ABOUT, NOON)
        lease(session)
        pausing.go_on(session, ABOUT)

        def withdraws(_zone: str, _is_group: bool) -> datetime:
            session.execute(sa.update(Letter).values(state=LetterState.WITHDRAWN))
            return NOON

        pausing.let_go_of_page(session, ABOUT, 9, withdraws, DAY)
        return states(session)

    assert await database.run(unit) == ["withdrawn"]


async def test_letters_of_one_chat_are_set_aside_together_and_go_on_in_their_order(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leasing, "PAGES", 1)

    def unit(session: Session) -> tuple[list[LetterState], list[list[int]]]:
        for chat_id in (1, 1, 2, 2):
            write(session, chat_id)
        pausing.pause(session, ABOUT, NOON)
        outbox.lease_due(session, NOON, limit=1, pace=FREE)
        held = states(session)
        pausing.go_on(session, ABOUT)
        gone = [[letter.id for letter in lease(session)]]
        pausing.let_go_of_page(session, ABOUT, 1, lambda _zone, _is_group: NOON + SECOND, DAY)
        gone.append([letter.id for letter in lease(session, NOON + SECOND)])
        return held, gone

    assert await database.run(unit) == (["paused", "paused", "waiting", "waiting"], [[3], [1]])


async def test_letter_does_not_grow_stale_while_it_is_paused(database: Database) -> None:
    def unit(session: Session) -> list[LetterState]:
        write(session, 1, stale_at=NOON + DAY)
        write(session, 2, stale_at=NOON + DAY)
        pausing.pause(session, ABOUT, NOON)
        lease(session, NOON + 2 * DAY)
        held = states(session)
        pausing.go_on(session, ABOUT)
        pausing.let_go_of_page(session, ABOUT, 9, lambda _zone, _is_group: NOON + 3 * DAY, DAY)
        lease(session, NOON + 3 * DAY)
        return held + states(session)

    assert await database.run(unit) == ["paused", "paused", "posting", "posting"]


async def test_letter_on_the_wire_that_did_not_get_through_is_set_aside(database: Database) -> None:
    def unit(session: Session) -> list[Leased]:
        write(session, 1)
        [letter] = lease(session)
        pausing.pause(session, ABOUT, NOON)
        outbox.record_later(session, letter, NOON, 5 * SECOND, "Bad Gateway")
        return lease(session, NOON + 5 * SECOND)

    assert await database.run(unit) == []
    assert await database.read(states) == ["paused"]


async def test_pausing_twice_and_going_on_twice_is_harmless(database: Database) -> None:
    def unit(session: Session) -> int:
        write(session, 1)
        pausing.pause(session, ABOUT, NOON)
        pausing.pause(session, ABOUT, NOON)
        pausing.go_on(session, ABOUT)
        pausing.go_on(session, ABOUT)
        return len(lease(session))

    assert await database.run(unit) == 1


async def test_neither_time_nor_a_clock_that_is_set_back_ends_a_pause(database: Database) -> None:
    def unit(session: Session) -> list[Leased]:
        write(session, 1)
        pausing.pause(session, ABOUT, NOON)
        outbox.forget_rested(session, NOON + 400 * DAY)
        outbox.bring_back(session, NOON - 400 * DAY)
        return lease(session, NOON + 400 * DAY)

    assert await database.run(unit) == []


async def test_letter_that_is_not_tried_keeps_the_reason_of_its_chat(database: Database) -> None:
    def unit(session: Session) -> list[str]:
        session.add(Chat(id=1, kind=ChatKind.PRIVATE, unreachable_at=NOON, unreachable_reason="blocked"))
        session.add(Chat(id=2, kind=ChatKind.PRIVATE, unreachable_at=NOON, unreachable_reason=""))
        session.flush()
        write(session, 1)
        write(session, 2)
        lease(session)
        return list(session.scalars(sa.select(Letter.reason).order_by(Letter.id)))

    assert await database.run(unit) == ["blocked", "the chat is switched off"]
