import re

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.models import Experience, Person, Visibility
from tests.flows.phones import Town
from tests.flows.sharing import DONE, REGRET, card_in, share_experience

NETWORK = "economia-local"
TITLE = "Se abrió una feria nocturna en 2025"


async def experiences(town: Town) -> list[Experience]:
    return await town.database.read(lambda session: list(session.scalars(sa.select(Experience))))


async def test_experience_is_shared_in_a_minute(town: Town) -> None:
    carla = town.phone("carla")

    await share_experience(carla)

    assert card_in(town).text == (
        f"🌱 Experiencia · Rosario, Argentina\n{TITLE}\n\nVinieron 40 puestos.\n\nLo que no se repetiría: {REGRET}"
    )
    await carla.press("Ver")
    assert DONE in carla.last.text
    assert carla.keys == [
        ["➕ Completar (2 min)"],
        ["✏️ Cambiar", "🗑 Retirar"],
        ["📋 Todos los datos"],
        ["📎 Adjuntar", "👁 Quién la lee"],
        ["◀️ Atrás", "🔗 Enlace"],
    ]


async def test_what_would_not_be_repeated_is_compulsory(town: Town) -> None:
    carla = town.phone("carla")
    await carla.send("/experiencia")
    await carla.send(DONE)

    assert carla.keys == [["◀️ Atrás", "🗑 Descartar"]]
    await carla.send("\u200b")

    assert await experiences(town) == []


async def test_experience_is_read_from_card_and_list(town: Town) -> None:
    await share_experience(town.phone("carla"))
    joao = town.phone("joao")

    await joao.press("Leer completo", card_in(town))
    assert "O que não se repetiria" in joao.last.text
    assert joao.keys == [["🌐 Escrever um resumo em português"], ["🌱 Vamos experimentar"], ["◀️ Voltar", "🔗 Link"]]
    await joao.send("/menu")
    await joao.press("📚 Experiências")
    assert "Rosario (AR)" in joao.last.text
    await joao.press("1")
    assert REGRET in joao.last.text


async def test_list_pages_and_leads_back_to_its_page(town: Town) -> None:
    rosa = town.phone("rosa")

    def add(session: Session) -> None:
        author = session.scalars(sa.select(Person).where(Person.telegram_id == 1008)).one()
        session.add_all(
            Experience(
                network_id=1,
                person_id=author.id,
                title=f"Feria {number}",
                done="d",
                regret="r",
                language="es",
                visibility=Visibility.NETWORK,
                published_at=town.now,
            )
            for number in range(7)
        )

    await town.database.run(add)
    await rosa.send("/experiencias")

    assert re.findall(r"Feria \d", rosa.last.text) == [f"Feria {number}" for number in (6, 5, 4, 3, 2)]
    await rosa.press("▶")
    assert re.findall(r"Feria \d", rosa.last.text) == ["Feria 1", "Feria 0"]
    await rosa.press("2")
    assert "Feria 0" in rosa.last.text
    await rosa.press("Atrás")
    assert "Página 2 de 2" in rosa.last.text


async def test_change_and_withdrawal_reach_the_card(town: Town) -> None:
    carla = town.phone("carla")
    await share_experience(carla)

    await carla.press("Ver")
    await carla.press("Cambiar")
    await carla.press("El título")
    await carla.send("Feria de noche")
    await carla.press("Guardar el cambio")
    await town.wait(seconds=10)
    assert "Feria de noche" in card_in(town).text
    await carla.press("Retirar")
    await carla.press("Sí, retirar")
    await town.wait(seconds=10)

    assert card_in(town).text == "🌱 Esta experiencia fue retirada por quien la compartió."
    assert card_in(town).buttons == []


async def test_experience_for_the_coordination_is_published_later(town: Town) -> None:
    carla, rosa, marta = town.phone("carla"), town.phone("rosa"), town.phone("marta")
    before = len(town.group(NETWORK))
    await share_experience(carla, publish="Enviar solo a la coordinación")
    assert len(town.group(NETWORK)) == before
    assert "Només per a la coordinació" in marta.last.text
    await rosa.start("experience-1")
    assert rosa.last.text == "Eso ya no está disponible."

    await carla.press("Ver")
    await carla.press("Publicar en la red")
    assert len(town.group(NETWORK)) == before
    await carla.press("Sí, publicar")

    assert TITLE in card_in(town).text
    await rosa.start("experience-1")
    assert DONE in rosa.last.text


async def test_reply_to_the_card_of_an_experience_is_talk(town: Town) -> None:
    rosa = town.phone("rosa")
    await share_experience(town.phone("carla"))
    told = len(rosa.inbox)

    await rosa.send("¡Qué bueno!", chat_id=town.groups[NETWORK], reply_to=card_in(town))

    assert len(rosa.inbox) == told


async def test_only_the_author_changes_an_experience(town: Town) -> None:
    rosa = town.phone("rosa")
    await share_experience(town.phone("carla"))
    await rosa.start("experience-1")

    for data in ("ew:1", "ex:1", "ee:1", "ep:1:done", "en:1"):
        assert await rosa.press_data(data, rosa.last) == "Eso corresponde a otras personas de la red."


async def test_text_out_of_the_blue_becomes_an_experience(town: Town) -> None:
    carla = town.phone("carla")

    await carla.send(DONE)
    await carla.press("Compartir como experiencia")
    await carla.send(REGRET)
    await carla.press("Usar este título")
    await carla.press("Publicar en la red")

    [experience] = await experiences(town)
    assert (experience.title, experience.done, experience.regret) == (TITLE, DONE, REGRET)
