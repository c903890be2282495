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

    over = "Esta sesión ya pasó."
    asked = ("Fri 18 16:30", "🙋 ¿Estuvo en la sesión?")
    about = "📅 Sesión 1 · Movilidad sostenible"
    assert _of_first_session(tere) == [
        ("Fri 11 16:00", about),  # until then: the invitation, which is too old to be deleted
        ("Fri 18 14:00", over),  # until then: that it starts in an hour
        asked,
    ], "what said that it was tomorrow is gone"
    assert _of_first_session(diego) == [("Fri 11 15:00", over)], "who could not come is not asked"
    assert (
        diego.messages[-1].text.split("\n\n")[-1]
        == "La próxima: vie 16 de julio, 10:00 Medellín (17:00 hora de Madrid)"
    )
    assert [moment for moment, _ in _of_first_session(laia)] == ["Fri 11 08:00", "Tue 15 08:00", asked[0]]
    assert "09:00 Mérida (17:00 hora de Madrid)" in tere.last.text
    assert tere.keys == [["✅ Estuve", "✖️ No pude"]]
    await tere.press("Detalles")
    assert tere.last.text.startswith("Esta sesión ya pasó.\n\n📅 Sesión 1 · Movilidad sostenible\n")


@pytest.mark.begins(datetime(2027, 10, 9, tzinfo=UTC))
async def test_hours_follow_the_clock_change_between_the_october_and_november_sessions(town: Town) -> None:
    tere = town.phone("tere")
    assert "vie 15 de octubre, 09:00 Mérida (17:00 hora de Madrid)" in tere.last.text

    await town.move_to(datetime(2027, 11, 13, tzinfo=UTC))
    assert "vie 19 de noviembre, 10:00 Mérida (17:00 hora de Madrid)" in tere.last.text
    await tere.press("Asistiré")
    await town.move_to(datetime(2027, 11, 19, 15, 30, tzinfo=UTC))
    assert "🔗 Todavía no hay enlace de la videollamada; lo envía Marta Vila." in tere.last.text
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
async def test_coordinators_hear_who_is_silent_and_that_the_link_is_missing_once(town: Town) -> None:
    marta = town.phone("marta")
    town.world.block(town.phone("diego").user_id)
    await town.phone("tere").press("Asistiré")
    await town.move_to(datetime(2027, 6, 17, 18, tzinfo=UTC))

    assert [text.split("\n")[0] for text in marta.inbox if "Movilidad" in text][-2:] == [
        "🧭 La sessió és d’aquí a 3 dies.",
        "🔗 Falta l’enllaç de la videotrucada. La sessió és d’aquí a 1 dia.",
    ]
    assert marta.inbox[-2] == (
        "🧭 La sessió és d’aquí a 3 dies.\n\n"
        "📅 Sessió 1 · Movilidad sostenible\n"
        "dv. 18 de juny, 17:00 hora de Madrid · 90 min\n\n"
        "Assisteixen 1 · Potser 0 · No poden 0 · Sense resposta 4\n"
        "Encara sense resposta: Laia Ferrer (Zaragoza), Diego Arango (Medellín) 🔕 i Lúcia Ramos.\n"
        "🔗 Falta l’enllaç de la videotrucada.\n\n"
        "També falta la vostra pròpia resposta."
    )
    assert marta.keys == [["👀 Qui respon", "🔗 Posar l’enllaç"]]
    assert not any("Encara sense resposta" in text for text in town.phone("laia").inbox)

    await marta.send("/sesiones")
    await marta.press("1")
    await marta.press("🔗 Posar l’enllaç")
    await marta.send("https://meet.example.org/abc")

    letter = next(
        text
        for text in marta.inbox
        if text.endswith("Ja hi ha l’enllaç de la videotrucada: https://meet.example.org/abc")
    )
    assert "dv. 18 de juny" in letter


@pytest.mark.begins(WEEK_BEFORE)
async def test_what_coordinators_were_told_asks_for_nothing_once_the_session_has_begun(town: Town) -> None:
    marta = town.phone("marta")

    await town.move_to(datetime(2027, 6, 18, 15, 1, tzinfo=UTC))

    told = [message for message in marta.messages if "📅 Sessió 1 · Movilidad" in message.text]
    assert len(told) == 3
    assert {key["text"] for message in told for row in message.buttons for key in row} == {"Detalls"}


@pytest.mark.begins(WEEK_BEFORE)
async def test_coordinator_who_comes_has_the_missing_link_on_the_reminder(town: Town) -> None:
    marta = town.phone("marta")
    await marta.send("/sesiones")
    await marta.press("1")
    await marta.press("Hi assistiré")

    await town.move_to(datetime(2027, 6, 17, 18, tzinfo=UTC))

    assert "🔗 Falta l’enllaç de la videotrucada." in marta.last.text
    assert marta.keys == [["🔗 Posar l’enllaç"], ["Al final no puc"], ["Detalls"]]


@pytest.mark.begins(WEEK_BEFORE)
async def test_link_that_comes_in_the_last_hour_is_told_and_not_only_edited(town: Town) -> None:
    tere, marta = town.phone("tere"), town.phone("marta")
    await tere.press("Asistiré")
    await town.move_to(datetime(2027, 6, 18, 14, 30, tzinfo=UTC))
    told = len(tere.inbox)

    await marta.send("/sesiones")
    await marta.press("1")
    await marta.press("Posar l’enllaç")
    await marta.send("https://meet.example.org/abc")
    await marta.press("Canviar l’enllaç")
    await marta.send("https://meet.example.org/abd")

    assert len(tere.inbox) == told + 1
    assert "https://meet.example.org/abd" in tere.last.text


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
async def test_one_who_cannot_come_in_the_last_hour_says_so_on_the_reminder(town: Town) -> None:
    tere = town.phone("tere")
    await tere.press("Asistiré")
    await town.move_to(datetime(2027, 6, 18, 14, 30, tzinfo=UTC))
    assert tere.last.text.startswith("⏰ La sesión empieza dentro de")
    assert tere.keys == [["Al final no puedo"], ["Detalles"]]

    toast = await tere.press("Al final no puedo", tere.last)
    await town.move_to(datetime(2027, 6, 18, 15, 30, tzinfo=UTC))

    assert toast == "Anotado: esta vez no es posible. Gracias por avisar."
    assert not any(text.startswith("⏰ La sesión empieza") for text in tere.inbox)
    assert tere.keys == [["Detalles"]]
    assert "No pueden 1" in tere.last.text


@pytest.mark.begins(WEEK_BEFORE)
async def test_reminder_of_a_meeting_that_was_moved_no_longer_shows_the_old_date(town: Town) -> None:
    tere, marta = town.phone("tere"), town.phone("marta")
    await tere.press("Asistiré")
    await town.move_to(datetime(2027, 6, 17, 17, tzinfo=UTC))

    await marta.send("/sesiones")
    await marta.press("1")
    await marta.press("⚙️ Més")
    await marta.press("Canviar la data")
    await marta.send("25/6")
    await marta.press("Canviar la sessió")
    await town.wait(seconds=10)

    assert not any("18 de junio" in text for text in tere.inbox[:-1])
    assert tere.inbox[-1].startswith(
        "🔁 La sesión cambia de fecha. ¿Sigue siendo posible asistir?\nvie 18 de junio, 09:00 Mérida\n\n"  # struck out
    )
    assert town.now - timedelta(minutes=5) < datetime(2027, 6, 17, 17, tzinfo=UTC)


@pytest.mark.begins(WEEK_BEFORE)
async def test_card_of_a_session_that_is_over_follows_the_next_one(town: Town) -> None:
    diego, marta = town.phone("diego"), town.phone("marta")
    await diego.press("No puedo")
    await town.move_to(datetime(2027, 6, 18, 18, tzinfo=UTC))
    card = diego.last.message_id

    await marta.send("/sesiones")
    await marta.press("2")
    await marta.press("⚙️ Més")
    await marta.press("Canviar la data")
    await marta.send("20/7 16:00")
    await marta.press("Canviar la sessió")

    (over,) = [message for message in diego.messages if message.message_id == card]
    assert over.text.startswith("Esta sesión ya pasó.")
    assert over.text.split("\n\n")[-1] == "La próxima: mar 20 de julio, 09:00 Medellín (16:00 hora de Madrid)"
    assert "Asistiré" not in str(over.buttons)


@pytest.mark.begins(WEEK_BEFORE)
async def test_session_that_ends_early_is_over_on_its_cards(town: Town) -> None:
    tere, lucia = town.phone("tere"), town.phone("lucia")
    await tere.press("Asistiré")
    await town.move_to(datetime(2027, 6, 18, 14, 50, tzinfo=UTC))
    await lucia.send("/sessoes")
    await lucia.press("1")
    await lucia.press("▶️ Começar a sessão")
    await lucia.press("▶️ Começar agora")
    await town.move_to(datetime(2027, 6, 18, 15, 30, tzinfo=UTC))
    assert [text for _, text in _of_first_session(tere) if "⏰" in text] == ["⏰ La sesión ha empezado."] * 3

    await lucia.press("🏁 Terminar")
    await lucia.press("🏁 Sim, terminar")
    await town.wait(minutes=1)

    said = [text for _, text in _of_first_session(tere)]
    assert "⏰ La sesión ha empezado." not in said
    assert said.count("Esta sesión ya pasó.") == 1
