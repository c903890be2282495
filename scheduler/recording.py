"""Writes down what became of letters: all that ended while the last page was being written go into the next one."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from sqlalchemy.orm import Session

from bot.post import Later, Moved, Outcome, Refused, Sent, Unknown, Unreachable
from store import outbox
from store.chats import move_chat
from store.database import Database, is_passing
from store.outbox import Content, Leased, SentLetter

log = structlog.get_logger(__name__)

PAGE = 100  # letters in one transaction
TRIES = 5
SECONDS_BETWEEN_TRIES = 1.0


@dataclass(frozen=True)
class Ended:
    """A letter, what was posted of it, and what became of it."""

    letter: Leased
    posted: Content
    outcome: Outcome


class Recording:
    """One per delivery. What is not recorded is sent twice: worth some patience."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database = database
        self._now = now
        self._waiting: list[tuple[Ended, asyncio.Future[None]]] = []
        self._writing: asyncio.Task[None] | None = None

    async def record(self, ended: Ended) -> None:
        """Returns when it is committed."""
        written: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((ended, written))
        if self._writing is None:
            self._writing = asyncio.create_task(self._write())
        await written
        if not isinstance(ended.outcome, Sent):
            outcome = type(ended.outcome).__name__
            log.info("letter_not_sent", letter=ended.letter.id, chat=ended.letter.chat_id, outcome=outcome)

    async def _write(self) -> None:
        while self._waiting:
            page, self._waiting = self._waiting[:PAGE], self._waiting[PAGE:]
            try:
                await self._commit([ended for ended, _ in page])
            except Exception as failure:  # perhaps one of them is the trouble: each by itself
                if not is_passing(failure):
                    log.exception("letters_not_recorded_together", letters=len(page), error=type(failure).__name__)
                await asyncio.gather(*(self._write_alone(*one) for one in page))
            else:
                for _, written in page:
                    _settle(written, None)
        self._writing = None

    async def _write_alone(self, ended: Ended, written: "asyncio.Future[None]") -> None:
        for tries_left in reversed(range(TRIES)):
            try:
                await self._commit([ended])
            except Exception as failure:
                if not tries_left:
                    _settle(written, failure)
                    return
                await asyncio.sleep(SECONDS_BETWEEN_TRIES)
            else:
                _settle(written, None)
                return

    async def _commit(self, page: Sequence[Ended]) -> None:
        now = self._now()
        await self._database.run(lambda session: record_all(session, page, now))


def _settle(written: "asyncio.Future[None]", failure: Exception | None) -> None:
    """Whoever waited may have been cancelled."""
    if written.done():
        return
    if failure is None:
        written.set_result(None)
    else:
        written.set_exception(failure)


def record_all(session: Session, page: Sequence[Ended], now: datetime) -> None:
    """Writes down what became of each letter. In the order of their ids, as everybody locks letters."""
    plain: list[SentLetter] = []
    for ended in sorted(page, key=lambda each: each.letter.id):
        match ended.outcome:
            case Sent(message_id, file_id=None, remark=""):
                plain.append(SentLetter(ended.letter, ended.posted, message_id))
            case _:
                record(session, ended, now)
    if plain:
        outbox.record_all_sent(session, plain, now)


def record(session: Session, ended: Ended, now: datetime) -> None:
    """Writes down what became of a letter."""
    letter = ended.letter
    match ended.outcome:
        case Sent(message_id, file_id, remark):
            outbox.record_sent(
                session, letter, now, message_id=message_id, file_id=file_id, remark=remark, posted=ended.posted
            )
        case Unreachable(reason):
            outbox.record_unreachable(session, letter, now, reason)
        case Moved(new_chat_id):
            outbox.put_back(session, letter)
            move_chat(session, letter.chat_id, new_chat_id)
        case Refused(reason):
            outbox.record_refused(session, letter, reason)
        case Later(is_flood=True) as later:
            outbox.record_flood(session, letter, now, _delay(later) or timedelta(seconds=1))
        case Later(is_outage=True) as later:
            outbox.record_outage(session, letter, now, _delay(later), later.reason)
        case Later() as later:
            outbox.record_later(session, letter, now, _delay(later), later.reason)
        case Unknown(reason):
            outbox.record_unknown(session, letter, now, reason)


def _delay(later: Later) -> timedelta | None:
    return None if later.seconds is None else timedelta(seconds=later.seconds)
