import re

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.models import AuditEntry, Challenge, Draft, Membership, Outcome, Person, Visibility
from tests.flows.phones import Phone, Town
from tests.flows.sharing import PROBLEM, TITLE, TRIED, card_in, share_challenge

NETWORK = "economia-local"


async def challenges(town: Town) -> list[Challenge]:
    return await town.database.read(lambda session: list(session.scalars(sa.select(Challenge).order_by(Challenge.id))))


async def deeds(town: Town) -> list[str]:
    return await town.database.read(lambda session: list(session.scalars(sa.select(AuditEntry.deed))))


def data_of(phone: Phone, label: str) -> str:
    keys = [key for row in phone.with_key(label).buttons for key in row if label in key["text"]]
    return str(keys[0]["callback_data"])


async def test_challenge_is_shared_in_a_minute(town: Town) -> None:
    carla = town.phone("carla")

    await share_challenge(carla)

    assert carla.last.text.startswith(f"✅ Compartido: {TITLE}")
    assert "también en el grupo" in carla.last.text
    assert carla.keys == [["Ver"], ["📎 Adjuntar"], ["◀️ Menú"]]
    card = card_in(town)
    assert card.text == (
        "🧩 Desafío · Rosario, Argentina\n"
        f"{TITLE}\n\n"
        "Se pierden <ingresos> cada mes.\n\n"
        f"Ya se intentó: {TRIED}\n\n"
        "⏳ Abierto · sin respuestas todavía\n"
        "Para responder, basta con contestar a este mensaje."
    )
    assert [[key["text"] for key in row] for row in card.buttons] == [["💡 Responder", "Leer completo"]]
    assert card.buttons[0][0]["url"] == "https://t.me/microrredes_demo_bot?start=solve-1"


async def test_nobody_else_is_disturbed_by_a_new_challenge(town: Town) -> None:
    rosa, before = town.phone("rosa"), len(town.phone("rosa").inbox)

    await share_challenge(town.phone("carla"))

    assert len(rosa.inbox) == before


async def test_publishing_twice_publishes_once(town: Town) -> None:
    carla = town.phone("carla")
    await carla.send("/desafio")
    await carla.send(PROBLEM)
    await carla.send(TRIED)
    await carla.press("Usar este título")
    data, preview = data_of(carla, "Publicar en la red"), carla.last

    await carla.press_data(data, preview)
    toast = await carla.press_data(data, preview)

    assert toast == "Esa pregunta ya está respondida."
    assert len(await challenges(town)) == 1
    assert len([one for one in town.group(NETWORK) if TITLE in one.text]) == 1


async def test_nothing_tried_yet_and_another_title(town: Town) -> None:
    carla = town.phone("carla")
    await carla.send("/desafio")
    await carla.send(PROBLEM)
    await carla.press("Todavía nada")
    await carla.send("Tasas  de\nferia")

    assert "Tasas de feria" in carla.last.text
    assert "Todavía no se ha intentado nada." in carla.last.text


async def test_part_is_changed_before_publishing_and_the_preview_comes_back(town: Town) -> None:
    carla = town.phone("carla")
    await carla.send("/desafio")
    await carla.send(PROBLEM)
    await carla.send(TRIED)
    await carla.press("Usar este título")

    await carla.press("Cambiar")
    assert carla.keys[:3] == [["El problema"], ["Lo que se intentó"], ["El título"]]
    await carla.press("Lo que se intentó")
    await carla.send("Una app, que nadie usó.")

    assert carla.last.text.startswith("Así se verá en")
    assert "Una app, que nadie usó." in carla.last.text
    await carla.press("Publicar en la red")
    assert (await challenges(town))[0].tried == "Una app, que nadie usó."


async def test_changing_nothing_goes_back_to_the_preview(town: Town) -> None:
    carla = town.phone("carla")
    await carla.send("/desafio")
    await carla.send(PROBLEM)
    await carla.send(TRIED)
    await carla.press("Usar este título")
    await carla.press("Cambiar")

    await carla.press("Atrás")

    assert carla.last.text.startswith("Así se verá en")


async def test_person_of_several_networks_is_asked_for_which(town: Town) -> None:
    marta = town.phone("marta")

    await marta.send("/repte")
    assert marta.keys[:2] == [["Microrred de Economía Local"], ["Microrred de Movilidad Sostenible"]]
    await marta.press("Microrred de Movilidad Sostenible")
    await marta.send("Els carrils bus són plens de cotxes.")
    await marta.press("Encara res")
    await marta.press("Fer servir aquest títol")
    await marta.press("Publicar a la xarxa")

    assert "Equipo de coordinación" in card_in(town, "movilidad-sostenible").text
    assert not [one for one in town.group(NETWORK) if "carrils" in one.text]


async def test_challenge_for_the_coordination_is_seen_by_nobody_else(town: Town) -> None:
    carla, rosa, marta = town.phone("carla"), town.phone("rosa"), town.phone("marta")
    before = len(town.group(NETWORK))

    await share_challenge(carla, publish="Enviar solo a la coordinación")

    assert "y nadie más" in carla.last.text
    assert len(town.group(NETWORK)) == before
    assert marta.last.text.startswith("🔒 Només per a la coordinació\n\n🧩 Repte · Rosario, Argentina")
    await marta.press("Llegir-ho tot")
    assert TRIED in marta.last.text
    await rosa.start("challenge-1")
    assert rosa.last.text == "Eso ya no está disponible."
    await rosa.send("/menu")
    await rosa.press("Desafíos")
    assert TITLE not in rosa.last.text


async def test_challenge_for_the_coordination_is_published_later(town: Town) -> None:
    carla, marta = town.phone("carla"), town.phone("marta")
    await share_challenge(carla, publish="Enviar solo a la coordinación")

    await carla.press("Ver")
    await carla.press("Publicar en la red")
    assert carla.last.text.startswith(f"¿Publicar «{TITLE}» en la Microrred de Economía Local?")
    assert [one for one in town.group(NETWORK) if TITLE in one.text] == []
    data, page = data_of(carla, "Sí, publicar"), carla.last
    assert await carla.press("Sí, publicar") == "Publicado en la red."
    await carla.press_data(data, page)

    assert "Solo lo ve la coordinación" not in carla.last.text
    assert len([one for one in town.group(NETWORK) if TITLE in one.text]) == 1
    assert "🔒" not in next(text for text in marta.inbox if TITLE in text)


async def test_lists_page_and_filter(town: Town) -> None:
    carla, rosa = town.phone("carla"), town.phone("rosa")

    def add(session: Session) -> None:
        author = session.scalars(sa.select(Person).where(Person.telegram_id == 1008)).one()
        for number in range(7):
            outcome = Outcome.SOLVED if number == 0 else Outcome.OPEN
            session.add(
                Challenge(
                    network_id=1,
                    person_id=author.id,
                    title=f"Asunto {number}",
                    problem="p",
                    tried="",
                    language="es",
                    visibility=Visibility.NETWORK,
                    outcome=outcome,
                    published_at=town.now,
                )
            )

    await town.database.run(add)
    await rosa.send("/menu")
    await rosa.press("Desafíos")

    assert re.findall(r"Asunto \d", rosa.last.text) == [f"Asunto {number}" for number in (6, 5, 4, 3, 2)]
    assert rosa.keys == [
        ["1", "2", "3", "4", "5"],
        ["Siguientes ▶"],
        ["Resueltos", "Lo mío"],
        ["✍️ Nuevo desafío"],
        ["◀️ Menú"],
    ]
    await rosa.press("▶")
    assert re.findall(r"Asunto \d", rosa.last.text) == ["Asunto 1"]
    assert "Página 2 de 2" in rosa.last.text
    await rosa.press("1")
    assert rosa.last.text.startswith("🧩 Asunto 1")
    await rosa.press("Atrás")
    assert "Página 2 de 2" in rosa.last.text
    await rosa.press("Resueltos")
    assert re.findall(r"Asunto \d", rosa.last.text) == ["Asunto 0"]
    await rosa.press("Lo mío")
    assert "Todavía no se ha compartido nada" in rosa.last.text
    await carla.send("/solucion")
    assert "no hay ningún desafío abierto" in carla.last.text


async def test_asker_changes_a_part_and_the_card_follows(town: Town) -> None:
    carla = town.phone("carla")
    await share_challenge(carla)

    await carla.press("Ver")
    await carla.press("Cambiar")
    await carla.press("El problema")
    assert PROBLEM in carla.last.text
    await carla.send("Nadie paga & nadie cobra.")
    await town.wait(seconds=10)
    assert carla.last.text.startswith("Así queda. ¿Guardar el cambio?")
    assert "Nadie paga" not in card_in(town).text
    await carla.press("Guardar el cambio")
    await town.wait(seconds=10)

    assert "Nadie paga & nadie cobra." in carla.last.text
    assert "Nadie paga & nadie cobra." in card_in(town).text
    [challenge] = await challenges(town)
    assert challenge.edited_at is not None


async def test_withdrawn_challenge_leaves_an_empty_card(town: Town) -> None:
    carla, rosa = town.phone("carla"), town.phone("rosa")
    await share_challenge(carla)

    await carla.press("Ver")
    await carla.press("Retirar")
    data, page = data_of(carla, "Sí, retirar"), carla.last
    await carla.press("Sí, retirar")
    toast = await carla.press_data(data, page)
    await town.wait(seconds=10)

    assert toast == "Eso ya no está disponible."
    assert card_in(town).text == "🧩 Este desafío fue retirado por quien lo compartió."
    assert card_in(town).buttons == []
    assert "challenge_withdrawn" in await deeds(town)
    await rosa.start("challenge-1")
    assert rosa.last.text == "Eso ya no está disponible."
    await rosa.start("solve-1")
    assert rosa.last.text == "Eso ya no está disponible."


async def test_only_the_asker_changes_marks_and_withdraws(town: Town) -> None:
    carla, rosa = town.phone("carla"), town.phone("rosa")
    await share_challenge(carla)
    await rosa.start("challenge-1")

    for data in ("co:1:solved", "cw:1", "cx:1", "ce:1", "cp:1:title", "cn:1", "cy:1"):
        assert await rosa.press_data(data, rosa.last) == "Eso corresponde a otras personas de la red."

    [challenge] = await challenges(town)
    assert (challenge.outcome, challenge.withdrawn_at, challenge.title) == (Outcome.OPEN, None, TITLE)


async def test_delegates_of_the_city_answer_for_a_challenge_whose_author_is_gone(town: Town) -> None:
    carla, joao = town.phone("carla"), town.phone("joao")
    await share_challenge(carla)

    def leave(session: Session) -> None:
        members = sa.select(Membership, Person).join(Person, Person.id == Membership.person_id)
        membership = {person.telegram_id: one for one, person in session.execute(members)}
        membership[1003].city_id = membership[1008].city_id
        membership[1008].left_at = town.now

    await town.database.run(leave)
    await joao.start("challenge-1")
    await joao.press("Resolvido")

    [challenge] = await challenges(town)
    assert challenge.outcome is Outcome.SOLVED
    toast = await carla.press_data("co:1:open", carla.last)
    assert toast == (
        "Ya no participa en Microrred de Economía Local. Con un enlace de invitación eso cambia al momento."
    )


async def test_made_up_numbers_and_arguments_are_refused(town: Town) -> None:
    rosa = town.phone("rosa")
    await rosa.send("/menu")

    for data in (
        "cv:2147483648:open:0",
        "cv:2147483647:open:0",
        "cl:1:open:-9",
        "cl:1:open:2147483647",
        "cl:99:open:0",
        "sl:77:0",
        "sv:77",
        "fn:challenge:999999999999",
        "fn:challenge:abc",
        "fn:solution:x",
        "fn:change_challenge:1-nonsense",
        "fn:change_solution:",
        "fn:experience:²",
    ):
        await rosa.press_data(data, rosa.last)
    for link in ("challenge-", "challenge-999999999", "solve", "experience-1", "solve-99999999999999"):
        await rosa.start(link)

    assert await challenges(town) == []


async def test_text_out_of_the_blue_becomes_a_challenge(town: Town) -> None:
    carla = town.phone("carla")

    await carla.send(PROBLEM)
    assert carla.last.text == "Gracias. Para que no se pierda, ¿qué se hace con esto?"
    assert carla.keys == [
        ["🧩 Compartir como desafío"],
        ["🌱 Compartir como experiencia"],
        ["🔎 Buscarlo", "📅 Sesiones"],
        ["Abrir el menú"],
    ]
    await carla.press("Compartir como desafío")
    assert carla.last.text == f"El problema\n{PROBLEM}\n\n¿Qué se ha intentado y cómo resultó?"
    await carla.send(TRIED)
    await carla.press("Usar este título")
    await carla.press("Publicar en la red")

    [challenge] = await challenges(town)
    assert (challenge.title, challenge.problem, challenge.tried) == (TITLE, PROBLEM, TRIED)


async def test_voice_note_out_of_the_blue_becomes_a_challenge(town: Town) -> None:
    carla = town.phone("carla")

    await carla.send_file("voice", b"OggS")
    assert carla.last.text == "Gracias. Para que no se pierda, ¿qué se hace con esto?"
    assert carla.keys == [["🧩 Compartir como desafío"], ["🌱 Compartir como experiencia"], ["Abrir el menú"]]
    await carla.press("Compartir como desafío")
    assert carla.last.text.startswith("🎙 Recibida la nota de voz.")
    await carla.press("Usar este título")
    await carla.press("Publicar en la red")

    assert "📎 1 audio" in carla.last.text
    await carla.press("Ver")
    assert "📋 Datos: 0 de 8 ░░░░░" in carla.last.text, "nothing of it is written yet"
    [challenge] = await challenges(town)
    assert (challenge.problem, challenge.tried) == ("", "")


async def test_words_behind_the_command_are_the_problem(town: Town) -> None:
    carla = town.phone("carla")
    await carla.send(f"/desafio {PROBLEM}")
    assert carla.last.text == f"El problema\n{PROBLEM}\n\n¿Qué se ha intentado y cómo resultó?"

    await carla.send("/desafio Sobra basura. Mucha.")
    await carla.press("Empezar de nuevo")
    await carla.press("Todavía nada")

    assert "«Sobra basura»" in carla.last.text


async def test_text_out_of_the_blue_waits_when_a_draft_lies_unfinished(town: Town) -> None:
    carla = town.phone("carla")
    await carla.send("/desafio")
    await carla.send("Otro problema.")
    await carla.send("/menu")

    await carla.send(PROBLEM)
    await carla.press("Compartir como desafío")
    assert "un desafío" in carla.last.text
    await carla.press("Empezar de nuevo")
    await carla.press("Todavía nada")

    assert TITLE in carla.last.text


async def test_text_too_long_for_a_challenge_is_refused_and_stays_where_it_is(town: Town) -> None:
    carla = town.phone("carla")

    await carla.send("a" * 1501)
    toast = await carla.press("Compartir como desafío")

    assert toast is not None
    assert "1.501" in toast
    assert await town.database.read(lambda session: session.scalars(sa.select(Draft)).all()) == []


async def test_sticker_out_of_the_blue_is_told_that_text_is_wanted(town: Town) -> None:
    carla = town.phone("carla")

    await carla.send_file("sticker")

    assert "Aquí solo" in carla.last.text


async def test_plural_of_the_command_lists_what_is_open(town: Town) -> None:
    rosa = town.phone("rosa")
    await share_challenge(town.phone("carla"))

    await rosa.send("/desafios")

    assert TITLE in rosa.last.text
    assert any("Nuevo desafío" in key for row in rosa.keys for key in row)
