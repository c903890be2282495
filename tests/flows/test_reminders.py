"""Reminders on people's phones, as the clock is turned."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.flows.phones import Phone, Town

WEEK_BEFORE = datetime(2027, 6, 12, tzinfo=UTC)


def _of_first_session(phone: Phone) -> list[tuple[str, str]]:
    """When what was sent, by first line."""
    return [
        (f"{datetime.fromtimestamp(message.date, UTC):%a %d %H:%M}", message.text.split("\n")[0])
        for message in phone.messages
        if message.by_bot and "Movilidad" in message.text and "·" in message.text
    ]


@pytest.mark.begins(WEEK_BEFORE)
async def test_silent_are_invited_and_nudged_and_those_who_come_reminded(town: Town) -> None:
    tere, laia, diego = town.phone("tere"), town.phone("laia"), town.phone("diego")
    await tere.press("Asistiré")
    await diego.press("No puedo")

    await town.move_to(datetime(2027, 6, 18, 18, tzinfo=UTC))

    invitation = "📅 Sesión 1 · Movilidad sostenible"
    assert _of_first_session(tere) == [
        ("Fri 11 16:00", invitation),
        ("Thu 17 16:00", "⏰ La sesión ha empezado."),  # until then: that it is tomorrow
        ("Fri 18 14:00", "⏰ La sesión empieza dentro de 1 hora."),
    ]
    assert _of_first_session(diego) == [("Fri 11 15:00", invitation)]
    assert [moment for moment, _ in _of_first_session(laia)] == ["Fri 11 08:00", "Tue 15 08:00"]
    assert "09:00 Mérida (17:00 hora de Madrid)" in tere.last.text
    assert "El enlace de la videollamada lo envía la coordinación." in tere.last.text


@pytest.mark.begins(datetime(2027, 10, 9, tzinfo=UTC))
async def test_hours_follow_the_clock_change_between_the_october_and_november_sessions(town: Town) -> None:
    tere = town.phone("tere")
    assert "vie 15 de octubre, 09:00 Mérida (17:00 hora de Madrid)" in tere.last.text

    await town.move_to(datetime(2027, 11, 13, tzinfo=UTC))
    assert "vie 19 de noviembre, 10:00 Mérida (17:00 hora de Madrid)" in tere.last.text
    await tere.press("Asistiré")
    await town.move_to(datetime(2027, 11, 19, 15, 30, tzinfo=UTC))
    assert _of_first_session(tere)[-1] == ("Fri 19 15:00", "⏰ La sesión empieza dentro de 1 hora.")


@pytest.mark.begins(WEEK_BEFORE)
async def test_link_that_is_set_late_appears_in_the_reminders_that_were_sent(town: Town) -> None:
    tere, marta = town.phone("tere"), town.phone("marta")
    await tere.press("Asistiré")
    await town.move_to(datetime(2027, 6, 18, 14, 30, tzinfo=UTC))

    await marta.send("/sesiones")
    await marta.press("1")
    await marta.press("Posar l’enllaç")
    await marta.send("https://meet.example.org/abc")

    assert [("https://meet.example.org/abc" in text) for text in tere.inbox[-2:]] == [True, True]


@pytest.mark.begins(WEEK_BEFORE)
async def test_one_who_cannot_come_after_all_is_counted_and_reminded_no_more(town: Town) -> None:
    tere = town.phone("tere")
    await tere.press("Asistiré")
    await town.move_to(datetime(2027, 6, 17, 17, tzinfo=UTC))

    toast = await tere.press("Al final no puedo")
    await town.move_to(datetime(2027, 6, 18, 14, 30, tzinfo=UTC))

    assert toast == "Anotado: esta vez no es posible. Gracias por avisar."
    assert tere.keys == [["Asistiré", "Quizá"], ["✅ No puedo", "Detalles"]]
    assert "Asisten 0 · Quizá 0 · No pueden 1" in tere.last.text


@pytest.mark.begins(WEEK_BEFORE)
async def test_reminder_of_a_meeting_that_was_moved_no_longer_shows_the_old_date(town: Town) -> None:
    tere, marta = town.phone("tere"), town.phone("marta")
    await tere.press("Asistiré")
    await town.move_to(datetime(2027, 6, 17, 17, tzinfo=UTC))

    await marta.send("/sesiones")
    await marta.press("1")
    await marta.press("Canviar la data")
    await marta.send("25/6")
    await marta.press("Canviar la sessió")
    await town.wait(seconds=10)

    assert not any("18 de junio" in text for text in tere.inbox)
    assert tere.inbox[-1].startswith("🔁 La sesión cambia de fecha. ¿Sigue siendo posible asistir?")
    assert town.now - timedelta(minutes=5) < datetime(2027, 6, 17, 17, tzinfo=UTC)
