"""An announcement to many people in four languages, its correction and its withdrawal, under Telegram's limits:

    python -m benchmarks.announcement [--people 2000] [--networks 60] [--database sqlite|postgres]

The bot runs as a process of its own, with its clock and its outbox, against a Telegram as in `benchmarks.broadcast`: 30
messages in any second, 50 ms an answer. A coordinator presses Send, Correct and Withdraw on a phone of theirs; what
stands on each reader's phone is compared, word for word, after each. `ideal` is what 30 a second would take.
"""

import argparse
import asyncio
import os
import sys
import tempfile
import time
from collections import Counter
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa
import uvloop
from sqlalchemy.orm import Session

from actions.announcements import writing
from actions.announcements.languages import do_translate
from actions.announcements.writing import Content
from benchmarks.broadcast_case import FIRST_READER, PER_SECOND, CountingPace, make_world
from benchmarks.processes import bot_process
from bot.demo import TOKEN
from sandbox.serving import serve
from sandbox.world import World
from store.database import Database, connect
from store.models import Chat, ChatKind, Letter, LetterState, Membership, Person, Role
from store.schema import upgrade
from tests.actions.founding import found_network
from tests.postgres import postgres_server
from texts.announcements.presses import AnnouncementSent, CorrectionBegun, WithdrawalConfirmed

AUTHOR = 100_000
LANGUAGES = ("es", "pt", "ca", "en")
WORDS = {"es": "Hola", "pt": "Olá", "ca": "Bon dia", "en": "Hello"}
CORRECTED = "Hasta luego"
LONGEST = 30.0  # seconds beyond the ideal, before it counts as failed
STARTED, SETTLED = 10.0, 3.0


def found(session: Session, people: int, networks: int) -> int:
    """The networks with their people, a quarter of whom reads each language, and what is announced to all of them."""
    now = datetime.now(UTC)
    author = _person(AUTHOR, "es", now)
    of_all = [found_network(session, f"red-{number}") for number in range(networks)]
    readers = [_person(FIRST_READER + number, LANGUAGES[number % 4], now) for number in range(people)]
    session.add_all([author, *readers])
    session.flush()
    session.add_all(Chat(id=one.telegram_id, kind=ChatKind.PRIVATE, connected_at=now) for one in (author, *readers))
    joined = {"joined_at": now}
    session.add_all(
        Membership(person_id=author.id, network_id=each.id, role=Role.COORDINATOR, **joined) for each in of_all
    )
    session.add_all(
        Membership(person_id=one.id, network_id=of_all[place % networks].id, role=Role.FACILITATOR, **joined)
        for place, one in enumerate(readers)
    )
    session.flush()
    announcement = writing.do_write(session, author, of_all, Content(WORDS["es"], WORDS["es"]), now=now)
    announcement.at_night = True
    for language in LANGUAGES[1:]:
        do_translate(session, author, announcement.id, language, Content(WORDS[language], WORDS[language]))
    return announcement.id


def _person(telegram_id: int, language: str, now: datetime) -> Person:
    return Person(
        telegram_id=telegram_id,
        name=f"Persona {telegram_id}",
        language=language,
        zone="Europe/Madrid",
        digest="none",
        consented_at=now,
        created_at=now,
    )


class Phones:
    """What stands on the readers' phones, and the one from which is announced."""

    def __init__(self, world: World, people: int) -> None:
        self._world = world
        self._readers = range(FIRST_READER, FIRST_READER + people)
        world.private(world.bot, AUTHOR).started = True

    def words(self) -> Counter[str]:
        """Below who says it."""
        said: Counter[str] = Counter()
        for reader in self._readers:
            messages = self._world.private(self._world.bot, reader).messages.values()
            said.update(one.text.partition("\n\n")[2] for one in messages if not one.is_deleted and one.by_bot)
        return said

    def press(self, data: str, label: str) -> None:
        """On a message of the bot's that has this key."""
        chat = self._world.private(self._world.bot, AUTHOR)
        keyboard = {"inline_keyboard": [[{"text": label, "callback_data": data}]]}
        message = self._world.add_message(chat, self._world.bot, {"text": "…", "reply_markup": keyboard})
        self._world.press(AUTHOR, AUTHOR, message.message_id, data)

    def write(self, text: str) -> None:
        """To the bot."""
        self._world.send_text(AUTHOR, AUTHOR, text)

    async def press_shown(self, label: str) -> None:
        """On the last message that has such a key."""
        for _ in range(200):
            shown = self._world.private(self._world.bot, AUTHOR).messages.values()
            for message in reversed([one for one in shown if not one.is_deleted]):
                for key in (key for row in message.buttons for key in row):
                    if label in key["text"]:
                        self._world.press(AUTHOR, AUTHOR, message.message_id, key["callback_data"])
                        return
            await asyncio.sleep(0.05)
        raise AssertionError(f"no key {label!r}")

    async def until(self, expected: Counter[str], seconds: float) -> float:
        """How long it takes until this stands there; what else stands there when it does not is told."""
        began = time.monotonic()
        while self.words() != expected:
            if time.monotonic() - began > seconds:
                raise AssertionError(f"after {seconds:.0f} s: {self.words()}, not {expected}")
            await asyncio.sleep(0.1)
        return time.monotonic() - began


async def run(people: int, networks: int, kind: str) -> None:
    with tempfile.TemporaryDirectory(prefix="microrredes-announcement-") as name:
        folder = Path(name)
        if kind == "sqlite":
            await measure(people, networks, f"sqlite:///{folder / 'store.db'}", folder)
            return
        with postgres_server(folder) as url:
            await measure(people, networks, url, folder)


async def measure(people: int, networks: int, url: str, folder: Path) -> None:
    await asyncio.to_thread(upgrade, url)
    database = connect(url)
    number = await database.run(lambda session: found(session, people, networks))
    world = make_world(people, troubled=False)
    phones = Phones(world, people)
    async with AsyncExitStack() as stack:
        serving = await stack.enter_async_context(serve(world))
        settings = {"TOKEN": TOKEN, "API_URL": serving.url, "DATABASE_URL": url}
        await stack.enter_async_context(bot_process(folder, settings))
        await asyncio.sleep(STARTED)
        times = await _announce_correct_and_withdraw(phones, number, people)
        await _check(database, number, people)
    await database.close()
    pace = world.bot.pace
    assert isinstance(pace, CountingPace)
    for what, (chats, seconds) in times.items():
        sys.stdout.write(f"{what}: {chats} chats, {seconds:.1f} s, ideal {chats / PER_SECOND:.1f} s\n")
    sys.stdout.write(f"refused with 429: {pace.floods}\n")


async def _announce_correct_and_withdraw(phones: Phones, number: int, people: int) -> dict[str, tuple[int, float]]:
    most = people / PER_SECOND + LONGEST
    read = Counter(WORDS[LANGUAGES[place % 4]] for place in range(people))
    in_spanish = read[WORDS["es"]]
    corrected = Counter({word: times for word, times in read.items() if word != WORDS["es"]} | {CORRECTED: in_spanish})
    phones.press(AnnouncementSent(number).pack(), "Enviar")
    times = {"announcement": (people, await phones.until(read, most))}
    await asyncio.sleep(SETTLED)
    phones.press(CorrectionBegun(number).pack(), "Corregir")
    await phones.press_shown("Español")
    await asyncio.sleep(1.0)
    phones.write(CORRECTED)
    await phones.press_shown("Corregir en todas partes")
    times["correction"] = (in_spanish, await phones.until(corrected, most))
    await asyncio.sleep(SETTLED)
    phones.press(WithdrawalConfirmed(number).pack(), "Retirar")
    times["withdrawal"] = (people, await phones.until(Counter(), most))
    return times


async def _check(database: Database, number: int, people: int) -> None:
    """One copy for each of them, all of them taken back, by one letter each."""

    def unit(session: Session) -> dict[str, Counter[str]]:
        subjects = {"copies": f"announcement:{number}", "taken back": f"change:{number}:2"}
        counted = sa.select(Letter.state, sa.func.count()).group_by(Letter.state)
        rows = {what: session.execute(counted.where(Letter.subject == of)).all() for what, of in subjects.items()}
        return {what: Counter({row[0]: row[1] for row in found}) for what, found in rows.items()}

    expected = {"copies": {LetterState.WITHDRAWN: people}, "taken back": {LetterState.SENT: people}}
    for _ in range(20):
        counted = await database.read(unit)
        if counted == expected:
            return
        await asyncio.sleep(0.5)
    raise AssertionError(f"{counted}, not {expected}")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.announcement")
    parser.add_argument("--people", type=int, default=2_000)
    parser.add_argument("--networks", type=int, default=60)
    parser.add_argument("--database", choices=["sqlite", "postgres"], default="sqlite")
    given = parser.parse_args()
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(run(given.people, given.networks, given.database))
    sys.stdout.flush()
    os._exit(0)  # the server of the local Telegram leaves threads behind


if __name__ == "__main__":
    main()
