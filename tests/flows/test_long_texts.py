"""Texts longer than one message of Telegram, through the front door: all of them arrive, whole and in order."""

from datetime import datetime
from itertools import islice

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.models import (
    Challenge,
    Experience,
    Help,
    Letter,
    LetterState,
    Meeting,
    Network,
    Person,
    PromptAnswer,
    Solution,
)
from tests.flows.announcing import ECONOMY, begun, corrected, sent_in_part, written
from tests.flows.filled import fill
from tests.flows.phones import Phone, Town
from tests.flows.pressing import kinds, presses_of
from tests.flows.test_hostile_presses import press_all
from tests.sandbox.test_sending import png
from texts.message import SAID_ABOVE, TEXT_LIMIT

TAKING_AWAY = ("Withdrawn", "Confirmed", "Removed", "Revoked")  # kinds of presses after which there is less to see
LONGEST = "palabra " * 511 + "12345678"  # 4,096 characters: what one message of a person holds


def in_two(longest: str, header: str = ECONOMY) -> list[str]:
    """With its header it takes two messages, of which the first holds as many words as fit."""
    end = (TEXT_LIMIT - len(header) - 1) // len("palabra ") * len("palabra ")
    return [f"{header}\n\n{longest[:end].strip()}", longest[end:]]


LONG = in_two(LONGEST)


async def test_longest_announcement_begins_below_its_header(town: Town) -> None:
    marta = await written(town, LONGEST)
    assert [message.text for message in marta.messages[-3:-1]] == in_two(LONGEST, ECONOMY.replace("Anuncio", "Anunci"))

    await marta.press("Enviar ara")

    assert town.phone("rosa").inbox[-2:] == LONG
    assert [message.text for message in town.group("economia-local")[-2:]] == LONG
    assert marta.last.text == "✅ Lliurat a 4 persones i 1 grup."


async def test_correction_may_be_shorter_or_longer(town: Town) -> None:
    marta = await written(town, LONGEST)
    await marta.press("Enviar ara")
    rosa = town.phone("rosa")

    await correct(town, marta, "Corto")
    assert rosa.inbox[-1] == f"{ECONOMY}\n\nCorto"
    assert not [text for text in rosa.inbox if "palabra" in text]
    await correct(town, marta, LONGEST.replace("palabra", "vocablo"))

    assert rosa.inbox[-2:] == in_two(LONGEST.replace("palabra", "vocablo"))
    assert [message.text for message in town.group("economia-local")[-2:]] == rosa.inbox[-2:]


@pytest.mark.parametrize(("first", "second"), [(LONGEST, "Corto"), ("Corto", LONGEST)])
async def test_correction_while_it_goes_out_reaches_what_waits_and_what_has_arrived(
    town: Town, first: str, second: str
) -> None:
    marta, _number = await sent_in_part(town, first, to=("rosa", "joao"))

    await correct(town, marta, second)
    await town.wait(minutes=1)

    for name in ("rosa", "carla"):
        said = [text for text in town.phone(name).inbox if text.startswith("📣") or "palabra" in text]
        assert said == (LONG if second == LONGEST else [f"{ECONOMY}\n\nCorto"])
    assert marta.last.text == "✅ Lliurat a 4 persones i 1 grup.\n✏️ Corregit en 2 xats."


async def test_pause_holds_back_whole_messages(town: Town) -> None:
    marta, _number = await sent_in_part(town, LONGEST, to=("rosa",))
    await marta.press("Pausar")
    await town.wait(minutes=2)
    assert LONG[1] in town.phone("rosa").inbox
    assert not [text for text in town.phone("carla").inbox if text in LONG]

    await marta.press("Reprendre")
    await town.wait(minutes=2)

    assert town.phone("carla").inbox[-2:] == LONG


async def test_withdrawal_while_it_goes_out_takes_every_part(town: Town) -> None:
    marta, _number = await sent_in_part(town, LONGEST, to=("rosa",))

    await marta.press("Retirar")
    await marta.press("Sí, retirar-lo")
    await town.wait(minutes=2)

    for name in ("rosa", "carla"):
        assert not [text for text in town.phone(name).inbox if text in LONG]
    assert "Esborrat en 1 xat" in marta.last.text
    assert "A 4 xats ja no s’envia" in marta.last.text


async def test_correction_after_two_days_points_up_where_nothing_can_be_deleted(town: Town) -> None:
    marta = await written(town, LONGEST)
    await marta.press("Enviar ara")
    await town.wait(days=3)

    await correct(town, marta, "Corto")

    assert f"{ECONOMY}\n\nCorto" in town.phone("rosa").inbox
    assert SAID_ABOVE.text in town.phone("rosa").inbox
    assert not [text for text in town.phone("rosa").inbox if "palabra" in text]


async def test_withdrawal_takes_every_part_and_counts_chats(town: Town) -> None:
    marta = await written(town, LONGEST)
    await marta.press("Enviar ara")

    await marta.press("Retirar")
    await marta.press("Sí, retirar-lo")
    await town.wait(minutes=1)

    assert not [text for text in town.phone("rosa").inbox if text in LONG]
    assert not [message for message in town.group("economia-local") if message.text in LONG]
    assert marta.last.text == "🗑 Retirat.\nEsborrat en 5 xats."


async def test_caption_with_no_room_for_the_header_follows_the_photo(town: Town) -> None:
    marta = await begun(town)
    await marta.send_file("photo", png(20, 20), "foto.png", caption="x" * 1024)
    await marta.press("Enviar ara")
    rosa = town.phone("rosa")

    photo, words = [message for message in rosa.messages if message.by_bot][-2:]
    assert (photo.media_kind, photo.text, words.text) == ("photo", "", f"{ECONOMY}\n\n{'x' * 1024}")

    await correct(town, marta, "Corto")

    photo = rosa.last
    assert (photo.media_kind, photo.text) == ("photo", f"{ECONOMY}\n\nCorto")


async def test_answers_to_the_question_of_the_month_are_whole(town: Town) -> None:
    carla = town.phone("carla")
    await town.database.run(lambda session: answer_at_length(session, town.now))

    await carla.send("/menu")
    await carla.press("Pregunta del mes")
    asked = carla.last
    await carla.press("Leer las respuestas")

    assert asked.buttons == []
    read = "".join(carla.inbox[-3:])
    assert read.count("🙂") == 3000
    assert carla.keys[-1] == ["◀️ Atrás"]
    await carla.press("Atrás")
    assert "pregunta del mes" in carla.last.text


async def correct(town: Town, marta: Phone, text: str) -> None:
    await corrected(marta, text)
    await town.wait(seconds=20)


def answer_at_length(session: Session, now: datetime) -> None:
    """Three answers of 1,000 emoji each, on one page."""
    fill(session, now)
    first = session.scalars(sa.select(PromptAnswer).order_by(PromptAnswer.id)).first()
    assert first is not None
    first.text = "🙂" * 1000
    people = session.scalars(sa.select(Person).where(Person.telegram_id.in_([1002, 1004, 1006, 1008, 1009])))
    for person in list(people)[:2]:
        session.add(
            PromptAnswer(
                prompt_id=first.prompt_id, person_id=person.id, text="🙂" * 1000, language="es", published_at=now
            )
        )


@pytest.mark.parametrize("furnished", ["sqlite"], indirect=True)  # what is shown of a row is the same on both
@pytest.mark.parametrize("name", ["marta", "rosa"])
async def test_no_screen_is_too_long_when_everything_is_as_long_as_it_may_be(town: Town, name: str) -> None:
    await town.database.run(lambda session: lengthen(session, town.now))
    phone = town.phone(name)
    await phone.send("/menu")

    shown = [kind for kind in kinds() if not kind.__name__.endswith(TAKING_AWAY)]
    await press_all(phone, phone.last, [data for kind in shown for data in islice(presses_of(kind), 2)])
    await town.wait(days=8)

    assert await town.database.read(refused) == []
    assert any("🙂" * 1000 in text for text in phone.inbox)


def lengthen(session: Session, now: datetime) -> None:
    """Names, titles and texts of the largest size that the forms take, in letters that weigh most."""
    fill(session, now)
    for table, columns in (
        (Person, {"name": 80, "post": 120}),
        (Network, {"name": 128, "field": 128}),
        (Meeting, {"topic": 120}),
        (Help, {"text": 200}),
        (Challenge, {"title": 120, "problem": 1500, "tried": 1500}),
        (Experience, {"title": 120, "done": 1500, "regret": 1500}),
        (Solution, {"text": 2000}),
        (PromptAnswer, {"text": 1000}),
    ):
        session.execute(sa.update(table).values({column: "🙂" * length for column, length in columns.items()}))


def refused(session: Session) -> list[tuple[str, str]]:
    found = sa.select(Letter.method, Letter.reason).where(Letter.state == LetterState.REFUSED)
    return [(row.method, row.reason) for row in session.execute(found)]
