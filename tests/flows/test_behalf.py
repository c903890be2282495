"""The coordination notes in the name of a city what its people would do themselves."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.models import AuditEntry, Challenge, Draft, Membership, Noting, Person, Role
from tests.flows.phones import Phone, Town
from tests.flows.sharing import DONE, PROBLEM, REGRET, TITLE, TRIED, card_in, share_challenge

ECONOMY = "Economía Local"
GROUP = -1001000000101


async def to_city(phone: Phone, city: str, network: str = ECONOMY) -> None:
    """To a city's page, for somebody of several networks."""
    await phone.send("/red")
    if network in str(phone.keys):
        await phone.press(network)
    line = next(line for line in phone.last.text.split("\n") if city in line)
    await phone.press(line.partition(".")[0])


async def in_name_of(phone: Phone, city: str) -> None:
    """To what can be noted for it."""
    await to_city(phone, city)
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
    assert labels(marta) == ["🧩 Un repte", "🌱 Una experiència", "◀️ Enrere"]
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
    assert [type(one).__name__ for one in await all_of(town, Noting)] == ["Noting", "Noting"]


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
    await carla.press("✅ Resuelto")
    await town.wait(minutes=1)
    assert "Rosario, Argentina" in rosa.last.text
    assert "resuelto" in rosa.last.text
