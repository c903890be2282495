"""Answers that come in several messages: cut by an app, or sent before the next question is on the phone."""

import pytest
import sqlalchemy as sa

from store.models import Challenge, Draft
from tests.flows.phones import Phone, Town
from tests.flows.sharing import PROBLEM, TRIED
from tests.flows.test_announcements_in_parts import FIRST, SECOND, say

SECOND_QUESTION = "¿Qué se ha intentado"
TOGETHER = "➕ Los dos mensajes se han unido en una sola respuesta."


async def answers(town: Town) -> dict[str, str]:
    """What lies in the one draft."""
    draft = await town.database.read(lambda session: session.scalars(sa.select(Draft)).one())
    return {name: draft.answers[name] for name in ("problem", "tried", "title") if name in draft.answers}


async def in_turn(phone: Phone, *texts: str) -> None:
    """Messages sent in a row, each in a batch of its own; the bot answers when all have come."""
    for text in texts:
        say(phone, text)
        await phone.town.simulation.polling.poll_once()
    await phone.town.settle()


def asked(phone: Phone, question: str) -> int:
    return sum(question in text for text in phone.inbox)


@pytest.mark.parametrize("at_once", [True, False], ids=["one batch", "one by one"])
async def test_messages_in_a_row_answer_one_question(town: Town, at_once: bool) -> None:
    carla = town.phone("carla")
    await carla.send("/desafio")

    if at_once:
        say(carla, "Los puestos no pagan.", "Son cuarenta.", "Y crecen.")
        await town.settle()
    else:
        await in_turn(carla, "Los puestos no pagan.", "Son cuarenta.", "Y crecen.")

    assert await answers(town) == {"problem": "Los puestos no pagan.\nSon cuarenta.\nY crecen."}
    assert carla.last.text.startswith(TOGETHER)
    assert asked(carla, SECOND_QUESTION) == 1
    await carla.send(TRIED)
    await carla.press("Usar este título")
    await carla.press("Publicar en la red")
    problem = await town.database.read(lambda session: session.scalars(sa.select(Challenge.problem)).one())
    assert problem == "Los puestos no pagan.\nSon cuarenta.\nY crecen."


async def test_message_below_the_question_answers_it(town: Town) -> None:
    carla = town.phone("carla")
    await carla.send("/desafio")

    await carla.send(PROBLEM)
    await carla.send(TRIED)

    assert await answers(town) == {"problem": PROBLEM, "tried": TRIED}


async def test_question_put_again_was_read_the_first_time(town: Town) -> None:
    carla = town.phone("carla")
    await carla.send("/desafio")
    await carla.send(PROBLEM)

    town.world.send_file(carla.user_id, carla.user_id, "sticker", b"x", "s.webp")
    say(carla, TRIED)
    await town.settle()

    assert await answers(town) == {"problem": PROBLEM, "tried": TRIED}


@pytest.mark.parametrize("at_once", [True, False], ids=["one batch", "one by one"])
async def test_text_too_long_is_refused_once_and_its_rest_answers_nothing(town: Town, at_once: bool) -> None:
    carla = town.phone("carla")
    await carla.send("/desafio")
    await town.wait(minutes=1)

    say(carla, FIRST)
    if not at_once:
        await town.settle()
    say(carla, FIRST, SECOND)
    await town.settle()

    assert await answers(town) == {}
    assert asked(carla, "como máximo") == 1
    assert "¿Cuál es el problema?" in carla.last.text
    await town.wait(seconds=3)
    await carla.send(PROBLEM)
    assert await answers(town) == {"problem": PROBLEM}


async def test_messages_too_long_together_open_the_question_again(town: Town) -> None:
    carla = town.phone("carla")
    await carla.send("/desafio")

    await in_turn(carla, "a" * 1000, "b" * 1000)

    assert await answers(town) == {}
    assert "2001" in carla.last.text.replace(".", "").replace("\u00a0", "")
    assert "¿Cuál es el problema?" in carla.last.text
    assert asked(carla, SECOND_QUESTION) == 0
    await carla.send(PROBLEM)
    assert await answers(town) == {"problem": PROBLEM}


async def test_messages_in_a_row_change_one_part(town: Town) -> None:
    carla = town.phone("carla")
    await carla.send("/desafio")
    await carla.send(PROBLEM)
    await carla.send(TRIED)
    await carla.press("Usar este título")
    await carla.press("Cambiar")
    await carla.press("El problema")

    await in_turn(carla, "Otro problema.", "Más grande.")

    assert await answers(town) == {"problem": "Otro problema.\nMás grande.", "tried": TRIED, "title": ""}
    assert "Más grande." in carla.last.text
    await carla.press("Publicar en la red")


async def test_correction_too_long_together_keeps_what_the_preview_shows(town: Town) -> None:
    carla = town.phone("carla")
    await carla.send("/desafio")
    await carla.send(PROBLEM)
    await carla.send(TRIED)
    await carla.press("Usar este título")
    await carla.press("Cambiar")
    await carla.press("El problema")

    await in_turn(carla, "a" * 1000, "b" * 1000)
    await carla.press("Atrás")

    assert await answers(town) == {"problem": "a" * 1000, "tried": TRIED, "title": ""}
    assert carla.keys[0] == ["📣 Publicar en la red"]


async def test_press_between_ends_it(town: Town) -> None:
    carla = town.phone("carla")
    await carla.send("/desafio")
    await carla.send(PROBLEM)
    await carla.press("Atrás")

    await carla.send("Otro problema.")

    assert await answers(town) == {"problem": "Otro problema."}


async def test_command_between_ends_it(town: Town) -> None:
    carla = town.phone("carla")
    await carla.send("/desafio")

    await in_turn(carla, PROBLEM, "/menu", "Son cuarenta.")

    assert await answers(town) == {"problem": PROBLEM}
    assert "¿qué se hace con esto?" in carla.last.text


async def test_experience_in_a_row_is_one_answer(town: Town) -> None:
    carla = town.phone("carla")
    await carla.send("/experiencia")

    await in_turn(carla, "Abrimos una feria nocturna.", "Vinieron 40 puestos.")

    assert carla.last.text.startswith(TOGETHER)
    draft = await town.database.read(lambda session: session.scalars(sa.select(Draft)).one())
    assert "Abrimos una feria nocturna.\nVinieron 40 puestos." in draft.answers.values()
