"""Sessions on people's phones: looked at and answered."""

from datetime import UTC, datetime

import pytest
from sqlalchemy.orm import Session

from store.models import Person, Rsvp
from store.programme import network_by_slug, series_of_network
from tests.flows.phones import Town

WEEK_BEFORE = datetime(2027, 6, 12, tzinfo=UTC)
MOBILITY = "movilidad-sostenible"


@pytest.mark.begins(WEEK_BEFORE)
async def test_invitation_names_the_own_hour_first_and_then_that_of_the_reference_zone(town: Town) -> None:

    assert town.phone("tere").last.text == (
        "¿Podrá asistir?\n\n"
        "📅 Sesión 1 · Movilidad sostenible\n"
        "vie 18 de junio, 09:00 Mérida (17:00 hora de Madrid) · 90 min\n\n"
        "Asisten 0 · Quizá 0 · No pueden 0 · Sin respuesta 5"
    )
    assert town.phone("laia").last.text.split("\n")[3] == "dv. 18 de juny, 17:00 Zaragoza · 90 min"
    assert town.phone("lucia").last.text.split("\n")[3] == (
        "sex., 18 de junho, 12:00 horário de São Paulo (17:00 horário de Madri) · 90 min"
    )
    assert town.phone("tere").keys == [["Asistiré", "Quizá"], ["No puedo", "Detalles"]]


@pytest.mark.begins(WEEK_BEFORE)
async def test_answer_ticks_the_own_card_at_once_and_counts_on_everybody_elses(town: Town) -> None:
    tere, diego = town.phone("tere"), town.phone("diego")

    toast = await tere.press("Asistiré")
    await diego.press("No puedo")
    await town.wait(seconds=10)

    counts = "Asisten 1 · Quizá 0 · No pueden 1 · Sin respuesta 3"
    assert toast == "Asistencia anotada: vie 18 de junio, 09:00 Mérida."
    assert tere.keys == [["✅ Asistiré", "Quizá"], ["No puedo", "Detalles"], ["📅 Al calendario"]]
    assert diego.keys == [["Asistiré", "Quizá"], ["✅ No puedo", "Detalles"]]
    assert tere.last.text.endswith(counts)
    assert diego.last.text.endswith(counts)
    assert town.group(MOBILITY)[-1].text.endswith(counts)
    assert [[key["text"] for key in row] for row in town.group(MOBILITY)[-1].buttons] == [
        ["Asistiré", "Quizá"],
        ["No puedo", "Detalles"],
    ]


@pytest.mark.begins(WEEK_BEFORE)
async def test_same_answer_again_is_harmless(town: Town) -> None:
    tere = town.phone("tere")
    await tere.press("Asistiré")
    before = await _answered_at(town)

    await town.wait(minutes=1)
    toast = await tere.press("✅ Asistiré")

    assert toast == "Asistencia anotada: vie 18 de junio, 09:00 Mérida."
    assert await _answered_at(town) == before


@pytest.mark.begins(WEEK_BEFORE)
async def test_answer_in_the_group_is_told_to_the_one_who_pressed(town: Town) -> None:
    card = town.group(MOBILITY)[-1]

    toast = await town.phone("laia").press("Asistiré", card)
    await town.wait(seconds=10)

    assert toast == "Assistència anotada: dv. 18 de juny, 17:00 Zaragoza."
    assert town.group(MOBILITY)[-1].text.endswith("Asisten 1 · Quizá 0 · No pueden 0 · Sin respuesta 4")
    assert town.phone("laia").keys[0] == ["✅ Hi assistiré", "Potser"]


@pytest.mark.begins(WEEK_BEFORE)
async def test_answer_in_the_group_by_somebody_of_another_network_says_how_to_join(town: Town) -> None:
    card = town.group(MOBILITY)[-1]

    for phone in (town.phone("rosa"), town.stranger()):
        toast = await phone.press_data(card.buttons[0][0]["callback_data"], card)
        assert toast == (
            "Responden las personas de esta microrred. "
            "Para participar, hay que pedir a la coordinación un enlace de invitación."
        )

    assert town.group(MOBILITY)[-1].text.endswith("Asisten 0 · Quizá 0 · No pueden 0 · Sin respuesta 5")


@pytest.mark.begins(WEEK_BEFORE)
async def test_details_leave_the_card_and_say_which_cities_come(town: Town) -> None:
    tere, laia = town.phone("tere"), town.phone("laia")
    await laia.press("Potser")
    await tere.press("Asistiré")
    number = len(tere.messages)

    await tere.press("Detalles")

    assert len(tere.messages) == number + 1
    assert "Ciudades que asisten: Mérida (MX)\n" in tere.last.text
    assert "09:00 Mérida (MX)\n10:00 Medellín (CO), Quito (EC), Tunja (CO)\n11:00" in tere.last.text
    assert "17:00 Zaragoza (ES)" in tere.last.text


@pytest.mark.begins(WEEK_BEFORE)
async def test_details_in_the_group_open_the_private_chat(town: Town) -> None:
    laia = town.phone("laia")
    card = town.group(MOBILITY)[-1]

    await laia.press("Detalles", card)

    opened = [call.parameters["url"] for call in town.world.calls if "url" in call.parameters]
    assert [url.partition("?")[2] for url in opened] == ["start=meeting-7"]
    await laia.start("meeting-7")
    assert laia.last.text.startswith("📅 Sessió 1 · Movilidad sostenible")


async def test_list_pages_and_shows_ones_own_answers(town: Town) -> None:
    marta = town.phone("marta")
    await marta.send("/sesiones")
    await marta.press("1")
    await marta.press("Hi assistiré")
    await marta.press("◀️ Sessions")

    assert (
        marta.last.text.split("\n\n")[1] == "Sessió 1\ndc. 2 de juny, 16:00 hora de Madrid\n"
        "Assisteixen 1 · Potser 0 · No poden 0 · Sense resposta 4\n✅ Hi assistiré"
    )
    await marta.send("/sesiones")
    assert "dc. 2 de juny, 16:00 hora de Madrid\n✅ Hi assistiré" in marta.last.text
    assert marta.keys[:2] == [["1", "2", "3", "4", "5", "6"], ["Següents ▶"]]
    await marta.press("▶")
    assert marta.keys[:2] == [["1", "2", "3", "4", "5", "6"], ["◀ Anteriors"]]
    assert "Movilidad sostenible, sessió 6" in marta.last.text


async def test_list_in_a_group_names_nobody(town: Town) -> None:
    await town.phone("laia").send("/sesiones", chat_id=town.groups[MOBILITY])

    listed = town.group(MOBILITY)[-1].text
    assert listed.count("Movilidad sostenible") == 3
    assert "Laia" not in listed
    assert "Zaragoza" not in listed


@pytest.mark.begins(datetime(2027, 6, 18, 15, tzinfo=UTC))
async def test_answer_to_a_session_that_has_started_is_refused(town: Town) -> None:
    tere = town.phone("tere")

    assert await tere.press_data("mr:7:going:0:c", tere.last) == "Esta sesión ya ha empezado."
    await town.wait(hours=2)
    assert await tere.press_data("mr:7:going:0:c", tere.last) == "Esta sesión ya pasó."


@pytest.mark.begins(WEEK_BEFORE)
async def test_cards_ask_for_nothing_any_more_when_the_session_begins(town: Town) -> None:
    tere, laia = town.phone("tere"), town.phone("laia")
    await tere.press("Asistiré")

    await town.move_to(datetime(2027, 6, 18, 15, 1, tzinfo=UTC))

    for phone in (tere, laia):
        keys = [key["text"] for message in phone.messages for row in message.buttons for key in row]
        assert not {"Asistiré", "✅ Asistiré", "Al final no puedo", "Hi assistiré", "No hi puc anar"} & set(keys)
    assert "Podrá" not in "".join(tere.inbox)
    assert "Podreu" not in "".join(laia.inbox)
    assert [[key["text"] for key in row] for row in town.group(MOBILITY)[-1].buttons] == [["Detalles"]]


@pytest.mark.begins(datetime(2027, 6, 18, 18, tzinfo=UTC))
async def test_key_of_a_session_is_the_session_s_own_number(town: Town) -> None:
    tere = town.phone("tere")

    await tere.send("/sesiones")

    assert tere.last.text.startswith("Próximas sesiones · Movilidad sostenible\n\nSesión 2\n")
    assert tere.keys[0] == ["2", "3", "4", "5", "6"]
    await tere.press("2")
    assert tere.last.text.startswith("📅 Sesión 2 · Movilidad sostenible")


async def _answered_at(town: Town) -> datetime:
    def unit(session: Session) -> datetime:
        person = session.query(Person).filter(Person.telegram_id == town.phone("tere").user_id).one()
        return session.get_one(Rsvp, (7, person.id)).answered_at

    return await town.database.read(unit)


@pytest.mark.begins(WEEK_BEFORE)
async def test_session_that_is_over_is_found_again_by_everybody_of_its_networks(town: Town) -> None:
    tere, rosa = town.phone("tere"), town.phone("rosa")
    await tere.send("/sesiones")
    assert tere.keys[-1] == ["◀️ Menú"]
    assert tere.last.text.count("⏳ Falta su respuesta") == 1, "of the one to which everybody has been called"

    await town.move_to(datetime(2027, 6, 18, 16, tzinfo=UTC))  # it goes on
    await tere.send("/sesiones")
    assert tere.keys[-1] == ["◀️ Menú"]
    await town.wait(days=1)
    await tere.send("/sesiones")
    assert tere.keys[-1] == ["🗂 Anteriores", "◀️ Menú"]
    await tere.press("Anteriores")

    assert tere.last.text == (
        "🗂 Sesiones que ya pasaron\n\nSesión 1\nvie 18 de junio, 09:00 Mérida (17:00 hora de Madrid)"
    )
    assert tere.keys == [["1"], ["◀️ Atrás"]]
    await tere.press("1")
    assert tere.last.text.startswith("Esta sesión ya pasó.\n\n📅 Sesión 1")
    await rosa.send("/sesiones")  # of another network
    await rosa.press("Anteriores")
    assert rosa.last.text.startswith("🗂 Sesiones que ya pasaron\n\nSesión 1\n")
    assert "vie 18 de junio" not in rosa.last.text


@pytest.mark.begins(WEEK_BEFORE)
async def test_session_that_was_cancelled_is_not_one_that_was(town: Town) -> None:
    def cancel(session: Session) -> None:
        network = network_by_slug(session, MOBILITY)
        assert network is not None
        series_of_network(session, network.id)[0].cancelled_at = WEEK_BEFORE

    tere = town.phone("tere")
    await town.database.run(cancel)
    await town.wait(days=7)

    await tere.send("/sesiones")

    assert tere.keys[-1] == ["◀️ Menú"]
