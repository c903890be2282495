"""Trouble with Telegram: the log hears when it begins and when it is over, not of each letter; and when nobody answers
any more, that is noticed."""

import time
from collections.abc import Callable

import structlog

from bot.post import Later, Outcome, Sent, Unknown

log = structlog.get_logger(__name__)

QUIET = 60.0  # seconds after trouble in which a little more of it is no news
MANY = 5  # letters that wait: then it is news
SILENCE = 5  # letters in a row without a proper answer: it is not the letters


class Troubles:
    """What went wrong lately, by letter."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._failed: set[int] = set()
        self._failures = 0
        self._since = self._last = 0.0
        self._over_at = -QUIET
        self._is_told = False
        self._in_a_row = 0

    @property
    def is_silent(self) -> bool:
        """Telegram has given no proper answer for some time: every letter sent now would only be in doubt."""
        return self._in_a_row >= SILENCE

    def heard(self) -> None:
        """Somebody answers again."""
        self._in_a_row = 0

    def note(self, letter_id: int, outcome: Outcome) -> None:
        """What became of a letter."""
        if isinstance(outcome, Unknown) or (isinstance(outcome, Later) and not outcome.is_flood):
            self._in_a_row += 1
        else:
            self._in_a_row = 0
        if isinstance(outcome, Later | Unknown):
            self._note_failure(letter_id, outcome)
        else:
            self._note_end(letter_id, went_through=isinstance(outcome, Sent))

    def _note_failure(self, letter_id: int, outcome: Later | Unknown) -> None:
        now = self._now()
        if not self._failed:
            self._since, self._failures = now, 0
        self._failed.add(letter_id)
        self._failures += 1
        self._last = now
        if not self._is_told and (now - self._over_at >= QUIET or len(self._failed) >= MANY):
            self._is_told = True
            log.warning("letters_wait_for_telegram", trouble=_kind(outcome), reason=outcome.reason)

    def _note_end(self, letter_id: int, *, went_through: bool) -> None:
        """Over is it when none waits any more that failed; those may also have been taken back meanwhile."""
        self._failed.discard(letter_id)
        if went_through and self._now() - self._last >= QUIET:
            self._failed.clear()
        if self._is_told and not self._failed:
            self._is_told, self._over_at = False, self._now()
            seconds = round(self._last - self._since, 1)
            log.info("letters_go_out_again", failed_tries=self._failures, seconds=seconds)


def _kind(outcome: Later | Unknown) -> str:
    if isinstance(outcome, Unknown):
        return "no answer"
    if outcome.is_flood:
        return "too many requests"
    return "no connection" if outcome.is_outage else "error"
