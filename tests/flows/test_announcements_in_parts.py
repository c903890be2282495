"""An announcement that comes in several messages: an app has cut it, or somebody goes on writing below the preview."""

import pytest
import sqlalchemy as sa

from sandbox.message import Message
from store.models import Draft
from tests.flows.announcing import ECONOMY, begun, texts_of, written
from tests.flows.phones import Phone, Town
from tests.flows.test_announced_files import say_one
from tests.sandbox.test_sending import png

QUESTION = "Això també és de l’anunci?"
PANEL = "👆 Així es llegirà."
SENTENCE = "La sesión del jueves trata de mercados y ferias, con tres casos de ciudades. "
FIRST = (SENTENCE * 60)[:4092].rsplit(". ", 1)[0] + "."  # as an app cuts a text without paragraphs
SECOND = SENTENCE.strip()
WHOLE = f"{FIRST} {SECOND}"


BATCHES = pytest.mark.parametrize("at_once", [True, False], ids=["one batch", "one by one"])


def say(phone: Phone, *texts: str) -> None:
    """Messages sent in one go: they wait at Telegram when the bot asks."""
    for text in texts:
        phone.town.world.send_text(phone.user_id, phone.user_id, text)


async def send_parts(phone: Phone, at_once: bool) -> None:
    """Either both wait when the bot asks, or the second comes when the first has been answered in full."""
    await phone.town.wait(minutes=1)  # so much was said that the next letters would have to wait for their pace
    say(phone, FIRST)
    if not at_once:
        await phone.town.settle()
    say(phone, SECOND)
    await phone.town.settle()


async def read_by_rosa(town: Town, marta: Phone) -> str:
    """What arrives after Send, in one piece however many messages it takes."""
    before = len(town.phone("rosa").inbox)
    await marta.press("Enviar ara")
    return " ".join(town.phone("rosa").inbox[before:])


def panels(phone: Phone) -> list[Message]:
    return [message for message in phone.messages if message.text.startswith(PANEL) and message.buttons]


@BATCHES
async def test_text_in_two_messages_is_one_announcement(town: Town, at_once: bool) -> None:
    marta = await begun(town)

    await send_parts(marta, at_once)

    assert len(panels(marta)) == 1
    assert marta.last == panels(marta)[0]
    assert not [text for text in marta.inbox if QUESTION in text or "desafiament" in text]
    assert " ".join((await read_by_rosa(town, marta)).split()) == f"{ECONOMY} {WHOLE}"


async def test_only_one_preview_comes_of_parts_that_came_at_once(town: Town) -> None:
    marta = await begun(town)
    before = len(marta.inbox)

    say(marta, FIRST, SECOND)
    await town.settle()

    assert sum("La sesión del jueves" in text for text in marta.inbox[before:]) <= 2  # itself in two messages


async def test_text_in_three_messages_keeps_its_paragraphs(town: Town) -> None:
    paragraph = SENTENCE * 6
    part = "\n\n".join([paragraph.strip()] * 8)
    marta = await begun(town)

    say(marta, part, part, "Hasta el jueves.")
    await town.settle()

    assert marta.messages[-2].text.endswith(f"{paragraph.strip()}\n\nHasta el jueves.")
    assert (await read_by_rosa(town, marta)).count("La sesión del jueves") == 96


async def test_parts_after_edit_are_joined(town: Town) -> None:
    marta = await written(town, "Borrador")
    await marta.press("Editar")

    say(marta, FIRST, SECOND)
    await town.settle()

    assert " ".join((await read_by_rosa(town, marta)).split()) == f"{ECONOMY} {WHOLE}"


@BATCHES
async def test_parts_of_a_correction_are_joined(town: Town, at_once: bool) -> None:
    marta = await written(town, "Primero")
    await marta.press("Enviar ara")
    await marta.press("Corregir")

    await send_parts(marta, at_once)
    await marta.press("Corregir a tot arreu")

    assert not [text for text in marta.inbox if QUESTION in text]
    assert SECOND in town.phone("rosa").last.text
    said = " ".join(text for text in town.phone("rosa").inbox if "La sesión" in text or text.startswith(ECONOMY))
    assert " ".join(said.split()) == f"{ECONOMY} {WHOLE}"


async def test_short_messages_in_a_row_are_joined_while_the_preview_is_not_on_the_phone(town: Town) -> None:
    marta = await begun(town)

    say(marta, "Nos vemos el jueves.", "A las diez.")
    await town.settle()

    assert len(panels(marta)) == 1
    await marta.press("Enviar ara")
    assert texts_of(town.phone("rosa")) == ["Nos vemos el jueves.\nA las diez."]


@pytest.mark.parametrize(
    ("key", "announced"),
    [
        ("Afegir-ho", "Nos vemos el jueves.\n\nA las diez."),
        ("Que sigui el text", "A las diez."),
        ("No", "Nos vemos el jueves."),
    ],
)
async def test_message_below_the_preview_is_asked_about(town: Town, key: str, announced: str) -> None:
    marta = await written(town, "Nos vemos el jueves.")

    await marta.send("A las diez.")
    assert marta.last.text == QUESTION
    assert marta.last.body["reply_to_message"]["text"] == "A las diez."
    assert marta.keys == [["➕ Afegir-ho al final"], ["🔁 Que sigui el text"], ["No"]]
    await marta.press(key, marta.last)

    assert len(panels(marta)) == 1
    await marta.press("Enviar ara")
    assert texts_of(town.phone("rosa")) == [announced]


async def test_more_of_what_was_asked_about_is_held_with_it(town: Town) -> None:
    marta = await written(town, "Nos vemos el jueves.")

    await marta.send("A las diez.")
    await marta.send("En línea.")
    assert [message.text for message in marta.messages if message.buttons][-1:] == [QUESTION]
    assert sum(message.text == QUESTION and bool(message.buttons) for message in marta.messages) == 1
    await marta.press("Afegir-ho")
    await marta.press("Enviar ara")

    assert texts_of(town.phone("rosa")) == ["Nos vemos el jueves.\n\nA las diez.\nEn línea."]


async def test_key_of_what_is_settled_is_refused(town: Town) -> None:
    marta = await written(town, "Nos vemos el jueves.")
    await marta.send("A las diez.")
    question = marta.last
    pressed = question.buttons[0][0]["callback_data"]
    await marta.press("Afegir-ho")

    assert await marta.press_data(pressed, question) == "Aquesta pregunta ja està resposta."

    await marta.press("Enviar ara")
    assert texts_of(town.phone("rosa")) == ["Nos vemos el jueves.\n\nA las diez."]


async def test_message_below_the_preview_of_a_correction_is_asked_about(town: Town) -> None:
    marta = await written(town, "Primero")
    await marta.press("Enviar ara")
    await marta.press("Corregir")
    await marta.send("Corregido.")

    await marta.send("Y algo más.")
    assert marta.last.text == QUESTION
    await marta.press("Afegir-ho")
    await marta.press("Corregir a tot arreu")

    assert texts_of(town.phone("rosa")) == ["Corregido.\n\nY algo más."]


@pytest.mark.parametrize("at_once", [True, False], ids=["at once", "after the preview"])
async def test_text_after_an_album_stands_below_it(town: Town, at_once: bool) -> None:
    marta = await written(town, "Borrador")
    await marta.press("Editar")

    for _ in range(2):
        say_one(marta, "photo", "7001")
    await town.settle()
    if not at_once:
        await town.wait(seconds=9)
    await marta.send("Fotos del taller.")
    await town.wait(seconds=2)
    await marta.press("Enviar ara")

    assert [message.media_kind for message in town.phone("rosa").messages[-2:]] == ["photo", "photo"]
    assert texts_of(town.phone("rosa"))[-1] == "Fotos del taller."


async def test_words_joined_to_an_album_are_there_when_another_file_of_it_comes(town: Town) -> None:
    marta = await begun(town)
    say_one(marta, "photo", "7001")
    await town.settle()
    await marta.send("Fotos del taller.")
    say_one(marta, "photo", "7001")
    await town.settle()
    await town.wait(seconds=2)

    await marta.press("Enviar ara")

    assert [message.media_kind for message in town.phone("rosa").messages[-2:]] == ["photo", "photo"]
    assert texts_of(town.phone("rosa"))[-1] == "Fotos del taller."


async def test_album_below_the_preview_of_a_text_is_asked_about_once(town: Town) -> None:
    marta = await written(town, "Fotos del taller.")

    for _ in range(3):
        say_one(marta, "photo", "7001")
    await town.settle()
    assert marta.inbox.count(QUESTION) <= 1
    if marta.inbox.count(QUESTION):
        await marta.press("Afegir-ho")
    await town.wait(seconds=2)
    await marta.press("Enviar ara")

    assert [message.media_kind for message in town.phone("rosa").messages[-3:]] == ["photo"] * 3
    assert texts_of(town.phone("rosa"))[-1] == "Fotos del taller."


async def test_photo_that_does_not_fit_beside_a_voice_note_is_refused_and_nothing_is_lost(town: Town) -> None:
    marta = await begun(town)
    await marta.send_file("voice", b"OggS", "nota.ogg", caption="Escuchad")

    await marta.send_file("photo", png(8, 8), "foto.png")
    await marta.press("Afegir-ho")
    await marta.press("Enviar ara")

    assert town.phone("rosa").last.media_kind == "voice"


async def test_command_between_ends_it(town: Town) -> None:
    marta = await written(town, "Nos vemos el jueves.")
    await marta.send("/menu")

    await marta.send("Otra cosa.")

    assert marta.last.text.startswith("Gràcies.")
    assert QUESTION not in marta.inbox


@pytest.mark.parametrize("question", ["Editar", "Programar"])
async def test_message_after_a_question_that_was_left_is_asked_about(town: Town, question: str) -> None:
    marta = await written(town, "Nos vemos el jueves.")
    await marta.press(question)
    await marta.press("Enrere")

    await marta.send("A las diez.")

    assert marta.last.text == QUESTION
    await marta.press("Afegir-ho")
    await marta.press("Enviar ara")
    assert texts_of(town.phone("rosa")) == ["Nos vemos el jueves.\n\nA las diez."]


@pytest.mark.parametrize("key", ["Corregir a tot arreu", "Cancel·lar"])
async def test_nothing_is_left_of_a_correction_that_is_over(town: Town, key: str) -> None:
    marta = await written(town, "Primero")
    await marta.press("Enviar ara")
    await marta.press("Corregir")
    await marta.send("Corregido.")
    await marta.press(key)

    await marta.send("Otra cosa.")

    assert marta.last.text.startswith("Gràcies.")
    drafts = await town.database.read(lambda session: list(session.scalars(sa.select(Draft.form))))
    assert drafts == []


async def test_reply_to_something_else_is_about_that(town: Town) -> None:
    carla = town.phone("carla")
    await carla.send("/desafio Los puestos no pagan.")
    await carla.send("Cobro a domicilio.")
    await carla.press("Usar este título")
    await carla.press("Enviar solo a la coordinación")
    card = town.phone("marta").last
    marta = await written(town, "Nos vemos el jueves.")

    await marta.send("Proveu-ho per mesos.", reply_to=card)

    assert QUESTION not in marta.inbox
    await marta.press("Enviar ara")
    assert texts_of(town.phone("rosa")) == ["Nos vemos el jueves."]


async def test_cancelled_announcement_takes_nothing_more(town: Town) -> None:
    marta = await written(town, FIRST)
    await marta.press("Cancel·lar")

    await marta.send(SECOND)

    assert marta.last.text.startswith("Gràcies.")
