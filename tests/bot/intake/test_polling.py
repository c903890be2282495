import asyncio
import time

from structlog.testing import capture_logs

from bot.intake import ALLOWED_UPDATES, Polling
from bot.post import Post, build_bot
from tests.bot.intake.handled import Handled, Raw, pending, until, write
from tests.local_telegram import MONTSE, QUICK, ROSARIO, TIAGO, TOKEN, Telegram

SECRET = "a-secret-of-the-tests"
SOON = 0.02  # seconds after trouble


async def test_batch_is_confirmed_by_the_call_after_it(telegram: Telegram, handled: Handled) -> None:
    write(telegram, ROSARIO, "Hola")
    polling = Polling(telegram.post, handled)

    assert await polling.poll_once() == 1
    assert (handled.texts, pending(telegram)) == (["Hola"], 1)
    assert await polling.poll_once() == 0
    assert pending(telegram) == 0


async def test_what_is_wanted_is_named(telegram: Telegram, handled: Handled) -> None:
    await Polling(telegram.post, handled).poll_once()

    assert telegram.calls("getUpdates")[0]["allowed_updates"] == list(ALLOWED_UPDATES)


async def test_killed_while_handling_loses_nothing(telegram: Telegram, handled: Handled) -> None:
    for number in range(5):
        write(telegram, ROSARIO, str(number))
    begun = asyncio.Event()

    async def hang(_update: Raw) -> None:
        begun.set()
        await asyncio.sleep(60)

    dying = Handled()
    dying.before = hang
    task = asyncio.create_task(Polling(telegram.post, dying).poll_once())
    await begun.wait()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)

    await Polling(telegram.post, handled).poll_once()

    assert handled.texts == ["0", "1", "2", "3", "4"]


async def test_each_chat_in_order_and_chats_side_by_side(telegram: Telegram, handled: Handled) -> None:
    for number in range(3):
        for user_id in (ROSARIO, TIAGO):
            write(telegram, user_id, str(number))
    at_work = most_at_work = 0

    async def work(update: Raw) -> None:
        nonlocal at_work, most_at_work
        at_work += 1
        most_at_work = max(most_at_work, at_work)
        await asyncio.sleep(0.02 if update["message"]["text"] == "0" else 0)
        at_work -= 1

    handled.before = work
    await Polling(telegram.post, handled).poll_once()

    assert most_at_work == 2
    for user_id in (ROSARIO, TIAGO):
        mine = [each["message"]["text"] for each in handled.updates if each["message"]["chat"]["id"] == user_id]
        assert mine == ["0", "1", "2"]


async def test_no_more_at_once_than_allowed(telegram: Telegram, handled: Handled) -> None:
    at_work = most_at_work = 0
    for user_id in (ROSARIO, TIAGO, MONTSE):
        write(telegram, user_id, "Hola")

    async def work(_update: Raw) -> None:
        nonlocal at_work, most_at_work
        at_work += 1
        most_at_work = max(most_at_work, at_work)
        await asyncio.sleep(0.01)
        at_work -= 1

    handled.before = work
    await Polling(telegram.post, handled, at_once=2).poll_once()

    assert (most_at_work, len(handled.updates)) == (2, 3)


async def test_update_that_could_not_be_done_comes_again_and_holds_back_its_chat(
    telegram: Telegram, handled: Handled
) -> None:
    for user_id, text in ((ROSARIO, "1"), (TIAGO, "2"), (ROSARIO, "3")):
        write(telegram, user_id, text)

    async def store_away(update: Raw) -> None:
        if update["message"]["chat"]["id"] == ROSARIO:
            raise ConnectionError

    handled.before = store_away
    polling = Polling(telegram.post, handled)
    await polling.poll_once()
    assert handled.texts == ["2"]

    handled.before = None
    await polling.poll_once()
    assert handled.texts == ["2", "1", "3"]
    await polling.poll_once()
    assert pending(telegram) == 0


async def test_run_handles_what_comes_until_stopped(telegram: Telegram, handled: Handled) -> None:
    polling = Polling(telegram.post, handled)
    running = asyncio.create_task(polling.run())
    await until(lambda: telegram.world.bot.inbox.is_polled)
    write(telegram, ROSARIO, "Hola")
    await until(lambda: bool(handled.updates))

    await asyncio.wait_for(polling.stop(), 2)
    await running

    assert (handled.texts, pending(telegram)) == (["Hola"], 0)


async def test_stop_finishes_what_is_in_hand_and_loses_nothing_that_came_meanwhile(
    telegram: Telegram, handled: Handled
) -> None:
    begun = asyncio.Event()

    async def slowly(_update: Raw) -> None:
        begun.set()
        await asyncio.sleep(0.2)

    handled.before = slowly
    polling = Polling(telegram.post, handled)
    write(telegram, ROSARIO, "in hand")
    running = asyncio.create_task(polling.run())
    await begun.wait()
    write(telegram, ROSARIO, "meanwhile")

    await polling.stop()
    await running

    assert (handled.texts, pending(telegram)) == (["in hand"], 1)
    await Polling(telegram.post, handled).poll_once()
    assert handled.texts == ["in hand", "meanwhile"]


async def test_webhook_of_before_is_taken_away(telegram: Telegram, handled: Handled) -> None:
    await telegram.post.set_webhook("https://bot.example/telegram", secret=SECRET, allowed=ALLOWED_UPDATES)
    write(telegram, ROSARIO, "Hola")
    polling = Polling(telegram.post, handled)
    running = asyncio.create_task(polling.run())

    await until(lambda: bool(handled.updates))
    await polling.stop()
    await running

    assert handled.texts == ["Hola"]


async def test_second_poller_is_told_in_words_and_waits(telegram: Telegram, handled: Handled) -> None:
    conflict = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
    telegram.world.faults.fail("getUpdates", 2, code=409, description=conflict)
    write(telegram, ROSARIO, "Hola")
    polling = Polling(telegram.post, handled, first_wait=SOON)

    with capture_logs() as logs:
        running = asyncio.create_task(polling.run())
        await until(lambda: bool(handled.updates))
        await polling.stop()
        await running

    told = [(entry["event"], entry["log_level"]) for entry in logs]
    assert told == [("another_process_polls_with_this_token", "warning"), ("polling_again", "info")]


async def test_outage_is_told_once_and_ends_by_itself(telegram: Telegram, handled: Handled) -> None:
    faults = telegram.world.faults
    for befall in (faults.html_502, faults.cut_before, faults.cut_after, faults.cut_short, faults.half_json):
        befall("getUpdates")
    write(telegram, ROSARIO, "Hola")
    polling = Polling(telegram.post, handled, first_wait=SOON)

    with capture_logs() as logs:
        running = asyncio.create_task(polling.run())
        await until(lambda: bool(handled.updates))
        await polling.stop()
        await running

    assert [entry["event"] for entry in logs] == ["telegram_is_away", "polling_again"]


async def test_polling_too_fast_waits_as_long_as_it_is_told_to(telegram: Telegram, handled: Handled) -> None:
    wait = {"retry_after": 1}
    telegram.world.faults.fail("getUpdates", code=429, description="Too Many Requests", parameters=wait)
    write(telegram, ROSARIO, "Hola")
    polling = Polling(telegram.post, handled, first_wait=SOON)
    began = time.monotonic()

    with capture_logs() as logs:
        running = asyncio.create_task(polling.run())
        await until(lambda: bool(handled.updates))
        waited = time.monotonic() - began
        await polling.stop()
        await running

    assert waited >= 1
    assert [entry["event"] for entry in logs] == ["polling_too_fast", "polling_again"]


async def test_store_that_is_away_is_told_once_and_nothing_is_lost(telegram: Telegram, handled: Handled) -> None:
    handled.broken = ConnectionError()
    write(telegram, ROSARIO, "Hola")
    polling = Polling(telegram.post, handled, first_wait=SOON)

    with capture_logs() as logs:
        running = asyncio.create_task(polling.run())
        await until(lambda: len(telegram.calls("getUpdates")) == 2)
        handled.broken = None
        await until(lambda: bool(handled.updates))
        await polling.stop()
        await running

    assert [entry["event"] for entry in logs] == ["updates_wait", "polling_again"]
    assert logs[0]["reason"] == "ConnectionError"
    assert (handled.texts, pending(telegram)) == (["Hola"], 0)


async def test_stop_is_quick_while_telegram_is_away(handled: Handled) -> None:
    post = Post(build_bot(TOKEN, "http://127.0.0.1:1", timeouts=QUICK))
    polling = Polling(post, handled)
    running = asyncio.create_task(polling.run())
    await asyncio.sleep(0.1)

    await asyncio.wait_for(polling.stop(), 1)
    await running
    await post.close()
