"""Sessions as coordinators change them: moved, cancelled, with a topic and a link."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from store.models import AuditEntry, Meeting
from tests.flows.phones import Phone, Town

WEEK_BEFORE = datetime(2027, 6, 12, tzinfo=UTC)
MOBILITY = "movilidad-sostenible"


@pytest.mark.begins(WEEK_BEFORE)
async def test_move_asks_those_who_come_again_and_plans_the_rest_anew(town: Town) -> None:
    tere, diego, laia = town.phone("tere"), town.phone("diego"), town.phone("laia")
    await tere.press("Asistiré")
    await diego.press("No puedo")
    await town.wait(hours=60)

    marta = await _move(town, "1/7 16:00")

    assert marta.last.text.startswith(
        "📅 Sessió 1 · Movilidad sostenible\ndj. 1 de juliol, 16:00 hora de Madrid · 90 min"
    )
    await town.wait(hours=12)
    assert tere.last.text == (
        "🔁 La sesión cambia de fecha. ¿Sigue siendo posible asistir?\nvie 18 de junio, 09:00 Mérida\n\n"
        "📅 Sesión 1 · Movilidad sostenible\n"
        "jue 1 de julio, 08:00 Mérida (16:00 hora de Madrid) · 90 min\n\n"
        "Asisten 1 · Quizá 0 · No pueden 0 · Sin respuesta 4"
    )
    assert tere.keys == [["Asistiré", "Quizá"], ["No puedo", "Detalles"], ["📅 Al calendario"]]
    assert diego.messages[-2].text.startswith("🔁 La sesión cambia de fecha. ¿Quizá ahora sea posible asistir?")
    assert "vie 18 de junio, 10:00 Medellín\njue 1 de julio, 09:00 Medellín" in diego.last.text
    assert ["dj. 1 de juliol, 16:00 Zaragoza" in text for text in laia.inbox[-2:]] == [True, True]
    group = town.group(MOBILITY)
    assert group[-1].text.startswith("🔁 La sesión cambia de fecha.")
    assert "jue 1 de julio, 16:00 hora de Madrid" in group[-2].text

    await tere.press("Asistiré")
    assert tere.keys[0] == ["✅ Asistiré", "Quizá"]
    await town.move_to(datetime(2027, 6, 28, 23, tzinfo=UTC))
    assert laia.last.text.startswith("Hi podreu assistir?")
    await town.move_to(datetime(2027, 6, 30, 23, tzinfo=UTC))
    assert tere.last.text.startswith("⏰ La sesión es mañana.")


@pytest.mark.begins(WEEK_BEFORE)
async def test_card_that_still_shows_the_old_date_takes_no_answer(town: Town) -> None:
    tere = town.phone("tere")
    stale = tere.last.buttons[0][0]["callback_data"]
    await _move(town, "1/7 16:00")

    toast = await tere.press_data(stale, tere.last)

    assert toast == ("La sesión cambia de fecha: jue 1 de julio, 08:00 Mérida. Falta la respuesta para la nueva fecha.")
    assert tere.last.text.endswith("Asisten 0 · Quizá 0 · No pueden 0 · Sin respuesta 5")


@pytest.mark.begins(WEEK_BEFORE - timedelta(days=9))
async def test_move_tells_those_who_have_not_answered_once_in_private_and_in_their_morning(town: Town) -> None:
    tere, laia, diego = town.phone("tere"), town.phone("laia"), town.phone("diego")
    await diego.send("/sesiones")
    await diego.press("1")
    assert "vie 18 de junio" in diego.last.text
    await town.move_to(datetime(2027, 6, 3, 10, tzinfo=UTC))  # 04:00 in Mérida, 12:00 in Zaragoza
    before = len(tere.inbox)

    await _move(town, "1/7 16:00")

    assert laia.last.text == (
        "🔁 La sessió canvia de data.\n\n📅 Sessió 1 · Movilidad sostenible\n"
        "dv. 18 de juny, 17:00 Zaragoza\ndj. 1 de juliol, 16:00 Zaragoza · 90 min"
    )
    assert laia.keys == [["Detalls i resposta"], ["📅 Al calendari"]]
    assert len(tere.inbox) == before  # it is night there
    (page,) = [message for message in diego.messages if message.text.startswith("📅 Sesión 1")]
    assert "jue 1 de julio" in page.text

    await town.wait(hours=12)
    assert tere.inbox[before:] == [
        "🔁 La sesión cambia de fecha.\n\n📅 Sesión 1 · Movilidad sostenible\n"
        "vie 18 de junio, 09:00 Mérida\njue 1 de julio, 08:00 Mérida (16:00 hora de Madrid) · 90 min"
    ]
    assert not any("🔁" in text for text in town.phone("marta").inbox)  # who has moved it knows


async def test_move_refuses_what_has_passed_and_what_is_not_clear(town: Town) -> None:
    marta = town.phone("marta")
    await _open(marta, "Movilidad sostenible, sessió 1")
    await marta.press("⚙️ Més")
    await marta.press("Canviar la data")

    await marta.send("2027-05-01 16:00")
    assert marta.last.text.startswith("Aquest moment ja ha passat. Cal un que encara hagi d’arribar.\n\n")
    await marta.send("algun dia")
    assert marta.last.text.startswith("Aquesta data no s’entén. Es pot escriure així: 18/06 17:00.\n\n")
    await marta.send("18/06 17:00")
    assert marta.last.text.startswith("Aquesta ja és la data de la sessió.\n\n")
    await marta.send("18/06 18:00")
    assert "10:00 Mérida (MX)\n11:00 Medellín (CO)" in marta.last.text


@pytest.mark.begins(WEEK_BEFORE)
async def test_words_beside_the_new_date_are_told_before_it_counts(town: Town) -> None:
    marta = town.phone("marta")
    await _open(marta, "Movilidad sostenible, sessió 1")
    await marta.press("⚙️ Més")
    await marta.press("Canviar la data")

    await marta.send("8/7 10:00 <colombia> & co")
    assert marta.last.text.split("\n\n")[1] == (
        "⚠️ No s’ha tingut en compte «colombia> & co»: compta l’hora que és a Madrid."
    )
    assert "A: dj. 8 de juliol, 10:00 hora de Madrid" in marta.last.text
    await marta.send("8/7 10:00 a Medellín, " + "x" * 35)
    assert f"«Medellín, {'x' * 29}…»" in marta.last.text
    await marta.send("a les 11 h, hora de Madrid")
    assert "A: dj. 8 de juliol, 11:00 hora de Madrid" in marta.last.text
    assert "⚠️" not in marta.last.text
    await marta.send("11:00 Lima")
    assert "«Lima»" in marta.last.text
    await marta.press("◀️ Enrere")
    await marta.press("dv. 25/06 17:00")

    assert "A: dv. 25 de juny, 17:00 hora de Madrid" in marta.last.text
    assert "⚠️" not in marta.last.text


async def test_day_that_has_passed_is_no_day_of_next_year(town: Town) -> None:
    marta = town.phone("marta")
    await _open(marta, "Movilidad sostenible, sessió 1")
    await marta.press("⚙️ Més")
    await marta.press("Canviar la data")

    await marta.send("18/05 17:00")

    assert marta.last.text.split("\n\n")[0] == (
        "dt. 18 de maig ja ha passat. Si és del 2028, cal escriure-hi també l'any: 18/05/2028 17:00"
    )
    await marta.send("18/05/2028 17:00")
    assert "A: dj. 18 de maig de 2028, 17:00 hora de Madrid" in marta.last.text
    await marta.press("Canviar la sessió")
    assert "dj. 18 de maig de 2028, 17:00 hora de Madrid" in marta.last.text
    assert "jue 18 de mayo de 2028, 17:00 hora de Madrid" in town.group(MOBILITY)[-1].text


async def test_move_shows_another_day_the_night_the_weekend_and_who_is_told(town: Town) -> None:
    marta = town.phone("marta")
    await _open(marta, "Movilidad sostenible, sessió 1")
    await marta.press("⚙️ Més")
    await marta.press("Canviar la data")

    await marta.send("19/06 03:00")

    assert marta.last.text.split("\n\n")[1:] == [
        "dv. 19:00 Mérida (MX)\n"
        "dv. 20:00 Medellín (CO), Quito (EC), Tunja (CO)\n"
        "dv. 21:00 Consejo Estratégico de Santiago (DO)\n"
        "dv. 22:00 Córdoba (AR)\n"
        "03:00 Zaragoza (ES)",
        "📅 És dissabte.\n🌙 És de nit a Consejo Estratégico de Santiago (DO), Córdoba (AR) i Zaragoza (ES).\n"
        "⏰ 90 min fora d’horari: Medellín (CO), Mérida (MX), Quito (EC) i Tunja (CO)",
        "S'avisa en 1 grup.\nA qui encara no ha respost se l’avisa en privat.",
    ]


async def test_notices_of_earlier_dates_show_the_present_one_and_take_no_answers(town: Town) -> None:
    await _move(town, "25/6 17:00")
    await _move(town, "1/7 16:00")
    await town.wait(seconds=10)

    notices = [message for message in town.group(MOBILITY) if message.text.startswith("🔁")]
    assert len(notices) == 2
    assert all("jue 1 de julio, 16:00 hora de Madrid" in notice.text for notice in notices)
    assert "vie 25 de junio, 17:00 hora de Madrid\njue 1 de julio" in notices[1].text  # the first is struck out
    keys = [[key["text"] for row in notice.buttons for key in row] for notice in notices]
    assert keys == [["Detalles"], ["Detalles y respuesta"]]

    marta = town.phone("marta")
    await _open(marta, "Movilidad sostenible, sessió 1")
    await marta.press("⚙️ Més")
    await marta.press("Cancel·lar-la")
    await marta.press("Sí, cancel·lar")
    await town.wait(seconds=10)

    assert not any(message.buttons for message in town.group(MOBILITY) if "🔁" in message.text)
    assert len([message for message in town.group(MOBILITY) if "🚫" in message.text]) == 3


async def test_move_by_buttons_is_four_presses(town: Town) -> None:
    marta = town.phone("marta")
    await _open(marta, "Movilidad sostenible, sessió 1")

    await marta.press("⚙️ Més")
    await marta.press("Canviar la data")
    assert marta.keys == [
        ["dv. 11/06 17:00", "dj. 17/06 17:00"],
        ["dv. 18/06 16:00", "dv. 18/06 18:00"],
        ["dv. 25/06 17:00"],
        ["⚖️ Buscar una data justa"],
        ["◀️ Deixar-ho com estava"],
    ]
    assert await marta.press("◀️ Deixar-ho com estava") == "Sense canvis."
    assert "dv. 18 de juny, 17:00" in marta.last.text
    await marta.press("⚙️ Més")
    await marta.press("Canviar la data")
    await marta.press("dv. 25/06")
    toast = await marta.press("Canviar la sessió")

    assert toast == "Data canviada. S’avisa totes les persones implicades."
    assert "dv. 25 de juny, 17:00" in marta.last.text


async def test_date_that_is_typed_while_one_is_confirmed_takes_its_place(town: Town) -> None:
    marta = town.phone("marta")
    await _open(marta, "Movilidad sostenible, sessió 1")
    await marta.press("⚙️ Més")
    await marta.press("Canviar la data")
    await marta.send("25/6")
    first = marta.last
    assert "A: dv. 25 de juny, 17:00" in first.text

    await marta.send("21 juny 18h")
    assert "A: dl. 21 de juny, 18:00" in marta.last.text
    assert first.buttons == []
    await marta.send("19:30")
    assert "A: dl. 21 de juny, 19:30" in marta.last.text
    await marta.send("sí")
    assert marta.last.text.endswith("Si us plau, trieu amb un dels botons.")
    await marta.press("Canviar la sessió")

    assert "dl. 21 de juny, 19:30" in marta.last.text


async def test_move_into_an_hour_that_does_not_exist_goes_forward(town: Town) -> None:
    marta = town.phone("marta")
    await _open(marta, "Movilidad sostenible, sessió 1")
    await marta.press("⚙️ Més")
    await marta.press("Canviar la data")

    await marta.send("2028-03-26 02:30")

    assert "dg. 26 de març de 2028, 03:30 hora de Madrid" in marta.last.text


@pytest.mark.begins(WEEK_BEFORE)
async def test_cancel_tells_those_who_come_or_are_silent_and_reminds_nobody(town: Town) -> None:
    tere, laia, diego, marta = (town.phone(name) for name in ("tere", "laia", "diego", "marta"))
    await tere.press("Asistiré")
    await diego.press("No puedo")
    await _open(marta, "Movilidad sostenible, sessió 1")

    await marta.press("⚙️ Més")
    await marta.press("Cancel·lar-la")
    assert "S'avisa 1 persona que va dir que sí o potser;" in marta.last.text
    assert "A qui encara no ha respost" in marta.last.text
    toast = await marta.press("Sí, cancel·lar")
    await town.move_to(datetime(2027, 6, 18, 16, tzinfo=UTC))

    assert toast == "Cancel·lada. S’avisa totes les persones implicades."
    assert [text.split("\n")[0] for text in tere.inbox[1:]] == ["🚫 Esta sesión se ha cancelado."] * 2
    assert [text.split("\n")[0] for text in laia.inbox[1:]] == ["🚫 Aquesta sessió s’ha cancel·lat."] * 2
    assert [text.split("\n")[0] for text in diego.inbox[1:]] == ["🚫 Esta sesión se ha cancelado."]
    assert tere.keys == [["📅 Quitar del calendario"], ["📅 Sesiones"]]
    assert [message.text.split("\n")[0] for message in town.group(MOBILITY)] == ["🚫 Esta sesión se ha cancelado."] * 2
    await marta.send("/coordinar")
    for key in ("Microrred de Movilidad Sostenible", "🛠", "📜"):
        await marta.press(key)
    assert "Marta Vila ha cancel·lat una sessió: la 1, dv. 18 de juny." in marta.last.text


@pytest.mark.begins(WEEK_BEFORE)
async def test_preview_of_a_move_says_in_two_sentences_who_is_asked_and_when(town: Town) -> None:
    marta = town.phone("marta")
    await town.phone("tere").press("Asistiré")
    await town.phone("diego").press("Quizá")
    await _open(marta, "Movilidad sostenible, sessió 1")
    await marta.press("⚙️ Més")
    await marta.press("Canviar la data")

    await marta.send("1/7 16:00")

    assert (
        "Es torna a preguntar a les 2 persones que van dir que sí o potser. On sigui de nit, s’espera al matí.\n"
        in marta.last.text
    )


@pytest.mark.begins(WEEK_BEFORE)
async def test_cancelled_session_names_the_next_one_on_each_clock(town: Town) -> None:
    tere, laia = town.phone("tere"), town.phone("laia")
    await tere.press("Asistiré")

    await _cancel(town.phone("marta"))
    await town.wait(hours=15)

    assert tere.last.text == (
        "🚫 Esta sesión se ha cancelado.\n\n📅 Sesión 1 · Movilidad sostenible\nvie 18 de junio, 09:00 Mérida\n\n"
        "La próxima: vie 16 de julio, 09:00 Mérida (17:00 hora de Madrid)"
    )
    assert laia.last.text.endswith("La propera: dv. 16 de juliol, 17:00 Zaragoza")
    notice = town.group(MOBILITY)[-1]
    assert (notice.text.split("\n\n")[-1], notice.buttons) == ("La próxima: vie 16 de julio, 17:00 hora de Madrid", [])
    await tere.press("Sesiones")
    assert "16 de julio" in tere.last.text


@pytest.mark.begins(WEEK_BEFORE)
async def test_last_session_that_is_cancelled_promises_no_other(town: Town) -> None:
    tere = town.phone("tere")
    await tere.press("Asistiré")

    def end_with_the_first(session: Session) -> None:
        for meeting in session.query(Meeting).filter(Meeting.number > 1):
            meeting.cancelled_at = town.now

    await town.database.run(end_with_the_first)
    await _cancel(town.phone("marta"))
    await town.wait(hours=15)

    assert tere.last.text.endswith("vie 18 de junio, 09:00 Mérida")


async def test_cancel_twice_is_refused(town: Town) -> None:
    marta = town.phone("marta")
    await _open(marta, "Movilidad sostenible, sessió 1")
    await marta.press("⚙️ Més")
    await marta.press("Cancel·lar-la")
    sure = next(key for row in marta.last.buttons for key in row if "Sí" in key["text"])["callback_data"]
    await marta.press("Sí, cancel·lar")

    assert await marta.press_data(sure, marta.last) == "Aquesta sessió s’ha cancel·lat."


async def test_delegate_cannot_change_a_session(town: Town) -> None:
    tere = town.phone("tere")
    await _open(tere, "Sesión 1")

    assert not any("Cambiar" in key for row in tere.keys for key in row)
    for data in ("mm:7", "mx:7", "my:7:0", "mk:7", "mt:7"):
        assert await tere.press_data(data, tere.last) == "Eso corresponde a otras personas de la red."
    assert await town.phone("rosa").press_data("mo:7", town.phone("rosa").last) == "Eso ya no está disponible."


@pytest.mark.begins(WEEK_BEFORE)
async def test_topic_and_link_appear_on_every_card(town: Town) -> None:
    marta, tere = town.phone("marta"), town.phone("tere")
    await _open(marta, "Movilidad sostenible, sessió 1")

    await marta.press("⚙️ Més")
    await marta.press("Posar el tema")
    await marta.send("Zonas de <bajas> emisiones")
    await marta.press("Posar l’enllaç")
    await marta.send("javascript:alert(1)")
    assert marta.last.text.startswith("Això no és un enllaç.")
    await marta.send("meet.example.org/movi")
    assert marta.last.text.startswith("Això no és un enllaç. Ha de començar per https://")
    assert "Quin és l’enllaç" in marta.last.text
    assert marta.keys == [["✖️ Cancel·lar"]]
    await marta.send("https://meet.example.org/abc")

    assert "🔗 https://meet.example.org/abc" in marta.last.text
    assert tere.last.text.startswith(
        "¿Podrá asistir?\n\n📅 Sesión 1 · Movilidad sostenible\nZonas de <bajas> emisiones\nvie"
    )
    await marta.press("Canviar l’enllaç")
    await marta.press("Treure l’enllaç")
    assert "🔗 Falta l’enllaç de la videotrucada." in marta.last.text


async def test_changes_are_in_the_audit_log(town: Town) -> None:
    await _move(town, "1/7 16:00")

    entries = await town.database.read(
        lambda session: [
            (entry.person_id is not None, entry.subject, entry.details)
            for entry in session.query(AuditEntry).filter(AuditEntry.deed == "meeting_moved")
        ]
    )

    assert entries == [
        (True, "meeting:7", {"from": "2027-06-18T15:00:00+00:00", "to": "2027-07-01T14:00:00+00:00"}),
    ]


async def test_two_coordinators_at_once_do_not_undo_each_other(town: Town) -> None:
    marta = town.phone("marta")
    await _open(marta, "Movilidad sostenible, sessió 1")
    await marta.press("⚙️ Més")
    await marta.press("Canviar la data")
    await marta.send("1/7 16:00")

    def meanwhile(session: Session) -> None:
        session.get_one(Meeting, 7).sequence += 1

    await town.database.run(meanwhile)
    toast = await marta.press("Canviar la sessió")

    assert toast == "Mentrestant, algú ha canviat aquesta sessió. Cal tornar-la a obrir."


async def _move(town: Town, to: str) -> Phone:
    marta = town.phone("marta")
    await _open(marta, "Movilidad sostenible, sessió 1")
    await marta.press("⚙️ Més")
    await marta.press("Canviar la data")
    await marta.send(to)
    await marta.press("Canviar la sessió")
    return marta


async def _open(phone: Phone, wanted: str) -> None:
    await phone.send("/sesiones")
    for paragraph in phone.last.text.split("\n\n"):
        if wanted in paragraph:
            place = re.match(r"(\d+)\.", paragraph)
            await phone.press(place[1] if place else wanted.split()[-1])
            return
    raise AssertionError(phone.last.text)


async def _cancel(marta: Phone) -> None:
    await _open(marta, "Movilidad sostenible, sessió 1")
    await marta.press("⚙️ Més")
    await marta.press("Cancel·lar-la")
    await marta.press("Sí, cancel·lar")
