"""A digest before it goes out, and how often it comes: pressed on the phones of who sends it and of who reads it."""

from datetime import UTC, datetime

import pytest

from tests.flows.phones import Phone, Town
from tests.flows.sharing import TITLE, share_challenge, share_experience
from tests.flows.test_digests import digests, last_digest

MOBILITY = "movilidad-sostenible"
BEGIN = datetime(2027, 6, 17, 15, tzinfo=UTC)  # a Thursday
FRIDAY = datetime(2027, 6, 18, 12, tzinfo=UTC)
MONDAY = datetime(2027, 6, 21, 23, tzinfo=UTC)


@pytest.mark.begins(BEGIN)
async def test_coordinator_sees_the_digest_adds_a_line_leaves_something_out_and_reader_gets_it_seldomer(
    town: Town,
) -> None:
    marta, laia, tere = town.phone("marta"), town.phone("laia"), town.phone("tere")
    await share_challenge(tere)
    await share_experience(tere)
    await town.move_to(FRIDAY)
    preview = marta.with_key("Està bé així")
    assert preview.text.startswith("🔎 El resum de Microrred de Movilidad Sostenible surt el dilluns 21 de juny")
    assert TITLE in preview.text

    await marta.press("Deixar res fora", preview)
    await marta.press("1")
    await marta.press("Enrere")
    assert TITLE not in marta.last.text
    await marta.press("Afegir-hi una línia")
    await marta.send("x" * 201)
    assert "201" in marta.last.text
    await marta.send("Inscripcions: <https://exemple.cat>")
    assert "Inscripcions: <https://exemple.cat>" in marta.last.text
    await marta.press("Un altre dia")
    await marta.press("Enrere")
    await town.move_to(MONDAY)

    ((_, text),) = digests(laia.messages)
    assert "📌 De la coordinació: Inscripcions: <https://exemple.cat>" in text
    assert "🧩" not in text
    assert "🌱" in text
    ((_, in_group),) = digests(town.group(MOBILITY))
    assert "🧩" not in in_group
    written = len(marta.inbox)
    assert "ja ha sortit" in (await marta.press("La nostra línia") or "")
    assert len(marta.inbox) == written

    await laia.press("Menys sovint", last_digest(laia))
    assert "un cop al mes" in laia.last.text
    await laia.press("Dia i hora")
    await laia.press("Hora: ")
    await laia.press("19:00")
    assert "✓ Un cop al mes" in laia.keys[0]
    await share_challenge(tere)
    await town.move_to(datetime(2027, 7, 5, 16, 59, tzinfo=UTC))
    assert len(digests(laia.messages)) == 1
    await town.move_to(datetime(2027, 7, 5, 23, tzinfo=UTC))
    ((at, text),) = digests(laia.messages)[1:]
    assert (at.hour, text.startswith("📬 Resum mensual")) == (17, True)


SILENT = "Fins ara no hi ha res de nou: així no sortirà cap resum."
EMPTY = "Fins ara no hi ha res més: així no sortirà cap resum."


async def open_digest(marta: Phone) -> None:
    await marta.send("/coordinar")
    await marta.press("Microrred de Movilidad")
    await marta.press("📣 Missatges")
    await marta.press("📬 Resum")


@pytest.mark.begins(BEGIN)
async def test_digest_of_nothing_asks_for_nothing_and_says_what_would_make_it_go_out(town: Town) -> None:
    marta, tere = town.phone("marta"), town.phone("tere")
    await open_digest(marta)
    _, said = marta.last.text.split("\n\n")  # nobody is told that nothing is to do
    nothing, group = said.split("\n")
    assert nothing.startswith(f"{SILENT} Si es comparteix res o s’hi afegeix una línia, arribarà a ")
    assert nothing.endswith(" persones.")
    assert group == "També sortirà en 1 grup o canal."
    await marta.press("No al grup")
    assert marta.last.text.split("\n")[-1] == "El grup no el rep."

    await share_challenge(tere)
    await town.move_to(FRIDAY)
    await open_digest(marta)
    assert "no cal fer res" in marta.last.text
    await marta.press("Deixar res fora")
    await marta.press("1")
    await marta.press("Enrere")
    left_out, nothing, _ = marta.last.text.split("\n\n")[1].split("\n")
    assert (left_out[:1], nothing.startswith(EMPTY), "no cal fer res" in marta.last.text) == ("🚫", True, False)


@pytest.mark.begins(BEGIN)
async def test_line_is_taken_at_once_in_the_writer_s_language_and_in_another_one_after_its_key(town: Town) -> None:
    marta = town.phone("marta")
    await open_digest(marta)
    await marta.press("Afegir-hi una línia")
    assert marta.last.text.startswith("✏️ Cal escriure la línia en català, o triar una altra llengua.")
    assert marta.keys == [["Español", "Português"], ["English"], ["✖️ Cancel·lar"]]
    await marta.press("Português")
    assert "la línia en portuguès" in marta.last.text
    await marta.send("Inscrições <abertas>")
    assert "📌 De la coordinació: Inscrições <abertas>" in marta.last.text

    await marta.press("La nostra línia")
    assert "Português: Inscrições <abertas>" in marta.last.text
    await marta.press("Català")
    await marta.send("Inscripcions obertes")
    assert "📌 De la coordinació: Inscripcions obertes" in marta.last.text
    await marta.press("La nostra línia")
    assert [line for line in marta.last.text.split("\n") if "Inscri" in line] == [
        "Português: Inscrições <abertas>",
        "Català: Inscripcions obertes",
    ]
    await marta.press("Treure-la")
    assert marta.last.text.split("\n\n")[1].startswith(SILENT)


ASKED = datetime(2027, 7, 6, 18, tzinfo=UTC)
TOLD = datetime(2027, 7, 1, 12, tzinfo=UTC)


@pytest.mark.begins(TOLD)
async def test_questions_have_a_calendar_languages_and_a_card_of_all_answers(town: Town) -> None:
    marta, tere, diego, laia = (town.phone(name) for name in ("marta", "tere", "diego", "laia"))
    await marta.send("/coordinar")
    await marta.press("Microrred de Movilidad")
    await marta.press("📣 Missatges")
    await marta.press("Totes les preguntes")
    assert "dt. 6 de juliol, després de la sessió 1 · per sortir" in marta.last.text
    await marta.press("1")
    await marta.press("Un dia després")
    assert "7 de juliol" in marta.last.text
    await marta.press("Un dia abans")
    await marta.press("Escriure’n una")
    await marta.send("Què tancaríeu?")
    await marta.press("Preguntar això")
    await marta.press("En altres llengües")
    await marta.press("Español")
    await marta.send("¿Qué <b>cerrarían</b>?")

    await town.move_to(ASKED)
    assert "¿Qué <b>cerrarían</b>?" in town.group(MOBILITY)[-1].text
    assert any("Què tancaríeu?" in text for text in laia.inbox)
    for phone, words in ((tere, "La plaza."), (diego, "La avenida.")):
        await phone.press("Responder", phone.with_key("Responder"))
        await phone.send(words)
        await phone.press("Publicar")
    await marta.send("/coordinar")
    await marta.press("Microrred de Movilidad")
    await marta.press("📣 Missatges")
    await marta.press("Totes les preguntes")
    await marta.press("1")
    answered, silent = (line for line in marta.last.text.split("\n") if line[:1] in ("✅", "⏳"))
    assert ("Mérida" in answered, "Zaragoza" in silent) == (True, True)

    await town.move_to(datetime(2027, 7, 16, 18, tzinfo=UTC))
    card = next(message for message in town.group(MOBILITY) if message.text.startswith("📊"))
    assert "Mérida (MX): La plaza." in card.text
    await laia.start(next(one["url"] for one in card.body["entities"] if one["type"] == "text_link").split("=")[1])
    assert "La plaza." in laia.last.text
    await laia.press("Respondre", laia.with_key("Respondre"))
    await laia.send("El passeig.")
    await laia.press("Publicar")
    await town.wait(seconds=10)
    card = next(message for message in town.group(MOBILITY) if message.text.startswith("📊"))
    assert "Zaragoza (ES): El passeig." in card.text
    await laia.start("results-6")
    assert laia.last.text.count("•") == 3
