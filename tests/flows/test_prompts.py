"""The question of the month: asked in the morning of each person, answered in private, published after a preview."""

from datetime import UTC, datetime

import pytest

from tests.flows.phones import Town

BEFORE = datetime(2027, 7, 6, 7, 59, tzinfo=UTC)
ASKED = datetime(2027, 7, 6, 18, 0, tzinfo=UTC)  # the Tuesday between the first sessions; past ten everywhere
MOBILITY = "movilidad-sostenible"
QUESTION = 6  # the programme has five for the other network
WORDS = "Pintar la ciclovía sin hablar con el mercado: <se borró> en un mes."


async def answer(town: Town, name: str, words: str = WORDS) -> None:
    phone = town.phone(name)
    await phone.start(f"prompt-{QUESTION}")
    await phone.send(words)
    await phone.press("📣")


async def test_question_comes_at_ten_of_each_morning(town: Town) -> None:
    laia, tere = town.phone("laia"), town.phone("tere")

    await town.move_to(BEFORE)
    assert not any("💬 La pregunta" in text for text in (*laia.inbox, *tere.inbox))
    await town.move_to(BEFORE.replace(hour=8, minute=1))
    assert "La pregunta del mes" in laia.last.text  # in Catalan, 10:00 in Zaragoza
    assert "💬 La pregunta del mes" in town.group(MOBILITY)[-1].text
    assert not any("💬" in text for text in tere.inbox)
    await town.move_to(BEFORE.replace(hour=16, minute=1))
    assert "Bastan dos minutos" in tere.last.text  # 10:00 in Mérida
    assert not any("La pregunta del mes" in text for text in town.phone("marta").inbox)


@pytest.mark.begins(ASKED)
async def test_answer_is_published_after_its_preview(town: Town) -> None:
    tere = town.phone("tere")

    await tere.press("Responder")
    await tere.send(WORDS)

    assert "Así lo verán las demás personas:" in tere.last.text
    assert "Tere Canul, Mérida, México" in tere.last.text
    assert WORDS in tere.last.text
    assert "Todavía no hay respuestas" in town.group(MOBILITY)[-1].text

    await tere.press("Publicar")
    await town.wait(seconds=5)

    assert "✅ 1 respuesta: Mérida (MX)" in tere.last.text
    card = town.group(MOBILITY)[-1]
    assert "✅ 1 respuesta: Mérida (MX)" in card.text
    assert WORDS not in card.text  # the group stays quiet: who wants to read them opens them in private
    await town.phone("diego").press("Leer las respuestas", card)
    assert WORDS in town.phone("diego").last.text


@pytest.mark.begins(ASKED)
async def test_edit_in_the_preview_asks_again(town: Town) -> None:
    tere = town.phone("tere")
    await tere.press("Responder")
    await tere.send("Primera versión.")

    await tere.press("Cambiar")
    await tere.send("Segunda versión.")

    assert "Segunda versión." in tere.last.text
    assert "Primera versión." not in tere.last.text


@pytest.mark.begins(ASKED)
async def test_too_long_and_empty_answers_are_refused_and_the_question_stays_open(town: Town) -> None:
    tere = town.phone("tere")
    await tere.press("Responder")

    await tere.send("x" * 1001)
    assert "1,001" in tere.last.text
    await tere.send_file("sticker")
    await tere.send("Ahora sí.")

    assert "Ahora sí." in tere.last.text
    assert "📣" in tere.keys[0][0]


@pytest.mark.begins(ASKED)
async def test_answer_from_the_card_of_the_group(town: Town) -> None:
    diego = town.phone("diego")

    await diego.press("Responder en privado", town.group(MOBILITY)[-1])
    assert "hasta 1000 caracteres" in diego.last.text
    await diego.send(WORDS)
    await diego.press("Publicar")
    await diego.press("Responder en privado", town.group(MOBILITY)[-1])

    assert "Cambiar la mía" in diego.keys[0][0]


@pytest.mark.begins(ASKED)
async def test_reply_to_the_card_becomes_a_preview_in_private(town: Town) -> None:
    diego = town.phone("diego")
    posts = len(town.group(MOBILITY))

    await diego.send(WORDS, chat_id=town.groups[MOBILITY], reply_to=town.group(MOBILITY)[-1])

    assert "Así lo verán" in diego.last.text
    assert WORDS in diego.last.text
    assert len(town.group(MOBILITY)) == posts
    await diego.press("Publicar")
    assert "✅ Publicada" in diego.last.text


@pytest.mark.begins(ASKED)
async def test_reply_before_publishing_is_added_to_what_was_written(town: Town) -> None:
    diego, group, card = town.phone("diego"), town.groups[MOBILITY], town.group(MOBILITY)[-1]
    await diego.press("Responder en privado", card)
    await diego.send(WORDS)
    first = diego.last

    await diego.send("Y avisar con tiempo.", chat_id=group, reply_to=card)

    assert diego.last.text.startswith("➕ Los dos mensajes se han unido en una sola respuesta.")
    assert f"{WORDS}\n\nY avisar con tiempo." in diego.last.text
    assert diego.keys[0] == ["📣 Publicar", "✏️ Cambiar"]
    assert town.messages(diego.user_id)[town.messages(diego.user_id).index(first)].buttons == []

    await diego.send("x" * 990, chat_id=group, reply_to=card)

    assert diego.last.text.startswith("Con este mensaje, la respuesta tendría más de 1.000 caracteres")
    await diego.press("Publicar")
    await diego.press("Leer las respuestas")
    assert f"{WORDS}\n\nY avisar con tiempo." in diego.last.text


@pytest.mark.begins(ASKED)
async def test_reply_to_one_question_does_not_cost_the_answer_to_another(town: Town) -> None:
    marta, group, card = town.phone("marta"), town.groups[MOBILITY], town.group(MOBILITY)[-1]
    await marta.start("prompt-1")
    await marta.send("Del mercat.")

    await marta.send("De la ciclovia.", chat_id=group, reply_to=card)
    await marta.press("Continuar")

    assert "Del mercat." in marta.last.text


@pytest.mark.begins(ASKED)
async def test_reply_that_is_no_answer_is_told_in_private_or_not_at_all(town: Town) -> None:
    diego, rosa, nobody = town.phone("diego"), town.phone("rosa"), town.stranger()
    group, card = town.groups[MOBILITY], town.group(MOBILITY)[-1]
    for phone in (rosa, nobody):
        town.world.join(phone.user_id, group)
    posts, seen = town.group(MOBILITY), (len(rosa.inbox), len(nobody.inbox))

    await nobody.send(WORDS, chat_id=group, reply_to=card)
    await rosa.send(WORDS, chat_id=group, reply_to=card)  # of the other network
    await diego.send("x" * 1001, chat_id=group, reply_to=card)

    assert town.group(MOBILITY) == posts
    assert (len(rosa.inbox), len(nobody.inbox)) == seen
    assert "1.001" in diego.last.text


@pytest.mark.begins(ASKED)
async def test_reply_to_the_private_question_is_an_answer(town: Town) -> None:
    tere = town.phone("tere")

    await tere.send(WORDS, reply_to=tere.with_key("Responder"))

    assert "Así lo verán" in tere.last.text


@pytest.mark.begins(ASKED)
async def test_own_answer_is_changed_and_withdrawn(town: Town) -> None:
    tere, diego = town.phone("tere"), town.phone("diego")
    await answer(town, "tere")
    await tere.press("Leer")

    await tere.press("Cambiar la mía")
    assert WORDS in tere.last.text
    await tere.send("Otra cosa.")
    await tere.press("Publicar")
    await town.wait(seconds=5)
    await diego.press("Leer", town.group(MOBILITY)[-1])
    assert "Otra cosa." in diego.last.text
    assert WORDS not in diego.last.text

    await tere.press("Leer")
    await tere.press("Retirar la mía")
    await tere.press("Sí, retirar")
    await town.wait(seconds=5)
    assert "se ha retirado" in tere.last.text
    assert "Todavía no hay respuestas" in town.group(MOBILITY)[-1].text
    await diego.send(f"/start answers-{QUESTION}")
    assert "Todavía no hay respuestas" in diego.last.text


@pytest.mark.begins(ASKED)
async def test_answers_are_paged(town: Town) -> None:
    marta = town.phone("marta")  # the coordination is not town, and may answer
    for name in ("laia", "tere", "diego"):
        await answer(town, name, f"Respuesta de {name}")
    await marta.send(f"/start prompt-{QUESTION}")
    await marta.send("Respuesta de marta")
    await marta.press("📣")

    await marta.press("📖")
    assert [f"Respuesta de {name}" in marta.last.text for name in ("laia", "tere", "diego", "marta")] == [1, 1, 1, 0]
    await marta.press("▶")
    assert [f"Respuesta de {name}" in marta.last.text for name in ("laia", "tere", "diego", "marta")] == [0, 0, 0, 1]
    laia = town.phone("laia")
    await laia.send(f"/start prompt-{QUESTION}")
    await laia.press("Canviar la meva")
    await laia.send("Otra")
    await laia.press("📣")
    assert "4 respostes" in laia.last.text  # a change, not a fifth


@pytest.mark.begins(ASKED)
async def test_hub_has_the_question_for_forty_days(town: Town) -> None:
    tere = town.phone("tere")
    await tere.send("/menu")
    await tere.press("Pregunta del mes")
    assert "💬 La pregunta del mes · Microrred de Movilidad Sostenible" in tere.last.text
    assert tere.keys == [["✍️ Responder"], ["◀️ Menú"]]

    rosa = town.phone("rosa")  # of Economía Local, asked on 15 June
    await rosa.send("/menu")
    assert "Pregunta del mes" in str(rosa.keys)


@pytest.mark.begins(ASKED)
async def test_strangers_and_other_networks_do_not_see_it(town: Town) -> None:
    rosa, nobody = town.phone("rosa"), town.stranger()
    await answer(town, "tere")
    for number in (QUESTION, QUESTION + 1, 99999, 0):
        for noun in ("prompt", "answers"):
            await rosa.send(f"/start {noun}-{number}")
            assert WORDS not in rosa.last.text
            await nobody.send(f"/start {noun}-{number}")
            assert WORDS not in nobody.last.text
    await rosa.send("/start prompt")
    presses = (
        "pa:6",
        "pv:6",
        "pl:6:0",
        "pl:6:-999",
        "pl:7:0",
        "pw:6",
        "px:6",
        "fn:prompt-answer:6",
        "fn:prompt-answer:x",
    )
    for data in presses:
        assert await rosa.press_data(data, rosa.last)
        assert WORDS not in rosa.last.text


@pytest.mark.begins(ASKED)
async def test_members_of_both_networks_choose_which_question(town: Town) -> None:
    marta = town.phone("marta")
    await marta.send("/menu")

    await marta.press("Pregunta del mes")

    assert "Les preguntes del mes" in marta.last.text
    await marta.press("2")
    assert "Economía Local" in marta.last.text
