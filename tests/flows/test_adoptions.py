"""A city tries what another one has shared: told, asked about for half a year, and to be seen as list and picture."""

from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.models import Adoption, AdoptionCheck, AdoptionState, KeptFile
from tests.flows.phones import Phone, Town
from tests.flows.sharing import share_challenge, share_experience
from texts.adoptions.presses import AdoptionTold, AdoptionWithdrawn

TAKES = "La feria de noche, con <luz>."
STEP = "Hablar con las dos asociaciones"
LESSON = "Hubo que cerrar a las diez."
CHANGED = "Esto cambió mientras tanto. La página muestra cómo está ahora."
STATES = [["Funcionó", "Con cambios"], ["No funcionó", "Todavía no"]]
TITLE = "Se abrió una feria nocturna en 2025"


async def adopt(phone: Phone, takes: str = TAKES) -> None:
    """From the page of what another city has shared, in Spanish."""
    await phone.press("🌱 Lo vamos a probar")
    await phone.send(takes)
    await phone.press("Omitir")
    await phone.send(STEP)
    await phone.press("En dos semanas")
    await phone.press("🌱 Sí, lo vamos a probar")


async def time_goes_by(town: Town, days: int) -> None:
    """All that other features say in so many days is left out: it was begun that much earlier instead."""

    def unit(session: Session) -> None:
        for adoption in session.scalars(sa.select(Adoption)):
            adoption.adopted_at -= timedelta(days=days)
            adoption.check_at = None if adoption.check_at is None else adoption.check_at - timedelta(days=days)

    await town.database.run(unit)
    await town.wait(minutes=5)


async def standing(town: Town) -> list[tuple[str, AdoptionState, str, int]]:
    """What is tried, how it went, and how often that was said."""
    told = sa.select(sa.func.count(AdoptionCheck.id)).where(AdoptionCheck.adoption_id == Adoption.id).scalar_subquery()
    found = sa.select(Adoption.takes, Adoption.state, Adoption.learned, told).where(Adoption.withdrawn_at.is_(None))
    return await town.database.read(
        lambda session: [tuple(row) for row in session.execute(found.order_by(Adoption.id))]
    )


async def test_city_learns_from_another_and_both_hear_how_it_went(town: Town) -> None:
    carla, rosa, joao = town.phone("carla"), town.phone("rosa"), town.phone("joao")
    await share_experience(carla)
    await carla.press("Ver")
    assert not any("probar" in key for row in carla.keys for key in row), "nobody tries what is their own"

    await rosa.start("experience-1")
    await rosa.press("🌱 Lo vamos a probar")
    told_of = f"🌱 Rosario (AR) compartió: «{TITLE}»\n\n"
    assert rosa.last.text == f"{told_of}¿Qué toma Riobamba (EC) de esto? Bastan una o dos frases."
    for words in (TAKES, "Con sanitarios desde el primer día.", STEP):
        await rosa.send(words)
        assert rosa.last.text.startswith(told_of), "what is taken is seen at each question"
    assert any("¿Cuál es el primer paso? Basta una frase." in text for text in rosa.inbox)
    assert [row[0] for row in rosa.keys[:3]] == [
        "En dos semanas (lun 07/06)",
        "En un mes (jue 24/06)",
        "En tres meses (mar 24/08)",
    ]
    await rosa.send("31/02")
    assert rosa.last.text.startswith("No se entiende qué día por venir es.")
    await rosa.send("7 de junio")
    assert rosa.last.text == (
        "Así lo leerá la red. Se avisa enseguida a Rosario (AR); a los 30, 90 y 180 días se preguntará cómo fue.\n\n"
        f"🌱 Riobamba (EC) ← Rosario (AR)\n🌱 Experiencia: {TITLE}\n\nQué toma\n{TAKES}\n\nQué cambia\n"
        f"Con sanitarios desde el primer día.\n\n👣 Primer paso, lun 7 de junio de 2027: {STEP}"
    )
    assert await rosa.press("🌱 Sí, lo vamos a probar") == "Publicado. Se avisa a Rosario (AR)."
    ways = [["✏️ Cambiar", "🗑 Retirar"], ["Leer de dónde viene"], ["👥 Rosario: quién participa"], ["◀️ Atrás"]]
    assert rosa.keys == [["🌱 Contar cómo va"], *ways], "nothing was tried yet: nobody asks how it went"
    assert ["👥 Riobamba: quién participa"] in carla.keys, "a word can be said to who tries it"
    assert carla.last.text.startswith(
        f"🌱 Riobamba (EC) va a probar lo que compartió Rosario (AR). ¡Gracias!\n🌱 Experiencia: {TITLE}\n\nQué toma\n"
        f"{TAKES}"
    )
    await joao.start("experience-1")
    assert joao.last.text.endswith("🌱 Quem experimenta: Riobamba (EC)")

    await time_goes_by(town, 26)
    await town.wait(days=3)  # a session is near: nothing waits for the digest of the week
    assert not any("¿Cómo fue esto" in text for text in rosa.inbox), "a day is missing"
    await time_goes_by(town, 2)
    question = rosa.with_key("Todavía no")
    assert question.text.startswith(
        f"🌱 ¿Cómo fue esto en Riobamba (EC)?\nRiobamba (EC) ← Rosario (AR)\n🌱 Experiencia: {TITLE}\n\n{TAKES}"
    )
    assert await rosa.press("Todavía no", question) == "Guardado."
    assert rosa.keys == [["Funcionó", "Con cambios"], ["No funcionó", "☑️ Todavía no"], *ways], "from now on"
    told = len(carla.inbox)
    await time_goes_by(town, 60)
    await rosa.press("Con cambios")
    await rosa.send(LESSON)
    assert rosa.last.text.endswith(f"🔁 Funcionó con cambios\nQué hubo que cambiar: {LESSON}")
    assert await rosa.press_data(AdoptionTold(1, AdoptionState.FAILED, 1).pack(), rosa.last) == CHANGED
    assert await standing(town) == [(TAKES, AdoptionState.ADAPTED, LESSON, 2)]
    assert carla.inbox[told:][-1] == (
        "🎉 Lo que compartió Rosario (AR) funcionó en Riobamba (EC), con cambios. ¡Gracias!\n"
        f"🌱 Experiencia: {TITLE}\n\nQué hubo que cambiar: {LESSON}"
    )

    await joao.send("/rede")
    await joao.press("🌱 Quem aprendeu com quem")
    line = f"Riobamba (EC) ← Rosario (AR): {TITLE} (funcionou com mudanças)"
    assert joao.last.text == f"🌱 Quem aprendeu com quem · Microrred de Economía Local\n\n1. {line}"
    assert joao.keys == [["1"], ["Minha cidade"], ["🖼 Ver como imagem"], ["◀️ Voltar"]]
    await joao.press("Minha cidade")
    assert "Ainda nada." in joao.last.text
    await joao.press("Todas as cidades")
    assert await joao.press("🖼 Ver como imagem") == "Um momento: está sendo desenhada."
    assert (joao.last.media_kind, joao.last.text) == (
        "photo",
        "🌱 Quem aprendeu com quem · Microrred de Economía Local\n\nCompartilhou: 1 cidade. Experimenta: 1 cidade. "
        "No total, 1 adaptação.\n\n🔁 Funcionou com mudanças: 1\n\nCada seta vai de quem compartilhou algo a quem o "
        "experimenta.",
    )
    assert await joao.press("🖼 Ver como imagem") == "Aqui está.", "nothing has changed since"
    assert await town.database.read(lambda session: len(session.scalars(sa.select(KeptFile.digest)).all())) == 1
    await rosa.send("/red")
    await rosa.press("4")
    await rosa.press("🌱 Quién aprendió de quién")
    assert "Riobamba (EC) ← Rosario (AR)" in rosa.last.text

    await town.wait(days=7)
    worked = f"funcionou com mudanças: {TITLE}"
    assert any(f"🌱 Riobamba (EC) ← Rosario (AR), {worked}" in text for text in joao.inbox[-4:])
    own = f"🎉 Lo que usted compartió funcionó en Riobamba (EC), con cambios: {TITLE}"
    assert any(own in text for text in carla.inbox[-4:])


async def test_answer_to_a_challenge_is_tried_noted_for_a_city_made_its_own_changed_and_withdrawn(town: Town) -> None:
    carla, rosa, joao, marta = (town.phone(name) for name in ("carla", "rosa", "joao", "marta"))
    await share_challenge(rosa)
    await joao.start("solve-1")
    await joao.send("Cobrar por telefone.")
    await joao.press("📣")
    told = len(joao.inbox)

    await marta.send("/xarxa")
    await marta.press("Economía")
    await marta.press("4")
    await marta.press("✍️ En nom de Riobamba")
    await marta.press("🌱 Una adaptació")
    assert "1. 💡 Resposta a «Los puestos de feria no pagan la tasa» · São Paulo (BR)" in marta.last.text
    await marta.press("1")
    await marta.send("Cobrament per telèfon")
    await marta.press("Omet")
    await marta.send("Parlar amb el banc")
    await marta.press("D’aquí a un mes")
    await marta.press("🌱 Sí, ho provarem")
    assert marta.keys[-1] == ["✍️ En nom de Riobamba (EC)"]
    assert joao.inbox[told:][-1].startswith("🌱 Riobamba (EC) vai experimentar o que São Paulo (BR) compartilhou.")

    await rosa.start("noted-1")
    await rosa.press("1")
    assert "✍️ Anotado por coordinación" in rosa.last.text
    old = rosa.last
    await rosa.press("✅ Es nuestro")
    await rosa.press("Leer de dónde viene")
    assert rosa.last.text.endswith("🌱 Quién lo prueba: Riobamba (EC)")
    assert rosa.keys[-2] == ["🌱 Nuestra adaptación"]
    await rosa.press("🌱 Nuestra adaptación")
    await rosa.press("✏️ Cambiar")
    await rosa.press("Qué toma")
    await rosa.send("Cobrar por teléfono")
    await rosa.press("💾 Guardar el cambio")
    assert await standing(town) == [("Cobrar por teléfono", AdoptionState.PLANNED, "", 0)]
    assert "Cobrar por teléfono" in joao.inbox[told:][-1], "what was told says what it says now"
    assert await rosa.press_data(AdoptionWithdrawn(1, 1).pack(), old) == CHANGED

    await rosa.send("/red")
    await rosa.press("🌱 Quién aprendió de quién")
    await rosa.press("1")
    await rosa.press("🌱 Contar cómo va")
    assert rosa.last.text.startswith("🌱 ¿Cómo va esto en Riobamba (EC)?\n")
    assert rosa.keys == [*STATES, ["◀️ Atrás"]], "it can be told before anybody asks"
    await rosa.press("◀️ Atrás")
    await rosa.press("🌱 Contar cómo va")
    await rosa.press("No funcionó")
    await rosa.press("Omitir")
    await time_goes_by(town, 200)
    assert not any("¿Cómo fue esto" in text for text in rosa.inbox), "what did not work is left alone"
    await rosa.send("/red")
    await rosa.press("🌱 Quién aprendió de quién")
    await rosa.press("1")
    await rosa.press("🗑 Retirar")
    await rosa.press("🗑 Sí, retirarlo")
    assert await standing(town) == []
    assert "Todavía nada." in rosa.last.text
    assert "🌱 Riobamba (EC) retirou a sua adaptação." in joao.inbox

    await carla.send("/menu")
    await carla.press_data(AdoptionTold(1, AdoptionState.WORKED, 4).pack(), carla.last)
    assert await standing(town) == []
