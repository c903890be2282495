"""Cities are asked which date suits them: a coordinator asks and chooses, delegates answer with a tap for each date."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from actions.meetings import do_add
from store.models import AuditEntry, DatePoll, DatePollAnswer, DatePollOption, Network, PollEnding
from store.people import person_by_telegram
from tests.flows.lives import Furnished
from tests.flows.phones import Phone, Town
from tests.locked import locked

MORNING = datetime(2027, 9, 1, 8, tzinfo=UTC)  # a Wednesday; ten in Madrid, two at night in Mérida
MOBILITY = "movilidad-sostenible"
MAY_CHANGE = "🗳 Es consulta les ciutats si convé més una altra data: aquesta pot canviar."


@pytest.mark.begins(MORNING)
async def test_cities_are_asked_in_their_hours_and_the_session_moves_to_the_date_that_suits_them(town: Town) -> None:
    marta, tere, diego, laia = (town.phone(name) for name in ("marta", "tere", "diego", "laia"))
    await _fair_dates(marta)
    await marta.press("Preguntar a les ciutats")
    assert marta.keys == [
        ["✅ dv. 15/10 16:30", "✅ dj. 14/10 16:30"],
        ["✅ dc. 13/10 16:30"],
        ["Següents ▶"],
        ["▶️ Continuar amb 3"],
        ["✖️ Cancel·lar"],
    ]
    await marta.press("dc. 13/10")
    await marta.send("20/10 17:00 Quito")
    assert marta.last.text.startswith("⚠️ No s’ha tingut en compte «Quito»: compta l’hora que és a Madrid.\n\n")
    await marta.press("Continuar amb 3")
    assert "⚠️" not in marta.last.text
    assert marta.last.text.endswith(
        "3. dc. 20/10 17:00\n⏰ 30 min fora d’horari: Zaragoza (ES)\n\n"
        "✉️ Es pregunta en privat a 3 persones. On sigui de nit o cap de setmana, a les nou d’un dia feiner.\n"
        "🔕 Sense ningú a qui preguntar: Consejo Estratégico de Santiago (DO), Córdoba (AR), Quito (EC) i Tunja (CO)\n"
        "⌛ Es respon fins al dl. 6 de setembre, 18:00 hora de Madrid.\n"
        "🔔 A qui no respongui se li recorda una vegada, un dia feiner abans."
    )
    before = len(tere.inbox)
    assert await marta.press("Enviar la pregunta") == "Enviada. Les respostes apareixen aquí."
    assert marta.last.text.endswith("\n\nEncara no ha respost ningú.")
    assert (len(tere.inbox), laia.last.text.split("\n")[0]) == (before, "🗳 Quina data seria possible?")

    await town.move_to(datetime(2027, 9, 1, 15, tzinfo=UTC))
    assert tere.last.text == (
        "🗳 ¿Qué fecha sería posible?\n\n📅 Sesión 5 · Movilidad sostenible\n"
        "Ahora: vie 15 de octubre, 09:00 Mérida (17:00 hora de Madrid)\n\n"
        "▫️ 1. jue 14 de octubre, 08:30 Mérida\n"
        "▫️ 2. vie 15 de octubre, 08:30 Mérida\n"
        "▫️ 3. mié 20 de octubre, 09:00 Mérida\n\n"
        "Las respuestas se pueden cambiar hasta el lun 6 de septiembre, 10:00 Mérida (18:00 hora de Madrid). "
        "Solo las ve la coordinación.\n\n"
        "👉 1. jue 14 de octubre, 08:30 Mérida (16:30 hora de Madrid): ¿sería posible?"
    )
    assert await _answer(tere, "Sí", "No", "Si hace falta") == [
        "Anotado: ✅ Sí",
        "Anotado: ✖️ No",
        "Gracias: todas las fechas tienen respuesta.",
    ]
    assert tere.keys == [["✅ 1", "✖️ 2", "🟡 3"]]
    await _answer(diego, "Sí", "Sí", "Sí")
    await town.wait(seconds=5)
    assert marta.last.text.endswith("De moment no s’hi oposa ningú: 1. Falta 1 ciutat per respondre.")
    told = len(marta.inbox)
    await _answer(laia, "Sí", "No", "Sí")
    await town.wait(seconds=5)

    assert len(marta.inbox) == told + 1  # nobody has to look whether all have answered
    assert marta.last.text.split("\n\n")[1:3] == [
        "1. dj. 14/10 16:30\nPoden 3 · Si cal 0 · No poden 0\n⏰ 30 min fora d’horari: Mérida (MX)",
        "2. dv. 15/10 16:30\nPoden 1 · Si cal 0 · No poden 2\n"
        "✖️ No poden: Mérida (MX) i Zaragoza (ES)\n⏰ 30 min fora d’horari: Mérida (MX)",
    ]
    assert marta.last.text.endswith("\n\nVa bé a totes les ciutats preguntades: 1")
    await marta.press("Triar 1")
    assert marta.last.text.startswith(
        "📅 Sessió 5 · Movilidad sostenible\nDe: dv. 15 d’octubre, 17:00 hora de Madrid\n"
        "A: dj. 14 d’octubre, 16:30 hora de Madrid\n\n08:30 Mérida (MX)"
    )
    counted = len(tere.inbox)
    await marta.press("Canviar la sessió")
    await town.wait(hours=16)
    assert [text.split("\n\n")[0] for text in tere.inbox[counted:]] == ["🔁 La sesión cambia de fecha."]
    assert tere.inbox[counted - 1] == (
        "📅 Sesión 5 · Movilidad sostenible\n\n✅ Fecha elegida: jue 14 de octubre, 08:30 Mérida (16:30 hora de Madrid)"
    )
    assert await _ending(town) is PollEnding.CHOSEN
    assert await town.database.read(_deeds) == ["date_poll_asked", "meeting_moved"]


@pytest.mark.begins(MORNING)
async def test_session_is_added_on_the_date_that_the_cities_chose_and_everybody_hears_of_it_once(town: Town) -> None:
    marta, tere, diego = (town.phone(name) for name in ("marta", "tere", "diego"))
    await _sessions(marta)
    await marta.press("Afegir una sessió")
    await marta.send("15/12 17h")
    await marta.press("Enrere")
    await marta.press("Buscar una data justa")
    proposed = marta.keys
    await marta.press("Preguntar a les ciutats")
    assert [key.removeprefix("✅ ") for row in marta.keys[:2] for key in row] == [
        key for row in proposed[:2] for key in row
    ]
    await marta.press("Cancel·lar")
    assert marta.keys == proposed  # back where it began
    await marta.press("Preguntar a les ciutats")
    await marta.press("Continuar amb 3")
    await marta.press("Enviar la pregunta")
    await marta.press("Enrere")
    assert ["🗳 Sondeig de dates"] in marta.keys
    await town.move_to(datetime(2027, 9, 1, 15, tzinfo=UTC))
    assert tere.last.text.startswith("🗳 ¿Qué fecha sería posible?\n\n📅 Una sesión más · Movilidad sostenible\n\n▫️ 1.")
    await _answer(diego, "Sí", "No", "Sí")
    await _answer(tere, "No", "Si hace falta", "Si hace falta")
    await tere.send("/sesiones")
    await tere.press("Sondeo de fechas")
    assert tere.last.text.startswith("🗳 ¿Qué fecha sería posible?\n\n📅 Una sesión más")
    told = len(tere.inbox)

    await marta.press("Sondeig de dates")
    assert marta.last.text.endswith("\n\nDe moment no s’hi oposa ningú: 3. Falta 1 ciutat per respondre.")
    await marta.press("Triar 3")
    assert marta.last.text.startswith("📅 Sessió 7 · Movilidad sostenible\ndj. 16 de desembre, 16:30 hora de Madrid")
    await marta.press("Cancel·lar")
    assert "Sondeig de dates" in marta.last.text
    await marta.press("Triar 3")
    toast = await marta.press("Afegir la sessió")
    await town.wait(hours=20)

    assert toast == "Afegida. S’avisa totes les persones implicades."
    assert [text.split(".")[0] for text in tere.inbox[told:]] == ["➕ Hay una sesión más"]
    assert "Fecha elegida: jue 16 de diciembre, 09:30 Mérida (16:30 hora de Madrid)" in tere.inbox[told - 1]
    assert await _ending(town) is PollEnding.CHOSEN
    await _sessions(marta)
    assert ["🗳 Sondeig de dates"] not in marta.keys


@pytest.mark.begins(MORNING)
async def test_silent_are_reminded_once_and_by_day_and_the_end_is_told_as_it_is(town: Town) -> None:
    marta, tere, diego, laia = (town.phone(name) for name in ("marta", "tere", "diego", "laia"))
    await _ask(marta)
    await town.move_to(datetime(2027, 9, 2, 15, tzinfo=UTC))
    await _answer(tere, "No")
    told = {phone.user_id: len(phone.inbox) for phone in (tere, diego, laia)}

    await town.move_to(datetime(2027, 9, 3, 15, 59, tzinfo=UTC))
    assert [len(phone.inbox) - told[phone.user_id] for phone in (tere, diego, laia)] == [0, 0, 0]
    await town.move_to(datetime(2027, 9, 3, 16, 1, tzinfo=UTC))  # six in the evening in Madrid, a working day before
    assert [len(phone.inbox) - told[phone.user_id] for phone in (tere, diego, laia)] == [0, 1, 1]
    assert diego.last.text.startswith(
        "⏳ El sondeo de fechas se cierra dentro de 3 días. Basta un toque por fecha.\n\n📅"
    )
    await _answer(diego, "Sí")
    both = [message for message in diego.messages if "👉 2." in message.text]
    assert len(both) == 2  # the question and its reminder say the same
    key = both[0].buttons[0][0]["callback_data"]
    await town.move_to(datetime(2027, 9, 6, 16, 1, tzinfo=UTC))

    assert len(laia.inbox) == told[laia.user_id] + 1
    assert laia.last.text == (
        "📅 Sessió 5 · Movilidad sostenible\n\n🔒 El sondeig de dates s’ha tancat. Ara tria la coordinació."
    )
    assert diego.last.text.endswith(
        "\n\nLo que se respondió aquí:\n✅ 1. mié 13 de octubre, 09:30 Medellín\n"
        "▫️ 2. jue 14 de octubre, 09:30 Medellín\n▫️ 3. vie 15 de octubre, 09:30 Medellín"
    )
    closed = "Este sondeo de fechas ya está cerrado; no admite más respuestas."
    assert await diego.press_data(key, diego.last) == closed
    assert "🔒 Tancat: ja no arriben respostes. Falta triar." in marta.last.text
    assert marta.last.text.endswith(
        "No s’hi va oposar ningú: 2 i 3. No van respondre 3 ciutats.\nÉs un empat; pot decidir el que costa cada data."
    )
    await marta.send("/coordinar")
    assert "🗳 Microrred de Movilidad Sostenible: el sondeig de dates s’ha tancat; falta triar." in marta.last.text
    await marta.press("Sondeig de dates")
    await marta.press("Tancar sense triar")
    assert marta.last.text.endswith(
        "La sessió manté la data.\nLes persones preguntades ho llegeixen al missatge que ja tenen."
    )
    assert await marta.press("Sí, tancar-lo") == "Tancat. No s’ha triat cap data."
    assert marta.keys == [["◀️ Enrere"]]
    await town.wait(seconds=5)
    assert laia.last.text.endswith(
        "El sondeig de dates s’ha acabat sense triar-ne cap. La sessió manté la data: dv. 15 d’octubre, 17:00 Zaragoza"
    )
    await marta.send("/cancelar")
    assert marta.last.text == "No hi ha res per cancel·lar."
    assert await _ending(town) is PollEnding.DROPPED
    assert await town.database.read(_deeds) == ["date_poll_asked", "date_poll_dropped"]


@pytest.mark.begins(MORNING)
async def test_poll_about_a_session_that_changes_otherwise_ends_in_words(town: Town) -> None:
    marta, laia, tere = town.phone("marta"), town.phone("laia"), town.phone("tere")
    await _ask(marta)
    assert await marta.press("Enrere") is None
    assert ["🗳 Sondeig de dates", "🔗 Posar l’enllaç"] in marta.keys
    await marta.press("⚙️ Més")
    await marta.press("Canviar la data")
    await marta.press("Buscar una data justa")
    toast = await marta.press("Preguntar a les ciutats")
    assert toast == "Ja s’ha preguntat a les ciutats per aquesta sessió."
    await marta.press("Enrere")
    await marta.press("⚙️ Més")
    await marta.press("Cancel·lar-la")
    assert "🗳 Amb això s’acaba el seu sondeig de dates." in marta.last.text
    await marta.press("Sí, cancel·lar")
    await town.wait(hours=10)

    overtaken = [text for text in laia.inbox if "sondeig" in text]
    assert overtaken == [
        "📅 Sessió 5 · Movilidad sostenible\n\n🚫 Aquesta sessió s’ha cancel·lat. El sondeig de dates s’ha acabat."
    ]
    assert not any("sondeo" in text or "sería posible" in text for text in tere.inbox)  # it was night: not even asked
    assert await _ending(town) is PollEnding.OVERTAKEN


@pytest.mark.begins(MORNING)
async def test_invitation_says_that_its_date_may_change_as_long_as_another_is_asked_for(town: Town) -> None:
    marta, laia = town.phone("marta"), town.phone("laia")
    await town.move_to(datetime(2027, 9, 10, 12, tzinfo=UTC))
    assert MAY_CHANGE not in laia.with_key("No puc").text
    await _fair_dates(marta, "4")
    await marta.press("Preguntar a les ciutats")
    await marta.press("Continuar amb 3")
    await marta.press("Enviar la pregunta")
    await town.wait(seconds=5)
    assert MAY_CHANGE in laia.with_key("No puc").text

    await marta.press("Tancar sense triar")
    await marta.press("Sí, tancar-lo")
    await town.wait(seconds=5)

    assert MAY_CHANGE not in laia.with_key("No puc").text


@pytest.mark.begins(MORNING)
async def test_invitation_that_goes_out_meanwhile_says_so_too(town: Town) -> None:
    marta, tere = town.phone("marta"), town.phone("tere")
    await _ask(marta)

    await town.move_to(datetime(2027, 10, 8, 20, tzinfo=UTC))

    assert (
        "🗳 Se consulta a las ciudades si conviene más otra fecha: esta puede cambiar." in tere.with_key("No puedo").text
    )


@pytest.mark.begins(MORNING)
async def test_only_delegates_of_the_network_answer_and_only_its_coordinators_choose(town: Town) -> None:
    marta, laia, rosa, lucia = (town.phone(name) for name in ("marta", "laia", "rosa", "lucia"))
    await _ask(marta)
    answers = [key["callback_data"] for row in laia.last.buttons for key in row]
    choices = [key["callback_data"] for row in marta.last.buttons for key in row][:-1]
    for phone in (rosa, lucia):
        await phone.send("/menu")

    elsewhere = {await rosa.press_data(data, rosa.last) for data in (*answers, *choices)}
    facilitation = {await lucia.press_data(data, lucia.last) for data in (*answers, *choices)}
    delegate = {await laia.press_data(data, laia.last) for data in choices}
    coordination = {await marta.press_data(data, marta.last) for data in answers}
    in_group = await laia.press_data(answers[0], town.group(MOBILITY)[-1])
    await laia.send("/misdatos")
    await laia.press("Sortir d’una xarxa")
    await laia.press("Movilidad Sostenible")
    await laia.press("Sí, sortir")
    left = {await laia.press_data(data, laia.last) for data in answers}

    assert elsewhere == {"Eso ya no está disponible."}
    assert facilitation == {"Isso cabe a outras pessoas da rede."}
    assert delegate == {"Això correspon a altres persones de la xarxa."}
    assert coordination == {"Això correspon a altres persones de la xarxa."}
    assert in_group == "Millor fer-ho al xat privat."
    assert len(left) == 1
    assert (
        await town.database.read(lambda session: session.scalar(sa.select(sa.func.count(DatePollAnswer.option_id))))
        == 0
    )


@pytest.mark.begins(MORNING)
async def test_answers_are_not_shown_in_a_group(town: Town) -> None:
    marta = town.phone("marta")
    await _ask(marta)
    await marta.press("Enrere")
    [opens] = [key["callback_data"] for row in marta.last.buttons for key in row if "Sondeig" in key["text"]]

    assert await marta.press_data(opens, town.group(MOBILITY)[-1]) == "Millor fer-ho al xat privat."


@pytest.mark.begins(MORNING)
async def test_date_that_another_session_has_taken_meanwhile_is_not_offered_for_confirmation(town: Town) -> None:
    marta = town.phone("marta")
    await _sessions(marta)
    await marta.press("Afegir una sessió")
    await marta.press("Buscar una data justa")
    await marta.press("Preguntar a les ciutats")
    await marta.press("Continuar amb 3")
    await marta.press("Enviar la pregunta")
    table = marta.last.text

    def take_first(session: Session) -> None:
        option = session.scalars(sa.select(DatePollOption).order_by(DatePollOption.starts_at)).first()
        by = person_by_telegram(session, marta.user_id)
        assert option is not None
        assert by is not None
        network = session.get_one(Network, session.get_one(DatePoll, option.poll_id).network_id)
        do_add(session, by, network, option.starts_at + timedelta(minutes=30), now=town.now)

    await town.database.run(take_first)

    assert await marta.press("Triar 1") == "A aquella hora ja hi ha la sessió 7."
    assert marta.last.text == table


@pytest.mark.begins(MORNING)
async def test_question_is_found_again_by_those_who_are_asked(town: Town) -> None:
    marta, laia, lucia = town.phone("marta"), town.phone("laia"), town.phone("lucia")
    await _ask(marta)
    question = laia.last

    await laia.send("Millor el dijous", reply_to=question)

    assert laia.last.text.endswith("👇 Les dates es responen amb els botons; el que s’escriu no compta.")
    assert laia.keys[0] == ["✅ Sí", "✖️ No"]
    await laia.send("/sessions")
    await laia.press("5")
    await laia.press("Sondeig de dates")
    assert laia.last.text == question.text
    await lucia.send("/sessoes")
    await lucia.press("5")
    assert not any("Enquete" in key for row in lucia.keys for key in row)


@pytest.mark.begins(MORNING)
async def test_dates_that_nobody_could_answer_in_time_are_not_asked_about(town: Town) -> None:
    marta = town.phone("marta")
    await _fair_dates(marta)
    await marta.press("Preguntar a les ciutats")

    await marta.send("3/9 9:00")
    assert "Aquesta data és massa a prop per preguntar abans: calen almenys 2 dies." in marta.last.text
    await marta.send("15/10 17:00")
    assert "Aquesta ja és la data de la sessió." in marta.last.text
    for day in (18, 19):
        await marta.send(f"{day}/10 17:00")
    await marta.send("20/10 17:00")
    assert "Es pot preguntar per 5 dates com a màxim. Abans cal treure’n una." in marta.last.text
    for label in ("✅ dv. 15/10", "✅ dj. 14/10", "✅ dc. 13/10", "✅ dt. 19/10"):
        await marta.press(label)
    assert not any("Continuar" in key for row in marta.keys for key in row)


@pytest.mark.parametrize("furnished", ["postgres"], indirect=True)
@pytest.mark.begins(MORNING)
async def test_two_answers_at_the_same_moment_are_both_counted(furnished: Furnished, town: Town) -> None:
    marta, laia, diego = (town.phone(name) for name in ("marta", "laia", "diego"))
    await _ask(marta)
    await town.move_to(datetime(2027, 9, 1, 15, tzinfo=UTC))

    async with locked(furnished.store_url, sa.select(DatePoll.id)) as waiting:
        pressed = [_pressed(town, phone) for phone in (laia, diego)]
        handled = [asyncio.create_task(town.simulation.application.dispatch.handle(press)) for press in pressed]
        await waiting(2)
    await asyncio.gather(*handled)
    await town.simulation.deliver()
    await town.wait(seconds=5)

    assert "\nPoden 2 · Si cal 0 · No poden 0 · Sense resposta 1\n" in marta.last.text


def _pressed(town: Town, phone: Phone) -> dict[str, Any]:
    """Yes to the first date, as an update that nobody has fetched."""
    message = phone.with_key("Sí")
    town.world.press(phone.user_id, phone.user_id, message.message_id, message.buttons[0][0]["callback_data"])
    return town.world.bot.inbox.emitted[-1].body


async def _fair_dates(marta: Phone, number: str = "5") -> None:
    await _sessions(marta)
    await marta.press(number)
    await marta.press("⚙️ Més")
    await marta.press("Canviar la data")
    await marta.press("Buscar una data justa")


async def _ask(marta: Phone) -> None:
    await _fair_dates(marta)
    await marta.press("Preguntar a les ciutats")
    await marta.press("Continuar amb 3")
    await marta.press("Enviar la pregunta")


async def _sessions(marta: Phone) -> None:
    await marta.send("/coordinar")
    await marta.press("Microrred de Movilidad")
    await marta.press("Sessions")


async def _answer(phone: Phone, *labels: str) -> list[str | None]:
    return [await phone.press(label) for label in labels]


async def _ending(town: Town) -> PollEnding | None:
    return await town.database.read(lambda session: session.scalars(sa.select(DatePoll.ending)).one())


def _deeds(session: Session) -> list[str]:
    found = sa.select(AuditEntry.deed).where(AuditEntry.deed.startswith("date_") | (AuditEntry.deed == "meeting_moved"))
    return list(session.scalars(found.order_by(AuditEntry.id)))
