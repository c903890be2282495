"""Search on a phone: found, opened, left, narrowed, turned; offered in any chat; links that ask for access."""

from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from actions.challenges import do_share_challenge
from actions.experiences import do_share_experience
from scheduler.upkeep import forget_old
from store.models import Letter, Network, Person, Search, Visibility
from tests.flows.phones import Town
from tests.flows.sharing import TITLE, share_challenge

MOBILITY = "movilidad-sostenible"
NO_WORD = "Ahí no hay ninguna palabra. Basta con una o dos, como en una biblioteca."
ELSEWHERE = "🔒 Esto es de otra red, y solo lo leen sus integrantes."


async def share_in_portuguese(town: Town) -> None:
    """What João did in São Paulo."""

    def unit(session: Session) -> None:
        person = session.scalars(sa.select(Person).where(Person.telegram_id == town.phone("joao").user_id)).one()
        network = session.scalars(sa.select(Network).where(Network.slug == "economia-local")).one()
        do_share_experience(
            session,
            person,
            network.id,
            done="A feira livre sem plástico, em 2025, com 40 bancas.",
            regret="Começar sem sacolas de pano.",
            title="A feira livre sem plástico",
            visibility=Visibility.NETWORK,
            now=town.now,
        )

    await town.database.run(unit)


async def share_many(town: Town, name: str, number: int, words: str) -> None:
    """So many challenges of one person at once, numbered."""
    telegram_id = town.phone(name).user_id

    def unit(session: Session) -> None:
        person = session.scalars(sa.select(Person).where(Person.telegram_id == telegram_id)).one()
        network = session.scalars(sa.select(Network).where(Network.slug == "economia-local")).one()
        for place in range(1, number + 1):
            do_share_challenge(
                session,
                person,
                network.id,
                problem=f"{words} {place}.",
                tried="",
                title=f"{words} {place}",
                visibility=Visibility.NETWORK,
                now=town.now,
            )

    await town.database.run(unit)


async def test_what_was_shared_is_found_opened_left_narrowed_and_turned(town: Town) -> None:
    rosa = town.phone("rosa")
    await share_in_portuguese(town)
    await share_challenge(rosa)

    await rosa.send("/menu")
    await rosa.press("Buscar")
    assert rosa.last.text.startswith("🔎 ¿Qué buscar?")
    assert rosa.keys[0][0] == "puestos"
    await rosa.send("feria")
    assert rosa.last.text.startswith("🔎 feria · 2 resultados")
    assert TITLE in rosa.last.text
    assert "🌱 A feira livre sem plástico\nSão Paulo (BR) · 2025\n" in rosa.last.text
    assert rosa.keys == [["1", "2"], ["🎚 Filtrar", "🔎 Otra búsqueda"], ["◀️ Menú"]]

    await rosa.press("Filtrar")
    assert [row[0] for row in rosa.keys[:6]] == [
        "Tipo: cualquiera",
        "Ciudad: cualquiera",
        "País: cualquiera",
        "Campo: cualquiera",
        "Tema: cualquiera",
        "Estado: cualquiera",
    ]
    await rosa.press("Ciudad")
    assert await rosa.press("São Paulo") == "1 resultado"
    await rosa.press("1")
    assert "Começar" in rosa.last.text
    assert rosa.keys == [
        ["🌐 Escribir un resumen en español"],
        ["🌱 Lo vamos a probar"],
        ["🔗 Enlace"],
        ["◀️ Volver a los resultados"],
    ]
    await rosa.press("Enlace")
    assert "https://t.me/microrredes_demo_bot?start=experience-1" in rosa.last.text
    await rosa.press("Atrás")
    await rosa.press("Volver a los resultados")
    assert rosa.last.text.startswith("🔎 feria · 1 resultado\n🎚 Solo: São Paulo (BR)")

    await rosa.press("Filtrar")
    await rosa.press("Estado")
    assert await rosa.press("Resuelto") == "0 resultados"
    assert rosa.last.text.startswith("🔎 No se encontró nada con feria.\n🎚 Solo: São Paulo (BR) · ✅ Resuelto")
    assert rosa.keys == [
        ["✖️ Quitar Ciudad: São Paulo (BR)"],
        ["✖️ Quitar Estado: ✅ Resuelto"],
        ["✖️ Quitar los filtros"],
        ["🧩 Preguntar a las demás ciudades"],
        ["🔎 Otra búsqueda", "◀️ Menú"],
    ]
    await rosa.press("Quitar Estado")
    assert await rosa.press("Filtrar") is None
    assert await rosa.press("Quitar los filtros") == "2 resultados"

    await share_many(town, "joao", 12, "Basura en la feria")
    await rosa.send("/buscar basura")
    assert rosa.last.text.startswith("🔎 basura · 12 resultados")
    assert rosa.last.text.endswith("Página 1 de 3")
    await rosa.press("Siguiente")
    await rosa.press("Siguiente")
    assert rosa.keys[:2] == [["1", "2"], ["◀ Anteriores"]]
    await rosa.press("2")
    await rosa.press("Volver a los resultados")
    assert rosa.last.text.endswith("Página 3 de 3")


async def test_what_nobody_has_written_about_becomes_a_challenge(town: Town) -> None:
    carla = town.phone("carla")
    await carla.send("¿Quién recoge los zepelines municipales?")
    await carla.press("Buscarlo")
    assert carla.last.text.startswith("🔎 No se encontró nada con Quién recoge los zepelines municipales.")

    await carla.press("Compartirlo como desafío")

    assert (
        carla.last.text
        == "El problema\n¿Quién recoge los zepelines municipales?\n\n¿Qué se ha intentado y cómo resultó?"
    )


async def test_a_word_or_two_that_found_nothing_lead_to_the_question_what_the_problem_is(town: Town) -> None:
    carla = town.phone("carla")
    await carla.send("/buscar zepelines")
    assert carla.last.text == (
        "🔎 No se encontró nada con zepelines.\n\n"
        "Quizá otra palabra diga lo mismo, o una más general.\n\n"
        "Y si nadie escribió aún sobre esto, con una o dos frases se puede preguntar a las demás ciudades."
    )
    assert carla.keys == [["🧩 Preguntar a las demás ciudades"], ["🔎 Otra búsqueda", "◀️ Menú"]]

    await carla.press("Preguntar a las demás ciudades")

    assert carla.last.text.startswith("🧩 ¿Cuál es el problema?")
    await carla.send("Los zepelines municipales no vuelven a su sitio.")
    assert carla.last.text.endswith("¿Qué se ha intentado y cómo resultó?")


async def test_hostile_words_get_a_clear_sentence_each(town: Town) -> None:
    rosa = town.phone("rosa")
    await share_challenge(rosa)
    told = []
    for words in (
        "¿?!… 🙂",
        "a" * 4000,
        "<b>x</b> & </code>",
        "\u202ezepelín\u202c \u2067ab\u2069",
        "'; DROP TABLE search; --",
    ):
        await rosa.send(f"/buscar {words}")
        told.append(rosa.last.text.split("\n")[0])
    await rosa.send("/buscar")
    await rosa.send("...")
    told.append(rosa.last.text.split("\n")[0])

    assert told == [
        NO_WORD,
        "Son 4.000 caracteres y caben como máximo 200. Por favor, envíe una versión más corta.",
        "🔎 No se encontró nada con <b>x</b> & </code>.",
        "🔎 No se encontró nada con zepelín ab.",
        "🔎 No se encontró nada con '; DROP TABLE search; --.",
        NO_WORD,
    ]


async def test_keys_work_weeks_later_with_the_rights_of_that_day(town: Town) -> None:
    rosa, joao = town.phone("rosa"), town.phone("joao")
    await share_challenge(rosa)
    await joao.send("/buscar tasa")
    town.simulation.time.set(town.now + timedelta(days=20))
    await rosa.send("/desafios")
    await rosa.press("Lo mío")
    await rosa.press("1", rosa.last)
    await rosa.press("Retirar")
    await rosa.press("Sí, retirar")

    assert await joao.press("1") == "Isso não está mais disponível."
    await joao.press("Filtrar")
    await joao.press("Voltar aos resultados")
    assert joao.last.text.startswith("🔎 Nada foi encontrado com tasa.")

    town.simulation.time.set(town.now + timedelta(days=31))
    await town.database.run(lambda session: forget_old(session, town.now))
    assert await town.database.read(lambda session: session.scalars(sa.select(Search)).all()) == []
    assert await joao.press_data("fid:1", joao.last) == (
        "Essa busca já não está guardada. Buscar de novo leva um instante: /buscar"
    )


async def test_two_people_are_offered_what_each_may_see(town: Town) -> None:
    rosa, marta, group = town.phone("rosa"), town.phone("marta"), town.groups["economia-local"]
    await share_challenge(town.phone("tere"))  # in another network
    await share_challenge(rosa)
    await share_challenge(rosa, "Enviar solo a la coordinación")
    before = await letters_waiting(town)

    query, own = await rosa.ask_inline("", chat_id=group)
    of_all = await marta.type_inline("", chat_id=group)
    mine = await rosa.type_inline("puestos de feria")

    assert (own.results[0]["title"], own.results[0]["description"]) == (f"🧩 {TITLE}", "Desafío · Riobamba (EC) · 2027")
    assert [one["id"] for one in mine.results] == [own.results[0]["id"]]  # the confidential one is for no other chat
    assert "Mérida" not in str(own)
    assert "Mérida" in str(of_all)
    assert "problema" not in str(own.results[0]["said"])
    assert await letters_waiting(town) == before
    [answered] = {call.parameters["is_personal"] for call in town.world.calls if call.method == "answerInlineQuery"}
    assert answered

    said = town.world.send_inline(rosa.user_id, group, query, own.results[0]["id"])
    await town.settle()
    assert said.text == f"🧩 {TITLE}\nDesafío · Riobamba (EC)"
    joao = town.phone("joao")
    await joao.press("Abrir en el bot", said)
    assert TITLE in joao.last.text
    town.world.send_inline(rosa.user_id, rosa.user_id, query, own.results[0]["id"])
    heard = len(rosa.inbox)
    await town.settle()
    assert len(rosa.inbox) == heard  # what was put there by way of the bot is no answer to anything


async def letters_waiting(town: Town) -> int:
    query = sa.select(sa.func.count()).select_from(Letter)
    return await town.database.read(lambda session: session.scalar(query) or 0)


async def test_results_of_several_networks_say_of_which(town: Town) -> None:
    await share_challenge(town.phone("rosa"))
    marta = town.phone("marta")
    await marta.send("/cercar puestos")
    assert "Economía local" not in marta.last.text
    await share_challenge(town.phone("tere"))

    await marta.send("/cercar puestos")

    assert ("· Economía local" in marta.last.text, "· Movilidad sostenible" in marta.last.text) == (True, True)


async def test_strangers_are_offered_the_way_in_alone(town: Town) -> None:
    await share_challenge(town.phone("rosa"))
    stranger = town.stranger()

    offered = await stranger.type_inline("puestos")

    assert (offered.results, offered.button) == (
        [],
        {"text": "🔎 Abrir el bot para buscar", "start_parameter": "search"},
    )
    await stranger.start("search")
    assert "invitación" in stranger.last.text
    assert TITLE not in stranger.last.text


async def test_query_that_came_late_is_dropped_quietly(town: Town) -> None:
    rosa = town.phone("rosa")
    query = town.world.query_inline(rosa.user_id, "ferias")
    town.world.inline.waiting(town.world.bot, query).born -= 60

    await town.settle()

    [call] = [call for call in town.world.calls if call.method == "answerInlineQuery"]
    assert call.response is not None
    assert call.response["description"].startswith("Bad Request: query is too old")


async def test_access_is_asked_of_the_coordination_and_given(town: Town) -> None:
    await share_challenge(town.phone("rosa"))
    tere, marta = town.phone("tere"), town.phone("marta")

    await tere.start("challenge-1")
    assert tere.last.text.startswith(ELSEWHERE)
    assert TITLE not in tere.last.text
    await tere.press("Pedir acceso")
    await tere.start("challenge-1")
    assert "La respuesta de la coordinación llegará aquí." in tere.last.text
    assert tere.keys == [["◀️ Menú"]]
    assert "Tere Canul" in marta.last.text
    assert "Mérida, Mèxic" in marta.last.text
    assert TITLE in marta.last.text
    assert marta.keys == [["🔓 Donar accés a aquest registre"], ["✖️ No"]]

    await marta.press("Donar accés")
    assert "✅" in marta.last.text
    assert marta.keys == [["↩️ Treure l’accés"]]
    await town.wait(hours=2)  # it is seven in the morning where she lives
    assert TITLE in tere.last.text
    await tere.press("Leerlo")
    assert "El problema" in tere.last.text
    assert tere.keys == [["◀️ Atrás", "🔗 Enlace"]]  # to read, and nothing else
    await tere.send("/buscar puestos")
    assert TITLE in tere.last.text
    assert [one["id"] for one in (await tere.type_inline("puestos")).results] == ["challenge-1"]

    await marta.press("Treure")
    await tere.start("challenge-1")
    assert "por ahora no está abierto" in tere.last.text
    await tere.send("/buscar puestos")
    assert TITLE not in tere.last.text
