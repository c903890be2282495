"""The coordination notes in the name of a city what its people would do themselves."""

import re
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.models import AuditEntry, Challenge, Draft, Letter, Membership, Noting, Outcome, Person, Role, Takeaway
from tests.flows.phones import Phone, Town
from tests.flows.sharing import DONE, PROBLEM, REGRET, TITLE, TRIED, card_in, share_challenge
from tests.flows.test_availability import MORNING as POLLING
from tests.flows.test_availability import _ask as ask
from tests.flows.test_live import BEFORE as BEFORE_SESSION
from tests.flows.test_live import furnish, go_on, start
from tests.flows.test_prompts import ASKED
from tests.flows.test_rota_swaps import MORNING, publish

ECONOMY = "Economía Local"
MOVING = "Movilidad Sostenible"
GROUP = -1001000000101


async def to_city(phone: Phone, city: str, network: str = ECONOMY) -> None:
    """To a city's page, for somebody of several networks."""
    await phone.send("/red")
    if network in str(phone.keys):
        await phone.press(network)
    line = next(line for line in phone.last.text.split("\n") if city in line)
    await phone.press(line.partition(".")[0])


async def in_name_of(phone: Phone, city: str, network: str = ECONOMY) -> None:
    """To what can be noted for it."""
    await to_city(phone, city, network)
    await phone.press("✍️ En nom de")


def labels(phone: Phone) -> list[str]:
    return [label for row in phone.keys for label in row]


async def note_challenge(marta: Phone, city: str) -> None:
    """Through the form, to the end."""
    await in_name_of(marta, city)
    await marta.press("🧩 Un repte")
    await marta.send(PROBLEM)
    await marta.send(TRIED)
    await marta.press("Fes servir aquest títol")


async def all_of(town: Town, table: Any) -> list[Any]:
    def unit(session: Session) -> list[Any]:
        return list(session.scalars(sa.select(table).order_by(table.id)))

    return await town.database.read(unit)


async def deeds(town: Town) -> list[str]:
    return await town.database.read(lambda session: list(session.scalars(sa.select(AuditEntry.deed))))


async def test_challenge_of_a_city_without_telegram_is_noted_answered_and_marked(town: Town) -> None:
    marta, joao = town.phone("marta"), town.phone("joao")
    await in_name_of(marta, "Pasto")
    assert labels(marta) == [
        "🧩 Un repte",
        "🌱 Una experiència",
        "👤 Una persona sense Telegram",
        "◀️ Enrere",
    ]
    await marta.press("🧩 Un repte")
    for words in (PROBLEM, TRIED):
        assert marta.last.text.startswith("✍️ En nom de Pasto, Colòmbia\n\n")
        await marta.send(words)
    await marta.press("Fer servir aquest títol")
    assert "Pasto, Colòmbia (✍️ anotat per coordinació)" in marta.last.text

    await marta.press("Publicar a la xarxa")

    assert labels(marta)[-1] == "✍️ En nom de Pasto (CO)"
    assert card_in(town).text.startswith(
        f"🧩 Desafío · Pasto, Colombia\n{TITLE}\n✍️ Anotado por coordinación\n\nSe pierden"
    )
    assert "challenge_noted" in await deeds(town)
    await joao.send("Isenção no primeiro ano.", chat_id=GROUP, reply_to=card_in(town))
    assert "João Batista" in marta.last.text  # nobody of the city has Telegram: who noted it hears
    await marta.press("✅ Resolt")
    await town.wait(minutes=1)
    assert "✅ Resuelto · 1 respuesta ✍️" in card_in(town).text
    await in_name_of(marta, "Pasto")
    await marta.press("✅ Com va un repte")
    await marta.press("1")
    assert "✍️ L’estat que es marqui aquí queda anotat en nom de Pasto, Colòmbia." in marta.last.text
    await marta.press("🔶 En part")
    await marta.press("✍️ En nom de Pasto (CO)")
    await marta.press("📋 El que s’ha anotat")
    assert marta.last.text.count("Los puestos de feria") == 2  # the challenge, and how it stands


async def test_people_of_the_city_find_what_is_noted_and_make_it_theirs(town: Town) -> None:
    marta, rosa = town.phone("marta"), town.phone("rosa")
    await in_name_of(marta, "Riobamba")
    await marta.press("🌱 Una experiència")
    await marta.send(DONE)
    await marta.send(REGRET)
    await marta.press("Fer servir aquest títol")
    before = len(rosa.inbox)
    await marta.press("Enviar només a la coordinació")

    assert len(rosa.inbox) == before
    await town.wait(days=7)
    digest = next(one.text for one in rosa.messages if "Resumen semanal" in one.text)
    assert "✍️ La coordinación ha anotado 1 cosa en nombre de Riobamba (EC)" in digest
    await to_city(rosa, "Riobamba")
    await rosa.press("✍️ Anotado en nuestro nombre")
    await rosa.press("1")
    assert "Riobamba, Ecuador (✍️ anotado por coordinación)" in rosa.last.text
    await rosa.press("✅ Es nuestro")

    assert "Rosa Guamán, Riobamba, Ecuador" in rosa.last.text
    assert "✍️" not in rosa.last.text
    assert await all_of(town, Noting) == []


async def test_who_coordinates_no_more_is_refused_and_loses_nothing_typed(town: Town) -> None:
    marta = town.phone("marta")
    await in_name_of(marta, "Pasto")
    await marta.press("🧩 Un repte")
    await marta.send(PROBLEM)

    def unit(session: Session) -> None:
        coordinator = sa.select(Person.id).where(Person.name == "Marta Vila").scalar_subquery()
        session.execute(sa.update(Membership).where(Membership.person_id == coordinator).values(role=Role.DELEGATE))

    await town.database.run(unit)
    await marta.send(TRIED)

    drafts = await all_of(town, Draft)
    assert [draft.answers["problem"] for draft in drafts] == [PROBLEM]
    assert await all_of(town, Challenge) == []
    assert marta.last.text == "Això correspon a altres persones de la xarxa."


async def test_answer_of_a_city_is_noted_and_its_people_hear_that_it_helped(town: Town) -> None:
    marta, carla, rosa = town.phone("marta"), town.phone("carla"), town.phone("rosa")
    await share_challenge(carla)
    await in_name_of(marta, "Riobamba")
    await marta.press("💡 Una solució")
    await marta.press("1")
    assert marta.last.text.startswith("✍️ En nom de Riobamba, Equador")
    await marta.send("Un registro único de puestos.")
    await marta.press("Publicar la resposta")

    assert carla.last.text.startswith("💡 Riobamba, Ecuador (✍️ anotado por coordinación), responde a su desafío")
    await in_name_of(marta, "Rosario")
    await marta.press("✅ Com va un repte")
    await marta.press("1")
    page = marta.last
    await carla.press("✅ Resuelto", carla.with_key("✅ Resuelto"))
    assert await marta.press("🔶 En part", page) == (
        "Mentrestant, la mateixa ciutat ha dit com va. No s’ha canviat res."
    )
    assert [one.outcome for one in await all_of(town, Challenge)] == [Outcome.SOLVED]
    await town.wait(minutes=1)
    assert "Rosario, Argentina" in rosa.last.text
    assert "resuelto" in rosa.last.text


@pytest.mark.begins(POLLING)
async def test_dates_are_noted_for_a_city_until_one_of_its_people_answers(town: Town) -> None:
    marta, laia = town.phone("marta"), town.phone("laia")
    await ask(marta)
    await in_name_of(marta, "Quito", MOVING)
    await marta.press("🗳 Dates, sessió 5")
    assert marta.last.text.startswith("✍️ En nom de Quito, Equador\n\n📅 Sessió 5")
    assert re.search(r"👉 1\. .* Quito \(\d\d:\d\d hora de Madrid\)", marta.last.text)
    await marta.press("✅ Sí")
    await marta.press("✖️ No")
    await in_name_of(marta, "Zaragoza", MOVING)
    await marta.press("🗳 Dates, sessió 5")
    await marta.press("✖️ No")
    await marta.press("✖️ 1")
    page = marta.last

    await town.wait(minutes=1)
    assert "✍️ Anotat per coordinació: Quito (EC) i Zaragoza (ES)" in marta.with_key("Triar 1").text
    asked = laia.with_key("✖️ No")
    assert "✖️ 1." in asked.text
    assert "✍️ Anotat per coordinació" in asked.text
    await laia.press("✖️ 1", asked)
    await laia.press("✅ Sí", asked)
    await town.wait(minutes=1)
    table = marta.with_key("Triar 1")
    assert "✍️ Anotat per coordinació: Quito (EC)" in table.text
    assert "Zaragoza (ES)" not in table.text.partition("✍️ Anotat")[2]
    await marta.press("✍️ Anotar per Córdoba", table)
    opened = next(one for one in marta.messages if one.message_id == table.message_id)
    assert opened.text.startswith("✍️ En nom de Córdoba, Argentina")

    assert str(await marta.press("✖️ No", page)).startswith("La ciutat ja ha respost pel seu compte")
    await in_name_of(marta, "Zaragoza", MOVING)
    await marta.press("🗳 Dates, sessió 5")
    assert "✅ 1." in marta.last.text
    assert not any(label.endswith(" 1") for label in labels(marta))  # what the city has said itself


@pytest.mark.begins(ASKED)
async def test_answer_to_the_question_of_the_month_is_noted_and_its_city_changes_it(town: Town) -> None:
    marta, tere = town.phone("marta"), town.phone("tere")
    for city in ("Mérida", "Quito"):  # one for each city by the same person
        await in_name_of(marta, city, MOVING)
        await marta.press("💬 Pregunta del mes")
        assert marta.last.text.startswith(f"✍️ En nom de {city}")
        await marta.send(f"En {city}, de noche.")
        assert "(✍️ anotat per coordinació)" in marta.last.text
        await marta.press("Publicar")
        assert labels(marta)[-1].startswith("✍️ En nom de")
    await town.wait(seconds=5)
    assert "✅ 2 respuestas: Mérida (MX) y Quito (EC)" in town.group("movilidad-sostenible")[-1].text

    await in_name_of(marta, "Mérida", MOVING)
    await marta.press("💬 Pregunta del mes")
    await marta.send("En Mérida, al alba.")
    preview = marta.last
    await tere.press("Leer las respuestas", town.group("movilidad-sostenible")[-1])
    assert "Mérida, México (✍️ anotado por coordinación)\nEn Mérida, de noche." in tere.last.text
    await tere.press("✏️ Cambiar")
    await tere.send("De día.")
    await tere.press("Publicar")
    await tere.press("Leer las respuestas")
    assert "Tere Canul, Mérida, México\nDe día." in tere.last.text
    assert "En Mérida, de noche." not in tere.last.text
    assert [one.kind for one in await all_of(town, Noting)] == ["answer"]
    await marta.press("Publicar", preview)
    assert "La ciutat ja ha respost pel seu compte" in marta.last.text
    assert marta.last.text.endswith("En Mérida, al alba.")
    assert labels(marta)[-1].startswith("✍️ En nom de Mérida")


@pytest.mark.begins(MORNING)
async def test_turn_is_swapped_and_given_back_and_questions_are_written_for_cities(town: Town) -> None:
    marta, rosa, joao = town.phone("marta"), town.phone("rosa"), town.phone("joao")
    await publish(marta)
    await in_name_of(marta, "Riobamba")
    await marta.press("❓ Preguntes per al cas")
    assert marta.last.text.startswith("✍️ En nom de Riobamba")
    await marta.send("¿Quién cobra la tasa?")
    await marta.press("No n’hi ha més")
    assert "✍️ En nom de Riobamba" in marta.last.text
    await marta.press("Mostrar")
    assert "❓ Riobamba (EC) pregunta: ✍️" in marta.last.text

    await marta.press("✍️ En nom de Riobamba")
    await marta.press("🔁 El seu torn")
    await marta.press("🔁 São Paulo")
    await marta.press("Sí, proposar")
    assert "⏳" in marta.last.text
    assert "✍️ Anotat per coordinació" in marta.last.text
    assert joao.last.text.startswith("🔁 Riobamba (EC) propõe a São Paulo (BR) trocar a vez")
    assert "✍️ Anotado pela coordenação" in joao.last.text
    await in_name_of(marta, "São Paulo")  # which answers by telephone
    await marta.press("🔁 El seu torn")
    await marta.press("📥 Riobamba")
    assert marta.last.text.startswith("✍️ En nom de São Paulo")
    await marta.press("🤝")
    assert "trocaram" in joao.last.text
    assert "han cambiado" in rosa.last.text

    await in_name_of(marta, "São Paulo")
    await marta.press("🔁 El seu torn")
    await marta.press("✋ No pot presentar")
    await marta.press("✋ Sí")
    await town.wait(minutes=1)
    assert "🎤 São Paulo (BR) está sem data por enquanto." in joao.last.text
    assert "turn_given_back" in await deeds(town)


@pytest.mark.begins(BEFORE_SESSION)
async def test_note_and_takeaway_are_noted_in_and_after_a_session(town: Town) -> None:
    await furnish(town)
    lucia, marta, tere = town.phone("lucia"), town.phone("marta"), town.phone("tere")
    await start(lucia)
    await go_on(lucia, 5)
    await lucia.send("/rede")
    line = next(line for line in lucia.last.text.split("\n") if "Quito" in line)
    await lucia.press(line.partition(".")[0])
    await lucia.press("✍️ Em nome de Quito")
    assert labels(lucia)[:1] == ["🤫 Uma nota sobre o caso"]  # who facilitates notes what belongs to sessions
    assert not any("desafio" in label for label in labels(lucia))
    await lucia.press("🤫")
    await lucia.press("💡")
    assert lucia.last.text.startswith("✍️ Em nome de Quito")
    await lucia.send("Carga nocturna")
    assert "✅ 1 nota" in lucia.last.text
    await lucia.press("🔴 Acompanhar a sessão")
    await lucia.press("🤫 Anotar por uma cidade")
    assert "Mérida" not in lucia.last.text.partition("?")[2], "it does not write to itself"
    line = next(line for line in lucia.last.text.split("\n") if "Tunja" in line)
    await lucia.press(line.partition(".")[0])
    await lucia.press("❓")
    await lucia.send("¿Quién multa?")
    assert await lucia.press("↩️") == "Retirado."

    await town.move_to(BEFORE_SESSION + timedelta(hours=4))
    assert any("• Carga nocturna — Quito (EC) ✍️" in one.text for one in tere.messages)
    await in_name_of(marta, "Mérida", MOVING)
    await marta.press("🎒 El que s’endú")
    await marta.send("Cargar de noche")
    assert marta.last.text.startswith("✅ Anotat per a Mérida")
    await to_city(tere, "Mérida", MOVING)
    await tere.press("✍️ Anotado en nuestro nombre")
    assert "🎒 Lo que se lleva la ciudad: Cargar de noche" in tere.last.text
    await tere.press("1")
    assert "Mérida (MX) ✍️\nCargar de noche" in tere.last.text
    await lucia.send("/rede")
    line = next(line for line in lucia.last.text.split("\n") if "Mérida" in line)
    await lucia.press(line.partition(".")[0])
    await lucia.press("✍️ Em nome de")
    assert not any("📋" in label for label in labels(lucia))  # that is for the coordination and the city

    await in_name_of(marta, "Mérida", MOVING)
    await marta.press("🎒 El que s’endú")
    await town.database.run(lambda session: session.execute(sa.update(Takeaway).values(noted_by=None)) and None)
    await marta.send("Cargar de día")
    assert "La ciutat ja ha respost pel seu compte" in marta.last.text
    assert marta.last.text.endswith("Cargar de día")
    await marta.press("✍️ En nom de Mérida")
    await marta.press("🙋 Assist")
    await marta.press("1")
    await marta.press("✍️ En nom de Mérida")
    await marta.press("📅 Qui ve")
    line = next(line for line in marta.last.text.split("\n") if "Tere" in line)
    await marta.press(line.partition(".")[0])
    await marta.press("Hi assistiré")
    await marta.press("✍️ En nom de Mérida")
    await marta.press("🤝 Un comprom")
    await marta.send("Abrir de noche")
    await marta.press("✍️ En nom de Mérida")
    await marta.press("🎁 Una oferta")
    await marta.press("5")
    await marta.send("Planos")
    await marta.press("Sense data")
    await marta.press("✍️ En nom de Mérida")
    assert marta.last.text.startswith("✍️ En nom de Mérida")
    await marta.press("🎁 Una oferta")
    await marta.press("1")
    await marta.send("Un manual")
    await marta.press("Sense data")
    await to_city(tere, "Mérida", MOVING)
    await tere.press("✍️ Anotado en nuestro nombre")
    assert "1. 🎁 Oferta: Un manual" in tere.last.text
    await tere.press("1")
    assert "✍️" in tere.last.text
    await tere.press("✅ Es nuestro")
    assert "👤 Tere Canul" in tere.last.text
    assert "✍️" not in tere.last.text


async def test_person_without_telegram_counts_gets_no_letters_and_is_followed_by_link(town: Town) -> None:
    marta, rosa = town.phone("marta"), town.phone("rosa")
    await in_name_of(marta, "Pasto")
    await marta.press("👤 Una persona sense Telegram")
    await marta.send("Lucía <Benavides>")
    await marta.send("Plaza de mercado")
    assert "Lucía <Benavides>\nPlaza de mercado" in marta.last.text
    await marta.press("✅ Sí, hi està d’acord")
    await marta.press("✍️ En nom de Pasto")
    await marta.press("🤝 Ofereix i necessita: Lucía")
    await marta.send("mercados; plazas")
    await marta.press("Ometre")
    await to_city(rosa, "Pasto")
    assert "Lucía <Benavides> (titular), Plaza de mercado" in rosa.last.text
    assert "• mercados\n• plazas\n✍️ Anotado por coordinación" in rosa.last.text

    await town.wait(days=9)  # the invitation, reminders and digests of a session pass by
    assert 0 not in {letter.chat_id for letter in await all_of(town, Letter)}

    await in_name_of(marta, "Pasto")
    await marta.press("👤 Una persona sense Telegram")
    await marta.send("Lucía <Benavides>")
    await marta.press("Ometre")
    await marta.press("✅ Sí, hi està d’acord")
    people = [one for one in await all_of(town, Person) if one.name == "Lucía <Benavides>"]
    assert len(people) == 1
    assert "⭐ Com a primera persona de la ciutat" in marta.last.text
    await marta.press("👤 Veure la persona")
    assert "✍️ Sense Telegram: la coordinació anota per aquesta persona." in marta.last.text
    assert "🔕" not in marta.last.text
    assert "➡️ Passar el relleu" not in labels(marta)
    await marta.press("🔗 Enllaç per a Lucía <Benavides>")
    waiting = marta.with_key("Retirar l’enllaç")
    assert "substitut" not in waiting.text
    assert marta.last.text.startswith(
        "👋 Lucía <Benavides>, su lugar en Microrred de Economía Local por Pasto, Colombia está listo."
    )
    lucia = town.stranger(5001, "Lu")
    await lucia.start(marta.last.text.split("?start=")[1].split()[0])
    await lucia.press("De acuerdo")
    await lucia.press("Usar «Lucía <Benavides>»")
    await lucia.press("Usar «Plaza de mercado»")
    for key in ("Sí, es correcto", "Omitir", "Omitir"):
        await lucia.press(key)
    await town.settle()

    told = next(one for one in marta.messages if one.message_id == waiting.message_id)
    assert told.text.startswith("✅ Lucía <Benavides> ja és a Telegram.")
    assert "mercados" in lucia.last.text
    assert [one.telegram_id for one in await all_of(town, Person) if "Lucía <" in one.name] == [lucia.user_id]
    members = [one for one in await all_of(town, Membership) if one.person_id == people[0].id]
    assert members == []
    await to_city(rosa, "Pasto")
    assert "Lucía <Benavides> (titular), Plaza de mercado" in rosa.last.text
    assert "• mercados\n• plazas\n✍️ Anotado por coordinación" in rosa.last.text
    assert "suplente" not in rosa.last.text
