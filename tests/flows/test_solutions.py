import pytest
import sqlalchemy as sa

from store.models import Challenge, Letter, LetterState, Membership, Network, Outcome, Role, Solution
from tests.flows.phones import Phone, Town
from tests.flows.sharing import PROBLEM, TITLE, TRIED, card_in, share_challenge
from tests.sandbox.test_sending import png

NETWORK = "economia-local"
ANSWER = "Cobrar por mes con un código & sin cajas."


async def solutions(town: Town) -> list[Solution]:
    return await town.database.read(lambda session: list(session.scalars(sa.select(Solution).order_by(Solution.id))))


async def reply_in_group(town: Town, phone: Phone, text: str) -> None:
    await phone.send(text, chat_id=town.groups[NETWORK], reply_to=card_in(town))
    await town.wait(seconds=10)


@pytest.fixture
async def shared(town: Town) -> Town:
    """A challenge of Rosario stands in the group."""
    await share_challenge(town.phone("carla"))
    return town


async def test_reply_to_the_card_is_a_solution(shared: Town) -> None:
    carla, rosa, said_in_group = shared.phone("carla"), shared.phone("rosa"), len(shared.group(NETWORK))

    await reply_in_group(shared, rosa, ANSWER)

    [solution] = await solutions(shared)
    assert (solution.text, solution.chat_id) == (ANSWER, shared.groups[NETWORK])
    assert rosa.last.text == f"💡 ¡Gracias! Guardado como respuesta a «{TITLE}»:\n\n{ANSWER}"
    assert rosa.keys == [["✏️ Cambiar", "🗑 Retirar"], ["📎 Adjuntar"], ["❓ Es una pregunta", "Ver el desafío"]]
    assert carla.last.text == (
        f"💡 Rosa Guamán, Riobamba, Ecuador, responde a su desafío «{TITLE}»:\n\n{ANSWER}\n\n"
        "Cuando se sepa si ayudó, se puede marcar aquí:"
    )
    assert carla.keys == [["✅ Resuelto", "🔶 En parte"], ["⏳ Sigue abierto", "Ver todas"]]
    assert "1 respuesta\n" in card_in(shared).text
    assert len(shared.group(NETWORK)) == said_in_group


async def test_question_back_is_passed_on_and_not_counted(shared: Town) -> None:
    carla, rosa = shared.phone("carla"), shared.phone("rosa")
    await reply_in_group(shared, rosa, "¿Cuántos puestos hay?")
    told = len(carla.inbox)

    await rosa.press("Es una pregunta")
    await shared.wait(seconds=10)

    assert rosa.last.text == (
        f"❓ Trasladado como pregunta sobre «{TITLE}»; no cuenta como respuesta.\n\n¿Cuántos puestos hay?"
    )
    assert carla.last.text == (
        f"❓ Rosa Guamán, Riobamba, Ecuador, pregunta sobre su desafío «{TITLE}»:\n\n¿Cuántos puestos hay?\n\n"
        "Se puede contestar en el grupo, o añadirlo al desafío con «Cambiar»."
    )
    assert (len(carla.inbox), carla.keys) == (told, [["Ver el desafío"]])
    assert "sin respuestas todavía" in card_in(shared).text


async def test_whoever_answers_reads_what_was_tried_already(shared: Town) -> None:
    rosa = shared.phone("rosa")

    await rosa.start("solve-1")

    assert rosa.last.text.split("\n\n")[1:3] == [PROBLEM, f"Lo que se intentó\n{TRIED}"]


async def test_confirmation_and_news_speak_the_reader_s_language(shared: Town) -> None:
    joao = shared.phone("joao")

    await reply_in_group(shared, joao, "Um cartão por mês.")

    assert joao.last.text.startswith("💡 Que bom! Guardado como resposta a")
    assert shared.phone("carla").last.text.startswith("💡 João Batista, São Paulo, Brasil, responde a su desafío")


async def test_edited_reply_changes_the_solution_and_the_asker_s_copy(shared: Town) -> None:
    carla, rosa = shared.phone("carla"), shared.phone("rosa")
    await reply_in_group(shared, rosa, ANSWER)
    written = next(one for one in shared.messages(shared.groups[NETWORK]) if one.text == ANSWER)
    told = len(rosa.inbox)

    await rosa.edit(written, "Cobrar por trimestre.")
    await shared.wait(seconds=10)

    [solution] = await solutions(shared)
    assert (solution.text, solution.edited_at is None) == ("Cobrar por trimestre.", False)
    assert "Cobrar por trimestre." in carla.last.text
    assert len(rosa.inbox) == told


async def test_edit_of_a_withdrawn_reply_does_not_bring_it_back(shared: Town) -> None:
    rosa = shared.phone("rosa")
    await reply_in_group(shared, rosa, ANSWER)
    written = next(one for one in shared.messages(shared.groups[NETWORK]) if one.text == ANSWER)
    await rosa.press("Retirar")
    await rosa.press("Sí, retirar")

    await rosa.edit(written, "Otra vez.")
    await shared.wait(seconds=10)

    [solution] = await solutions(shared)
    assert (solution.text, solution.withdrawn_at is None) == (ANSWER, False)
    assert "sin respuestas todavía" in card_in(shared).text
    assert shared.phone("carla").last.text == f"Se retiró una respuesta a su desafío «{TITLE}»."


async def test_reply_by_a_stranger_or_by_the_asker_is_talk(shared: Town) -> None:
    stranger, carla = shared.stranger(), shared.phone("carla")
    group = shared.groups[NETWORK]
    shared.world.join(stranger.user_id, group)
    before = (len(carla.inbox), len(shared.group(NETWORK)))

    await stranger.send("Yo lo arreglo", chat_id=group, reply_to=card_in(shared))
    await carla.send("Sigue igual", chat_id=group, reply_to=card_in(shared))
    await shared.wait(seconds=10)

    assert await solutions(shared) == []
    assert (len(carla.inbox), len(shared.group(NETWORK))) == before


async def test_member_of_another_network_answers_nothing(shared: Town) -> None:
    diego = shared.phone("diego")
    shared.world.join(diego.user_id, shared.groups[NETWORK])
    told = len(diego.inbox)

    await reply_in_group(shared, diego, ANSWER)
    await diego.start("solve-1")

    assert await solutions(shared) == []
    assert diego.inbox[told:] == ["Eso ya no está disponible."]


async def show_in_group(town: Town, phone: Phone, kind: str, caption: str | None = None) -> None:
    group, card = town.groups[NETWORK], card_in(town)
    town.world.send_file(phone.user_id, group, kind, png(20, 20), "f.bin", caption=caption, reply_to=card.message_id)
    await town.settle()


async def test_voice_note_on_the_card_is_asked_for_in_words_and_they_are_the_answer(shared: Town) -> None:
    rosa, said_in_group = shared.phone("rosa"), len(shared.group(NETWORK))

    await show_in_group(shared, rosa, "voice")

    asked = f"Lo enviado se adjuntará a la respuesta a «{TITLE}» en cuanto una frase diga de qué se trata."
    assert f"\n\n{asked}" in rosa.last.text
    assert len(shared.group(NETWORK)) == said_in_group
    await rosa.send(ANSWER)
    await rosa.press("Publicar la respuesta")
    assert [solution.text for solution in await solutions(shared)] == [ANSWER]


async def test_picture_on_the_card_leaves_no_draft_that_somebody_began(shared: Town) -> None:
    rosa = shared.phone("rosa")
    await share_challenge(shared.phone("carla"))

    await show_in_group(shared, rosa, "photo")

    await rosa.send("/menu")
    assert not any("Seguir" in key for row in rosa.keys for key in row)
    await rosa.send("/cancelar")
    assert rosa.last.text == "No hay nada que cancelar."
    await rosa.start("solve-1")  # another challenge: nothing lies in the way
    await rosa.send(ANSWER)
    await rosa.send("/menu")
    assert any("Seguir" in key for row in rosa.keys for key in row)


async def test_caption_of_a_picture_on_the_card_is_the_answer(shared: Town) -> None:
    rosa = shared.phone("rosa")

    await show_in_group(shared, rosa, "photo", ANSWER)

    assert [solution.text for solution in await solutions(shared)] == [ANSWER]
    assert rosa.last.text.endswith("\n\n📎 1 foto")


async def test_sticker_or_thumb_on_the_card_is_talk(shared: Town) -> None:
    rosa, carla = shared.phone("rosa"), shared.phone("carla")
    told = (len(rosa.inbox), len(carla.inbox))

    await show_in_group(shared, rosa, "sticker")
    await reply_in_group(shared, rosa, "👍")

    assert await solutions(shared) == []
    assert (len(rosa.inbox), len(carla.inbox)) == told


async def test_author_who_blocked_the_bot_still_answers(shared: Town) -> None:
    rosa = shared.phone("rosa")
    shared.world.block(rosa.user_id)
    await shared.settle()

    await reply_in_group(shared, rosa, ANSWER)

    assert len(await solutions(shared)) == 1
    assert ANSWER in shared.phone("carla").last.text


async def test_answer_by_the_card_s_button(shared: Town) -> None:
    rosa = shared.phone("rosa")

    await rosa.press("Responder", card_in(shared))
    assert "Rosario, Argentina" in rosa.last.text
    await rosa.send("x")
    await rosa.press("Cambiar")
    await rosa.send(ANSWER)
    await rosa.press("Publicar la respuesta")
    await shared.wait(seconds=10)

    [solution] = await solutions(shared)
    assert (solution.text, solution.chat_id) == (ANSWER, None)
    assert "1 respuesta\n" in card_in(shared).text
    assert ANSWER in shared.phone("carla").last.text


async def test_answer_through_the_list(shared: Town) -> None:
    rosa = shared.phone("rosa")

    await rosa.send("/solucion")
    assert "¿A qué desafío se responde?" in rosa.last.text
    await rosa.press("1")
    await rosa.send(ANSWER)
    await rosa.press("Publicar la respuesta")

    assert len(await solutions(shared)) == 1


async def test_asker_does_not_answer_herself(shared: Town) -> None:
    carla = shared.phone("carla")

    await carla.start("solve-1")

    assert "Este desafío es propio" in carla.last.text


async def test_thanks_go_to_whose_answer_helped(shared: Town) -> None:
    carla, rosa, joao = shared.phone("carla"), shared.phone("rosa"), shared.phone("joao")
    await reply_in_group(shared, rosa, ANSWER)
    await reply_in_group(shared, joao, "Um cartão por mês.")
    of_joao = carla.last

    await carla.press("Resuelto", of_joao)
    await shared.wait(seconds=10)

    assert joao.last.text == (
        f"✅ Rosario, Argentina: o desafio “{TITLE}” foi resolvido.\n\nSua resposta ajudou, que bom!"
    )
    assert rosa.last.text == (
        f"✅ Rosario, Argentina: el desafío «{TITLE}» queda resuelto.\n\nGracias por haber respondido.\n"
        "🙌 Ayudó la respuesta de João Batista, São Paulo, Brasil"
    )
    assert "🙌 Rosario, Argentina, agradece a João Batista, São Paulo, Brasil" in card_in(shared).text
    assert "basta con contestar" not in card_in(shared).text


async def test_everybody_who_answered_hears_of_what_is_solved_without_a_claim(shared: Town) -> None:
    carla, rosa = shared.phone("carla"), shared.phone("rosa")
    await reply_in_group(shared, rosa, ANSWER)
    await carla.start("challenge-1")

    told = len(rosa.inbox)
    await carla.press("Resuelto")
    await shared.wait(seconds=10)
    assert len(rosa.inbox) == told  # which answers helped is still being said
    await shared.wait(minutes=3)

    assert rosa.last.text == (
        f"✅ Rosario, Argentina: el desafío «{TITLE}» queda resuelto.\n\nGracias por haber respondido."
    )


async def test_marking_tells_who_answered_once(shared: Town) -> None:
    carla, rosa = shared.phone("carla"), shared.phone("rosa")
    await reply_in_group(shared, rosa, "Y otra cosa más.")
    await reply_in_group(shared, rosa, ANSWER)
    notice = carla.last

    assert await carla.press("En parte", notice) == "Marcado como resuelto en parte."
    for outcome in ("solved", "open", "solved"):
        await carla.press_data(f"so:2:{outcome}", notice)
    await shared.wait(seconds=10)

    helped = [text for text in rosa.inbox if "Su respuesta ayudó" in text]
    assert helped == [f"✅ Rosario, Argentina: el desafío «{TITLE}» queda resuelto.\n\nSu respuesta ayudó. ¡Gracias!"]
    assert "✅ Resuelto · 2 respuestas" in card_in(shared).text
    challenge = await shared.database.read(lambda session: session.scalars(sa.select(Challenge)).one())
    assert (challenge.outcome, challenge.outcome_at is None) == (Outcome.SOLVED, False)


async def test_marked_answer_keeps_its_words_and_says_how_it_was_marked(shared: Town) -> None:
    carla, rosa = shared.phone("carla"), shared.phone("rosa")
    await reply_in_group(shared, rosa, ANSWER)
    written = next(one for one in shared.messages(shared.groups[NETWORK]) if one.text == ANSWER)
    lead = f"💡 Rosa Guamán, Riobamba, Ecuador, responde a su desafío «{TITLE}»"

    for label, state in (
        ("En parte", "🔶 Marcado como resuelto en parte."),
        ("Sigue abierto", "⏳ Marcado como todavía abierto."),
        ("Resuelto", "✅ Marcado como resuelto."),
    ):
        await carla.press(label)
        assert carla.last.text == f"{lead}:\n\n{ANSWER}\n\n{state}"
        assert carla.keys == [["✅ Resuelto", "🔶 En parte"], ["⏳ Sigue abierto", "Ver todas"]]

    await rosa.edit(written, "Cobrar por trimestre.")
    await shared.wait(seconds=10)
    assert carla.last.text == f"{lead}:\n\nCobrar por trimestre.\n\n✅ Marcado como resuelto."


async def test_own_answer_is_changed_from_the_list(shared: Town) -> None:
    carla, rosa = shared.phone("carla"), shared.phone("rosa")
    await reply_in_group(shared, rosa, ANSWER)

    await rosa.press("Ver el desafío")
    await rosa.press("Ver respuestas (1)")
    await rosa.press("1")
    await rosa.press("Cambiar")
    assert rosa.last.text.startswith("La respuesta, tal como está")
    assert ANSWER in rosa.last.text
    await rosa.send("Mejor por trimestre.")
    assert "Mejor por trimestre." not in carla.last.text
    await rosa.press("Guardar el cambio")

    assert "Mejor por trimestre." in rosa.last.text
    assert "Mejor por trimestre." in carla.last.text
    assert await carla.press_data("se:1", carla.last) == "Eso corresponde a otras personas de la red."
    assert await carla.press_data("sx:1", carla.last) == "Eso corresponde a otras personas de la red."


async def test_answers_page(shared: Town) -> None:
    carla, rosa = shared.phone("carla"), shared.phone("rosa")
    for number in range(4):
        await reply_in_group(shared, rosa, f"Idea {number}")

    await carla.press("Ver todas")
    assert [f"Idea {number}" in carla.last.text for number in range(4)] == [True, True, True, False]
    await carla.press("▶")
    assert "Idea 3" in carla.last.text
    await carla.press("1")
    assert carla.last.text.startswith("💡 Respuesta a")
    await carla.press("Atrás")
    assert "Página 2 de 2" in carla.last.text


async def test_guest_and_closed_network_take_no_answers(shared: Town) -> None:
    rosa, ivan = shared.phone("rosa"), shared.phone("ivan")
    await shared.database.run(
        lambda session: session.execute(
            sa.update(Membership).where(Membership.role == Role.FACILITATOR).values(role=Role.GUEST)
        )
    )
    await reply_in_group(shared, ivan, ANSWER)
    await shared.database.run(lambda session: session.execute(sa.update(Network).values(closed_at=shared.now)))
    await reply_in_group(shared, rosa, ANSWER)

    assert await solutions(shared) == []
    assert "cerrada" in rosa.last.text


async def test_news_of_an_answer_waits_for_the_morning(shared: Town) -> None:
    carla, rosa = shared.phone("carla"), shared.phone("rosa")
    await shared.wait(hours=11)  # 21:00 in Rosario

    await reply_in_group(shared, rosa, ANSWER)

    assert ANSWER not in carla.last.text
    await shared.wait(hours=12)
    assert ANSWER in carla.last.text


async def test_no_letter_was_refused(shared: Town) -> None:
    carla, rosa = shared.phone("carla"), shared.phone("rosa")
    await reply_in_group(shared, rosa, "<b>&" * 500)
    await carla.press("Ver todas")
    await carla.press("1")

    refused = await shared.database.read(
        lambda session: session.scalars(sa.select(Letter).where(Letter.state == LetterState.REFUSED)).all()
    )
    assert refused == []
    assert len((await solutions(shared))[0].text) == 2000
