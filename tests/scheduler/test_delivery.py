import asyncio
import time
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from actions.letters.copies import edit_copies
from bot.post import Post, build_bot
from sandbox.call import Upload
from sandbox.limits import Limits
from scheduler.delivery import Delivery
from store import letters, outbox
from store.database import Database
from store.models import Chat, ChatKind, Lane, Letter, Priority
from store.outbox import PaceSettings, policy
from store.outbox.policy import delay_after
from tests.local_telegram import MONTSE, QUICK, ROSARIO, START, TIAGO, TOKEN, Telegram, local_telegram
from tests.sandbox.test_sending import png
from texts.message import Html, Message

FAST = PaceSettings(per_second=1000, private_burst=1000, group_burst=19)


@pytest.fixture
async def telegram() -> AsyncIterator[Telegram]:
    async with local_telegram() as served:
        yield served


def delivery_of(telegram: Telegram, database: Database, pace: PaceSettings = FAST) -> Delivery:
    return Delivery(database, telegram.post, telegram.clock.now, pace, pause=telegram.clock.pause)


@pytest.fixture
def delivery(telegram: Telegram, database: Database) -> Delivery:
    return delivery_of(telegram, database)


async def write(database: Database, chat_id: int, text: str = "Hola", **values: Any) -> None:
    """Puts one letter into the outbox."""
    letter: dict[str, Any] = {
        "method": "sendMessage",
        "payload": {"text": text},
        "lane": Lane.ANSWERS,
        "priority": Priority.ANSWER,
        "due_at": START,
        "stale_at": None,
        "key": None,
        "subject": None,
        "message_id": None,
        "created_at": START,
    }
    await database.run(lambda session: letters.add(session, chat_id=chat_id, **{**letter, **values}))


async def meet(database: Database, chat_id: int, kind: ChatKind = ChatKind.PRIVATE) -> None:
    await database.run(lambda session: session.add(Chat(id=chat_id, kind=kind)))


async def states(database: Database) -> list[str]:
    def unit(session: Session) -> list[str]:
        return [state.value for state in session.scalars(sa.select(Letter.state).order_by(Letter.id))]

    return await database.read(unit)


async def first_letter(database: Database) -> Letter:
    return await database.read(lambda session: session.scalars(sa.select(Letter).order_by(Letter.id)).first())  # type: ignore[arg-type, return-value]


async def until_told(telegram: Telegram, chat_id: int) -> None:
    while not telegram.texts(chat_id):  # noqa: ASYNC110 - the server knows nobody who waits
        await asyncio.sleep(0.005)


async def test_due_letter_is_sent_and_recorded(telegram: Telegram, database: Database, delivery: Delivery) -> None:
    await write(database, ROSARIO, "Buenos días")

    assert await delivery.deliver_due() == 1

    letter = await first_letter(database)
    message = telegram.world.messages(ROSARIO)[-1]
    assert (message.text, message.message_id) == ("Buenos días", letter.message_id)
    assert (letter.state.value, letter.sent_at, letter.attempts) == ("sent", START, 0)
    assert await delivery.deliver_due() == 0


async def test_card_that_changes_while_it_is_posted_is_edited(
    telegram: Telegram, database: Database, delivery: Delivery
) -> None:
    telegram.world.faults.slow("sendMessage", 0.5)
    await write(database, ROSARIO, "Van 3", lane=Lane.BULK, priority=Priority.NEWS, subject="meeting:7")
    posting = asyncio.create_task(delivery.drain())
    await until_told(telegram, ROSARIO)

    def change(session: Session) -> int:
        return edit_copies(session, "meeting:7", lambda _chat_id: Message(Html("Van 4")), now=START)

    assert await database.run(change) == 1
    await posting
    await delivery.drain()

    assert telegram.texts(ROSARIO) == ["Van 4"]
    assert await states(database) == ["sent", "sent"]


async def test_chat_reads_its_letters_in_order(telegram: Telegram, database: Database, delivery: Delivery) -> None:
    for number in range(5):
        for chat_id in (ROSARIO, TIAGO):
            await write(database, chat_id, str(number))

    await delivery.drain()

    assert telegram.texts(ROSARIO) == telegram.texts(TIAGO) == ["0", "1", "2", "3", "4"]


async def test_order_is_kept_when_the_first_has_to_wait(
    telegram: Telegram, database: Database, delivery: Delivery
) -> None:
    telegram.world.faults.html_502("sendMessage", times=3)
    await write(database, ROSARIO, "first")
    await write(database, ROSARIO, "second")

    await delivery.drain()

    assert telegram.texts(ROSARIO) == ["first", "second"]
    waited = sum((delay_after(1, failed) for failed in (1, 2, 3)), timedelta())
    assert telegram.clock.now() - START == waited + FAST.interval


async def test_broadcast_and_answers_stay_within_the_limits_of_telegram(database: Database) -> None:
    async with local_telegram(Limits()) as telegram:
        delivery = delivery_of(telegram, database, PaceSettings())
        group = telegram.world.add_group("Movilidad", [ROSARIO], [ROSARIO])
        telegram.world.add_bot_to(group.id, telegram.world.bot)
        for number in range(25):
            await write(database, group.id, str(number), lane=Lane.BULK, priority=Priority.NEWS)
        for number in range(100):
            telegram.world.add_user(1000 + number, "Vecina")
            telegram.world.start(1000 + number)
            await write(database, 1000 + number, lane=Lane.BULK, priority=Priority.ANNOUNCEMENT)
        for number in range(6):
            await write(database, ROSARIO, str(number))

        await delivery.drain()

        assert await states(database) == ["sent"] * 131
        assert [call.status for call in telegram.world.calls if call.status == 429] == []
        assert telegram.texts(group.id) == [str(number) for number in range(25)]
        assert timedelta(seconds=79) <= telegram.clock.now() - START <= timedelta(seconds=82)


async def test_process_that_was_held_up_does_not_hurry(database: Database) -> None:
    async with local_telegram(Limits()) as telegram:
        pauses = 0

        async def pause(seconds: float) -> None:
            nonlocal pauses
            pauses += 1
            telegram.clock.move(seconds + (0.3 if pauses % 60 == 1 else 0))

        delivery = Delivery(database, telegram.post, telegram.clock.now, PaceSettings(), pause=pause)
        for number in range(150):
            telegram.world.add_user(1000 + number, "Vecina")
            telegram.world.start(1000 + number)
            await write(database, 1000 + number, lane=Lane.BULK, priority=Priority.ANNOUNCEMENT)

        await delivery.drain()

        assert await states(database) == ["sent"] * 150
        assert [call.status for call in telegram.world.calls if call.status == 429] == []


async def test_storm_of_429_loses_nothing_and_repeats_nothing(
    telegram: Telegram, database: Database, delivery: Delivery
) -> None:
    description, wait = "Too Many Requests: retry after 5", {"retry_after": 5}
    telegram.world.faults.fail("sendMessage", 7, code=429, description=description, parameters=wait)
    for chat_id in (ROSARIO, TIAGO, MONTSE):
        await write(database, chat_id, "1")
        await write(database, chat_id, "2")

    await delivery.drain()

    assert [telegram.texts(chat_id) for chat_id in (ROSARIO, TIAGO, MONTSE)] == [["1", "2"]] * 3
    assert await database.read(lambda session: session.scalar(sa.select(sa.func.sum(Letter.attempts)))) == 0
    assert telegram.clock.now() >= START + timedelta(seconds=10)


async def test_flood_holds_what_is_leased_already(telegram: Telegram, database: Database) -> None:
    wait = {"retry_after": 30}
    telegram.world.faults.fail("sendMessage", code=429, description="Too Many Requests", parameters=wait)

    async def pause(seconds: float) -> None:
        telegram.clock.move(seconds)
        await asyncio.sleep(0.2)  # the refusal comes in meanwhile

    delivery = Delivery(database, telegram.post, telegram.clock.now, PaceSettings(per_second=4), pause=pause)
    for chat_id in (ROSARIO, TIAGO, MONTSE):
        await write(database, chat_id)

    assert await delivery.deliver_due() == 1
    assert await states(database) == ["waiting", "waiting", "waiting"]
    assert len(telegram.calls("sendMessage")) == 1


async def test_blocked_chat_is_switched_off(telegram: Telegram, database: Database, delivery: Delivery) -> None:
    await meet(database, TIAGO)
    telegram.world.block(TIAGO)
    await write(database, TIAGO)
    await write(database, TIAGO, lane=Lane.BULK, priority=Priority.DIGEST)
    await write(database, ROSARIO)

    await delivery.drain()

    chat = await database.read(lambda session: session.get_one(Chat, TIAGO))
    assert (chat.unreachable_at, chat.unreachable_reason) == (START, "Forbidden: bot was blocked by the user")
    assert await states(database) == ["unreachable", "unreachable", "sent"]


async def test_letters_follow_a_group_to_its_new_id(telegram: Telegram, database: Database, delivery: Delivery) -> None:
    group = telegram.world.add_group("Movilidad", [ROSARIO], [ROSARIO], kind="group")
    telegram.world.add_bot_to(group.id, telegram.world.bot)
    await meet(database, group.id, ChatKind.GROUP)
    new_id = telegram.world.migrate_group(group.id)
    await write(database, group.id, "first")
    await write(database, group.id, "second")

    await delivery.drain()

    assert telegram.texts(new_id) == ["first", "second"]
    kinds = await database.read(lambda session: [(chat.id, chat.kind) for chat in session.scalars(sa.select(Chat))])
    assert kinds == [(new_id, ChatKind.SUPERGROUP)]


async def test_late_letter_is_not_sent(telegram: Telegram, database: Database, delivery: Delivery) -> None:
    await write(database, ROSARIO, "ten minutes to go", stale_at=START - timedelta(minutes=1))

    assert await delivery.deliver_due() == 0
    assert await states(database) == ["late"]


async def test_lost_answer_sends_once_more(telegram: Telegram, database: Database, delivery: Delivery) -> None:
    telegram.world.faults.cut_after("sendMessage")
    await write(database, ROSARIO)

    await delivery.drain()

    assert telegram.texts(ROSARIO) == ["Hola", "Hola"]
    assert await states(database) == ["sent"]


async def test_answers_lost_again_are_not_repeated_for_ever(
    telegram: Telegram, database: Database, delivery: Delivery
) -> None:
    telegram.world.faults.cut_after("sendMessage", times=9)
    await write(database, ROSARIO)

    await delivery.drain()

    assert telegram.texts(ROSARIO) == ["Hola", "Hola"]
    letter = await first_letter(database)
    assert (letter.state.value, letter.reason) == ("refused", "perhaps sent: ServerDisconnectedError")


async def test_restart_after_a_crash_between_posting_and_recording_sends_once_more(
    telegram: Telegram, database: Database
) -> None:
    await write(database, ROSARIO)
    dying = delivery_of(telegram, database)
    telegram.world.faults.slow("sendMessage", 0.5)
    call = asyncio.create_task(dying.deliver_due())
    await until_told(telegram, ROSARIO)
    for task in dying.in_hand:  # the process is killed before it hears the answer
        task.cancel()
    await asyncio.gather(call, return_exceptions=True)
    assert await states(database) == ["posting"]

    restarted = delivery_of(telegram, database)
    assert await restarted.deliver_due() == 0  # not before the other must be gone
    telegram.clock.move(3600)
    await restarted.drain()

    assert telegram.texts(ROSARIO) == ["Hola", "Hola"]
    assert await states(database) == ["sent"]


@pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)
async def test_restart_of_an_embedded_store_takes_up_at_once_what_was_in_hand(
    telegram: Telegram, database: Database, delivery: Delivery
) -> None:
    for chat_id in (ROSARIO, TIAGO):
        await write(database, chat_id)

    def take(session: Session) -> None:
        first, _ = outbox.lease_due(session, START, limit=2, pace=FAST)
        outbox.mark_posting(session, first, START + timedelta(hours=1))

    await database.run(take)
    assert await states(database) == ["posting", "leased"]

    running = asyncio.create_task(delivery.run())
    async with asyncio.timeout(5):
        await until_told(telegram, ROSARIO)
        await until_told(telegram, TIAGO)
    await delivery.stop()
    await running

    assert await states(database) == ["sent", "sent"]


async def test_two_deliverers_send_each_letter_once(telegram: Telegram, database: Database) -> None:
    for number in range(40):
        telegram.world.add_user(1000 + number, "Vecina")
        telegram.world.start(1000 + number)
        await write(database, 1000 + number)
    begun = time.monotonic()

    def now() -> datetime:
        return START + timedelta(seconds=time.monotonic() - begun)

    deliveries = [Delivery(database, telegram.post, now, PaceSettings(per_second=100)) for _ in range(2)]
    running = [asyncio.create_task(delivery.run()) for delivery in deliveries]
    await until_told(telegram, 1039)
    await asyncio.gather(*(delivery.stop() for delivery in deliveries), *running)

    sent = [int(call["chat_id"]) for call in telegram.calls("sendMessage")]
    assert sorted(sent) == list(range(1000, 1040))
    assert await states(database) == ["sent"] * 40


async def test_no_letter_is_given_up_while_telegram_cannot_be_reached(telegram: Telegram, database: Database) -> None:
    await write(database, ROSARIO)
    away = Post(build_bot(TOKEN, "http://127.0.0.1:1", timeouts=QUICK))
    offline = Delivery(database, away, telegram.clock.now, FAST, pause=telegram.clock.pause)

    for _ in range(30):
        await offline.deliver_due()
        telegram.clock.move(60)
    await away.close()
    await delivery_of(telegram, database).drain()

    assert telegram.texts(ROSARIO) == ["Hola"]
    assert (await first_letter(database)).attempts == 0


async def test_stop_gives_back_what_is_leased_and_finishes_what_is_begun(
    telegram: Telegram, database: Database
) -> None:
    waiting = asyncio.Event()

    async def never(_seconds: float) -> None:
        waiting.set()
        await asyncio.sleep(0.3)

    delivery = Delivery(database, telegram.post, telegram.clock.now, PaceSettings(per_second=20), pause=never)
    for chat_id in (ROSARIO, TIAGO, MONTSE):
        await write(database, chat_id)
    running = asyncio.create_task(delivery.run())
    await waiting.wait()

    await delivery.stop()
    await running

    assert await states(database) == ["sent", "waiting", "waiting"]


async def test_woken_delivery_sends_at_once_and_then_rests(telegram: Telegram, database: Database) -> None:
    delivery = Delivery(database, telegram.post, telegram.clock.now, FAST)
    running = asyncio.create_task(delivery.run())
    await asyncio.sleep(0.2)
    await write(database, ROSARIO)
    before = asyncio.get_running_loop().time()

    delivery.wake()
    await until_told(telegram, ROSARIO)
    waited = asyncio.get_running_loop().time() - before
    await delivery.stop()
    await running

    assert waited < 1.0


async def test_slow_call_holds_no_other_chat(telegram: Telegram, database: Database) -> None:
    delivery = Delivery(database, telegram.post, telegram.clock.now, FAST)
    telegram.world.faults.slow("sendMessage", 0.8)
    await write(database, ROSARIO)
    running = asyncio.create_task(delivery.run())
    await asyncio.sleep(0.2)
    await write(database, TIAGO)
    delivery.wake()

    await until_told(telegram, TIAGO)

    assert (await states(database))[0] == "posting"
    await delivery.stop()
    await running
    assert await states(database) == ["sent", "sent"]


async def test_uploaded_file_is_kept_by_its_id(
    telegram: Telegram, database: Database, delivery: Delivery, tmp_path: Path
) -> None:
    path = tmp_path / "acta.pdf"
    path.write_bytes(b"%PDF-1.7")
    await write(database, ROSARIO, method="sendDocument", payload={"document": {"path": str(path)}})

    await delivery.drain()

    letter = await first_letter(database)
    assert letter.payload == {"document": telegram.world.messages(ROSARIO)[-1].body["document"]["file_id"]}


async def test_albums_stay_within_the_limits_of_telegram(database: Database) -> None:
    async with local_telegram(Limits()) as telegram:
        delivery = delivery_of(telegram, database, PaceSettings())
        group = telegram.world.add_group("Movilidad", [ROSARIO], [ROSARIO])
        telegram.world.add_bot_to(group.id, telegram.world.bot)
        photo = telegram.world.files.keep("photo", Upload("a.png", "image/png", png(8, 8)))
        telegram.world.files._media[photo.file_id] = [photo.reference() | {"width": 8, "height": 8}]
        media = {"media": [{"type": "photo", "media": photo.file_id}] * 10}
        for _ in range(3):
            await write(database, group.id, method="sendMediaGroup", payload=media, lane=Lane.BULK)
        for number in range(20):
            telegram.world.add_user(1000 + number, "Vecina")
            telegram.world.start(1000 + number)
            await write(database, 1000 + number, method="sendMediaGroup", payload=media, lane=Lane.BULK)

        await delivery.drain()

        assert await states(database) == ["sent"] * 23
        assert [call.status for call in telegram.world.calls if call.status == 429] == []
        letter = await first_letter(database)
        assert letter.album == [message.message_id for message in telegram.world.messages(group.id)[-30:-20]]


async def test_drain_leaves_what_is_due_later(telegram: Telegram, database: Database, delivery: Delivery) -> None:
    later: datetime = START + timedelta(minutes=5)
    await write(database, ROSARIO, due_at=later)

    await delivery.drain()

    assert await states(database) == ["waiting"]
    assert telegram.clock.now() == START
    assert await database.read(lambda session: outbox.next_due(session, START, FAST)) == later


async def test_stop_breaks_off_slow_calls_and_gives_their_letters_back(
    telegram: Telegram, delivery: Delivery, database: Database
) -> None:
    telegram.world.faults.slow("sendMessage", 0.9)
    await write(database, ROSARIO)
    running = asyncio.create_task(delivery.run())
    while not telegram.calls("sendMessage"):  # noqa: ASYNC110 - the server tells nobody of calls
        await asyncio.sleep(0.005)

    await delivery.stop(within=0.05)
    await running

    kept = await database.read(lambda session: session.execute(sa.select(Letter.state, Letter.doubts)).all())
    assert [tuple(row) for row in kept] == [("waiting", policy.CRASH)]


async def test_letter_whose_lease_ended_for_another_may_be_taken_while_its_call_lasts(
    telegram: Telegram, database: Database, delivery: Delivery
) -> None:
    failures: list[dict[str, Any]] = []
    asyncio.get_running_loop().set_exception_handler(lambda _loop, failure: failures.append(failure))
    telegram.world.faults.slow("sendMessage", 0.9)
    await write(database, ROSARIO)
    await delivery.look()
    await until_told(telegram, ROSARIO)

    def end_lease(session: Session) -> None:
        session.execute(sa.update(Letter).values(lease_until=START - timedelta(seconds=1)))
        outbox.return_expired(session, START)  # as any other process does

    first = delivery.in_hand
    await database.run(end_lease)
    await delivery.look()
    await asyncio.gather(*first, *delivery.in_hand)
    await asyncio.sleep(0)  # what is done when a call has ended

    assert failures == []
    assert await states(database) == ["sent"]
    assert len(telegram.texts(ROSARIO)) == 2, "of the first nobody knew"
