"""Cities are asked which date suits them: a coordinator asks and chooses, delegates answer with a tap for each date."""

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.models import AuditEntry, DatePoll, PollEnding
from tests.flows.phones import Phone, Town

MORNING = datetime(2027, 9, 1, 8, tzinfo=UTC)  # a Wednesday; ten in Madrid, two at night in Mérida
MOBILITY = "movilidad-sostenible"


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
    await marta.send("20/10 17:00")
    await marta.press("Continuar amb 3")
    assert marta.last.text.endswith(
        "3. dc. 20/10 17:00\n⏰ 30 min fora d’horari: Zaragoza (ES)\n\n"
        "✉️ Es pregunta en privat a 3 persones. On sigui de nit, s’espera al matí.\n"
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
        "▫️ 1. jue 14 de octubre, 08:30 Mérida (16:30 hora de Madrid)\n"
        "▫️ 2. vie 15 de octubre, 08:30 Mérida (16:30 hora de Madrid)\n"
        "▫️ 3. mié 20 de octubre, 09:00 Mérida (17:00 hora de Madrid)\n\n"
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
        "1. dj. 14/10 16:30\nPoden 3 · Si cal 0 · No poden 0 · Sense resposta 0\n⏰ 30 min fora d’horari: Mérida (MX)",
        "2. dv. 15/10 16:30\nPoden 1 · Si cal 0 · No poden 2 · Sense resposta 0\n"
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
    assert tere.inbox[counted - 1].startswith(
        "📅 Sesión 5 · Movilidad sostenible\n\n"
        "✅ Fecha elegida: jue 14 de octubre, 08:30 Mérida (16:30 hora de Madrid)\n\n"
        "Lo que se respondió aquí:\n✅ 1. jue 14"
    )
    assert await _ending(town) is PollEnding.CHOSEN
    assert await town.database.read(_deeds) == ["date_poll_asked", "meeting_moved"]


async def _fair_dates(marta: Phone, number: str = "5") -> None:
    await _sessions(marta)
    await marta.press(number)
    await marta.press("Canviar la data")
    await marta.press("Buscar una data justa")


async def _sessions(marta: Phone) -> None:
    await marta.send("/coordinar")
    await marta.press("Movilidad")
    await marta.press("Sessions")


async def _answer(phone: Phone, *labels: str) -> list[str | None]:
    return [await phone.press(label) for label in labels]


async def _ending(town: Town) -> PollEnding | None:
    return await town.database.read(lambda session: session.scalars(sa.select(DatePoll.ending)).one())


def _deeds(session: Session) -> list[str]:
    found = sa.select(AuditEntry.deed).where(AuditEntry.deed.startswith("date_") | (AuditEntry.deed == "meeting_moved"))
    return list(session.scalars(found.order_by(AuditEntry.id)))
