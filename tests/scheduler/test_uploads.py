"""Each file is uploaded once, however many get it, whoever sends it, and whenever."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import Session
from sqlalchemy.util import await_only

from bot.post import Post, build_bot
from sandbox.call import Upload as Uploaded
from scheduler.delivery import Delivery
from scheduler.upkeep import forget_old
from store import uploads
from store.database import Database, connect
from store.models import Lane, Letter, LetterState, Pace, Priority, Upload
from store.outbox import PaceSettings
from store.outbox.pace import chat_key
from tests.asked import statements
from tests.local_telegram import MONTSE, QUICK, ROSARIO, START, TIAGO, TOKEN, Telegram, local_telegram
from tests.sandbox.test_sending import png
from tests.scheduler.test_delivery import FAST, delivery_of, first_letter, states, until_told, write

EVERYBODY = (ROSARIO, TIAGO, MONTSE)
OTHER_TOKEN = "2000000002:AAtoken-of-the-tests_0123456789abcde"


@pytest.fixture
def acta(tmp_path: Path) -> Path:
    path = tmp_path / "acta.pdf"
    path.write_bytes(b"%PDF-1.7 primera")
    return path


def fill(path: Path, content: bytes) -> None:
    path.write_bytes(content)


def document(path: Path, **more: str) -> dict[str, Any]:
    return {"document": {"path": str(path), **more}, "caption": "Acta"}


async def write_to_all(database: Database, payload: dict[str, Any], method: str = "sendDocument") -> None:
    for chat_id in EVERYBODY:
        await write(database, chat_id, method=method, payload=payload, lane=Lane.BULK, priority=Priority.ANNOUNCEMENT)


def files_uploaded(telegram: Telegram) -> int:
    """How many files have come, those of calls that went wrong included."""
    return sum(isinstance(value, Uploaded) for call in telegram.world.calls for value in call.parameters.values())


def files_shown(telegram: Telegram, kind: str = "document") -> list[str]:
    """The ids of the files on everybody's phones."""
    said = [message.body for chat_id in EVERYBODY for message in telegram.world.messages(chat_id) if message.by_bot]
    return [body[kind]["file_id"] if kind != "photo" else body[kind][-1]["file_id"] for body in said]


async def claims(database: Database) -> list[str | None]:
    return await database.read(lambda session: list(session.scalars(sa.select(Upload.file_id))))


async def test_file_for_many_is_uploaded_by_one_of_their_letters(database: Database, acta: Path) -> None:
    async with local_telegram() as telegram:
        telegram.world.faults.slow("sendDocument", 0.3)
        await write_to_all(database, document(acta))

        await delivery_of(telegram, database).drain()

        shown = files_shown(telegram)
        assert files_uploaded(telegram) == 1
    assert (len(shown), len(set(shown))) == (3, 1)
    payloads = await database.read(lambda session: list(session.scalars(sa.select(Letter.payload))))
    assert payloads == [{"document": shown[0], "caption": "Acta"}] * 3
    assert await claims(database) == shown[:1]


@pytest.mark.parametrize(
    ("method", "payload"),
    [
        ("sendDocument", {"document": {"text": "UID:1", "name": "sesion.ics"}}),
        ("sendPhoto", {"photo": {"qr": "https://t.me/a_bot?start=abc", "name": "invitation.png"}}),
    ],
)
async def test_what_is_made_for_many_is_uploaded_once(database: Database, method: str, payload: dict[str, Any]) -> None:
    async with local_telegram() as telegram:
        await write_to_all(database, payload, method)

        await delivery_of(telegram, database).drain()

        assert files_uploaded(telegram) == 1
        assert len(files_shown(telegram, method.removeprefix("send").lower())) == 3


async def test_file_is_known_after_a_restart_whatever_its_path(database: Database, acta: Path) -> None:
    async with local_telegram() as telegram:
        await write(database, ROSARIO, method="sendDocument", payload=document(acta))
        await delivery_of(telegram, database).drain()
        copy = acta.parent / "copia"
        fill(copy, b"%PDF-1.7 primera")

        restarted = Post(build_bot(TOKEN, telegram.url), QUICK)
        await write(database, TIAGO, method="sendDocument", payload=document(copy, name="acta.pdf"))
        await Delivery(database, restarted, telegram.clock.now, FAST, pause=telegram.clock.pause).drain()
        await restarted.close()

        assert files_uploaded(telegram) == 1
        assert len(set(files_shown(telegram))) == 1


async def test_two_processes_upload_a_file_once(database: Database, acta: Path) -> None:
    async with local_telegram() as telegram:
        telegram.world.faults.slow("sendDocument", 0.4)
        for number in range(20):
            telegram.world.add_user(1000 + number, "Vecina")
            telegram.world.start(1000 + number)
            await write(database, 1000 + number, method="sendDocument", payload=document(acta))
        begun = time.monotonic()

        def now() -> datetime:
            return START + timedelta(seconds=time.monotonic() - begun)

        deliveries = [Delivery(database, telegram.post, now, PaceSettings(per_second=100)) for _ in range(2)]
        running = [asyncio.create_task(delivery.run()) for delivery in deliveries]
        async with asyncio.timeout(30):
            while await states(database) != ["sent"] * 20:  # noqa: ASYNC110 - the store tells nobody
                await asyncio.sleep(0.02)
        await asyncio.gather(*(delivery.stop() for delivery in deliveries), *running)

        assert files_uploaded(telegram) == 1
        assert len(telegram.calls("sendDocument")) == 20


async def test_album_uploads_what_telegram_has_not(database: Database, tmp_path: Path) -> None:
    paths = [tmp_path / f"{name}.png" for name in "abc"]
    for number, path in enumerate(paths, start=1):
        path.write_bytes(png(number, number))

    def album(*places: int) -> dict[str, Any]:
        return {"media": [{"type": "photo", "media": {"path": str(paths[place])}} for place in places]}

    async with local_telegram() as telegram:
        await write(database, ROSARIO, method="sendMediaGroup", payload=album(0, 1))
        await delivery_of(telegram, database).drain()
        await write(database, TIAGO, method="sendMediaGroup", payload=album(2, 1, 0))
        await delivery_of(telegram, database).drain()

        first, second = (
            [message.body["photo"][-1]["file_id"] for message in telegram.world.messages(chat_id) if message.by_bot]
            for chat_id in (ROSARIO, TIAGO)
        )
        assert files_uploaded(telegram) == 3
    assert second[1:] == [first[1], first[0]]
    letters = await database.read(lambda session: list(session.scalars(sa.select(Letter).order_by(Letter.id))))
    assert [item["media"] for item in letters[1].payload["media"]] == second


@pytest.mark.parametrize("change", ["content", "name", "kind"])
async def test_another_file_is_uploaded_again(database: Database, acta: Path, change: str) -> None:
    fill(acta, png(9, 9))
    async with local_telegram() as telegram:
        delivery = delivery_of(telegram, database)
        await write(database, ROSARIO, method="sendDocument", payload=document(acta))
        await delivery.drain()
        if change == "content":
            fill(acta, png(8, 8))
        method = "sendPhoto" if change == "kind" else "sendDocument"
        named = {"path": str(acta), "name": "Acta 2.pdf" if change == "name" else "acta.pdf"}
        await write(database, TIAGO, method=method, payload={method.removeprefix("send").lower(): named})
        await delivery.drain()

        assert files_uploaded(telegram) == 2


async def test_id_of_one_bot_is_not_used_by_another(database: Database, acta: Path) -> None:
    async with local_telegram() as telegram:
        await write(database, ROSARIO, method="sendDocument", payload=document(acta))
        await delivery_of(telegram, database).drain()
        other = telegram.world.add_bot(OTHER_TOKEN, "other_bot", "Otro")
        telegram.world.start(ROSARIO, other)
        post = Post(build_bot(OTHER_TOKEN, telegram.url, timeouts=QUICK), QUICK)
        await write(database, ROSARIO, method="sendDocument", payload=document(acta))
        await Delivery(database, post, telegram.clock.now, FAST, pause=telegram.clock.pause).drain()
        await post.close()

        assert files_uploaded(telegram) == 2
    assert len(await claims(database)) == 2


async def test_personal_file_is_kept_for_nobody(database: Database) -> None:
    export = {"document": {"text": "{}", "name": "export.json", "personal": True}}
    async with local_telegram() as telegram:
        for _ in range(2):
            await write(database, ROSARIO, method="sendDocument", payload=export)
        await delivery_of(telegram, database).drain()

        assert files_uploaded(telegram) == 2
    assert await claims(database) == []


async def test_id_that_telegram_refuses_is_uploaded_again_once(database: Database, acta: Path) -> None:
    async with local_telegram() as telegram:
        delivery = delivery_of(telegram, database)
        await write(database, ROSARIO, method="sendDocument", payload=document(acta))
        await delivery.drain()
        telegram.world.files.forget(files_shown(telegram)[0])

        await write_to_all(database, document(acta))
        await delivery.drain()

        assert await states(database) == ["sent"] * 4
        assert files_uploaded(telegram) == 2
        assert await claims(database) == files_shown(telegram)[-1:]


async def test_file_that_is_refused_by_name_again_is_not_tried_for_ever(database: Database, acta: Path) -> None:
    wrong = "Bad Request: wrong remote file identifier specified: can't unserialize it"
    async with local_telegram() as telegram:
        delivery = delivery_of(telegram, database)
        await write(database, ROSARIO, method="sendDocument", payload=document(acta))
        await delivery.drain()
        telegram.world.faults.fail("sendDocument", 2, code=400, description=wrong)

        await write(database, TIAGO, method="sendDocument", payload=document(acta))
        await delivery.drain()

        assert len(telegram.calls("sendDocument")) == 3
    assert await states(database) == ["sent", "refused"]
    assert await claims(database) == []


@pytest.mark.parametrize("trouble", ["cut_before", "html_502"])
async def test_upload_that_fails_is_taken_up_by_another(database: Database, acta: Path, trouble: str) -> None:
    async with local_telegram() as telegram:
        getattr(telegram.world.faults, trouble)("sendDocument")
        await write_to_all(database, document(acta))

        await delivery_of(telegram, database).drain()

        assert await states(database) == ["sent"] * 3
        assert files_uploaded(telegram) == 2
        assert telegram.clock.now() < START + timedelta(minutes=1)


async def test_file_that_has_vanished_is_refused_and_claimed_by_nobody(database: Database, tmp_path: Path) -> None:
    async with local_telegram() as telegram:
        await write(database, ROSARIO, method="sendDocument", payload=document(tmp_path / "acta.pdf"))

        await delivery_of(telegram, database).drain()

    letter = await first_letter(database)
    assert (letter.state, letter.reason) == (LetterState.REFUSED, "the file acta.pdf is no longer there")
    assert await claims(database) == []


async def claim(telegram: Telegram, database: Database, payload: dict[str, Any], until: datetime) -> str:
    """Somebody else is uploading the file; gives its fingerprint."""
    [fingerprint] = [each or "" for each in await telegram.post.fingerprints.of(payload)]
    await database.run(lambda session: uploads.claim(session, telegram.post.bot_id, {fingerprint}, START, until))
    return fingerprint


async def test_album_that_waits_for_an_upload_takes_the_slot_of_one_message(database: Database, acta: Path) -> None:
    async with local_telegram() as telegram:
        groups = [telegram.world.add_group(title, [ROSARIO], [ROSARIO]) for title in ("Movilidad", "Economía")]
        for group in groups:
            telegram.world.add_bot_to(group.id, telegram.world.bot)
        album = {"media": [{"type": "document", "media": {"path": str(acta)}}] * 5}
        await claim(telegram, database, document(acta), START + timedelta(minutes=7))
        await write(database, groups[0].id, method="sendMediaGroup", payload=album)
        await write(database, groups[1].id)

        await delivery_of(telegram, database).deliver_due()

    paces = await database.read(lambda session: list(session.scalars(sa.select(Pace))))
    moments = {pace.key: pace.next_at for pace in paces}
    of_album, of_text = (moments[chat_key(group.id)] for group in groups)
    assert (of_text - of_album, moments["bot"] - START) == (FAST.interval, 2 * FAST.interval)


def known_to(telegram: Telegram) -> str:
    """The id of a file that somebody else has uploaded."""
    file = telegram.world.files.media("document", Uploaded("acta.pdf", "application/pdf", b"%PDF"))
    return str(file["file_id"])


async def test_upload_of_a_process_that_died_is_waited_for_no_longer_than_it_could_take(
    database: Database, acta: Path
) -> None:
    until = START + timedelta(minutes=7)
    async with local_telegram() as telegram:
        await claim(telegram, database, document(acta), until)
        await write_to_all(database, document(acta))

        await delivery_of(telegram, database).drain()

        assert await states(database) == ["sent"] * 3
        assert files_uploaded(telegram) == 1
        assert until <= telegram.clock.now() < until + timedelta(seconds=5)


async def test_restart_of_an_embedded_store_waits_for_nobody(sqlite_url: str, acta: Path) -> None:
    database = connect(sqlite_url)
    async with local_telegram() as telegram:
        await claim(telegram, database, document(acta), START + timedelta(minutes=7))
        await write(database, ROSARIO, method="sendDocument", payload=document(acta))
        delivery = Delivery(database, telegram.post, telegram.clock.now, FAST)
        running = asyncio.create_task(delivery.run())
        async with asyncio.timeout(10):
            await until_told(telegram, ROSARIO)
        await delivery.stop()
        await running

    await database.close()


async def test_letter_waits_while_somebody_else_uploads(database: Database, acta: Path) -> None:
    until = START + timedelta(minutes=7)
    async with local_telegram() as telegram:
        delivery = delivery_of(telegram, database)
        ids = {await claim(telegram, database, document(acta), until): known_to(telegram)}
        await write(database, ROSARIO, method="sendDocument", payload=document(acta))
        await write(database, ROSARIO, "otra cosa")

        await delivery.deliver_due()
        waiting = await first_letter(database)
        assert (waiting.state, waiting.lease_until, waiting.attempts) == (LetterState.WAITING, until, 0)
        await database.run(lambda session: uploads.keep(session, telegram.post.bot_id, ids, START))
        await delivery.drain()

        assert telegram.clock.now() < until
        assert telegram.texts(ROSARIO) == ["Acta", "otra cosa"]
        assert files_uploaded(telegram) == 0


@asynccontextmanager
async def before_it_is_put_off(
    database: Database, ending: Callable[[], Coroutine[Any, Any, None]]
) -> AsyncIterator[None]:
    """Has the upload end when a letter knows that it has to wait, and does not wait yet: as far as that is let."""
    seen: list[str] = []
    ended: list[asyncio.Task[None]] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        if "upload" in statement and "FOR UPDATE" in statement:
            seen.append(statement)
        elif seen and not ended and statement.startswith("UPDATE letter"):
            ended.append(asyncio.ensure_future(ending()))
            await_only(done_or_waiting(ended[0], database))

    event.listen(sa.Engine, "before_cursor_execute", note)
    try:
        yield
    finally:
        event.remove(sa.Engine, "before_cursor_execute", note)
    assert ended
    await ended[0]


async def done_or_waiting(ending: asyncio.Task[None], database: Database) -> None:
    """Until it is done, or waits for what another holds."""
    waiting = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    while not ending.done() and not await database.read(lambda session: session.scalar(sa.text(waiting))):
        await asyncio.wait([ending], timeout=0.02)


async def test_upload_that_ends_as_a_letter_is_put_off_for_it_lets_that_letter_go(
    postgres_url: str, acta: Path
) -> None:
    until = START + timedelta(minutes=7)
    database = connect(postgres_url)
    async with local_telegram() as telegram:
        bot_id, delivery = telegram.post.bot_id, delivery_of(telegram, database)
        ids = {await claim(telegram, database, document(acta), until): known_to(telegram)}
        await write(database, ROSARIO, method="sendDocument", payload=document(acta))

        async with before_it_is_put_off(
            database, lambda: database.run(lambda session: uploads.keep(session, bot_id, ids, START))
        ):
            await delivery.deliver_due()
        await delivery.drain()

        assert telegram.clock.now() < until
        assert telegram.texts(ROSARIO) == ["Acta"]
    await database.close()


async def test_plain_letter_asks_nothing_about_files(database: Database) -> None:
    async with local_telegram() as telegram:
        for chat_id in EVERYBODY:
            await write(database, chat_id)
        with statements() as asked:
            await delivery_of(telegram, database).drain()

    assert len(asked) > 3
    assert not [statement for statement in asked if "upload" in statement]


async def test_uploads_of_long_ago_are_forgotten(database: Database) -> None:
    def unit(session: Session) -> list[str]:
        for days in (1, 29, 31):
            moment = START - timedelta(days=days)
            session.add(Upload(bot_id=1, fingerprint=str(days), file_id="x", claimed_until=None, uploaded_at=moment))
        session.flush()
        forget_old(session, START)
        return sorted(session.scalars(sa.select(Upload.fingerprint)))

    assert await database.run(unit) == ["1", "29"]
