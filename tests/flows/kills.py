"""`kill -9` at random moments of the bot's whole life, and what must hold afterwards."""

import asyncio
import random
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

import pytest

from sandbox.faults import Fault, Faults, Kind
from store.models import LetterState
from tests.flows.processes import BotProcess
from tests.flows.site import (
    FIRST,
    Site,
    announce,
    check_each_update_took_effect_once,
    check_no_update_is_lost,
    let_leases_end,
    sent_by_chat,
    settle_people,
    states,
    until_all_is_said,
    write,
)

PEOPLE_A_ROUND = 10
BACKLOG_PATIENCE = 300.0  # seconds: what early kills have left goes out at Telegram's pace
LATENCY = 0.05  # seconds, as Telegram answers
AFTERWARDS = 0.15  # seconds after something has happened in which the kill falls: answering, recording, the next one
OFTEN = {"starting": 3, "taking updates in": 5, "sending": 8, "at rest": 2}


class Line(Faults):
    """Every answer takes its time; messages are counted as they arrive."""

    def __init__(self) -> None:
        super().__init__()
        self.arrived = 0
        self._changed = asyncio.Event()

    def take(self, method: str) -> Fault | None:
        if method.lower() == "sendmessage":
            self.arrived += 1
            self._changed.set()
        if method.lower() == "getupdates":
            return super().take(method)
        return super().take(method) or Fault(Kind.SLOW, 1, seconds=LATENCY)

    async def until_arrived(self, number: int) -> None:
        async with asyncio.timeout(BACKLOG_PATIENCE):
            while self.arrived < number:
                self._changed.clear()
                await self._changed.wait()


@dataclass
class Toll:
    """What the kills cost: for each its moment, how many letters nobody knew about afterwards, and how many of these
    had arrived, and will arrive once more."""

    moments: list[str] = field(default_factory=list)
    in_doubt: list[int] = field(default_factory=list)
    twice: list[int] = field(default_factory=list)

    def last_told(self) -> str:
        """Of the last kill, in words."""
        return f"{self.moments[-1]}: {self.in_doubt[-1]} letters in doubt, {self.twice[-1]} of them arrive twice"

    def told(self) -> str:
        """Of all, in words."""
        moments = ", ".join(f"{times} {moment}" for moment, times in sorted(Counter(self.moments).items()))
        return (
            f"{len(self.moments)} kills ({moments}); letters in doubt: {_spread(self.in_doubt)}; "
            f"letters that arrive twice: {_spread(self.twice)}"
        )


def _spread(numbers: list[int]) -> str:
    """Of one number for each kill."""
    spread = ", ".join(f"{number} at {times}" for number, times in sorted(Counter(numbers).items()))
    return f"{sum(numbers)} in all, {max(numbers, default=0)} at most ({spread} kills)"


class Killing:
    """A site whose bot is killed again and again, while people write and a broadcast goes out."""

    def __init__(self, site: Site, chance: random.Random) -> None:
        self._site = site
        self._chance = chance
        self._line = site.world.faults = Line()
        self._start_seconds = 1.0  # how long a start takes, as measured last
        self._repeated: Counter[int] = Counter()  # by chat, at all kills until now
        self.toll = Toll()

    async def kill(self, kills: int, after_each: Callable[[Toll], None] | None = None) -> None:
        """Kills so many times, lets the last bot finish, and checks that nothing is lost and nothing repeated."""
        everybody = range(FIRST, FIRST + kills * PEOPLE_A_ROUND)
        await settle_people(self._site, everybody)
        for start in range(0, len(everybody), PEOPLE_A_ROUND):
            await self._kill_once(everybody[: start + PEOPLE_A_ROUND])
            if after_each is not None:
                after_each(self.toll)
        async with self._site.bot() as bot:
            await self._until_running(bot)  # perhaps all was said before; and SIGTERM kills who does not listen yet
            await until_all_is_said(self._site, everybody, patience=BACKLOG_PATIENCE)
            ended = await bot.stop()
            assert (ended, bot.broken()) == (0, [])
        await self._check(everybody)

    async def _kill_once(self, so_far: range) -> None:
        people = so_far[-PEOPLE_A_ROUND:]
        moments: dict[str, Callable[[BotProcess, range], Awaitable[None]]] = {
            "starting": self._starting,
            "taking updates in": self._taking_updates_in,
            "sending": self._sending,
            "at rest": self._at_rest,
        }
        [moment] = self._chance.choices(list(OFTEN), list(OFTEN.values()))
        await announce(self._site, people)
        async with self._site.bot() as bot:
            try:
                await moments[moment](bot, so_far)
            except TimeoutError:
                waiting = self._site.world.pending_updates(self._site.world.bot)
                pytest.fail(
                    f"{moment}: {await states(self._site)}, {waiting} updates wait, {bot.lines}; {self.toll.told()}"
                )
            await asyncio.sleep(self._chance.uniform(0, AFTERWARDS))
            await bot.kill()
            assert bot.broken() == []
        in_doubt = await let_leases_end(self._site)
        await check_no_update_is_lost(self._site)
        repeated = await self._arrived_unknown_to_the_store(so_far)
        assert repeated <= in_doubt, f"{repeated} arrived twice, while only {in_doubt} were on their way"
        self._repeated += repeated
        self.toll.moments.append(moment)
        self.toll.in_doubt.append(in_doubt.total())
        self.toll.twice.append(repeated.total())

    async def _arrived_unknown_to_the_store(self, so_far: range) -> Counter[int]:
        """By chat: letters that arrived, and will be sent once more. What the store takes for sent has arrived."""
        sent = await sent_by_chat(self._site)
        known = {user_id: sent[user_id] + self._repeated[user_id] for user_id in so_far}
        said = {user_id: len(self._site.said(user_id)) for user_id in so_far}
        lost = {user_id: (known[user_id], said[user_id]) for user_id in so_far if said[user_id] < known[user_id]}
        assert lost == {}, "taken for sent, and arrived, by chat"
        return +Counter({user_id: said[user_id] - known[user_id] for user_id in so_far})

    async def _starting(self, _bot: BotProcess, so_far: range) -> None:
        write(self._site, so_far[-PEOPLE_A_ROUND:])
        await asyncio.sleep(self._chance.uniform(0, self._start_seconds))

    async def _taking_updates_in(self, bot: BotProcess, so_far: range) -> None:
        await self._until_running(bot)
        people = so_far[-PEOPLE_A_ROUND:]
        write(self._site, people[: self._chance.randrange(PEOPLE_A_ROUND)])
        await asyncio.sleep(self._chance.uniform(0, AFTERWARDS))
        write(self._site, [person for person in people if not self._has_written(person)])

    async def _sending(self, bot: BotProcess, so_far: range) -> None:
        """The letters and answers of this round at least will arrive."""
        before = self._line.arrived
        await self._until_running(bot)
        write(self._site, so_far[-PEOPLE_A_ROUND:])
        await self._line.until_arrived(before + self._chance.randint(1, 3 * PEOPLE_A_ROUND))

    async def _at_rest(self, bot: BotProcess, so_far: range) -> None:
        await self._until_running(bot)
        write(self._site, so_far[-PEOPLE_A_ROUND:])
        await until_all_is_said(self._site, so_far, patience=BACKLOG_PATIENCE)

    async def _until_running(self, bot: BotProcess) -> None:
        began = time.monotonic()
        await bot.until_logged("running", patience=BACKLOG_PATIENCE)
        self._start_seconds = time.monotonic() - began

    def _has_written(self, person: int) -> bool:
        return any(not message.by_bot for message in self._site.world.messages(person))

    async def _check(self, everybody: range) -> None:
        site = self._site
        await check_each_update_took_effect_once(site, everybody)
        assert (await states(site)).keys() == {LetterState.SENT}
        said = Counter({user_id: len(site.said(user_id)) for user_id in everybody})
        assert said == Counter(dict.fromkeys(everybody, 3)) + self._repeated
