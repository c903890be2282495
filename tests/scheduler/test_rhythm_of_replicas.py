"""Processes share their slots through rows, and see nothing of each other's calls."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from heapq import heappop, heappush

import pytest
from sqlalchemy.orm import Session

from scheduler.rhythm import Rhythm
from store import letters
from store.database import Database
from store.models import Lane, Priority
from store.outbox import Leased, PaceSettings, lease_due
from tests.local_telegram import START

PACE = PaceSettings()
LETTERS = 150
REPLICAS = 3
MOST = 30  # that Telegram takes within a second
SECOND = timedelta(seconds=1)
LOOKS = timedelta(seconds=0.02)  # from one to the next, of whichever process
ANSWER = timedelta(seconds=0.05)  # from arrival to answer

Weather = Callable[
    [int], tuple[float, float]
]  # by a letter's id: seconds by which it starts late, and those on the wire


def start_late(letter_id: int) -> tuple[float, float]:
    return (0.04 if letter_id % 37 == 5 else 0.0), 0.0


def are_held_up_on_the_wire(letter_id: int) -> tuple[float, float]:
    return 0.0, (0.04 if letter_id % 41 == 40 else 0.0)


def start_together_after_a_pause(letter_id: int) -> tuple[float, float]:
    return max(0.15 - letter_id % 50 * 0.034, 0.0), 0.0


@dataclass
class Broadcast:
    """Several processes, of which each knows its own calls alone, and when their letters arrived."""

    weather: Weather
    rhythms: list[Rhythm] = field(default_factory=lambda: [Rhythm(PACE.per_second) for _ in range(REPLICAS)])
    arrivals: list[datetime] = field(default_factory=list)
    coming: list[tuple[datetime, int, str, int, Leased]] = field(default_factory=list)

    def take(self, leased: list[Leased], process: int) -> None:
        for letter in leased:
            late, _ = self.weather(letter.id)
            heappush(self.coming, (letter.slot + timedelta(seconds=late), letter.id, "start", process, letter))

    def go_on(self, until: datetime) -> None:
        """Starts and ends what comes until then."""
        while self.coming and self.coming[0][0] <= until:
            moment, _, kind, process, letter = heappop(self.coming)
            if kind == "start":
                self.rhythms[process].begin(letter.id, moment, 1, letter.awaited)
                arrival = moment + timedelta(seconds=self.weather(letter.id)[1])
                self.arrivals.append(arrival)
                heappush(self.coming, (arrival + ANSWER, letter.id, "end", process, letter))
            else:
                self.rhythms[process].end(letter.id, moment)

    async def run(self, database: Database) -> None:
        """Until all have arrived; the processes look in turn."""
        looks = 0
        while len(self.arrivals) < LETTERS:
            now, process = START + LOOKS * looks, looks % REPLICAS
            self.go_on(now)
            late = self.rhythms[process].take_late(now)
            leased = await database.run(
                lambda session, now=now, late=late: lease_due(session, now, limit=LETTERS, pace=PACE, late=late)  # type: ignore[misc]
            )
            self.take(leased, process)
            looks += 1


def fill(session: Session) -> None:
    for number in range(LETTERS):
        letters.add(
            session,
            chat_id=1000 + number,
            method="sendMessage",
            payload={"text": "Aviso"},
            lane=Lane.BULK,
            priority=Priority.ANNOUNCEMENT,
            due_at=START,
            stale_at=None,
            key=None,
            subject=None,
            message_id=None,
            created_at=START,
        )


@pytest.mark.parametrize("weather", [start_late, are_held_up_on_the_wire, start_together_after_a_pause])
async def test_letters_of_one_process_that_come_late_meet_no_others(weather: Weather, database: Database) -> None:
    await database.run(fill)
    broadcast = Broadcast(weather)

    await broadcast.run(database)

    arrivals = sorted(broadcast.arrivals)
    closest = min(later - earlier for earlier, later in zip(arrivals, arrivals[MOST:], strict=False))
    assert closest >= SECOND
    assert arrivals[-1] - START <= LETTERS * PACE.interval * 1.15


async def test_letters_in_their_slots_keep_the_pace(database: Database) -> None:
    await database.run(fill)
    broadcast = Broadcast(lambda _letter_id: (0.0, 0.0))

    await broadcast.run(database)

    assert broadcast.arrivals == [START + PACE.lead + number * PACE.interval for number in range(LETTERS)]
