"""Writes down what became of letters: all that ended while the last page was being written go into the next one."""

import asyncio
import contextlib
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

import structlog
from sqlalchemy.orm import Session

from actions.attachments.vanishing import note_wrong_file
from bot.post import Later, Moved, Outcome, Refused, Sent, Unknown, Unreachable, is_wrong_file
from scheduler.patience import Patience
from store import outbox
from store.away import is_passing
from store.chats import move_chat
from store.frozen import frozen
from store.outbox import Content, Leased, SentLetter

log = structlog.get_logger(__name__)

PAGE = 100  # letters in one transaction


@frozen
class Ended:
    """A letter, what was posted of it, and what became of it."""

    letter: Leased
    posted: Content
    outcome: Outcome


class Recording:
    """One per delivery. What is not recorded is sent twice: it is worth waiting for the store."""

    def __init__(self, patience: Patience, now: Callable[[], datetime]) -> None:
        self._patience = patience
        self._now = now
        self._waiting: list[tuple[Ended, asyncio.Future[bool]]] = []
        self._writing: asyncio.Task[None] | None = None

    async def record(self, ended: Ended) -> None:
        """Returns when it is committed."""
        written: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._waiting.append((ended, written))
        if self._writing is None:
            self._writing = asyncio.create_task(self._write())
        letter = ended.letter
        if await written:
            log.warning("letter_given_up", letter=letter.id, chat=letter.chat_id, method=ended.posted.method)
        elif not isinstance(ended.outcome, Sent | Later | Unknown):
            outcome = type(ended.outcome).__name__
            log.info("letter_not_sent", letter=letter.id, chat=letter.chat_id, outcome=outcome)

    async def _write(self) -> None:
        while self._waiting:
            page, self._waiting = self._waiting[:PAGE], self._waiting[PAGE:]
            try:
                given_up = await self._commit([ended for ended, _ in page])
            except Exception as failure:  # perhaps one of them is the trouble: each by itself
                if not is_passing(failure):
                    log.exception("letters_not_recorded_together", letters=len(page), error=type(failure).__name__)
                await asyncio.gather(*(self._write_alone(*one) for one in page))
            else:
                for ended, written in page:
                    _settle(written, ended.letter.id in given_up)
        self._writing = None

    async def _write_alone(self, ended: Ended, written: "asyncio.Future[bool]") -> None:
        try:
            _settle(written, bool(await self._commit([ended])))
        except Exception as failure:
            if not written.done():
                written.set_exception(failure)

    async def _commit(self, page: Sequence[Ended]) -> set[int]:
        now = self._now()
        return await self._patience.run(lambda session: record_all(session, page, now))


def _settle(written: "asyncio.Future[bool]", is_given_up: bool) -> None:
    with contextlib.suppress(asyncio.InvalidStateError):  # whoever waited was cancelled
        written.set_result(is_given_up)


def record_all(session: Session, page: Sequence[Ended], now: datetime) -> set[int]:
    """Writes down what became of each letter; gives those that are given up after all tries.

    In the order of their ids, as everybody locks letters.
    """
    plain: list[SentLetter] = []
    given_up: set[int] = set()
    for ended in sorted(page, key=lambda each: each.letter.id):
        match ended.outcome:
            case Sent(message_id, file_ids=(), remark="", album=()):
                plain.append(SentLetter(ended.letter, ended.posted, message_id))
            case _:
                if record(session, ended, now):
                    given_up.add(ended.letter.id)
    if plain:
        outbox.record_all_sent(session, plain, now)
    return given_up


def record(session: Session, ended: Ended, now: datetime) -> bool:
    """Writes down what became of a letter; True when it is given up after all tries."""
    letter = ended.letter
    match ended.outcome:
        case Sent(message_id, file_ids, remark, album):
            outbox.record_sent(
                session,
                letter,
                now,
                message_id=message_id,
                file_ids=file_ids,
                remark=remark,
                posted=ended.posted,
                album=album,
            )
        case Unreachable(reason):
            outbox.record_unreachable(session, letter, now, reason)
        case Moved(new_chat_id):
            outbox.put_back(session, letter)
            move_chat(session, letter.chat_id, new_chat_id)
        case Refused(reason):
            outbox.record_refused(session, letter, reason)
            if is_wrong_file(ended.outcome):
                note_wrong_file(session, letter.id, now)
        case Later(is_flood=True) as later:
            outbox.record_flood(session, letter, now, _delay(later) or timedelta(seconds=1))
        case Later(is_outage=True) as later:
            outbox.record_outage(session, letter, now, _delay(later), later.reason)
        case Later() as later:
            return outbox.record_later(session, letter, now, _delay(later), later.reason)
        case Unknown(reason):
            return outbox.record_unknown(session, letter, now, reason)
    return False


def _delay(later: Later) -> timedelta | None:
    return None if later.seconds is None else timedelta(seconds=later.seconds)
