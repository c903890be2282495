"""`@bot words` in any chat: asked, answered, remembered for a while as Telegram does, and one result put there."""

import time
from dataclasses import dataclass, field
from typing import Any

from sandbox.people import Bot, Chat, User
from sandbox.refusal import bad_request

Json = dict[str, Any]
STALE_SECONDS = 30.0
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
KEPT = 20_000
LONGEST_QUERY = 256  # characters of what is typed that the bot is told


@dataclass(frozen=True)
class InlineAnswer:
    """What a bot offers. results: the articles as it sent them, each with `said`, the message that it becomes"""

    results: list[Json]
    next_offset: str = ""
    button: Json | None = None

    def shown(self) -> Json:
        """As the phones get it."""
        names = ("id", "title", "description")
        results = [{name: result[name] for name in names if result.get(name)} for result in self.results]
        return {"results": results, "next_offset": self.next_offset, "button": self.button}


@dataclass(eq=False)
class InlineQuery:
    """What somebody types, on its way to the bot; or answered by what the bot said a moment ago."""

    id: str
    bot_id: int
    user_id: int
    chat: Chat
    text: str
    offset: str
    born: float = field(default_factory=time.monotonic)
    answer: InlineAnswer | None = None


class InlineQueries:
    """Queries by their ids, and answers by what was asked. Those that are personal are shared between no two people."""

    def __init__(self) -> None:
        self._queries: dict[str, InlineQuery] = {}
        self._answers: dict[tuple[int, str, str, int | None], tuple[float, InlineAnswer]] = {}

    def ask(self, query: InlineQuery, now: float) -> bool:
        """Whether the bot has to be asked."""
        self._queries[query.id] = query
        if len(self._queries) > KEPT:
            del self._queries[next(iter(self._queries))]
        query.answer = self._remembered(query, now)
        return query.answer is None

    def waiting(self, bot: Bot, query_id: str) -> InlineQuery:
        """One that the bot may still answer; a later answer takes the place of the one before."""
        query = self._queries.get(query_id)
        if query is None or query.bot_id != bot.id or time.monotonic() - query.born > STALE_SECONDS:
            raise bad_request(TOO_OLD)
        return query

    def answer(self, query: InlineQuery, answer: InlineAnswer, now: float, seconds: int, *, is_personal: bool) -> None:
        """`seconds`: for how long it is remembered."""
        query.answer = answer
        whose = query.user_id if is_personal else None
        self._answers[query.bot_id, query.text, query.offset, whose] = (now + seconds, answer)

    def answered(self, user: User, query_id: str) -> InlineAnswer | None:
        """What somebody's own query was answered."""
        query = self._queries.get(query_id)
        return None if query is None or query.user_id != user.id else query.answer

    def bot_of(self, query_id: str) -> int | None:
        """Who was asked."""
        query = self._queries.get(query_id)
        return None if query is None else query.bot_id

    def _remembered(self, query: InlineQuery, now: float) -> InlineAnswer | None:
        for whose in (query.user_id, None):
            until, answer = self._answers.get((query.bot_id, query.text, query.offset, whose), (now, None))
            if now < until:
                return answer
        return None
