"""Whose morning an announcement waits for, and that nothing is looked at before."""

from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from actions.announcements import sending
from actions.announcements.correcting import do_correct
from actions.announcements.line import post_line
from actions.announcements.pausing import do_pause, do_resume
from actions.announcements.ringing import enqueue_due
from actions.announcements.sending import LATEST, do_send, due_moments
from actions.announcements.standing import told
from actions.announcements.withdrawing import do_withdraw
from actions.announcements.writing import Content
from actions.quiet_hours import is_quiet
from scheduler.announcements import TICK
from store import outbox
from store.announcements import due
from store.database import Database
from store.models import Announcement, AnnouncementState, Letter
from tests.actions.broadcasting import FIRST_CHAT, NOON, Broadcast, broadcast
from texts.translator import translator_of

MANY = 30
ZONES = ("Europe/Madrid", "America/Bogota", "Pacific/Auckland")  # at noon in UTC the second and the third sleep
IN_BOGOTA = datetime(2027, 6, 2, 13, tzinfo=UTC)  # 08:00
IN_AUCKLAND = datetime(2027, 6, 2, 20, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.fixture
def small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that a few people fill several."""
    monkeypatch.setattr(sending, "FIRST_PAGE", 3)
    monkeypatch.setattr(sending, "PAGE", 4)


@pytest.mark.parametrize(
    ("zone", "now", "due_at"),
    [
        ("Europe/Madrid", "2027-06-02 05:59", "2027-06-02 06:00"),
        ("Europe/Madrid", "2027-06-02 06:00", "2027-06-02 06:00"),
        ("Europe/Madrid", "2027-06-02 17:59", "2027-06-02 17:59"),
        ("Europe/Madrid", "2027-06-02 18:00", "2027-06-03 06:00"),
        ("Europe/Madrid", "2027-06-04 18:00", "2027-06-07 06:00"),  # a Friday evening
        ("America/Bogota", "2027-06-02 06:00", "2027-06-02 13:00"),
        ("Europe/Madrid", "2027-03-26 19:00", "2027-03-29 06:00"),  # the clocks change on Sunday
        (None, "2027-06-05 02:00", "2027-06-05 02:00"),
    ],
)
def test_copy_is_due_when_its_reader_is_not_in_quiet_hours(zone: str | None, now: str, due_at: str) -> None:
    due_in = due_moments(Announcement(at_night=False), moment(now))

    assert due_in(zone or "Europe/Madrid", zone is None) == moment(due_at)


def test_copy_that_may_come_at_night_is_due_at_once() -> None:
    due_in = due_moments(Announcement(at_night=True), NOON)

    assert [due_in(zone, False) for zone in ZONES] + [due_in(ZONES[0], True)] == [NOON] * 4


@pytest.mark.usefixtures("small_pages")
async def test_pages_of_letters_are_due_in_the_morning_of_each_and_late_two_days_after(database: Database) -> None:
    cast = await broadcast(database, MANY, "lunes", ZONES)

    await send(cast)
    for _page in range(MANY):
        await cast.ring()

    dues, stale = await when_due(cast)
    assert sum(dues[at] for at in dues if at < IN_BOGOTA - SECOND) == MANY // 3
    assert dues[IN_BOGOTA] == dues[IN_AUCKLAND] == MANY // 3
    assert stale == {at + LATEST: number for at, number in dues.items()}


@pytest.mark.usefixtures("small_pages")
async def test_everybody_gets_it_once_and_nobody_at_night(database: Database) -> None:
    cast = await broadcast(database, MANY, "lunes", ZONES)
    await send(cast)
    arrived: dict[int, datetime] = {}

    while await cast.state() is not AnnouncementState.SENT:
        await cast.ring()
        await cast.deliver(5)
        arrived = {chat_id: cast.now for chat_id, _ in cast.shown} | arrived
        cast.now = max(cast.now, await cast.rests_until() or cast.now)

    assert cast.times("sendMessage") == {1: MANY}
    assert not [chat_id for chat_id, at in arrived.items() if is_quiet(at, ZoneInfo(zone_of(chat_id)))]
    assert cast.told[-1] == "✅ <b>Entregado</b> a 30 personas."


async def test_clock_does_not_look_before_the_next_reader_wakes(database: Database) -> None:
    cast = await broadcast(database, MANY, "lunes", ZONES)
    await send(cast)
    await go_to_rest(cast)
    before = len(cast.told)

    assert await database.read(TICK.next_ring) == IN_BOGOTA
    assert await database.read(TICK.next_due) is None
    assert await database.read(lambda session: due(session, cast.now)) == []
    for minutes in range(1, 60):
        cast.now = NOON + timedelta(minutes=minutes)
        assert await database.run(lambda session: enqueue_due(session, cast.now)) == 0
        assert await cast.deliver() == 0
    cast.now = IN_BOGOTA
    await cast.deliver()
    await go_to_rest(cast)

    assert await database.read(TICK.next_ring) == IN_AUCKLAND
    assert cast.told[before:] == ["📤 20 de 30 entregados.\n🌙 A 10 personas les llegará a las 08:00, hora local."]


@pytest.mark.usefixtures("small_pages")
async def test_line_counts_all_pages_also_where_everybody_sleeps(database: Database) -> None:
    cast = await broadcast(database, MANY, "lunes", ("America/Bogota",))

    await send(cast)
    await go_to_rest(cast)

    assert cast.told[-1] == "🌙 A 30 personas les llegará a las 08:00, hora local."


async def test_announcement_that_rests_is_not_taken_for_one_of_a_clock_that_was_set_back(database: Database) -> None:
    cast = await broadcast(database, MANY, "lunes", ZONES)
    await send(cast)
    await go_to_rest(cast)

    cast.now -= timedelta(hours=5)
    await database.run(lambda session: outbox.bring_back(session, cast.now))
    assert await database.run(lambda session: enqueue_due(session, cast.now)) == 0
    await cast.go_on(7)

    assert cast.times("sendMessage") == {1: MANY}
    assert cast.now >= IN_AUCKLAND


async def test_press_at_night_is_followed_also_when_the_clock_is_set_back(database: Database) -> None:
    cast = await broadcast(database, MANY, "lunes", ZONES)
    await send(cast)
    await go_to_rest(cast)
    await correct(cast, "martes")

    cast.now -= timedelta(hours=5)

    assert await database.run(lambda session: enqueue_due(session, cast.now)) == 1


@pytest.mark.usefixtures("small_pages")
async def test_what_was_set_aside_is_let_go_of_to_the_morning_of_each(database: Database) -> None:
    cast = await broadcast(database, MANY, "lunes", ZONES)
    await send(cast)
    while len(await waiting(cast)) < MANY:
        await cast.ring()
    await act(cast, do_pause)
    cast.now = IN_AUCKLAND + SECOND
    await cast.deliver()
    assert cast.shown == {}

    await act(cast, do_resume)  # in Madrid it is ten in the evening, in Bogotá three in the afternoon
    for _page in range(MANY):
        await cast.ring()

    dues, _ = await when_due(cast)
    assert dues.pop(datetime(2027, 6, 3, 6, tzinfo=UTC)) == MANY // 3
    assert sum(dues.values()) == MANY // 3 * 2
    assert all(abs(at - cast.now) < timedelta(minutes=2) for at in dues)


async def test_presses_at_night_are_followed_at_once(database: Database) -> None:
    cast = await broadcast(database, MANY, "lunes", ZONES)
    await send(cast)
    await go_to_rest(cast)

    cast.now += timedelta(minutes=5)
    await correct(cast, "martes")
    await go_to_rest(cast)
    assert cast.words() == {"martes": MANY // 3}
    assert cast.told[-1] == "📤 10 de 30 entregados.\n🌙 A 20 personas les llegará a las 08:00, hora local."

    cast.now = IN_BOGOTA + SECOND
    await cast.deliver()
    assert cast.words() == {"martes": MANY // 3 * 2}
    await act(cast, do_withdraw)
    await cast.go_on(9)

    assert cast.shown == {}
    assert cast.now < IN_AUCKLAND
    assert cast.told[-1] == "🗑 <b>Retirado.</b>\nBorrado en 20 chats.\nA 10 chats ya no se envía."


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def zone_of(chat_id: int) -> str:
    return ZONES[chat_id % len(ZONES)]


async def send(cast: Broadcast) -> None:
    """And tells the author how it goes, as the press does."""

    def unit(session: Session) -> None:
        author = cast.author(session)
        announcement = do_send(session, author, cast.number, now=cast.now)
        progress = told(session, translator_of(author), announcement, cast.now)
        post_line(session, author, announcement, progress, cast.now)

    await cast.database.run(unit)


async def correct(cast: Broadcast, text: str) -> None:
    new = Content(text, text)
    await cast.database.run(lambda session: do_correct(session, cast.author(session), cast.number, new, now=cast.now))


async def act(cast: Broadcast, do: Callable[..., Announcement]) -> None:
    await cast.database.run(lambda session: do(session, cast.author(session), cast.number, now=cast.now))


async def go_to_rest(cast: Broadcast) -> None:
    """Until nothing is to be done before somebody wakes."""
    await cast.ring()
    await cast.deliver()
    while await cast.rests_until() is None:
        await cast.ring()
        await cast.deliver()


async def when_due(cast: Broadcast) -> tuple[Counter[datetime], Counter[datetime | None]]:
    """When how many copies are due, and late."""

    def unit(session: Session) -> tuple[Counter[datetime], Counter[datetime | None]]:
        copies = list(session.scalars(_copies(cast)))
        return Counter(copy.due_at for copy in copies), Counter(copy.stale_at for copy in copies)

    return await cast.database.read(unit)


async def waiting(cast: Broadcast) -> list[int]:
    return await cast.database.read(lambda session: [copy.id for copy in session.scalars(_copies(cast))])


def _copies(cast: Broadcast) -> sa.Select[Letter]:
    of_it = Letter.subject == f"announcement:{cast.number}"
    return sa.select(Letter).where(of_it, Letter.chat_id >= FIRST_CHAT)
