"""A challenge in Portuguese, answered from Rosario in Spanish, taken by Quito in English, and found in Catalan."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.models import City, Membership, Network, NetworkCity, Person, Role, Solution
from tests.flows.phones import Town
from tests.flows.sharing import card_in

NETWORK = "economia-local"
PROBLEM = "As feirantes pagam a taxa em dinheiro e a prefeitura perde metade da arrecadação das feiras livres."
TRIED = "Fiscais de porta em porta, caro demais."
ANSWER = "Cobramos por mes con un código en cada puesto de feria, sin cajas."


async def test_challenge_in_portuguese_is_answered_in_rosario_taken_in_quito_and_found_in_catalan(town: Town) -> None:
    joao, carla, diego, marta = (town.phone(name) for name in ("joao", "carla", "diego", "marta"))
    await town.database.run(lambda session: let_quito_in(session, diego.user_id, town))

    await joao.send("/menu")
    await joao.press("Novo desafio")
    await joao.send(PROBLEM)
    await joao.send(TRIED)
    await joao.press("Usar este título")
    await joao.press("Publicar na rede")
    await carla.send(ANSWER, chat_id=town.groups[NETWORK], reply_to=card_in(town))
    await town.wait(seconds=10)
    assert "💡 Carla Benítez, Rosario, Argentina, responde ao seu desafio" in joao.last.text
    assert ANSWER in joao.last.text
    await joao.press("Resolvido")
    await town.wait(seconds=10)
    assert "Su respuesta ayudó. ¡Gracias!" in carla.last.text
    assert "São Paulo, Brasil, agradece a Carla Benítez, Rosario, Argentina" in town.group(NETWORK)[-1].text

    await diego.start("solution-1")
    await diego.press("We will try")
    await diego.send("One code for each stall.")
    await diego.send("We begin with two fairs.")
    await diego.send("Talk to the fairs.")
    await diego.send("7/6")
    await diego.press("Yes")
    assert "Quito (EC) ← Rosario (AR)" in diego.last.text
    assert carla.last.text.startswith("🌱 Quito (EC) va a probar lo que compartió Rosario (AR). ¡Gracias!")

    await marta.send("/cercar taxes de parades de mercat")
    assert marta.last.text.startswith("🔎 taxes de parades de mercat · 2 resultats")
    await marta.press("1")
    assert marta.last.text.startswith("💡 Resposta a «As feirantes pagam a taxa")
    assert f"Carla Benítez, Rosario, Argentina\n{ANSWER}" in marta.last.text
    assert "🙌 Ha ajudat, segons qui ho va preguntar." in marta.last.text
    assert marta.last.text.endswith("Quito (EC)")  # who tries it
    told = await town.database.read(lambda session: session.scalars(sa.select(Solution.language)).all())
    assert told == ["es"]


def let_quito_in(session: Session, telegram_id: int, town: Town) -> None:
    """Somebody of Quito, who reads English, takes part in the network, too."""
    person = session.scalars(sa.select(Person).where(Person.telegram_id == telegram_id)).one()
    person.language = "en"
    network = session.scalars(sa.select(Network).where(Network.slug == NETWORK)).one()
    quito = session.scalars(sa.select(City).where(City.slug == "quito")).one()
    session.add(NetworkCity(network_id=network.id, city_id=quito.id))
    session.add(
        Membership(person_id=person.id, network_id=network.id, city_id=quito.id, role=Role.DELEGATE, joined_at=town.now)
    )
