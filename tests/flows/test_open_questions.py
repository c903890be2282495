"""What becomes of an open question: nothing takes it away, and nothing else is taken for its answer."""

import pytest
import sqlalchemy as sa

from sandbox.message import Message
from store.models import Challenge, Draft, Letter, Solution
from tests.flows.phones import Phone, Town
from tests.flows.sharing import PROBLEM, TITLE, TRIED, card_in, share_challenge
from tests.sandbox.test_sending import png

NETWORK = "economia-local"
NOTICE = "responde a su desafío"


async def problem_of(town: Town) -> str:
    return await town.database.read(lambda session: session.scalars(sa.select(Challenge.problem)).one())


async def drafts(town: Town) -> list[Draft]:
    return await town.database.read(lambda session: list(session.scalars(sa.select(Draft))))


def written(town: Town, text: str) -> Message:
    return next(one for one in town.messages(town.groups[NETWORK]) if one.text == text)


async def preview(phone: Phone) -> None:
    await phone.send("/desafio")
    await phone.send(PROBLEM)
    await phone.send(TRIED)
    await phone.press("Usar este título")


@pytest.fixture
async def answered(town: Town) -> Town:
    """Rosario's challenge has an answer of Riobamba, written in the group."""
    await share_challenge(town.phone("carla"))
    await town.phone("rosa").send("Cobrar por mes.", chat_id=town.groups[NETWORK], reply_to=card_in(town))
    await town.wait(seconds=10)
    return town


async def test_notice_that_became_a_question_is_not_taken_away_by_an_edit(answered: Town) -> None:
    carla, rosa = answered.phone("carla"), answered.phone("rosa")
    for label in ("Ver todas", "Ver el desafío", "Cambiar", "El problema"):
        await carla.press(label)
    question = carla.last.text

    await rosa.edit(written(answered, "Cobrar por mes."), "Cobrar por trimestre.")
    await answered.wait(seconds=10)

    assert carla.last.text == question
    assert carla.keys == [["◀️ Dejarlo como estaba"]]


async def test_edit_on_its_way_does_not_reach_a_notice_that_has_become_a_screen(answered: Town) -> None:
    carla, rosa = answered.phone("carla"), answered.phone("rosa")
    answered.world.send_text(rosa.user_id, answered.groups[NETWORK], "Otra idea.", card_in(answered).message_id)
    notice = carla.last
    answered.world.edit_text(
        rosa.user_id, answered.groups[NETWORK], written(answered, "Cobrar por mes.").message_id, "Por día."
    )

    await carla.press("Ver todas", notice)
    await answered.wait(seconds=10)

    shown = next(one for one in carla.messages if one.message_id == notice.message_id)
    assert shown.text.startswith("💡 Respuestas a")


async def test_published_text_is_replaced_only_after_it_was_seen(answered: Town) -> None:
    carla = answered.phone("carla")
    for label in ("Ver todas", "Ver el desafío", "Cambiar", "El problema"):
        await carla.press(label)

    await carla.send("Muchas gracias, Rosa")
    assert await problem_of(answered) == PROBLEM
    assert await carla.press("Dejarlo como estaba") == "Sin cambios."

    assert await problem_of(answered) == PROBLEM
    assert carla.last.text.startswith(f"🧩 {TITLE}")
    assert await drafts(answered) == []


async def test_reply_to_a_notice_is_no_answer_to_the_open_question(answered: Town) -> None:
    carla = answered.phone("carla")
    notice = carla.last
    await carla.send("/desafio")

    await carla.send("Mil gracias, ¿cuánto costó?", reply_to=notice)

    assert carla.last.text.startswith("Eso responde a otro mensaje")
    assert "¿Cuál es el problema?" in carla.last.text
    assert carla.keys == [["✖️ Cancelar"]]
    await carla.send("Sobra basura.")
    assert "¿Qué se ha intentado" in carla.last.text


async def test_reply_to_the_question_answers_it(town: Town) -> None:
    carla = town.phone("carla")
    await carla.send("/desafio")

    await carla.send(PROBLEM, reply_to=carla.last)

    assert "¿Qué se ha intentado" in carla.last.text


async def test_reply_to_a_card_is_about_the_card_while_a_question_is_open(town: Town) -> None:
    carla, marta = town.phone("carla"), town.phone("marta")
    await share_challenge(carla, publish="Enviar solo a la coordinación")
    card = marta.last
    await marta.send("/repte")

    await marta.send("Proveu-ho per mesos.", reply_to=card)

    texts = await town.database.read(lambda session: list(session.scalars(sa.select(Solution.text))))
    assert texts == ["Proveu-ho per mesos."]
    assert [draft.step for draft in await drafts(town)] == ["network"]


async def test_correcting_a_part_shows_it_and_goes_back_to_the_preview(town: Town) -> None:
    carla = town.phone("carla")
    await preview(carla)
    await carla.press("Cambiar")
    await carla.press("El problema")

    assert carla.last.text == (
        f"El problema, tal como está (al tocar el texto, se copia):\n\n{PROBLEM}\n\nEscriba ahora el texto nuevo."
    )
    assert carla.keys == [["◀️ Atrás"]]
    await carla.send("/cancelar")
    assert carla.last.text.startswith("Así se verá en")
    assert TRIED in carla.last.text


async def test_title_from_the_first_sentence_follows_it(town: Town) -> None:
    carla = town.phone("carla")
    await preview(carla)
    await carla.press("Cambiar")
    await carla.press("El problema")

    await carla.send("Sobra basura. Mucha.")

    assert "🧩 Sobra basura\n" in carla.last.text
    assert "Carla Benítez, Rosario, Argentina" in carla.last.text


async def test_draft_is_discarded_only_after_a_question(town: Town) -> None:
    carla = town.phone("carla")
    await preview(carla)

    await carla.press("Descartar")
    assert carla.last.text == "Sin terminar: un desafío. ¿Se descarta?"
    await carla.press("Seguir con él")
    assert carla.last.text.startswith("Así se verá en")
    await carla.press("Descartar")
    await carla.press("Sí, descartar")

    assert carla.last.text == "El borrador se ha descartado."
    assert carla.keys == [["◀️ Menú"]]
    assert await drafts(town) == []


async def test_nothing_typed_is_cancelled_at_once(town: Town) -> None:
    carla = town.phone("carla")
    await carla.send("/desafio")

    await carla.press("Cancelar")

    assert carla.keys == [["◀️ Menú"]]
    assert await drafts(town) == []


async def test_cancel_finds_the_draft_that_was_set_aside(town: Town) -> None:
    carla = town.phone("carla")
    await carla.send("/desafio")
    await carla.send(PROBLEM)
    await carla.send("/menu")

    await carla.send("/cancelar")

    assert carla.last.text == "No hay ninguna pregunta abierta, pero queda un borrador: un desafío."
    assert carla.keys == [["▶️ Seguir", "🗑 Descartar"], ["◀️ Menú"]]
    await carla.press("Descartar")
    assert await drafts(town) == []
    await carla.send("/cancelar")
    assert carla.last.text == "No hay nada que cancelar."


async def test_caption_of_a_picture_is_the_text(town: Town) -> None:
    carla = town.phone("carla")
    await carla.send("/desafio")

    await carla.send_file("photo", png(20, 20), "foto.png", caption="Los buses nocturnos van vacíos")

    assert carla.last.text == ("📎 El archivo queda guardado y se adjuntará.\n\n¿Qué se ha intentado y cómo resultó?")
    assert [len(draft.answers["files_sent"]) for draft in await drafts(town)] == [1]
    assert [draft.answers["problem"] for draft in await drafts(town)] == ["Los buses nocturnos van vacíos"]


async def test_round_video_is_refused_with_the_question_below(town: Town) -> None:
    carla = town.phone("carla")
    await carla.send("/desafio")

    await carla.send_file("video_note")

    assert carla.last.text.startswith("Aquí solo se puede guardar texto.")
    assert "¿Cuál es el problema?" in carla.last.text
    assert carla.keys == [["✖️ Cancelar"]]


async def test_text_where_a_button_is_wanted_puts_the_question_again(town: Town) -> None:
    carla = town.phone("carla")
    await preview(carla)

    await carla.send("sí")

    assert carla.last.text.startswith("Así se verá en")
    assert carla.last.text.endswith("\n\nPor favor, elija con uno de los botones.")  # next to them
    await carla.press("Publicar en la red")
    assert await problem_of(town) == PROBLEM


async def test_keys_of_a_question_go_away_when_it_is_answered(town: Town) -> None:
    carla = town.phone("carla")
    await carla.send("/desafio")
    await carla.send_file("video_note")
    asked = [one.message_id for one in carla.messages if "¿Cuál es el problema?" in one.text]

    await carla.send(PROBLEM)
    await town.wait(seconds=10)

    assert [one.buttons for one in carla.messages if one.message_id in asked] == [[], []]
    subjects = await town.database.read(
        lambda session: list(session.scalars(sa.select(Letter.subject).where(Letter.subject.startswith("question:"))))
    )
    assert len(subjects) == 1
