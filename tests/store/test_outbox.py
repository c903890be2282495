from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from store import letters, outbox
from store.chats import move_chat
from store.database import Database
from store.letters.copies import Copy, copies
from store.models import Chat, ChatKind, Lane, Letter, LetterState, Pace, Priority
from store.outbox import Leased, PaceSettings
from tests.asked import statements

NOON = datetime(2027, 6, 2, 12, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
FORTY = timedelta(milliseconds=40)
FREE = PaceSettings(per_second=1000, private_burst=1000, group_burst=19)
ANA, BEA, GROUP = 101, 102, -500


def add(
    session: Session,
    chat_id: int = ANA,
    *,
    lane: Lane = Lane.ANSWERS,
    priority: Priority = Priority.ANSWER,
    due_at: datetime = NOON,
    stale_at: datetime | None = None,
    key: str | None = None,
    method: str = "sendMessage",
    payload: dict[str, Any] | None = None,
) -> bool:
    return letters.add(
        session,
        chat_id=chat_id,
        method=method,
        payload=payload or {"text": "Hola"},
        lane=lane,
        priority=priority,
        due_at=due_at,
        stale_at=stale_at,
        key=key,
        subject=None,
        message_id=None,
        created_at=NOON,
    )


def add_chat(session: Session, chat_id: int, *, unreachable_at: datetime | None = None) -> None:
    kind = ChatKind.PRIVATE if chat_id > 0 else ChatKind.GROUP
    session.add(Chat(id=chat_id, kind=kind, unreachable_at=unreachable_at, unreachable_reason=""))
    session.flush()


def lease(now: datetime = NOON, *, limit: int = 100, pace: PaceSettings = FREE) -> Callable[[Session], list[Leased]]:
    return lambda session: outbox.lease_due(session, now, limit=limit, pace=pace)


def begin_all(session: Session, now: datetime = NOON, *, pace: PaceSettings = FREE) -> list[Leased]:
    leased = outbox.lease_due(session, now, limit=100, pace=pace)
    for letter in leased:
        assert outbox.mark_posting(session, letter, now + 60 * SECOND) is not None
    return leased


def begin_one(session: Session, now: datetime = NOON) -> Leased:
    [letter] = begin_all(session, now)
    return letter


def states(session: Session) -> list[str]:
    return [state.value for state in session.scalars(sa.select(Letter.state).order_by(Letter.id))]


def only_letter(session: Session) -> Letter:
    return session.scalars(sa.select(Letter)).one()


def ids(leased: list[Leased]) -> list[int]:
    return [letter.id for letter in leased]


async def test_key_makes_a_letter_unique_for_ever(database: Database) -> None:
    assert await database.run(lambda session: add(session, key="meeting:42:day-before:person:7"))
    assert not await database.run(lambda session: add(session, key="meeting:42:day-before:person:7"))
    assert await database.run(lambda session: add(session))
    assert await database.run(lambda session: add(session))

    assert len(await database.read(states)) == 3


async def test_answers_go_before_reminders_before_digests_and_each_by_its_time(database: Database) -> None:
    def fill(session: Session) -> None:
        add(session, 1, lane=Lane.BULK, priority=Priority.DIGEST)
        add(session, 2, lane=Lane.BULK, priority=Priority.REMINDER, due_at=NOON)
        add(session, 3, lane=Lane.BULK, priority=Priority.REMINDER, due_at=NOON - SECOND)
        add(session, 4)
        add(session, 5, due_at=NOON + SECOND)

    await database.run(fill)

    assert [letter.chat_id for letter in await database.run(lease())] == [4, 3, 2, 1]


async def test_letters_of_one_chat_and_lane_go_one_after_the_other(database: Database) -> None:
    def fill(session: Session) -> None:
        add(session, ANA)
        add(session, ANA)
        add(session, ANA, lane=Lane.BULK, priority=Priority.DIGEST)
        add(session, BEA)

    await database.run(fill)

    assert ids(await database.run(lease())) == [1, 4, 3]
    assert await database.run(lease()) == []


async def test_second_letter_waits_until_the_first_has_ended(database: Database) -> None:
    def first_is_sent(session: Session) -> list[int]:
        add(session, ANA)
        add(session, ANA)
        letter = begin_one(session)
        blocked = ids(outbox.lease_due(session, NOON, limit=9, pace=FREE))
        outbox.record_sent(session, letter, NOON, message_id=11)
        return blocked + ids(outbox.lease_due(session, NOON, limit=9, pace=FREE))

    assert await database.run(first_is_sent) == [2]


async def test_put_off_letter_keeps_its_place_before_the_next(database: Database) -> None:
    def first_fails(session: Session) -> None:
        add(session, ANA)
        add(session, ANA)
        outbox.record_later(session, begin_one(session), NOON, 30 * SECOND, "Internal Server Error")

    await database.run(first_fails)

    assert await database.run(lease(NOON + 29 * SECOND)) == []
    assert ids(await database.run(lease(NOON + 30 * SECOND))) == [1]


async def test_slots_are_taken_as_far_ahead_as_the_horizon_and_shared_by_all(database: Database) -> None:
    def fill(session: Session) -> None:
        for chat_id in range(1, 61):
            add(session, chat_id)

    await database.run(fill)
    pace = PaceSettings(per_second=20, horizon=timedelta(seconds=0.5))

    first = await database.run(lease(pace=pace))
    second = await database.run(lease(pace=pace))
    third = await database.run(lease(NOON + SECOND, pace=pace))

    assert [letter.slot for letter in first] == [NOON + n * timedelta(milliseconds=50) for n in range(11)]
    assert second == []
    assert (third[0].slot, len(third)) == (NOON + SECOND, 11)


async def test_bulk_waits_until_its_slot_is_near_and_then_several_go(database: Database) -> None:
    def fill(session: Session) -> None:
        session.add(Pace(key="bot", next_at=NOON + 2 * FORTY))
        for chat_id in range(1, 9):
            add(session, chat_id, lane=Lane.BULK, priority=Priority.ANNOUNCEMENT)

    await database.run(fill)
    pace = PaceSettings(per_second=25)  # a slot every 40 ms
    with statements() as asked:
        early = await database.run(lease(pace=pace))
    due = await database.read(lambda session: outbox.next_due(session, NOON, pace))
    then = await database.run(lease(NOON + FORTY, pace=pace))

    assert (early, len(selects(asked))) == ([], 1)  # nothing is locked for it
    assert due == NOON + 2 * FORTY - pace.near
    assert [letter.slot for letter in then] == [NOON + 2 * FORTY, NOON + 3 * FORTY]


async def test_answer_takes_its_slot_as_soon_as_there_is_one(database: Database) -> None:
    await database.run(lambda session: session.add(Pace(key="bot", next_at=NOON + 2 * FORTY)))
    await database.run(lambda session: add(session))

    leased = await database.run(lease(pace=PaceSettings(per_second=25)))

    assert [letter.slot for letter in leased] == [NOON + 2 * FORTY]


async def test_what_came_late_moves_the_slots_of_all(database: Database) -> None:
    pace = PaceSettings(per_second=25)
    late = timedelta(seconds=0.15)  # further than the horizon
    await database.run(lambda session: session.add(Pace(key="bot", next_at=NOON)))
    await database.run(lambda session: [add(session, chat_id) for chat_id in (1, 2)])

    nothing = await database.run(lambda session: outbox.lease_due(session, NOON, limit=9, pace=pace, late=late))
    others = await database.run(lease(NOON + 2 * FORTY, limit=1, pace=pace))

    assert nothing == []
    assert [letter.slot for letter in others] == [NOON + late]


async def test_what_goes_at_once_has_no_moment_to_be_late_for(database: Database) -> None:
    def fill(session: Session) -> None:
        add(session, 1)
        add(session, 2)
        add(session, 3, lane=Lane.BULK, priority=Priority.NEWS)

    await database.run(fill)

    leased = await database.run(lease(pace=PaceSettings(per_second=25)))

    assert [letter.awaited for letter in leased] == [None, NOON + FORTY, NOON + 2 * FORTY]


async def test_private_chat_gets_three_at_once_and_then_one_a_second(database: Database) -> None:
    sent = await database.run(lambda session: _send_for(session, ANA, seconds=4))

    assert sent == [0.0, 0.0, 0.0, 1.0, 2.0, 3.0, 4.0]


async def test_group_gets_no_more_than_twenty_in_any_minute(database: Database) -> None:
    sent = await database.run(lambda session: _send_for(session, GROUP, seconds=240))

    assert [at for at in sent if at < 10] == [0.0, 0.0, 0.0, 0.0, 0.0, 4.0, 8.0]
    assert max(len([at for at in sent if start <= at <= start + 60]) for start in sent) == 20


def _send_for(session: Session, chat_id: int, *, seconds: int) -> list[float]:
    """Sends as fast as the pace lets it; the moments, in seconds after noon."""
    pace = PaceSettings(per_second=1000)
    for _ in range(100):
        add(session, chat_id)
    sent, now = [], NOON
    while (now - NOON).total_seconds() <= seconds:
        for letter in begin_all(session, now, pace=pace):
            sent.append(round((letter.slot - NOON).total_seconds(), 1))
            outbox.record_sent(session, letter, now, message_id=None)
        due = outbox.next_due(session, now, pace)
        assert due is not None
        now = max(due, now + timedelta(milliseconds=1))
    return sent


async def test_late_letter_is_dropped_and_makes_way(database: Database) -> None:
    def fill(session: Session) -> None:
        add(session, ANA, due_at=NOON - 60 * SECOND, stale_at=NOON - SECOND)
        add(session, ANA, stale_at=NOON)

    await database.run(fill)

    assert ids(await database.run(lease())) == [2]
    assert await database.read(states) == ["late", "leased"]


async def test_switched_off_chat_gets_answers_but_nothing_in_bulk(database: Database) -> None:
    def fill(session: Session) -> None:
        add_chat(session, ANA, unreachable_at=NOON - 60 * SECOND)
        add(session, ANA, lane=Lane.BULK, priority=Priority.REMINDER)
        add(session, ANA, lane=Lane.BULK, priority=Priority.DIGEST)
        add(session, ANA)

    await database.run(fill)

    assert ids(await database.run(lease())) == [3]
    assert await database.read(states) == ["unreachable", "unreachable", "leased"]


async def test_unreachable_switches_the_chat_off_and_ends_what_waits_in_bulk(database: Database) -> None:
    def block(session: Session) -> None:
        add_chat(session, ANA)
        add_chat(session, BEA)
        add(session, ANA)
        add(session, ANA)
        add(session, ANA, lane=Lane.BULK, priority=Priority.REMINDER)
        add(session, BEA, lane=Lane.BULK, priority=Priority.REMINDER)
        [letter] = outbox.lease_due(session, NOON, limit=1, pace=FREE)
        outbox.mark_posting(session, letter, NOON + SECOND)
        outbox.record_unreachable(session, letter, NOON, "Forbidden: bot was blocked by the user")

    await database.run(block)

    assert await database.read(states) == ["unreachable", "waiting", "unreachable", "waiting"]
    off = sa.select(Chat.id, Chat.unreachable_at, Chat.unreachable_reason).where(Chat.unreachable_at.is_not(None))
    assert [tuple(row) for row in await database.read(lambda session: session.execute(off).all())] == [
        (ANA, NOON, "Forbidden: bot was blocked by the user")
    ]


async def test_crash_before_posting_returns_the_letter_untried(database: Database) -> None:
    await database.run(lambda session: add(session))
    [lost] = await database.run(lease())

    assert await database.run(lease(NOON + outbox.LEASE - SECOND)) == []
    [again] = await database.run(lease(NOON + outbox.LEASE))

    assert again.id == lost.id
    assert (await database.read(only_letter)).attempts == 0
    assert await database.run(lambda session: outbox.mark_posting(session, lost, NOON + SECOND)) is None


async def test_what_is_in_hand_is_not_taken_for_lost(database: Database) -> None:
    await database.run(lambda session: add(session))
    await database.run(begin_one)

    def lease_beside_it(session: Session) -> list[Leased]:
        return outbox.lease_due(session, NOON + timedelta(days=3), limit=9, pace=FREE, in_hand=[1])

    assert await database.run(lease_beside_it) == []
    assert await database.read(states) == ["posting"]


async def test_withdrawn_letter_is_not_posted_though_it_was_leased(database: Database) -> None:
    await database.run(lambda session: add(session, key="meeting:42:nudge"))
    [letter] = await database.run(lease())

    assert await database.run(lambda session: letters.withdraw(session, "meeting:42:")) == 1
    assert await database.run(lambda session: outbox.mark_posting(session, letter, NOON + SECOND)) is None


async def test_released_letters_can_be_leased_at_once(database: Database) -> None:
    await database.run(lambda session: add(session))
    leased = await database.run(lease())

    await database.run(lambda session: outbox.release(session, leased))

    assert ids(await database.run(lease())) == [1]


async def test_flood_holds_everybody_and_is_no_failed_try(database: Database) -> None:
    def flood(session: Session) -> None:
        add(session, ANA)
        outbox.record_flood(session, begin_one(session), NOON, 7 * SECOND)
        add(session, BEA)

    await database.run(flood)

    assert await database.run(lease(NOON + 6 * SECOND)) == []
    assert len(await database.run(lease(NOON + 7 * SECOND))) == 2
    assert await database.read(lambda session: list(session.scalars(sa.select(Letter.attempts)))) == [0, 0]


async def test_flood_in_a_group_holds_the_group(database: Database) -> None:
    def flood(session: Session) -> None:
        add(session, GROUP)
        outbox.record_flood(session, begin_one(session), NOON, 40 * SECOND)
        add(session, BEA)

    await database.run(flood)

    assert [letter.chat_id for letter in await database.run(lease(NOON + SECOND))] == [BEA]
    assert [letter.chat_id for letter in await database.run(lease(NOON + 39 * SECOND))] == [BEA]  # her lease had ended
    assert [letter.chat_id for letter in await database.run(lease(NOON + 40 * SECOND))] == [GROUP]


async def test_outage_is_no_failed_try_however_long(database: Database) -> None:
    def away_for_a_day(session: Session) -> None:
        add(session)
        now = NOON
        for _ in range(60):
            outbox.record_outage(session, begin_one(session, now), now, None, "ClientConnectorError")
            now += timedelta(minutes=30)

    await database.run(away_for_a_day)

    letter = await database.read(only_letter)
    assert (letter.state, letter.attempts) == (LetterState.WAITING, 0)


async def test_refused_keeps_its_reason_cut_to_its_column(database: Database) -> None:
    def refuse(session: Session) -> None:
        add(session)
        outbox.record_refused(session, begin_one(session), "B" * 1000)

    await database.run(refuse)

    letter = await database.read(only_letter)
    assert (letter.state, letter.reason) == (LetterState.REFUSED, "B" * 256)


async def test_sent_file_is_known_by_its_id_from_then_on(database: Database) -> None:
    def send(session: Session) -> None:
        add(session, method="sendDocument", payload={"document": {"path": "/tmp/report.pdf"}, "caption": "Informe"})
        outbox.record_sent(session, begin_one(session), NOON, message_id=11, file_ids=["BQACAg"])

    await database.run(send)

    letter = await database.read(only_letter)
    assert (letter.state, letter.message_id, letter.sent_at, letter.lease_until) == (LetterState.SENT, 11, NOON, None)
    assert letter.payload == {"document": "BQACAg", "caption": "Informe"}


async def test_album_is_known_by_all_its_messages(database: Database) -> None:
    album = {"media": [{"type": "photo", "media": "A", "caption": "antes"}, {"type": "photo", "media": {"path": "b"}}]}
    corrected = {"media": [{"type": "photo", "media": "A", "caption": "después"}, album["media"][1]]}

    def send(session: Session) -> None:
        add(session, method="sendMediaGroup", payload=album)
        letter = begin_one(session)
        letters.replace_content(session, letter.id, "sendMediaGroup", corrected)
        posted = outbox.Content("sendMediaGroup", album)
        outbox.record_sent(session, letter, NOON, message_id=11, file_ids=["B"], album=[11, 12], posted=posted)

    await database.run(send)

    rows = await database.read(lambda session: list(session.scalars(sa.select(Letter).order_by(Letter.id))))
    assert (rows[0].message_id, rows[0].album) == (11, [11, 12])
    assert [item["media"] for item in rows[0].payload["media"]] == ["A", "B"]
    assert (rows[1].method, rows[1].payload) == ("editMessageCaption", {"message_id": 11, "caption": "después"})


async def test_moved_chat_takes_its_letters_along_but_not_the_messages_of_before(database: Database) -> None:
    def move(session: Session) -> None:
        add(session, GROUP)
        outbox.record_sent(session, begin_one(session), NOON, message_id=5)
        add(session, GROUP)
        add(session, GROUP)
        add(session, GROUP, method="editMessageText", payload={"message_id": 5, "text": "Hola"})
        outbox.put_back(session, begin_one(session))
        move_chat(session, GROUP, -1001)

    await database.run(move)

    query = sa.select(Letter.chat_id, Letter.state, Letter.message_id).order_by(Letter.id)
    rows = await database.read(lambda session: [tuple(row) for row in session.execute(query)])
    assert rows == [
        (-1001, LetterState.SENT, None),
        (-1001, LetterState.WAITING, None),
        (-1001, LetterState.WAITING, None),
        (-1001, LetterState.REFUSED, None),
    ]


async def test_message_of_before_the_move_is_no_copy_any_more(database: Database) -> None:
    def move(session: Session) -> list[Copy]:
        add(session, GROUP)
        outbox.record_sent(session, begin_one(session), NOON, message_id=5)
        add(session, GROUP)
        session.execute(sa.update(Letter).values(subject="meeting:7"))
        move_chat(session, GROUP, -1001)
        return copies(session, "meeting:7")

    assert await database.run(move) == [Copy(2, -1001, None)]


async def test_recording_leaves_alone_what_somebody_else_has_ended(database: Database) -> None:
    def sent_twice(session: Session) -> None:
        add(session)
        lost = begin_one(session)
        again = begin_one(session, NOON + 60 * SECOND)
        outbox.record_sent(session, lost, NOON, message_id=1)
        outbox.record_later(session, again, NOON, None, "Bad Gateway")

    await database.run(sent_twice)

    letter = await database.read(only_letter)
    assert (letter.state, letter.message_id) == (LetterState.SENT, 1)


@pytest.mark.parametrize(
    ("due_at", "expected"), [(NOON - SECOND, NOON), (NOON, NOON), (NOON + 90 * SECOND, NOON + 90 * SECOND)]
)
async def test_next_due_is_when_there_is_something_to_lease(
    database: Database, due_at: datetime, expected: datetime
) -> None:
    assert await database.read(lambda session: outbox.next_due(session, NOON, FREE)) is None

    await database.run(lambda session: add(session, due_at=due_at))

    assert await database.read(lambda session: outbox.next_due(session, NOON, FREE)) == expected


async def test_what_is_ready_and_what_will_be_is_one_question(database: Database) -> None:
    """What comes free between two would be seen by neither."""
    with statements() as asked:
        await database.read(lambda session: outbox.next_due(session, NOON, FREE))

    assert len(selects(asked)) == 1


async def test_only_priorities_with_something_ready_are_searched(database: Database) -> None:
    with statements() as asked:
        assert await database.run(lease()) == []
    assert len(selects(asked)) == 1

    await database.run(lambda session: add(session, priority=Priority.NEWS))
    with statements() as asked:
        await database.run(lease())
    assert len([each for each in selects(asked) if "ORDER BY letter.due_at, letter.id" in each]) == 1


def selects(asked: list[str]) -> list[str]:
    return [each for each in asked if each.startswith("SELECT")]


async def test_next_due_waits_for_the_pace_and_for_leases(database: Database) -> None:
    await database.run(lambda session: add(session))
    await database.run(lambda session: session.add(Pace(key="bot", next_at=NOON + 5 * SECOND)))

    paced = await database.read(lambda session: outbox.next_due(session, NOON, FREE))
    await database.run(lease(NOON + 5 * SECOND))
    leased = await database.read(lambda session: outbox.next_due(session, NOON + 5 * SECOND, FREE))

    assert paced == NOON + 5 * SECOND - FREE.near
    assert leased == NOON + 5 * SECOND + outbox.LEASE


async def test_rested_clocks_are_forgotten_but_not_the_bots(database: Database) -> None:
    await database.run(lambda session: add(session))
    await database.run(lease())

    await database.run(lambda session: outbox.forget_rested(session, NOON + timedelta(days=1)))

    assert await database.read(lambda session: list(session.scalars(sa.select(Pace.key)))) == ["bot"]
