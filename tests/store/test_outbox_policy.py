"""How long a letter is tried, and what becomes of one that perhaps arrived."""

from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy.orm import Session

from store import outbox
from store.database import Database
from store.models import Lane, Letter, LetterState, Priority
from store.outbox import policy
from store.outbox.policy import Tried, delay_after
from tests.store.test_outbox import BEA, FREE, NOON, add, begin_all, begin_one, only_letter, states

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
BULK: dict[str, Any] = {"lane": Lane.BULK, "priority": Priority.REMINDER}
EDIT: dict[str, Any] = {"method": "editMessageText", "payload": {"message_id": 5, "text": "Hola"}}
POLL: dict[str, Any] = {"method": "sendPoll", "payload": {"question": "?", "options": []}}


def fail_until_ended(session: Session) -> list[timedelta]:
    """Every try fails; how long the letter waited after each."""
    waits, now = [], NOON
    while (due := outbox.next_due(session, now, FREE)) is not None:
        if due > now:
            waits.append(due - now)
        now = due
        outbox.record_later(session, begin_one(session, now), now, None, "Bad Gateway")
    return waits


async def lose_answers(database: Database, most: int) -> Letter:
    """Posts the only letter again and again, and never hears; at most so often."""

    def unit(session: Session) -> int:
        now = NOON
        for lost in range(most):
            begun = begin_all(session, now)
            if not begun:
                return lost
            outbox.record_unknown(session, begun[0], now, "TimeoutError")
            now += 10 * MINUTE
        return most

    await database.run(unit)
    return await database.read(only_letter)


async def crash_while_posting(database: Database, most: int) -> Letter:
    """The process dies each time that it posts the only letter; at most so often."""
    for crash in range(most):
        begun = await database.run(partial(begin_all, now=NOON + crash * MINUTE))
        if not begun:
            break
    await database.run(partial(begin_all, now=NOON + most * MINUTE))
    return await database.read(only_letter)


async def test_failed_tries_wait_longer_each_time(database: Database) -> None:
    await database.run(lambda session: add(session))

    waits = await database.run(fail_until_ended)

    assert waits == [delay_after(1, attempts) for attempts in range(1, len(waits) + 1)]
    whole = [2, 4, 8, 16, 32, 64, 128, 256, 300, 300]
    assert all(most / 2 <= wait.total_seconds() <= most for wait, most in zip(waits, whole, strict=False))


def test_letters_that_failed_together_do_not_come_back_together() -> None:
    moments = {delay_after(letter_id, 8) for letter_id in range(100)}

    assert len(moments) == 100
    assert max(moments) - min(moments) > timedelta(seconds=100)
    assert delay_after(7, 8) == delay_after(7, 8)


@pytest.mark.parametrize(("lane", "hours"), [(Lane.ANSWERS, 2), (Lane.BULK, 24)])
async def test_letter_is_given_up_when_it_has_failed_for_long(database: Database, lane: Lane, hours: int) -> None:
    await database.run(lambda session: add(session, lane=lane))

    waits = await database.run(fail_until_ended)

    letter = await database.read(only_letter)
    assert (letter.state, letter.reason) == (LetterState.REFUSED, "given up: Bad Gateway")
    assert timedelta(hours=hours) <= sum(waits, timedelta()) < timedelta(hours=hours) + 2 * policy.LONGEST_DELAY


async def test_letter_that_was_due_long_ago_is_still_tried_often(database: Database) -> None:
    await database.run(lambda session: add(session, **BULK, due_at=NOON - 48 * HOUR))

    waits = await database.run(fail_until_ended)

    assert len(waits) == policy.ATTEMPTS - 1


async def test_letter_that_would_come_too_late_is_given_up_with_its_reason(database: Database) -> None:
    def unit(session: Session) -> list[str]:
        add(session, **BULK, stale_at=NOON + 20 * MINUTE)
        fail_until_ended(session)
        return states(session)

    assert await database.run(unit) == ["late"]
    assert (await database.read(only_letter)).reason == "given up: Bad Gateway"


async def test_unknown_is_sent_once_more_and_then_kept_with_its_reason(database: Database) -> None:
    await database.run(lambda session: add(session))

    once, twice = await lose_answers(database, 1), None
    assert (once.state, once.attempts) == (LetterState.WAITING, 0)
    twice = await database.run(lambda session: _lose_again(session))

    assert twice == [LetterState.REFUSED]
    assert (await database.read(only_letter)).reason == "perhaps sent: TimeoutError"


def _lose_again(session: Session) -> list[str]:
    later = NOON + MINUTE
    outbox.record_unknown(session, begin_one(session, later), later, "TimeoutError")
    return states(session)


async def test_failed_tries_are_no_doubts(database: Database) -> None:
    def fail_and_then_lose(session: Session) -> None:
        add(session)
        now = NOON
        for _ in range(policy.ATTEMPTS):
            outbox.record_later(session, begin_one(session, now), now, None, "Bad Gateway")
            now += policy.LONGEST_DELAY
        outbox.record_unknown(session, begin_one(session, now), now, "TimeoutError")

    await database.run(fail_and_then_lose)

    assert await database.read(states) == ["waiting"]


async def test_edit_in_doubt_is_simply_done_again(database: Database) -> None:
    await database.run(lambda session: add(session, **EDIT))

    letter = await lose_answers(database, 9)

    assert (letter.state, letter.attempts, letter.doubts) == (LetterState.WAITING, 9, 0)


async def test_edit_whose_answer_is_always_lost_ends_as_others_that_fail(database: Database) -> None:
    await database.run(lambda session: add(session, **EDIT))

    letter = await lose_answers(database, 99)

    assert (letter.state, letter.reason) == (LetterState.REFUSED, "given up: perhaps sent: TimeoutError")


NOT_TWICE: list[dict[str, Any]] = [POLL, {**BULK, "stale_at": NOON + 5 * MINUTE}]


@pytest.mark.parametrize("values", NOT_TWICE, ids=["poll", "timer"])
async def test_what_must_not_come_twice_is_dropped_in_doubt(database: Database, values: dict[str, Any]) -> None:
    await database.run(lambda session: add(session, **values))

    letter = await lose_answers(database, 1)

    assert (letter.state, letter.reason) == (LetterState.REFUSED, "perhaps sent: TimeoutError")


@pytest.mark.parametrize("values", NOT_TWICE, ids=["poll", "timer"])
async def test_what_must_not_come_twice_is_dropped_after_a_crash(database: Database, values: dict[str, Any]) -> None:
    await database.run(lambda session: add(session, **values))

    letter = await crash_while_posting(database, 1)

    assert (letter.state, letter.reason) == (LetterState.REFUSED, "perhaps sent, then the process ended")


async def test_each_crash_while_posting_sends_once_more_until_it_is_the_letter_that_crashes(database: Database) -> None:
    await database.run(lambda session: add(session))

    seldom = await crash_while_posting(database, policy.MOST_DOUBTS - 1)
    assert seldom.state == LetterState.POSTING
    letter = await crash_while_posting(database, policy.MOST_DOUBTS + 1)

    assert (letter.state, letter.reason) == (LetterState.REFUSED, "perhaps sent, then the process ended")


async def test_crash_puts_only_what_was_being_posted_in_doubt(database: Database) -> None:
    def unit(session: Session) -> list[tuple[str, int]]:
        add(session)
        begin_one(session)
        add(session, BEA)
        outbox.lease_due(session, NOON, limit=9, pace=FREE)
        outbox.return_expired(session, NOON + HOUR)
        letters = session.query(Letter).order_by(Letter.id)
        return [(letter.state.value, letter.doubts) for letter in letters]

    assert await database.run(unit) == [("waiting", 1), ("waiting", 0)]


def tried(method: str = "sendMessage", *, lives: timedelta | None = None) -> Tried:
    return Tried(1, method, Lane.BULK, NOON, None if lives is None else NOON + lives, 0, 0)


@pytest.mark.parametrize(
    ("letter", "harmless", "never_twice"),
    [
        (tried(), False, False),
        (tried("sendPhoto"), False, False),
        (tried(lives=HOUR), False, False),
        (tried(lives=5 * MINUTE), False, True),
        (tried("editMessageText"), True, False),
        (tried("editMessageText", lives=5 * MINUTE), True, False),
        (tried("deleteMessage"), True, False),
        (tried("deleteMessages"), True, False),
        (tried("setMyCommands"), True, False),
        (tried("deleteMyCommands"), True, False),
        (tried("pinChatMessage"), True, False),
        (tried("sendPoll"), False, True),
        (tried("createForumTopic"), False, True),
    ],
)
def test_table_of_what_may_come_twice(letter: Tried, harmless: bool, never_twice: bool) -> None:
    assert policy.is_harmless_twice(letter.method) is harmless
    assert policy.must_not_come_twice(letter) is never_twice


def test_moment_of_giving_up_is_the_later_of_tries_and_time() -> None:
    def given_up(attempts: int, after: timedelta) -> bool:
        now: datetime = NOON + after
        return policy.is_given_up(Tried(1, "sendMessage", Lane.BULK, NOON, None, attempts, 0), now)

    assert [given_up(19, 48 * HOUR), given_up(20, 23 * HOUR), given_up(20, 24 * HOUR)] == [False, False, True]
