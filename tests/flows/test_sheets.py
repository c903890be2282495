"""A record grows in short visits, keeps what it said before, and is read in other languages through people's words."""

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.models import Sheet, SheetSummary, SheetValue, SheetVersion
from tests.flows.phones import Phone, Town
from tests.flows.sharing import share_experience
from texts.sheets.presses import FieldAnswered, SheetSilenced, SummaryRemoved, VersionRestored, VersionsOpened

BEGINS = datetime(2027, 6, 9, 14, tzinfo=UTC)  # a week after a session
ASKED = datetime(2027, 6, 14, 14, 1, tzinfo=UTC)  # five days later: a Monday, after the hour of the digest
PROBLEM = "As barracas da feira não pagam a taxa. Perdemos receita todo mês."
OTHER = "As barracas da feira pagam pouco. Perdemos receita."
TITLE = "As barracas da feira não pagam a taxa"
SUMMARY = "Los puestos de feria no pagan la tasa y la ciudad pierde ingresos."
TEN, ELEVEN = "10 <b>&", "¿11?"


async def share_in_portuguese(phone: Phone) -> None:
    await phone.send("/desafio")
    for words in (PROBLEM, "Cobrança na porta; saiu cara."):
        await phone.send(words)
    await phone.press("Usar este título")
    await phone.press("Publicar na rede")


async def values(town: Town) -> dict[str, dict[str, object]]:
    def unit(session: Session) -> dict[str, dict[str, object]]:
        return {one.field: one.value for one in session.scalars(sa.select(SheetValue))}

    return await town.database.read(unit)


async def counted(town: Town, table: type[SheetVersion | SheetSummary]) -> int:
    return await town.database.read(lambda session: session.scalar(sa.select(sa.func.count()).select_from(table)) or 0)


@pytest.mark.begins(BEGINS)
async def test_record_grows_in_visits_and_is_read_in_another_language(town: Town) -> None:
    joao, carla, rosa, marta = (town.phone(name) for name in ("joao", "carla", "rosa", "marta"))
    await share_in_portuguese(joao)
    await joao.press("Ver")
    assert "📋 Dados: 2 de 8 ▓░░░░" in joao.last.text

    await town.move_to(ASKED)
    question = joao.with_key("✍️ Responder")
    assert question.text == (
        f"🧩 {TITLE}\n\nO que seria bom perguntar às outras cidades?\nAté três perguntas, cada uma em uma linha.\n\n"
        "Um minuto, para que outras cidades possam aproveitar melhor.\n📋 Dados: 2 de 8 ▓░░░░"
    )
    await joao.send("¿1?\n¿2?\n¿3?\n¿4?", reply_to=question)
    assert joao.last.text == "Aqui cabem no máximo 3, cada um em uma linha."
    await joao.send("Como cobram?\nQuanto custa <cobrar>?", reply_to=question)
    assert "Perguntas às outras cidades: Como cobram? · Quanto custa <cobrar>?" in joao.last.text

    await joao.press("➕ Completar")
    assert "· 1 de 3" in joao.last.text
    await joao.send("Llamar al +55 11 98765-4321")
    assert joao.last.text.startswith("Isso parece um número de telefone")
    await joao.send("Feirantes e vizinhança do centro")
    await joao.press("Não foi medido")
    await joao.press("Mais tarde")
    assert "📋 Dados: 5 de 8 ▓▓▓░░\nAinda falta: urgência, limites e data da decisão." in joao.last.text
    assert await values(town) == {
        "questions": {"items": ["Como cobram?", "Quanto custa <cobrar>?"]},
        "affected": {"text": "Feirantes e vizinhança do centro"},
        "scale": {"none": True},
    }

    await joao.press("Ver")
    await joao.press("✏️ Editar")
    await joao.press("O problema")
    await joao.send(OTHER)
    await joao.press("Salvar a mudança")
    assert OTHER in joao.last.text
    assert "✏️ Editado em seg., 14 de junho" in joao.last.text
    await joao.press("🕘 Versões")
    assert f"1. O problema · mudou em seg., 14 de junho, João Batista\n{PROBLEM}" in joao.last.text
    listed = joao.last
    assert await joao.press("↩️ 1") == "Essas palavras estão de volta."
    assert OTHER in joao.last.text
    assert await joao.press_data(VersionRestored(1, 1, 4).pack(), listed) == "Essas palavras estão de volta."
    assert await counted(town, SheetVersion) == 2, "what stands already is not put back"
    toast = await joao.press_data(VersionRestored(1, 2, 4).pack(), listed)
    assert (toast or "").startswith("Isso mudou nesse meio-tempo")
    assert await counted(town, SheetVersion) == 2

    await carla.start("challenge-1")
    assert PROBLEM in carla.last.text
    assert ["🕘 Versiones"] not in carla.keys
    await carla.press("🌐 Escribir un resumen en español")
    await carla.send(SUMMARY)
    await carla.press("Guardar el cambio")
    await rosa.start("challenge-1")
    assert rosa.last.text.startswith(
        f"{TITLE}\n{SUMMARY}\n"
        "🌐 Resumen en español, escrito por Carla Benítez, Rosario, Argentina; original en portugués."
    )
    assert PROBLEM not in rosa.last.text
    await rosa.press("📄 Original")
    assert PROBLEM in rosa.last.text
    assert (
        await rosa.press_data(VersionsOpened(1, 0).pack(), rosa.last) == "Eso corresponde a otras personas de la red."
    )
    assert await rosa.press_data(VersionRestored(1, 1, 7).pack(), rosa.last) is not None
    assert await rosa.press_data(FieldAnswered(1, "urgency", "weeks").pack(), rosa.last) is not None
    assert await rosa.press_data(SummaryRemoved(1, "es", 7).pack(), rosa.last) is not None
    assert len(await values(town)) == 3

    await marta.start("challenge-1")
    await marta.press("🕘 Versions")
    assert "João Batista" in marta.last.text
    assert marta.keys == [["◀️ Enrere"]], "coordination reads, and does not write for others"
    await joao.start("challenge-1")
    await joao.press("📋 Todos os dados")
    assert "4. Urgência: ainda falta" in joao.last.text
    await joao.press("🗑 Resumo em espanhol")
    assert await counted(town, SheetSummary) == 0
    await joao.press("◀️ Voltar")
    await joao.press("🗑 Retirar")
    await joao.press("Sim, retirar")
    assert await counted(town, SheetVersion) == 0


@pytest.mark.begins(BEGINS)
@pytest.mark.parametrize("furnished", ["sqlite"], indirect=True)  # what keys do is the same on both
async def test_question_that_came_by_itself_is_answered_below_it_and_then_asked_by_the_digest(town: Town) -> None:
    joao = town.phone("joao")
    await share_in_portuguese(joao)
    await town.move_to(ASKED)

    await joao.send("Como cobram? Quanto custa?")
    assert await values(town) == {"questions": {"items": ["Como cobram?", "Quanto custa?"]}}
    await joao.press("➕ Completar")
    await joao.press("✔️ Terminar")
    assert joao.last.text.startswith("Nada mudou.\n\n📋 Dados: 3 de 8 ▓▓░░░")
    await joao.press("➕ Completar")
    await joao.send("Feirantes")
    await joao.start("challenge-1")
    await joao.press("📋 Todos os dados")
    await joao.press("3")
    assert (await values(town))["affected"] == {"text": "Feirantes"}, "a visit that was not finished is kept"
    await joao.press("✔️ Terminar")
    await town.wait(days=34)
    [digest] = [message for message in joao.messages if "Para completar em dois minutos" in message.text]
    assert f"👉 Para completar em dois minutos: {TITLE}" in digest.text
    await joao.start("sheet-1")
    assert "Que tamanho tem?" in joao.last.text
    await joao.press_data(SheetSilenced(1).pack(), joao.last)
    assert "Não se perguntará mais" in joao.last.text
    sheet = await town.database.read(lambda session: session.scalars(sa.select(Sheet)).one())
    assert (sheet.ask_at, sheet.asked) == (None, 2)


@pytest.mark.begins(BEGINS)
@pytest.mark.parametrize("furnished", ["sqlite"], indirect=True)  # the rules are tried on both
async def test_whoever_signs_is_asked_through_the_bot_and_answers(town: Town) -> None:
    carla, joao = town.phone("carla"), town.phone("joao")
    await share_experience(carla)
    await joao.start("experience-1")
    assert ["✉️ Perguntar"] not in joao.keys
    await carla.press("Ver")
    await carla.press("📋 Todos los datos")
    await carla.press("8")
    await carla.press("Sí, por el bot")

    await joao.start("experience-1")
    await joao.press("✉️ Perguntar")
    await joao.send("Escreva ao +55 11 98765-4321")
    assert joao.last.text.startswith("Isso parece um número de telefone")
    await joao.send("Quem pagou a <luz>?")
    assert joao.last.text == "✅ Enviado. A resposta chegará aqui."
    title = "Se abrió una feria nocturna en 2025"
    assert carla.last.text == (f"✉️ João Batista, São Paulo, Brasil pregunta sobre «{title}»:\nQuem pagou a <luz>?")
    await carla.press("✍️ Responder")
    await carla.send("La ciudad.")
    assert joao.last.text == f"✉️ Carla Benítez, Rosario, Argentina responde sobre «{title}»:\nLa ciudad."
    await joao.press("✉️ Perguntar")
    await joao.send("E a água?")
    assert joao.last.text.startswith("Dá para enviar uma pergunta por dia")
