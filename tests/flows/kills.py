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
    let_leases_end,
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
    """What the kills cost: for each its moment, and how many letters nobody knew about afterwards."""

    moments: list[str] = field(default_factory=list)
    in_doubt: list[int] = field(default_factory=list)
    twice: int = 0

    def told(self) -> str:
        """In words."""
        spread = ", ".join(f"{number}: {times}" for number, times in sorted(Counter(self.in_doubt).items()))
        moments = ", ".join(f"{times} {moment}" for moment, times in sorted(Counter(self.moments).items()))
        return (
            f"{len(self.moments)} kills ({moments}); letters in doubt at a kill: kills {{{spread}}}, "
            f"at most {max(self.in_doubt, default=0)}; {sum(self.in_doubt)} in doubt in all, {self.twice} read twice"
        )


class Killing:
    """A site whose bot is killed again and again, while people write and a broadcast goes out."""

    def __init__(self, site: Site, chance: random.Random) -> None:
        self._site = site
        self._chance = chance
        self._line = site.world.faults = Line()
        self._start_seconds = 1.0  # how long a start takes, as measured last
        self._unsure: Counter[int] = Counter()
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
        unsure = await let_leases_end(self._site)
        self._unsure += unsure
        self.toll.moments.append(moment)
        self.toll.in_doubt.append(unsure.total())

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
        said = {user_id: len(site.said(user_id)) for user_id in everybody}
        assert all(3 <= said[user_id] <= 3 + self._unsure[user_id] for user_id in everybody), (said, self._unsure)
        self.toll.twice = sum(said.values()) - 3 * len(everybody)
