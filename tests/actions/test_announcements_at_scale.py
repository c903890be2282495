"""Announcements to very many: pages, crashes between them, corrections and withdrawals that reach every copy once."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from actions.announcements import sending
from actions.announcements.correcting import do_correct
from actions.announcements.pausing import do_pause, do_resume
from actions.announcements.ringing import enqueue_due
from actions.announcements.sending import do_send
from actions.announcements.withdrawing import do_withdraw
from actions.announcements.writing import Content
from scheduler.announcements import TICK
from store import outbox
from store.announcements import due
from store.database import Database
from store.models import Announcement, AnnouncementState, Letter, LetterState
from tests.actions.broadcasting import Broadcast, broadcast

MANY = 2_000
SOME = 15


@pytest.fixture
def small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that a few people fill several."""
    monkeypatch.setattr(sending, "FIRST_PAGE", 3)
    monkeypatch.setattr(sending, "PAGE", 4)


async def test_correction_and_withdrawal_reach_every_one_of_two_thousand_copies_once(database: Database) -> None:
    cast = await broadcast(database, MANY, "lunes")
    await send(cast)
    await cast.ring()
    assert await cast.deliver(400) == 400

    await correct(cast, "martes")
    await cast.go_on(250)
    assert cast.words() == {"martes": MANY}
    assert cast.times("sendMessage") == {1: MANY}
    assert cast.times("editMessageText") == {1: 400}

    await withdraw(cast)
    await cast.go_on(250)
    assert cast.shown == {}
    assert cast.times("deleteMessage") == {1: MANY}
    assert cast.told[-1] == "🗑 <b>Retirado.</b>\nBorrado en 2.000 chats."


@pytest.mark.usefixtures("small_pages")
async def test_crash_between_pages_of_letters_loses_and_repeats_nobody(database: Database) -> None:
    cast = await broadcast(database, SOME, "lunes")
    await send(cast)

    await cast.deliver()
    await crash_in_the_middle_of_a_page(cast)
    await cast.go_on(2)

    assert cast.words() == {"lunes": SOME}
    assert cast.times("sendMessage") == {1: SOME}


@pytest.mark.usefixtures("small_pages")
async def test_crash_between_pages_of_a_correction_changes_every_copy_once(database: Database) -> None:
    cast = await broadcast(database, SOME, "lunes")
    await send(cast)
    await cast.go_on(2)

    await correct(cast, "martes")
    await cast.ring()
    await crash_in_the_middle_of_a_page(cast)
    assert 0 < len(await waiting(cast)) < SOME
    await cast.go_on(2)

    assert cast.words() == {"martes": SOME}
    assert cast.times("editMessageText") == {1: SOME}


@pytest.mark.usefixtures("small_pages")
async def test_page_of_a_correction_that_is_done_twice_is_harmless(database: Database) -> None:
    cast = await broadcast(database, SOME, "lunes")
    await send(cast)
    await cast.go_on(2)

    await correct(cast, "martes")
    await cast.ring()
    await change(cast, changed_until=0)
    await cast.go_on(2)

    assert cast.words() == {"martes": SOME}
    assert cast.times("editMessageText") == {1: SOME}


@pytest.mark.usefixtures("small_pages")
async def test_what_waits_says_the_new_words_before_what_was_delivered_is_edited(database: Database) -> None:
    cast = await broadcast(database, SOME, "lunes")
    await send(cast)
    while await letters(cast) < SOME:
        await cast.ring()
    await cast.deliver(SOME - 3)

    await correct(cast, "martes")
    await cast.deliver(3)

    assert cast.words() == {"lunes": SOME - 3, "martes": 3}
    await cast.go_on(2)
    assert cast.words() == {"martes": SOME}


@pytest.mark.usefixtures("small_pages")
async def test_second_correction_among_the_pages_of_the_first_wins_everywhere(database: Database) -> None:
    cast = await broadcast(database, SOME, "lunes")
    await send(cast)
    await cast.go_on(2)

    await correct(cast, "martes")
    await cast.ring()
    await cast.deliver(2)  # two phones have seen the first correction, others have it waiting, others not even that
    await correct(cast, "miércoles")
    await cast.go_on(2)

    assert cast.words() == {"miércoles": SOME}
    assert cast.times("editMessageText") == {2: 2, 1: SOME - 2}


@pytest.mark.usefixtures("small_pages")
async def test_correction_back_to_the_first_words_reaches_those_who_have_seen_others(database: Database) -> None:
    cast = await broadcast(database, SOME, "lunes")
    await send(cast)
    await cast.go_on(2)

    await correct(cast, "martes")
    await cast.go_on(2)
    await correct(cast, "lunes")
    await cast.go_on(2)

    assert cast.words() == {"lunes": SOME}
    assert cast.times("editMessageText") == {2: SOME}


@pytest.mark.usefixtures("small_pages")
async def test_edit_on_the_wire_is_followed_by_the_newer_words(database: Database) -> None:
    cast = await broadcast(database, SOME, "lunes")
    await send(cast)
    await cast.go_on(2)

    await correct(cast, "martes")
    on_the_wire = await cast.begin()
    await correct(cast, "miércoles")
    await cast.end(on_the_wire)
    await cast.go_on(2)

    assert cast.words() == {"miércoles": SOME}


@pytest.mark.usefixtures("small_pages")
async def test_copy_on_the_wire_is_edited_when_it_has_arrived(database: Database) -> None:
    cast = await broadcast(database, SOME, "lunes")
    await send(cast)
    on_the_wire = await cast.begin()

    await correct(cast, "martes")
    await cast.end(on_the_wire)
    await cast.go_on(2)

    assert cast.words() == {"martes": SOME}
    assert cast.times("editMessageText") == {1: 3}


@pytest.mark.usefixtures("small_pages")
async def test_copy_on_the_wire_is_taken_back_when_it_has_arrived(database: Database) -> None:
    cast = await broadcast(database, SOME, "lunes")
    await send(cast)
    on_the_wire = await cast.begin()

    await withdraw(cast)
    await cast.ring()
    await cast.ring()
    await cast.end(on_the_wire)
    await cast.go_on(2)

    assert cast.shown == {}
    assert cast.times("deleteMessage") == {1: 3}
    assert cast.told[-1] == "🗑 <b>Retirado.</b>\nBorrado en 3 chats."


@pytest.mark.usefixtures("small_pages")
async def test_crash_between_pages_of_a_withdrawal_takes_every_copy_back_once(database: Database) -> None:
    cast = await broadcast(database, SOME, "lunes")
    await send(cast)
    await cast.ring()
    await cast.ring()
    await cast.deliver(6)

    await withdraw(cast)
    await crash_in_the_middle_of_a_page(cast)
    assert await cast.deliver() == 3, "those of the first page, and nothing goes out any more"
    await cast.go_on(2)

    assert cast.shown == {}
    assert cast.times("sendMessage") == {1: 6}
    assert cast.times("deleteMessage") == {1: 6}
    assert cast.told[-1] == "🗑 <b>Retirado.</b>\nBorrado en 6 chats.\nA 5 chats ya no se envía."


@pytest.mark.usefixtures("small_pages")
async def test_paused_sends_nothing_and_goes_on_where_it_stopped(database: Database) -> None:
    cast = await broadcast(database, SOME, "lunes")
    await send(cast)
    await cast.ring()
    await cast.deliver(5)

    await pause(cast)
    assert await cast.deliver() == 0
    for _ in range(5):
        await cast.ring()
    assert await cast.database.read(TICK.next_due) is None, "nothing is looked at while it is paused"
    assert await cast.deliver() == 0
    cast.now += timedelta(days=30)
    await resume(cast)
    await cast.go_on(2)

    assert cast.words() == {"lunes": SOME}
    assert cast.times("sendMessage") == {1: SOME}
    assert cast.told[-1] == "✅ <b>Entregado</b> a 15 personas."


@pytest.mark.usefixtures("small_pages")
async def test_paused_between_two_pages_is_not_over(database: Database) -> None:
    cast = await broadcast(database, SOME, "lunes")
    await send(cast)
    assert await cast.deliver() == 3, "all there is so far"

    await pause(cast)
    for _ in range(3):
        await cast.ring()
    assert await cast.state() is AnnouncementState.SENDING
    await resume(cast)
    await cast.go_on(2)

    assert cast.words() == {"lunes": SOME}


@pytest.mark.usefixtures("small_pages")
async def test_paused_again_while_it_is_let_go_of_page_by_page(database: Database) -> None:
    cast = await broadcast(database, SOME, "lunes")
    await send(cast)
    while await letters(cast) < SOME:
        await cast.ring()
    await pause(cast)
    assert await cast.deliver() == 0

    await resume(cast)
    assert await cast.deliver(2) == 2
    await pause(cast)
    assert await cast.deliver() == 0
    await resume(cast)
    await cast.go_on(2)

    assert cast.times("sendMessage") == {1: SOME}


async def test_clock_that_is_set_back_freezes_nothing_that_is_under_way(database: Database) -> None:
    cast = await broadcast(database, SOME, "lunes")
    await send(cast)
    await cast.ring()

    cast.now -= timedelta(hours=5)
    await cast.database.run(lambda session: outbox.bring_back(session, cast.now))
    await cast.go_on(2)

    assert cast.times("sendMessage") == {1: SOME}
    assert cast.told[-1] == "✅ <b>Entregado</b> a 15 personas."


async def test_looking_twice_at_the_same_moment_does_nothing_more(database: Database) -> None:
    cast = await broadcast(database, SOME, "lunes")
    await send(cast)

    async def ring() -> int:
        return await cast.database.run(lambda session: enqueue_due(session, cast.now))

    assert [await ring(), await ring()] == [1, 0]
    assert await letters(cast) == SOME


async def test_clock_looks_into_an_index_and_at_nothing_else_while_nothing_is_under_way(database: Database) -> None:
    cast = await broadcast(database, 1, "lunes")

    def fill(session: Session) -> str:
        values = {"person_id": cast.author_id, "text": "", "state": AnnouncementState.SENT, "created_at": cast.now}
        session.execute(sa.insert(Announcement), [values | {"revision": 0, "reported": 0, "expected": 0}] * 5000)
        if session.get_bind().dialect.name == "postgresql":
            session.execute(sa.text("ANALYZE announcement"))
        explain = "EXPLAIN QUERY PLAN" if session.get_bind().dialect.name == "sqlite" else "EXPLAIN"
        query = (
            "SELECT id FROM announcement WHERE look_at <= '2027-06-02'"
            " OR (look_at > '2027-06-02 00:01' AND state = 'sending')"
        )
        return " ".join(str(row) for row in session.execute(sa.text(f"{explain} {query}")))

    plan = await cast.database.run(fill)

    assert "ix_announcement_look_at" in plan
    assert await cast.database.read(lambda session: due(session, cast.now)) == []


async def send(cast: Broadcast) -> None:
    await cast.database.run(lambda session: do_send(session, cast.author(session), cast.number, now=cast.now))


async def correct(cast: Broadcast, text: str) -> None:
    new = Content(text, text)
    await cast.database.run(lambda session: do_correct(session, cast.author(session), cast.number, new, now=cast.now))


async def withdraw(cast: Broadcast) -> None:
    await cast.database.run(lambda session: do_withdraw(session, cast.author(session), cast.number, now=cast.now))


async def pause(cast: Broadcast) -> None:
    await cast.database.run(lambda session: do_pause(session, cast.author(session), cast.number, now=cast.now))


async def resume(cast: Broadcast) -> None:
    await cast.database.run(lambda session: do_resume(session, cast.author(session), cast.number, now=cast.now))


async def crash_in_the_middle_of_a_page(cast: Broadcast) -> None:
    """The page is done, and the process ends before it is committed."""

    def unit(session: Session) -> None:
        assert enqueue_due(session, cast.now + timedelta(seconds=2)) == 1
        session.flush()
        raise InterruptedError

    with pytest.raises(InterruptedError):
        await cast.database.run(unit)


async def change(cast: Broadcast, **columns: object) -> None:
    of_number = sa.update(Announcement).where(Announcement.id == cast.number)
    await cast.database.run(lambda session: session.execute(of_number.values(**columns)))


async def letters(cast: Broadcast) -> int:
    """How many copies there are."""
    copies = sa.select(sa.func.count()).where(Letter.subject == f"announcement:{cast.number}")
    return await cast.database.read(lambda session: session.scalar(copies) or 0)


async def waiting(cast: Broadcast) -> list[int]:
    """The letters that wait to be posted."""
    found = sa.select(Letter.id).where(Letter.state == LetterState.WAITING)
    return await cast.database.read(lambda session: list(session.scalars(found)))
