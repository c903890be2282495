"""Sessions in people's own calendars: as files by a button."""

from datetime import UTC, datetime

import pytest

from sandbox.call import Upload
from tests.flows.phones import Phone, Town
from tests.reports.calendars import READERS, Entry

WEEK_BEFORE = datetime(2027, 6, 12, tzinfo=UTC)
MOBILITY = "Movilidad sostenible, sessió 1"
RARER = ("Canviar la data", "Cancel·lar-la")  # behind "More"


@pytest.mark.begins(WEEK_BEFORE)
async def test_session_goes_into_the_calendar_follows_changes_and_is_taken_out(town: Town) -> None:
    tere = town.phone("tere")
    await tere.press("Asistiré")

    toast = await tere.press("Al calendario")

    assert toast == "El archivo para el calendario llega aquí abajo."
    assert tere.last.text == (
        "📅 Sesión 1 · Movilidad sostenible\nvie 18 de junio, 09:00 Mérida\n\n"
        "Al abrir el archivo, la sesión queda en el calendario. "
        "Tras un cambio, basta con pedirlo de nuevo: se corrige la misma entrada."
    )
    planned = last_file(town, "sesion-1.ics")
    assert planned == Entry(
        uid=planned.uid,
        sequence=0,
        begins=datetime(2027, 6, 18, 15, tzinfo=UTC),
        ends=datetime(2027, 6, 18, 16, 30, tzinfo=UTC),
        summary="Sesión 1 · Movilidad sostenible",
        description="Microrred de Movilidad Sostenible\nEl enlace de la videollamada lo envía la coordinación.",
        location="En línea",
        status="CONFIRMED",
    )

    await coordinate(town, "Canviar la data", "1/7 16:00", "Canviar la sessió")
    await town.wait(hours=12)
    assert tere.last.text.startswith("🔁 La sesión cambia de fecha.")
    await tere.press("Al calendario")
    moved = last_file(town, "sesion-1.ics")
    assert (moved.uid, moved.sequence, moved.begins) == (planned.uid, 1, datetime(2027, 7, 1, 14, tzinfo=UTC))

    await coordinate(town, "Posar l’enllaç", "https://meet.example.org/sesion-1")
    await tere.press("Al calendario")
    linked = last_file(town, "sesion-1.ics")
    assert (linked.sequence, linked.location) == (2, "https://meet.example.org/sesion-1")

    await coordinate(town, "Cancel·lar-la", None, "Sí, cancel·lar")
    await town.wait(hours=12)
    await tere.press("Quitar del calendario")
    assert tere.last.text.endswith("La sesión se ha cancelado: al abrir este archivo, se retira del calendario.")
    cancelled = last_file(town, "sesion-1.ics")
    assert (cancelled.uid, cancelled.sequence, cancelled.status) == (planned.uid, 3, "CANCELLED")


@pytest.mark.begins(WEEK_BEFORE)
async def test_file_is_in_the_language_of_its_reader(town: Town) -> None:
    lucia = town.phone("lucia")
    await lucia.press("Detalhes")

    await lucia.press("Na agenda")

    assert last_file(town, "sessao-1.ics").summary == "Sessão 1 · Movilidad sostenible"


@pytest.mark.begins(WEEK_BEFORE)
async def test_file_is_for_those_who_take_part_and_in_private(town: Town) -> None:
    tere, rosa = town.phone("tere"), town.phone("rosa")
    await tere.press("Asistiré")
    data = next(key for row in tere.last.buttons for key in row if "calendario" in key["text"])["callback_data"]

    assert await rosa.press_data(data, rosa.last) == "Eso ya no está disponible."
    assert await tere.press_data(data, town.group("movilidad-sostenible")[-1]) is not None
    assert uploads(town) == []


async def coordinate(town: Town, key: str, typed: str | None, *sure: str) -> None:
    """Marta changes the session."""
    marta: Phone = town.phone("marta")
    await marta.send("/sesiones")
    numbered = next(line for line in marta.last.text.split("\n") if MOBILITY in line)
    await marta.press(numbered.split(".")[0])
    if key in RARER:
        await marta.press("⚙️ Més")
    await marta.press(key)
    if typed is not None:
        await marta.send(typed)
    for label in sure:
        await marta.press(label)


def last_file(town: Town, name: str) -> Entry:
    """The session of the last file that the bot sent, of that name, as both parsers read it."""
    upload = uploads(town)[-1]
    assert (upload.file_name, upload.mime_type) == (name, "text/calendar")
    first, second = (read(upload.content.decode()) for read in READERS)
    assert first == second
    (session,) = first
    return session


def uploads(town: Town) -> list[Upload]:
    """What the bot sent as documents."""
    return [call.parameters["document"] for call in town.world.calls if call.method.lower() == "senddocument"]
