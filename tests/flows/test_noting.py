"""Coordinators note answers to a session that they were given by telephone or mail."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from actions.mydata import do_erase
from store.models import Answer, AuditEntry, Meeting, Person, Rsvp
from store.updates import failed_updates
from tests.flows.lives import Furnished
from tests.flows.phones import Phone, Town
from tests.locked import locked
from texts.meetings.presses import AnswerNoted, MeetingOpened, NotingBegun, NotingOpened
from texts.presses import unpack

WEEK_BEFORE = datetime(2027, 6, 12, tzinfo=UTC)  # a Saturday
MONDAY = datetime(2027, 6, 14, 12, tzinfo=UTC)
SESSION = datetime(2027, 6, 18, 15, tzinfo=UTC)
MOBILITY = "movilidad-sostenible"
NOTED = "Marta Vila ha anotat la resposta que vau donar"


async def to_answers(town: Town) -> Phone:
    """Marta before who has answered to the next session, of Movilidad Sostenible."""
    marta = town.phone("marta")
    await marta.send("/sesiones")
    await marta.press("1")
    await marta.press("👀 Qui respon")
    return marta


async def note(town: Town, person: str, answer: str) -> str | None:
    """Through all keys, by the number that stands before the name; gives the toast."""
    marta = await to_answers(town)
    await marta.press("✍️ Anotar una resposta")
    line = next(line for line in marta.last.text.split("\n") if person in line)
    await marta.press(line.partition(".")[0])
    return await marta.press(answer)


async def rsvp(town: Town, phone: Phone) -> tuple[Answer, str | None] | None:
    """What counts, and who noted it."""

    def unit(session: Session) -> Any:
        coordinator = aliased(Person)
        found = sa.select(Rsvp.answer, coordinator.name).join(Person, Person.id == Rsvp.person_id)
        noted = found.outerjoin(coordinator, coordinator.id == Rsvp.noted_by)
        row = session.execute(noted.where(Person.telegram_id == phone.user_id)).one_or_none()
        return None if row is None else tuple(row)

    found: tuple[Answer, str | None] | None = await town.database.read(unit)
    return found


async def data_of(town: Town, person: str) -> tuple[int, int]:
    """The numbers of the meeting and the person, as the keys have them."""
    marta = await to_answers(town)
    await marta.press("✍️ Anotar una resposta")
    line = next(line for line in marta.last.text.split("\n") if person in line)
    number = line.partition(".")[0]
    key = next(key for row in marta.last.buttons for key in row if key["text"] == number)
    opened = unpack(key["callback_data"])
    assert isinstance(opened, NotingOpened)
    return opened.meeting_id, opened.person_id


@pytest.mark.begins(WEEK_BEFORE)
async def test_answer_by_telephone_counts_is_marked_and_told(town: Town) -> None:
    laia = town.phone("laia")

    toast = await note(town, "Laia", "Hi assistiré")
    await town.move_to(MONDAY)

    marta = town.phone("marta")
    assert toast == "Anotat per a Laia Ferrer: «Hi assistiré»."
    assert await rsvp(town, laia) == (Answer.GOING, "Marta Vila")
    assert "✅ Hi assisteixen (1): Laia Ferrer (Zaragoza) ✍️\n" in marta.with_key("✍️ Anotar").text
    assert "✍️ Anotada per la coordinació." in marta.with_key("✍️ Anotar").text
    assert town.group(MOBILITY)[-1].text.endswith("Asisten 1 · Quizá 0 · No pueden 0 · Sin respuesta 4")
    assert laia.last.text == (
        "✍️ Marta Vila ha anotat la resposta que vau donar: «Hi assistiré». Aquí es pot canviar.\n\n"
        "📅 Sessió 1 · Movilidad sostenible\n"
        "dv. 18 de juny, 17:00 Zaragoza · 90 min\n\n"
        "Assisteixen 1 · Potser 0 · No poden 0 · Sense resposta 4"
    )
    assert laia.keys[:2] == [["✅ Hi assistiré", "Potser"], ["No puc", "Detalls"]]


@pytest.mark.begins(WEEK_BEFORE)
async def test_whose_answer_was_noted_changes_it_and_the_mark_goes(town: Town) -> None:
    laia = town.phone("laia")
    await note(town, "Laia", "Hi assistiré")
    await town.move_to(MONDAY)

    await laia.press("No puc")

    marta = await to_answers(town)
    assert await rsvp(town, laia) == (Answer.CANNOT, None)
    assert "✖️ No poden (1): Laia Ferrer (Zaragoza)\n" in marta.last.text
    assert "✍️" not in marta.last.text


@pytest.mark.begins(WEEK_BEFORE)
async def test_who_noted_it_stands_above_the_card_also_when_others_have_answered(town: Town) -> None:
    laia = town.phone("laia")
    await note(town, "Laia", "Hi assistiré")
    await town.move_to(MONDAY)

    await town.phone("tere").press("No puedo")
    await town.wait(minutes=1)

    assert laia.last.text.startswith(f"✍️ {NOTED}: «Hi assistiré».")
    assert laia.last.text.endswith("Assisteixen 1 · Potser 0 · No poden 1 · Sense resposta 3")
    await laia.press("Potser")
    assert NOTED not in laia.last.text


@pytest.mark.begins(WEEK_BEFORE)
async def test_what_is_noted_before_the_morning_is_told_once_as_it_is_then(town: Town) -> None:
    laia = town.phone("laia")
    before = len(laia.inbox)

    await note(town, "Laia", "Hi assistiré")
    await note(town, "Laia", "Potser")
    await note(town, "Laia", "Potser")
    assert len(laia.inbox) == before, "nobody is woken"
    await town.move_to(MONDAY)

    told = laia.inbox[before:]
    assert [text.partition("\n")[0] for text in told] == [f"✍️ {NOTED}: «Potser». Aquí es pot canviar."]
    entries = await town.database.read(
        lambda session: session.scalars(sa.select(AuditEntry.details).where(AuditEntry.deed == "answer_noted")).all()
    )
    assert [entry.keys() for entry in entries] == [{"person_id"}] * 2, "what was answered is not kept there"


@pytest.mark.begins(WEEK_BEFORE)
async def test_answer_that_stands_is_noted_for_nobody(town: Town) -> None:
    laia = town.phone("laia")
    await laia.press("Hi assistiré")

    await note(town, "Laia", "✅ Hi assistiré")
    await town.move_to(MONDAY)

    assert await rsvp(town, laia) == (Answer.GOING, None)
    assert not any(NOTED in text for text in laia.inbox)


@pytest.mark.begins(WEEK_BEFORE)
async def test_who_confirms_what_was_noted_has_said_it_in_person(town: Town) -> None:
    laia = town.phone("laia")
    await note(town, "Laia", "Hi assistiré")
    before = len(laia.inbox)

    await laia.press("✅ Hi assistiré")
    await town.move_to(MONDAY)

    assert await rsvp(town, laia) == (Answer.GOING, None)
    assert NOTED not in laia.last.text
    assert len(laia.inbox) == before, "nobody is told what they said in person"


@pytest.mark.begins(WEEK_BEFORE)
async def test_session_that_moves_says_who_noted_the_answer_to_its_earlier_date(town: Town) -> None:
    laia, marta = town.phone("laia"), town.phone("marta")
    await note(town, "Laia", "Hi assistiré")

    await marta.send("/sesiones")
    await marta.press("1")
    await marta.press("⚙️ Més")
    await marta.press("🔁 Canviar la data")
    await marta.send("25/06 17:00")
    await marta.press("🔁 Canviar la sessió")
    await town.move_to(MONDAY)

    assert laia.last.text.startswith("🔁 La sessió canvia de data.")
    assert "✍️ La resposta a la data anterior la va anotar la coordinació." in laia.last.text
    await to_answers(town)
    await marta.press("✍️ Anotar una resposta")
    assert "🔁 Laia Ferrer (Zaragoza)" in marta.last.text


@pytest.mark.begins(WEEK_BEFORE)
async def test_name_of_a_coordinator_who_is_erased_stands_nowhere(town: Town) -> None:
    laia = town.phone("laia")
    await note(town, "Laia", "Hi assistiré")

    def erase(session: Session) -> None:
        person = session.scalars(sa.select(Person).where(Person.telegram_id == town.phone("marta").user_id)).one()
        do_erase(session, person, now=town.now)

    await town.database.run(erase)
    await town.move_to(MONDAY)

    assert laia.last.text.startswith(
        "✍️ La coordinació ha anotat la resposta que vau donar: «Hi assistiré». Aquí es pot canviar."
    )
    assert not any("Marta" in text for text in laia.inbox)


@pytest.mark.begins(WEEK_BEFORE)
async def test_answer_that_comes_while_another_is_noted_is_not_overwritten(town: Town) -> None:
    marta, laia = await to_answers(town), town.phone("laia")
    await marta.press("✍️ Anotar una resposta")
    await marta.press("1")
    assert "👤 Laia Ferrer (Zaragoza)" in marta.last.text

    await laia.press("No puc")
    toast = await marta.press("Hi assistiré")

    assert toast == "Aquesta persona ha respost mentrestant. Convé tornar a mirar qui respon."
    assert await rsvp(town, laia) == (Answer.CANNOT, None)


@pytest.mark.begins(WEEK_BEFORE)
async def test_everybody_keeps_their_number_whatever_is_noted(town: Town) -> None:
    marta = await to_answers(town)
    await marta.press("✍️ Anotar una resposta")
    before = [line[3:].lstrip("⏳ ") for line in marta.last.text.split("\n") if line[:1].isdigit()]

    await note(town, "Tere", "No puc")
    await marta.press("✍️ Anotar una resposta")

    after = [line[3:].lstrip("⏳✖️ ") for line in marta.last.text.split("\n") if line[:1].isdigit()]
    assert after == before


@pytest.mark.begins(WEEK_BEFORE)
async def test_what_was_noted_is_read_in_spanish_and_portuguese(town: Town) -> None:
    await note(town, "Tere", "No puc")
    await note(town, "Lúcia", "Potser")

    await town.move_to(MONDAY + timedelta(hours=6))

    assert town.phone("tere").last.text.startswith(
        "✍️ Marta Vila anotó la respuesta que usted dio: «No puedo». Aquí se puede cambiar."
    )
    noted = "✍️ Marta Vila anotou a resposta que você deu: “Talvez”. Aqui é possível mudá-la."
    assert any(text.startswith(noted) for text in town.phone("lucia").inbox)


@pytest.mark.begins(WEEK_BEFORE)
async def test_whose_answer_was_noted_as_coming_is_reminded(town: Town) -> None:
    await note(town, "Laia", "Hi assistiré")

    await town.move_to(SESSION - timedelta(minutes=30))

    assert town.phone("laia").last.text.startswith("⏰ La sessió comença")


@pytest.mark.begins(WEEK_BEFORE)
async def test_only_coordinators_note_and_only_for_others_of_the_network(town: Town) -> None:
    meeting_id, laias_number = await data_of(town, "Laia")
    marta, laia = town.phone("marta"), town.phone("laia")
    people = await town.database.read(lambda session: dict(session.execute(sa.select(Person.name, Person.id)).all()))
    card = laia.last
    going = Answer.GOING

    for press in (
        NotingBegun(meeting_id),
        NotingOpened(meeting_id, people["Tere Canul"]),
        AnswerNoted(meeting_id, people["Tere Canul"], going, 0, 0),
    ):
        await laia.press_data(press.pack(), card)
    for stranger in (people["Carla Benítez"], people["Marta Vila"], 999):
        await marta.press_data(AnswerNoted(meeting_id, stranger, going, 0, 0).pack(), marta.last)
    await marta.press_data(AnswerNoted(meeting_id, laias_number, going, 7, 0).pack(), marta.last)

    for name in ("tere", "carla", "marta", "laia"):
        assert await rsvp(town, town.phone(name)) is None


@pytest.mark.begins(WEEK_BEFORE)
async def test_desk_tells_of_a_notice_that_does_not_arrive_as_news_and_not_as_a_reminder(town: Town) -> None:
    await note(town, "Laia", "Hi assistiré")
    town.world.faults.fail("sendMessage", code=400, description="Bad Request: message is too long")
    await town.move_to(MONDAY)

    marta = town.phone("marta")
    await marta.send("/coordinar")
    await marta.press("📋 Veure’n")
    await marta.press("📭 No han arribat")

    assert "Laia Ferrer" in marta.last.text
    assert "avís sobre una sessió" in marta.last.text
    assert "recordatori" not in marta.last.text


@pytest.mark.begins(WEEK_BEFORE)
async def test_nothing_is_noted_when_the_session_has_begun(town: Town) -> None:
    meeting_id, laias_number = await data_of(town, "Laia")
    marta, laia = town.phone("marta"), town.phone("laia")

    await town.move_to(SESSION + timedelta(minutes=5))
    await marta.press_data(AnswerNoted(meeting_id, laias_number, Answer.GOING, 0, 0).pack(), marta.last)
    await marta.press_data(MeetingOpened(meeting_id).pack(), marta.last)
    await marta.press("⚙️ Més")
    await marta.press("👀 Qui respon")

    assert await rsvp(town, laia) is None
    assert marta.keys == [["◀️ Enrere"]]


@pytest.mark.parametrize("furnished", ["postgres"], indirect=True)
@pytest.mark.begins(WEEK_BEFORE)
async def test_answer_given_at_the_moment_at_which_it_is_noted_is_neither_lost_nor_overwritten(
    furnished: Furnished, town: Town
) -> None:
    meeting_id, laias_number = await data_of(town, "Laia")
    marta, laia = town.phone("marta"), town.phone("laia")
    no = next(key for row in laia.last.buttons for key in row if key["text"] == "No puc")["callback_data"]
    noting = AnswerNoted(meeting_id, laias_number, Answer.GOING, 0, 0).pack()
    handle = town.simulation.application.dispatch.handle

    async with locked(furnished.store_url, sa.select(Meeting.id).where(Meeting.id == meeting_id)) as waiting:
        handled = [asyncio.create_task(handle(pressed(town, laia, no)))]
        await waiting(1)
        handled.append(asyncio.create_task(handle(pressed(town, marta, noting))))
        await waiting(2)
    await asyncio.gather(*handled)
    await town.simulation.deliver()

    assert await rsvp(town, laia) == (Answer.CANNOT, None)
    assert await town.database.read(failed_updates) == []


def pressed(town: Town, phone: Phone, data: str) -> dict[str, Any]:
    town.world.press(phone.user_id, phone.last.chat_id, phone.last.message_id, data)
    return town.world.bot.inbox.emitted[-1].body
