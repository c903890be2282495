"""The question of the month before it goes out: coordinators see it coming and change it."""

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from store.models import AuditEntry
from tests.flows.phones import Phone, Town

TOLD = datetime(2027, 7, 1, 12, 0, tzinfo=UTC)  # the Thursday before the Tuesday
ASKED = datetime(2027, 7, 6, 18, 0, tzinfo=UTC)
MOBILITY = "movilidad-sostenible"
NETWORK = "Microrred de Movilidad Sostenible"
QUESTION = 6
OWN = "¿Qué calle <b>cerraría</b> mañana?"


def notices(phone: Phone) -> list[str]:
    return [text for text in phone.inbox if "surt la pregunta del mes" in text]


async def deeds(town: Town) -> list[str]:
    return await town.database.read(
        lambda session: [deed for deed in session.scalars(sa.select(AuditEntry.deed)) if deed.startswith("prompt")]
    )


@pytest.mark.begins(TOLD)
async def test_coordinators_see_the_question_some_days_before_once(town: Town) -> None:
    marta = town.phone("marta")

    first, rest = notices(marta)[-1].split("\n\n")[:2]

    assert first == f"💬 El dimarts 6 de juliol a les 10:00 (hora de Madrid) surt la pregunta del mes de {NETWORK}:"
    await town.move_to(ASKED)
    assert rest.split("\n")[0]
    assert len([text for text in notices(marta) if NETWORK in text]) == 1
    assert not any("sale la pregunta del mes" in text for text in town.phone("diego").inbox)


@pytest.mark.begins(TOLD)
async def test_another_question_is_chosen_from_the_library(town: Town) -> None:
    marta = town.phone("marta")
    before = notices(marta)[-1].split("\n\n")[1]

    await marta.press("Una altra")
    chosen = marta.last.text.split("\n\n")[2].removeprefix("2. ")
    await marta.press("▶")
    await marta.press("◀")
    toast = await marta.press("2")

    assert toast == "Canviat."
    assert chosen in marta.last.text
    await marta.press("Enrere")
    assert "💬 Pregunta del mes: dt. 6 de juliol" in marta.last.text
    await town.move_to(ASKED)
    card = town.group(MOBILITY)[-1].text
    assert "La pregunta del mes" in card
    assert before.split("\n")[0] not in card
    assert await deeds(town) == ["prompt_chosen"]


@pytest.mark.begins(TOLD)
async def test_coordinator_writes_a_question_and_sees_it_before(town: Town) -> None:
    marta = town.phone("marta")

    await marta.press("Escriure’n una")
    await marta.send("x" * 301)
    assert "301" in marta.last.text
    await marta.send("Primera?")
    await marta.press("Canviar")
    await marta.send(OWN)
    assert OWN in marta.last.text
    await marta.press("Preguntar això")

    assert OWN in marta.last.text
    await town.move_to(ASKED)
    assert f"💬 La pregunta del mes\n\n{OWN}" in town.group(MOBILITY)[-1].text
    tere = town.phone("tere")
    assert OWN in tere.last.text
    await tere.press("Responder")
    assert OWN in tere.last.text


@pytest.mark.begins(TOLD)
async def test_month_without_a_question_can_be_taken_back(town: Town) -> None:
    marta = town.phone("marta")

    await marta.press("Aquest mes no")
    assert marta.last.text == f"⏸ El dt. 6 de juliol no sortirà cap pregunta a {NETWORK}."
    await marta.press("Que surti")
    assert notices(marta)
    await marta.press("Aquest mes no")
    await town.move_to(ASKED)

    assert not any("La pregunta del mes" in message.text for message in town.group(MOBILITY))
    assert not any("La pregunta del mes" in text for text in town.phone("tere").inbox)
    assert await deeds(town) == ["prompt_skipped", "prompt_resumed", "prompt_skipped"]


@pytest.mark.begins(TOLD)
async def test_question_that_is_out_or_another_s_cannot_be_changed(town: Town) -> None:
    marta, diego = town.phone("marta"), town.phone("diego")
    for data in (f"qp:{QUESTION}", f"ql:{QUESTION}:0", f"qc:{QUESTION}:not-again", f"qw:{QUESTION}", f"qs:{QUESTION}"):
        assert await diego.press_data(data, diego.last)
    assert await deeds(town) == []
    notice = marta.with_key("Aquest mes no")
    await town.move_to(ASKED)

    toast = await marta.press("Aquest mes no", notice)

    assert toast == "Aquesta pregunta ja ha sortit."


@pytest.mark.begins(TOLD)
async def test_what_one_coordinator_changes_the_other_reads_in_the_same_letter(town: Town) -> None:
    marta = town.phone("marta")
    notice = marta.with_key("Aquest mes no")
    await marta.send("/coordinar")
    await marta.press("Microrred de Movilidad")
    await marta.press("📣 Missatges")
    await marta.press("Pregunta del mes")

    await marta.press("Aquest mes no")

    changed = next(message for message in marta.messages if message.message_id == notice.message_id)
    assert changed.text == f"⏸ El dt. 6 de juliol no sortirà cap pregunta a {NETWORK}."


@pytest.mark.begins(TOLD)
async def test_own_words_are_marked_for_who_reads_them_in_another_language_and_coordinators_know_for_how_many(
    town: Town,
) -> None:
    marta, tere, laia = (town.phone(name) for name in ("marta", "tere", "laia"))
    assert "🌐" not in notices(marta)[-1]  # the library's are in all languages
    await marta.press("Escriure’n una")
    await marta.send("Què <b>tancaríeu</b>?")
    await marta.press("Preguntar això")
    assert marta.last.text.split("\n\n")[-1] == "🌐 3 persones d’altres llengües la llegiran en català."
    await marta.press("En altres llengües")
    assert marta.last.text.split("\n\n")[-1] == "🌐 3 persones d’altres llengües la llegiran en català."
    await marta.press("Português")
    await marta.send("O que <b>fechariam</b>?")
    assert marta.last.text.split("\n\n")[-1] == "🌐 2 persones d’altres llengües la llegiran en català."

    await town.move_to(ASKED)

    assert "Què <b>tancaríeu</b>? (en catalán)" in town.group(MOBILITY)[-1].text
    assert "Què <b>tancaríeu</b>? (en catalán)" in tere.last.text
    assert "Què <b>tancaríeu</b>?\n" in laia.last.text
    assert "(en català)" not in laia.last.text


@pytest.mark.begins(TOLD)
async def test_nobody_is_counted_who_has_the_question_in_their_language(town: Town) -> None:
    marta = town.phone("marta")
    await marta.press("Escriure’n una")
    await marta.send("Què tancaríeu?")
    await marta.press("Preguntar això")
    await marta.press("En altres llengües")
    for language in ("Español", "Português", "English"):
        await marta.press(language)
        await marta.send(f"{language}?")
    assert "llegiran" not in marta.last.text
    assert "llegirà" not in marta.last.text
    await marta.press("Enrere")
    assert "🌐" not in marta.last.text
