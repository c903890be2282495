"""Whoever is slow delays its own chat, and nobody else."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.intake import Polling
from bot.intake.polling import PATIENCE
from tests.bot.intake.handled import Handled, Raw, pending, until, write
from tests.local_telegram import MONTSE, ROSARIO, TIAGO, Telegram


class Slow:
    """What one person writes takes as long as the test wants; `polling` runs meanwhile."""

    def __init__(self, telegram: Telegram, handled: Handled) -> None:
        self.begun: list[str] = []
        self.may_end = asyncio.Event()
        self.polling = Polling(telegram.post, handled)
        handled.before = self.wait_for_rosario
        write(telegram, ROSARIO, "slow")
        self.update_id = telegram.world.bot.inbox.emitted[-1].id

    async def wait_for_rosario(self, update: Raw) -> None:
        self.begun.append(update["message"]["text"])
        if update["message"]["chat"]["id"] == ROSARIO:
            await self.may_end.wait()

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        running = asyncio.create_task(self.polling.run())
        await until(lambda: self.begun == ["slow"])
        try:
            yield
        finally:
            await self.polling.stop()
            await running


async def test_slow_handler_delays_only_its_chat(telegram: Telegram, handled: Handled) -> None:
    slow = Slow(telegram, handled)
    async with slow.running():
        for user_id, text in ((TIAGO, "1"), (ROSARIO, "behind"), (TIAGO, "2"), (MONTSE, "3")):
            write(telegram, user_id, text)
        await until(lambda: len(handled.updates) == 3)
        write(telegram, TIAGO, "4")
        await until(lambda: len(handled.updates) == 4)

        assert (sorted(handled.texts), slow.begun.count("behind")) == (["1", "2", "3", "4"], 0)
        assert pending(telegram) == 6, "nothing after the slow one is confirmed"
        slow.may_end.set()
        await until(lambda: len(handled.updates) == 6)

    assert handled.texts[4:] == ["slow", "behind"]
    assert len(slow.begun) == 6, "each is handled once"
    assert pending(telegram) == 0


async def test_telegram_is_asked_a_few_times_a_second_beside_what_is_slow(telegram: Telegram, handled: Handled) -> None:
    slow = Slow(telegram, handled)
    async with slow.running():
        began = time.monotonic()
        await until(lambda: len(telegram.calls("getUpdates")) == 4)
        took = time.monotonic() - began
        asked = telegram.calls("getUpdates")[1:]
        slow.may_end.set()
        await until(lambda: telegram.world.bot.inbox.is_polled)

    assert took > 2 * PATIENCE
    assert {(call["timeout"], call["offset"]) for call in asked} == {("0", str(slow.update_id))}
    long_poll = telegram.calls("getUpdates")[-2]
    assert (long_poll["timeout"], long_poll["offset"]) == ("45", str(slow.update_id + 1))


async def test_hundred_that_come_behind_what_is_slow_are_all_handled_in_order(
    telegram: Telegram, handled: Handled
) -> None:
    slow = Slow(telegram, handled)
    async with slow.running():
        for number in range(150):
            write(telegram, TIAGO, str(number))
        await until(lambda: len(handled.updates) == 99)  # as many as Telegram tells of behind it
        slow.may_end.set()
        await until(lambda: len(handled.updates) == 151)

    assert [text for text in handled.texts if text != "slow"] == [str(number) for number in range(150)]
    assert len(slow.begun) == 151, "each is handled once"


async def test_chat_that_failed_beside_what_is_slow_comes_again_in_order(telegram: Telegram, handled: Handled) -> None:
    slow = Slow(telegram, handled)
    broken = True

    async def store_away(update: Raw) -> None:
        await slow.wait_for_rosario(update)
        if broken and update["message"]["text"] == "1":
            raise ConnectionError

    handled.before = store_away
    async with slow.running():
        for text in ("1", "2"):
            write(telegram, TIAGO, text)
        write(telegram, MONTSE, "3")
        await until(lambda: handled.texts == ["3"])
        broken = False
        await until(lambda: len(handled.updates) == 3)
        slow.may_end.set()

    assert handled.texts == ["3", "1", "2", "slow"]
    assert pending(telegram) == 0


async def test_stop_breaks_off_what_is_slow_and_confirms_nothing_of_it(telegram: Telegram, handled: Handled) -> None:
    slow = Slow(telegram, handled)
    running = asyncio.create_task(slow.polling.run())
    await until(lambda: slow.begun == ["slow"])
    write(telegram, TIAGO, "1")
    await until(lambda: handled.texts == ["1"])

    began = time.monotonic()
    await slow.polling.stop(within=0.2)
    await asyncio.wait_for(running, 1)

    assert time.monotonic() - began < 1
    assert (handled.texts, pending(telegram)) == (["1"], 2)


async def test_stop_begins_nothing_that_waits_behind_what_is_in_hand(telegram: Telegram, handled: Handled) -> None:
    slow = Slow(telegram, handled)
    async with slow.running():
        write(telegram, ROSARIO, "behind")
        await until(lambda: len(telegram.calls("getUpdates")) >= 3)
        stopping = asyncio.create_task(slow.polling.stop())
        await asyncio.sleep(0)
        slow.may_end.set()
        await stopping

    assert (handled.texts, pending(telegram)) == (["slow"], 1)
