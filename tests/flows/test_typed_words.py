"""Words that are typed where buttons are meant: nobody's answer is lost, and no word of thanks becomes a record."""

from datetime import UTC, datetime

import pytest

from tests.flows.phones import Town

WEEK_BEFORE = datetime(2027, 6, 12, tzinfo=UTC)
MOBILITY = "movilidad-sostenible"
KIND = "🙂 Gracias por el mensaje. Todo lo que se puede hacer aquí está en el menú."


@pytest.mark.begins(WEEK_BEFORE)
async def test_typed_answer_to_a_session_is_shown_the_buttons_again(town: Town) -> None:
    tere = town.phone("tere")
    card = tere.last

    for words in ("Sí, ahí estaré", "¿Cuándo es la próxima sesión?", "👍"):
        await tere.send(words, reply_to=card)
        assert tere.last.text == (
            "👇 Las respuestas a una sesión se dan con sus botones; lo escrito no se cuenta.\n\n" + card.text
        )
        assert tere.keys == [["Asistiré", "Quizá"], ["No puedo", "Detalles"]]
    await tere.press("Asistiré")
    await town.wait(seconds=10)

    assert tere.keys == [["✅ Asistiré", "Quizá"], ["No puedo", "Detalles"], ["📅 Al calendario"]]
    shown = next(one for one in tere.messages if one.message_id == card.message_id)
    assert "Asisten 1" in shown.text


@pytest.mark.begins(WEEK_BEFORE)
async def test_typed_answer_to_a_session_that_was_is_told_so(town: Town) -> None:
    tere = town.phone("tere")
    card = tere.last
    await town.move_to(datetime(2027, 6, 18, 18, tzinfo=UTC))

    await tere.send("Sí, ahí estaré", reply_to=card)

    assert tere.last.text == "Esta sesión ya pasó."
    assert tere.keys == [["Abrir el menú"]]


@pytest.mark.begins(WEEK_BEFORE)
async def test_talk_below_a_session_in_a_group_is_left_alone(town: Town) -> None:
    tere, group = town.phone("tere"), town.groups[MOBILITY]
    said = len(tere.inbox), len(town.group(MOBILITY))

    await tere.send("Sí, ahí estaré", chat_id=group, reply_to=town.group(MOBILITY)[-1])

    assert (len(tere.inbox), len(town.group(MOBILITY))) == said


@pytest.mark.begins(WEEK_BEFORE)
async def test_thanks_are_answered_kindly(town: Town) -> None:
    tere = town.phone("tere")
    card = tere.last

    for words in ("¡Muchas gracias!", "Obrigada 🙏", "gràcies", "Thank you.", "ok", "👍🏽", "❤️🇧🇷"):
        await tere.send(words)
        assert (tere.last.text, tere.keys) == (KIND, [["Abrir el menú"]])
    await tere.send("gracias", reply_to=card)
    assert tere.last.text == KIND

    for words in ("Gracias, pero el bus no llega", "?", "1", "mil"):
        await tere.send(words)
        assert tere.last.text.startswith("Gracias. Para que no se pierda")
