"""Letters that are on their way: each is a call of its own, which ends when it is written down what became of it."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import count
from typing import Any

import structlog

from bot.post import Later, Outcome, Post
from scheduler.abreast import Abreast
from scheduler.patience import Patience
from scheduler.recording import Ended, Recording
from scheduler.rhythm import Rhythm
from scheduler.taking import POSTING_GRACE
from scheduler.troubles import Troubles
from scheduler.uploads import Uploads
from store.database import Database
from store.files import has_files
from store.frozen import frozen
from store.outbox import Content, Leased, PaceSettings

log = structlog.get_logger(__name__)


@frozen
class _Posting:
    """A letter that is on its way."""

    letter_id: int
    task: asyncio.Task[None]


class InHand:
    """One per delivery.

    `after` is called when one is in hand no longer: the next of its chat may go.
    `told` hears of every call.
    """

    def __init__(
        self,
        database: Database,
        post: Post,
        now: Callable[[], datetime],
        pace: PaceSettings,
        patience: Patience,
        *,
        after: Callable[[], None],
        told: Callable[[Leased, Outcome], None] | None,
    ) -> None:
        self._post = post
        self._now = now
        self.rhythm = Rhythm(pace.per_second)
        self.abreast = Abreast(pace.per_second)
        self._recording = Recording(patience, now)
        self._uploads = Uploads(database, post, now, pace)
        self._after = after
        self._told = told
        self._calls = count(1)
        self._postings: dict[int, _Posting] = {}  # by call
        self._hold: tuple[datetime, datetime] | None = None
        self._troubles = Troubles()

    @property
    def tasks(self) -> list[asyncio.Task[None]]:
        """The calls."""
        return [posting.task for posting in self._postings.values()]

    @property
    def letter_ids(self) -> list[int]:
        """The letters."""
        return [posting.letter_id for posting in self._postings.values()]

    @property
    def held_until(self) -> datetime | None:
        """When the last hold ends or has ended; None: there was none."""
        return None if self._hold is None else self._hold[1]

    def holds(self, letter: Leased) -> bool:
        """A flood moves the slots that are still to be taken; those taken before it are no longer good."""
        if self._hold is None:
            return False
        since, until = self._hold
        return since <= self._now() and letter.slot < until

    async def is_heard(self) -> bool:
        """Whether Telegram answers. When letter after letter got no answer, a call that does nothing is tried first."""
        if self._troubles.is_silent and await self._post.is_answering():
            self._troubles.heard()
        return not self._troubles.is_silent

    def lasts(self, payload: dict[str, Any]) -> timedelta:
        """How long the call with a payload may take, until others may think that we are gone."""
        return timedelta(seconds=self._post.seconds_for(payload)) + POSTING_GRACE

    def start(self, letter: Leased, content: Content) -> None:
        """It goes now."""
        # Not by letter: one whose lease another process took for ended may be taken while our call for it still lasts.
        call = next(self._calls)
        self.abreast.begin(call)
        self.rhythm.begin(call, self._now(), content.messages, letter.awaited)
        task = asyncio.create_task(self._deliver(call, letter, content), name=f"letter {letter.id}")
        self._postings[call] = _Posting(letter.id, task)
        task.add_done_callback(lambda _done: self._put_down(call))

    def _put_down(self, call: int) -> None:
        self._postings.pop(call, None)
        self.abreast.end(call)
        self._after()

    async def _deliver(self, call: int, letter: Leased, content: Content) -> None:
        """Never raises: a letter that could not be recorded is one of those that are sent once more."""
        try:
            try:
                outcome = await self._posted(letter, content)
            finally:
                self.rhythm.end(call, self._now())
            if outcome is not None:
                await self._ended(letter, content, outcome)
        except Exception as error:
            log.exception("letter_not_recorded", letter=letter.id, error=type(error).__name__)

    async def _ended(self, letter: Leased, content: Content, outcome: Outcome) -> None:
        self._heed(outcome, letter)
        if self._told is not None:
            self._told(letter, outcome)
        await self._recording.record(Ended(letter, content, outcome))

    async def _posted(self, letter: Leased, content: Content) -> Outcome | None:
        """None: it waits until somebody else has uploaded a file that it carries."""
        if not has_files(content.payload):
            return await self._post.post(content.method, letter.chat_id, content.payload)
        return await self._uploads.post(letter, content, self.lasts(content.payload))

    def _heed(self, outcome: Outcome, letter: Leased) -> None:
        """What concerns everybody holds at once what is leased already."""
        self._troubles.note(letter.id, outcome)
        if isinstance(outcome, Later) and (outcome.is_outage or (outcome.is_flood and letter.chat_id > 0)):
            now = self._now()
            self._hold = now, now + timedelta(seconds=outcome.seconds or 1.0)
