"""How fast a bot may send: Telegram's published limits, kept in windows that slide with the world's clock."""

import math
from collections import deque
from dataclasses import dataclass

from sandbox.refusal import too_many_requests

DISTANT = 10**12


@dataclass(frozen=True)
class Limits:
    """Messages per span of seconds; a private chat tolerates a short burst above one a second."""

    per_bot: int = 30
    bot_seconds: float = 1.0
    private_seconds: float = 1.0
    private_burst: int = 5
    per_group: int = 20
    group_seconds: float = 60.0
    halts_everybody: bool = False  # after a 429 every send is refused until its retry_after is over

    @classmethod
    def off(cls) -> "Limits":
        return cls(per_bot=DISTANT)

    @property
    def are_off(self) -> bool:
        return self.per_bot >= DISTANT


class Pace:
    """What one bot has sent lately."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._bot: deque[float] = deque()
        self._groups: dict[int, deque[float]] = {}
        self._private_due: dict[int, float] = {}
        self._halted_until = 0.0

    def check(self, chat_id: int, now: float, messages: int = 1) -> None:
        """Take slots for what is sent to this chat, or refuse with 429. Where one message may go, an album may.

        Its messages count one by one in groups and for the bot; one person is disturbed once.
        """
        if self.limits.are_off:
            return
        wait = max(self._halted_until - now, self._bot_wait(now), self._chat_wait(chat_id, now))
        if wait > 0:
            seconds = max(1, math.ceil(wait))
            if self.limits.halts_everybody and self._halted_until <= now:
                self._halted_until = now + seconds
            raise too_many_requests(seconds)
        self._take(chat_id, now, messages)

    def _bot_wait(self, now: float) -> float:
        return _window_wait(self._bot, self.limits.per_bot, self.limits.bot_seconds, now)

    def _chat_wait(self, chat_id: int, now: float) -> float:
        limits = self.limits
        if chat_id < 0:
            sent = self._groups.setdefault(chat_id, deque())
            return _window_wait(sent, limits.per_group, limits.group_seconds, now)
        spare = limits.private_seconds * (limits.private_burst - 1)
        return self._private_due.get(chat_id, now) - spare - now

    def _take(self, chat_id: int, now: float, messages: int) -> None:
        self._bot.extend([now] * messages)
        if chat_id < 0:
            self._groups[chat_id].extend([now] * messages)
        else:
            due = max(self._private_due.get(chat_id, now), now)
            self._private_due[chat_id] = due + self.limits.private_seconds


def _window_wait(sent: deque[float], allowed: int, seconds: float, now: float) -> float:
    while sent and sent[0] <= now - seconds:
        sent.popleft()
    return sent[0] + seconds - now if len(sent) >= allowed else 0.0
