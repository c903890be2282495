"""Sessions that coordinators add, and that they put back after having cancelled them."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from store.models import AuditEntry, Meeting
from store.programme import network_by_slug, series_of_network
from tests.flows.phones import Phone, Town

WEEK_BEFORE = datetime(2027, 6, 12, tzinfo=UTC)
MOBILITY = "movilidad-sostenible"


@pytest.mark.begins(WEEK_BEFORE)
async def test_added_session_is_told_to_all_once_and_planned_like_the_others(town: Town) -> None:
    tere, laia, marta = (town.phone(name) for name in ("tere", "laia", "marta"))
    await _sessions_of_mobility(marta)
    await marta.press("Afegir una sessió")
    assert marta.last.text.startswith("📅 Sessió 7 · Movilidad sostenible\n\nEn quina data i hora?")
    assert marta.keys[:2] == [["dv. 25/06 17:00", "dv. 02/07 17:00"], ["dv. 09/07 17:00", "dv. 23/07 17:00"]]

    await marta.send("18/6 18:00")
    assert marta.last.text.startswith("A aquella hora ja hi ha la sessió 1.")
    await marta.press("dv. 09/07 17:00")
    assert marta.last.text == (
        "📅 Sessió 7 · Movilidad sostenible\ndv. 9 de juliol, 17:00 hora de Madrid · 90 min\n\n"
        "09:00 Mérida (MX)\n10:00 Medellín (CO), Quito (EC), Tunja (CO)\n"
        "11:00 Consejo Estratégico de Santiago (DO)\n12:00 Córdoba (AR)\n17:00 Zaragoza (ES)\n\n"
        "🎉 Día de la Independencia: Córdoba (AR)\n⏰ 30 min fora d’horari: Zaragoza (ES)\n\n"
        "S'avisa en 1 grup.\nS’avisa en privat 4 persones. On sigui de nit, s’espera al matí."
    )
    toast = await marta.press("Afegir la sessió")
    await town.wait(hours=60)

    assert toast == "Afegida. S’avisa totes les persones implicades."
    assert [text for text in tere.inbox if "Hay una sesión más" in text] == [
        "➕ Hay una sesión más. ¿Podrá asistir?\n\n📅 Sesión 7 · Movilidad sostenible\n"
        "vie 9 de julio, 09:00 Mérida (17:00 hora de Madrid) · 90 min\n\n"
        "Asisten 0 · Quizá 0 · No pueden 0 · Sin respuesta 5"
    ]
    assert [text for text in marta.inbox if "Hi ha una sessió més" in text] == []
    (notice,) = [message for message in town.group(MOBILITY) if "➕" in message.text]
    assert notice.text.startswith("➕ Hay una sesión más.\n\n📅 Sesión 7")
    await tere.press("Asistiré", tere.with_key("Asistiré"))
    await town.move_to(datetime(2027, 7, 9, 14, 30, tzinfo=UTC))
    assert [text.split("\n")[0] for text in laia.inbox if "\n📅 Sessió 7" in text] == [
        "Hi podreu assistir?",
        "Hi podreu assistir?",
        "Hi podreu assistir? N’hi ha prou amb un toc, i ajuda a preparar la sessió.",
    ]
    assert [text.split("\n")[0] for text in tere.inbox[-2:]] == [
        "⏰ La sesión es mañana.",
        "⏰ La sesión empieza dentro de 1 hora.",
    ]
    assert await town.database.read(lambda session: _deeds(session, "meeting_added")) == [
        ("meeting:13", {"at": "2027-07-09T15:00:00+00:00"})
    ]


@pytest.mark.begins(WEEK_BEFORE)
async def test_session_that_is_put_back_asks_those_who_were_coming_and_leaves_those_who_cannot_in_peace(
    town: Town,
) -> None:
    tere, diego, laia, marta = (town.phone(name) for name in ("tere", "diego", "laia", "marta"))
    await tere.press("Asistiré")
    await diego.press("No puedo")
    await _sessions_of_mobility(marta)
    await marta.press("1")
    await marta.press("⚙️ Més")
    await marta.press("Cancel·lar-la")
    await marta.press("Sí, cancel·lar")
    await town.wait(hours=60)
    told = len(diego.inbox)

    await marta.press("Recuperar-la")
    assert marta.last.text.endswith(
        "S'avisa en 1 grup.\nS’avisa en privat 3 persones. On sigui de nit, s’espera al matí."
    )
    sure = next(key for row in marta.last.buttons for key in row if "Sí" in key["text"])["callback_data"]
    toast = await marta.press("Sí, recuperar-la")
    await town.wait(hours=12)

    assert toast == "Recuperada. S’avisa totes les persones implicades."
    assert (
        await marta.press_data(sure, marta.last)
        == "Mentrestant, algú ha canviat aquesta sessió. Cal tornar-la a obrir."
    )
    assert tere.last.text == (
        "♻️ La sesión sí se celebra. ¿Sigue siendo posible asistir?\n\n📅 Sesión 1 · Movilidad sostenible\n"
        "vie 18 de junio, 09:00 Mérida (17:00 hora de Madrid) · 90 min\n\n"
        "Asisten 1 · Quizá 0 · No pueden 1 · Sin respuesta 3"
    )
    assert laia.last.text.startswith("♻️ La sessió sí que es fa.\n\n📅 Sessió 1")
    assert (len(diego.inbox), diego.last.text.split("\n")[0]) == (told, "📅 Sesión 1 · Movilidad sostenible")
    assert town.group(MOBILITY)[-2].text.startswith("♻️ La sesión sí se celebra.\n\n📅 Sesión 1")
    await tere.send("/sesiones")
    assert "♻️ Sí se celebra: falta la respuesta" in tere.last.text
    await town.move_to(datetime(2027, 6, 18, 14, tzinfo=UTC))
    assert tere.inbox[-1].startswith("⏰")


@pytest.mark.begins(WEEK_BEFORE)
async def test_network_that_meets_every_week_is_offered_the_weeks_after_its_last_session(town: Town) -> None:
    marta = town.phone("marta")
    await town.database.run(_meet_every_week)
    await _sessions_of_mobility(marta)

    await marta.press("Afegir una sessió")

    assert marta.keys[:2] == [["dv. 07/01 17:00", "dv. 14/01 17:00"], ["dv. 21/01 17:00", "dv. 28/01 17:00"]]


@pytest.mark.begins(WEEK_BEFORE)
async def test_words_beside_the_date_of_a_new_session_are_told_before_it_counts(town: Town) -> None:
    marta = town.phone("marta")
    await _sessions_of_mobility(marta)
    await marta.press("Afegir una sessió")

    await marta.send("8/7 10:00 colombia")
    assert marta.last.text.split("\n\n")[:2] == [
        "📅 Sessió 7 · Movilidad sostenible\ndj. 8 de juliol, 10:00 hora de Madrid · 90 min",
        "⚠️ No s’ha tingut en compte «colombia»: compta l’hora que és a Madrid.",
    ]
    await marta.send("17:00")

    assert "dj. 8 de juliol, 17:00 hora de Madrid" in marta.last.text
    assert "⚠️" not in marta.last.text


async def _sessions_of_mobility(marta: Phone) -> None:
    await marta.send("/coordinar")
    await marta.press("Microrred de Movilidad")
    await marta.press("Sessions")


def _meet_every_week(session: Session) -> None:
    """Until the end of the year."""
    network = network_by_slug(session, MOBILITY)
    assert network is not None
    taken = {meeting.starts_at.date() for meeting in series_of_network(session, network.id)}
    for week in range(29):
        start = datetime(2027, 6, 18, 15, tzinfo=UTC) + timedelta(weeks=week)
        if start.date() not in taken:
            session.add(
                Meeting(network_id=network.id, number=20 + week, recurrence_at=start, starts_at=start, minutes=90)
            )


def _deeds(session: Session, deed: str) -> list[tuple[str, dict[str, str]]]:
    return [(one.subject, one.details) for one in session.query(AuditEntry).filter(AuditEntry.deed == deed)]
