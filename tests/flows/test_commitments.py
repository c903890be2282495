"""After a session each city takes on one thing, is asked once how it goes, and the next session opens with it."""

import asyncio
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from actions.mydata import do_erase, do_leave
from store.models import AuditEntry, Challenge, City, Commitment, CommitmentState, Letter, Meeting, Network, Person
from store.updates import failed_updates
from tests.flows.lives import Furnished
from tests.flows.phones import Phone, Town
from tests.locked import locked
from texts.commitments.presses import (
    CheckOpened,
    CommitmentBegun,
    CommitmentHelpAsked,
    CommitmentOpened,
    CommitmentsOpened,
    CommitmentTold,
    CommitmentWithdrawalAsked,
    CommitmentWithdrawn,
)
from texts.meetings.presses import MeetingOpened
from texts.presses import Press

BEFORE = datetime(2027, 6, 18, 14, tzinfo=UTC)  # an hour before the first session of Movilidad Sostenible
AFTER = datetime(2027, 6, 18, 17, tzinfo=UTC)  # half an hour after it; a Friday, eleven in Mérida
CHECK = datetime(2027, 7, 2, 15, tzinfo=UTC)  # two weeks after its beginning, nine in Mérida
DUE = datetime(2027, 7, 16, 15, tzinfo=UTC)  # the second session
WORDS = "Medir las plazas de carga del centro"
OTHER = "Contar los camiones de la calle 60"
MOBILITY = "movilidad-sostenible"
ASKING = "¿Cómo va el compromiso"
CHANGED = "El compromiso ha cambiado mientras tanto. Su página muestra cómo está ahora."
STATES = [["Hecho", "En ello"], ["Ha cambiado", "Hay un bloqueo"]]
CHANGES = ["✏️ Otro texto", "🗑 Retirar"]
BACK = ["◀️ Compromisos", "◀️ Menú"]
ABOUT = "📅 Sesión 1 · Movilidad sostenible\n📅 Hasta la sesión 2: vie 16 de julio, 09:00 Mérida (17:00 hora de Madrid)"


async def to_own(phone: Phone) -> None:
    await phone.send("/sesiones")
    await phone.press("🤝")


async def take_on(phone: Phone, words: str = WORDS) -> None:
    await to_own(phone)
    await phone.send(words)


async def standing(town: Town) -> list[tuple[str, str, CommitmentState, str | None]]:
    """The cities with what they have taken on, how it goes, and who noted that."""

    def unit(session: Session) -> list[Any]:
        found = (
            sa.select(City.name, Commitment.text, Commitment.state, Person.name)
            .join(Commitment, Commitment.city_id == City.id)
            .outerjoin(Person, Person.id == Commitment.noted_by)
            .where(Commitment.withdrawn_at.is_(None))
        )
        return [tuple(row) for row in session.execute(found.order_by(City.name))]

    return await town.database.read(unit)


async def numbers(town: Town, city: str) -> tuple[int, int]:
    """Of the first session of Movilidad Sostenible, and of a city."""

    def unit(session: Session) -> tuple[int, int]:
        meeting = sa.select(sa.func.min(Meeting.id)).join(Network).where(Network.slug == MOBILITY, Meeting.number == 1)
        return session.scalar(meeting) or 0, session.scalar(sa.select(City.id).where(City.slug == city)) or 0

    return await town.database.read(unit)


@pytest.mark.begins(AFTER)
async def test_city_takes_something_on_and_the_next_session_opens_with_it(town: Town) -> None:
    tere, lucia = town.phone("tere"), town.phone("lucia")

    await to_own(tere)
    assert tere.last.text == (
        "🤝 ¿A qué se compromete Mérida (MX)? Basta una cosa pequeña.\n"
        + ABOUT
        + "\n\nUna frase que empiece por lo que se hará. Por ejemplo: Medir las plazas de carga del centro. "
        "La verán las ciudades de la red."
    )
    await tere.send(WORDS)

    assert tere.last.text == f"🤝 Compromiso de Mérida (MX)\n{ABOUT}\n\n{WORDS}"
    assert tere.keys == [*STATES, CHANGES, BACK]
    await lucia.send("/sessoes")
    await lucia.press("2")
    await lucia.press("⚙️ Mais")
    assert lucia.last.text.endswith(f"\n\nCompromissos da sessão anterior\n🤝 Mérida (MX): {WORDS}")
    await lucia.send("/compromissos")
    assert lucia.last.text.split("\n\n")[1:] == [f"🤝 Mérida (MX): {WORDS}"]
    assert lucia.keys == [["◀️ Voltar", "◀️ Menu"]], "who speaks for no city takes nothing on"
    await lucia.press("◀️ Voltar")
    assert f"Compromissos desta sessão\n🤝 Mérida (MX): {WORDS}" in lucia.last.text
    await lucia.start("commitment-1")  # as a digest leads there
    assert lucia.last.text.startswith("🤝 Compromisso de Mérida (MX)")
    await tere.send("/menu")
    digest = tere.last
    await tere.press_data(CheckOpened(1).pack(), digest)
    assert tere.last.message_id > digest.message_id, "the digest stays to be read"
    await tere.press("Hay un bloqueo")
    await tere.send("Falta gente")
    assert await standing(town) == [("Mérida", WORDS, CommitmentState.BLOCKED, None)]
    assert "Falta gente" in tere.last.text


@pytest.mark.begins(AFTER)
async def test_words_below_the_question_are_taken_and_asked_what_they_are(town: Town) -> None:
    tere = town.phone("tere")
    await take_on(tere)
    await town.move_to(CHECK + timedelta(minutes=1))
    question = tere.last
    assert ASKING in question.text

    await tere.send("Falta <b>gente</b>")
    assert tere.last.text.startswith(f"🤝 ¿Es sobre el compromiso de Mérida (MX)?\n\n{WORDS}\n\nFalta <b>gente</b>")
    assert tere.keys[:2] == STATES, "the same as those of the question"
    await tere.press("Hay un bloqueo")
    assert await standing(town) == [("Mérida", WORDS, CommitmentState.BLOCKED, None)]
    assert "Falta <b>gente</b>" in tere.last.text
    await tere.send("gracias")
    await tere.send("Algo muy distinto")
    assert "¿Es sobre el compromiso" not in "".join(tere.inbox), "it waits for nothing any more"
    await tere.send("x" * 201, reply_to=question)
    assert await standing(town) == [("Mérida", WORDS, CommitmentState.BLOCKED, None)]
    await tere.send(OTHER, reply_to=question)
    await tere.press("Ha cambiado")
    assert await standing(town) == [("Mérida", OTHER, CommitmentState.CHANGED, None)]


@pytest.mark.begins(AFTER)
async def test_words_about_what_is_under_way_are_kept_with_it(town: Town) -> None:
    tere, diego, words = town.phone("tere"), town.phone("diego"), "Ya pintamos 300 metros, falta la mitad"
    await take_on(tere)
    await town.move_to(CHECK + timedelta(minutes=1))
    question = tere.last.message_id

    await tere.send(words)
    await tere.press("En ello")

    assert tere.last.text.endswith(f"{WORDS}\n\n⏳ En ello\n\nLo que dice la ciudad: {words}")
    above = next(message for message in tere.messages if message.message_id == question)
    assert ASKING not in above.text, "it is asked no more"
    assert above.text.endswith(words)
    assert [key["text"] for row in above.buttons for key in row] == ["🤝 Nuestro compromiso"]
    await tere.press("En ello")
    assert tere.last.text.endswith(words), "pressed again it takes nothing back"
    await diego.send("/compromisos")
    assert f"⏳ Mérida (MX), en ello: {WORDS} · {words}" in diego.last.text


@pytest.mark.begins(BEFORE)
async def test_nothing_is_taken_on_before_the_session_begins(town: Town) -> None:
    tere = town.phone("tere")
    meeting_id, city_id = await numbers(town, "merida-mx")

    await tere.send("/sesiones")
    assert not any("🤝" in key for row in tere.keys for key in row)
    toast = await tere.press_data(CommitmentBegun(meeting_id, city_id).pack(), tere.last)
    await tere.send("/compromisos")

    assert toast == "Los compromisos se adquieren cuando la sesión ha empezado."
    assert tere.last.text.startswith("🤝 Cuando una sesión ha empezado, cada ciudad se compromete a una cosa")
    await town.move_to(AFTER)
    await tere.press_data(MeetingOpened(meeting_id).pack(), tere.last)
    await tere.press("🤝 Nuestro compromiso")
    assert tere.last.text.startswith("🤝 ¿A qué se compromete Mérida (MX)?")


@pytest.mark.begins(AFTER)
async def test_what_is_typed_is_one_line_of_two_hundred_characters_and_nothing_else(town: Town) -> None:
    tere, diego = town.phone("tere"), town.phone("diego")
    await to_own(tere)

    for words in ("x" * 4000, "x" * 201, "\u200b \n"):
        await tere.send(words)
        assert await standing(town) == []
    await tere.send("<b>Medir</b>\nlas plazas &amp; \u202eotras")

    assert await standing(town) == [
        ("Mérida", "<b>Medir</b> las plazas &amp; otras", CommitmentState.OPEN, None),
    ]
    assert tere.last.text.endswith("\n\n<b>Medir</b> las plazas &amp; otras")
    await diego.send("/compromisos")
    assert "🤝 Mérida (MX): <b>Medir</b> las plazas &amp; otras" in diego.last.text


@pytest.mark.begins(AFTER)
async def test_it_is_worded_otherwise_and_withdrawn(town: Town) -> None:
    tere = town.phone("tere")
    await take_on(tere)

    await tere.press("✏️ Otro texto")
    assert f"Texto actual (al tocarlo se copia): {WORDS}" in tere.last.text
    await tere.send(OTHER)
    assert await standing(town) == [("Mérida", OTHER, CommitmentState.OPEN, None)]
    await tere.press("🗑 Retirar")
    assert tere.last.text == f"🗑 ¿Retirar el compromiso de Mérida (MX)?\n\n{OTHER}"
    assert await tere.press("🗑 Sí, retirarlo") == "Retirado."

    assert await standing(town) == []
    assert "Ninguna ciudad se ha comprometido a nada todavía." in tere.last.text
    assert tere.keys == [["🤝 Nuestro compromiso"], ["◀️ Atrás", "◀️ Menú"]]
    await take_on(tere)
    assert await standing(town) == [("Mérida", WORDS, CommitmentState.OPEN, None)]


@pytest.mark.begins(AFTER)
async def test_city_is_asked_once_how_it_goes_and_answers_with_one_press(town: Town) -> None:
    tere, diego = town.phone("tere"), town.phone("diego")
    await take_on(tere)
    await take_on(diego)
    await diego.press("En ello")

    await town.move_to(CHECK - timedelta(minutes=1))
    assert not any(ASKING in text for text in tere.inbox)
    await town.move_to(CHECK + timedelta(minutes=1))

    assert tere.last.text == f"🤝 ¿Cómo va el compromiso de Mérida (MX)?\n{ABOUT}\n\n{WORDS}"
    assert tere.keys == STATES
    assert not any(ASKING in text for text in diego.inbox), "they have said so"
    assert await tere.press("Hecho") == "Anotado: hecho. ¡Buen trabajo!"
    assert tere.last.text.endswith(f"{WORDS}\n\n✅ Hecho")
    assert tere.keys[0] == ["☑️ Hecho", "En ello"]
    await town.move_to(DUE - timedelta(hours=1))
    assert not any(ASKING in text for text in tere.inbox), "it has become the answer, and no second came"


@pytest.mark.begins(AFTER)
async def test_question_shows_what_somebody_else_has_answered_to_those_who_speak_for_the_city_still(town: Town) -> None:
    marta, tere, diego = town.phone("marta"), town.phone("tere"), town.phone("diego")
    await take_on(tere)
    await take_on(diego, OTHER)
    await town.move_to(CHECK + timedelta(minutes=1))
    question, left = tere.last.message_id, diego.last.message_id

    await town.database.run(lambda session: _leave(session, diego, town.now))
    await marta.send("/compromisos")
    await marta.press("🤝 Compromisos · Movilidad")
    await marta.press("4")
    await marta.press("Fet")
    await marta.press("◀️ Compromisos")
    await marta.press("3")
    await marta.press("Fet")

    shown = {message.message_id: message.text for phone in (tere, diego) for message in phone.messages}
    assert shown[question].endswith(f"{WORDS}\n\n✅ Hecho\n\n✍️ Anotado por la coordinación en nombre de la ciudad.")
    assert shown[left].startswith(f"🤝 {ASKING} de Medellín (CO)?")
    assert "✅" not in shown[left]


@pytest.mark.begins(AFTER)
async def test_what_is_in_the_way_becomes_a_challenge_once_it_is_confirmed(town: Town) -> None:
    tere, laia = town.phone("tere"), town.phone("laia")
    await take_on(tere)
    await town.move_to(CHECK + timedelta(minutes=1))

    await tere.press("Hay un bloqueo")
    assert tere.last.text.startswith("⛔ ¿Qué le impide avanzar a Mérida (MX)? Basta una frase.")
    await tere.send("Falta el permiso <del> ayuntamiento.")
    assert tere.last.text.endswith("⛔ Bloqueado\n\nQué lo impide: Falta el permiso <del> ayuntamiento.")
    await laia.send("/compromisos")
    assert f"⛔ Mérida (MX), bloquejat: {WORDS}" in laia.last.text

    await tere.press("🧩 Pedir ayuda a la red")
    assert tere.last.text.startswith(
        f"El problema\n{WORDS}\nFalta el permiso <del> ayuntamiento.\n\n¿Qué se ha intentado"
    )
    await tere.press("Todavía nada")
    await tere.press("Usar este título")
    assert await town.database.read(lambda session: session.scalars(sa.select(Challenge.id)).all()) == []
    await tere.press("Publicar en la red")

    problems = await town.database.read(lambda session: session.scalars(sa.select(Challenge.problem)).all())
    assert problems == [f"{WORDS}\nFalta el permiso <del> ayuntamiento."]
    await to_own(tere)
    assert tere.keys[2] == ["🧩 El desafío"]
    await tere.press("🧩 El desafío")
    assert f"🧩 {WORDS}" in tere.last.text


@pytest.mark.begins(AFTER)
async def test_unfinished_challenge_is_not_lost_by_asking_for_help(town: Town) -> None:
    tere = town.phone("tere")
    await tere.send("/desafio")
    await tere.send("Otro problema que se está escribiendo.")
    await take_on(tere)
    await tere.press("Hay un bloqueo")
    await tere.send("Falta el permiso.")

    await tere.press("🧩 Pedir ayuda a la red")
    assert tere.last.text.startswith("Hay un borrador sin terminar")
    await tere.press("🗑 Empezar de nuevo")

    assert tere.last.text.startswith(f"El problema\n{WORDS}\nFalta el permiso.")


@pytest.mark.begins(AFTER)
async def test_help_is_asked_only_for_what_is_blocked_and_by_the_city_itself(town: Town) -> None:
    tere, marta = town.phone("tere"), town.phone("marta")
    await take_on(tere)
    meeting_id, city_id = await numbers(town, "merida-mx")
    asked = CommitmentHelpAsked(meeting_id, city_id).pack()

    assert await tere.press_data(asked, tere.last) == CHANGED
    await tere.press("Hay un bloqueo")
    await tere.send("Falta el permiso.")
    await marta.send("/compromisos")
    await marta.press("🤝 Compromisos · Movilidad")
    await marta.press("4")
    assert marta.keys == [
        ["Fet", "En marxa"],
        ["Ha canviat", "☑️ Hi ha un bloqueig"],
        ["✏️ Un altre text", "🗑 Retirar"],
        ["◀️ Compromisos", "◀️ Menú"],
    ]
    await marta.press_data(asked, marta.last)

    assert not any("¿Qué se ha intentado" in text or "Què s’ha provat" in text for text in marta.inbox)


@pytest.mark.begins(AFTER)
async def test_what_is_in_the_way_does_not_overwrite_what_somebody_else_has_said_meanwhile(town: Town) -> None:
    tere, marta = town.phone("tere"), town.phone("marta")
    await take_on(tere)
    await tere.press("Hay un bloqueo")
    await marta.send("/compromisos")
    await marta.press("🤝 Compromisos · Movilidad")
    await marta.press("4")
    await marta.press("Fet")

    await tere.send("Falta el permiso.")

    assert await standing(town) == [("Mérida", WORDS, CommitmentState.DONE, "Marta Vila")]
    assert CHANGED in tere.last.text
    assert tere.keys[0] == ["☑️ Hecho", "En ello"]


@pytest.mark.begins(AFTER)
async def test_question_of_who_has_left_is_cancelled_and_answers_nothing(town: Town) -> None:
    tere = town.phone("tere")
    await to_own(tere)

    await town.database.run(lambda session: _leave(session, tere, town.now))
    await tere.send(WORDS)
    await tere.press("Cancelar")

    assert await standing(town) == []
    assert "Cancelado. No se ha guardado nada." in tere.inbox


@pytest.mark.begins(AFTER)
async def test_what_has_changed_is_said_in_a_new_sentence(town: Town) -> None:
    tere = town.phone("tere")
    await take_on(tere)

    await tere.press("Ha cambiado")
    assert tere.last.text.startswith("🔁 ¿Qué hará ahora Mérida (MX) en su lugar?")
    await tere.send(OTHER)

    assert tere.last.text.endswith(f"\n\n{OTHER}\n\nAntes era: {WORDS}\n\n🔁 Ha cambiado")
    assert await standing(town) == [("Mérida", OTHER, CommitmentState.CHANGED, None)]


@pytest.mark.begins(AFTER)
async def test_how_it_went_is_told_also_when_the_next_session_has_begun(town: Town) -> None:
    tere = town.phone("tere")
    await take_on(tere)
    page = tere.last
    meeting_id, city_id = await numbers(town, "merida-mx")
    await town.move_to(DUE + timedelta(minutes=5))

    await tere.send("/sesiones")
    await tere.press("2")
    await tere.press("⚙️ Más")
    assert tere.last.text.endswith(f"Compromisos de la sesión anterior\n🤝 Mérida (MX): {WORDS}")
    await tere.press_data(CommitmentOpened(meeting_id, city_id).pack(), tere.last)
    assert tere.keys == [*STATES, BACK]
    await tere.press("Hecho")
    toast = await tere.press_data(CommitmentBegun(meeting_id, city_id).pack(), page)

    assert await standing(town) == [("Mérida", WORDS, CommitmentState.DONE, None)]
    assert toast is not None
    assert toast.startswith("Ya empezó la sesión siguiente")
    await to_own(tere)
    assert "📅 Sesión 2 · Movilidad sostenible" in tere.last.text


@pytest.mark.begins(AFTER)
async def test_key_from_before_a_change_shows_what_stands_and_changes_nothing(town: Town) -> None:
    tere = town.phone("tere")
    await take_on(tere)
    meeting_id, city_id = await numbers(town, "merida-mx")
    doing = CommitmentTold(meeting_id, city_id, CommitmentState.DOING, 1).pack()
    await tere.press("Hecho")

    assert await tere.press_data(doing, tere.last) == CHANGED
    assert await tere.press_data(CommitmentWithdrawn(meeting_id, city_id, 1).pack(), tere.last) == CHANGED
    twice = CommitmentTold(meeting_id, city_id, CommitmentState.DONE, 1).pack()
    assert await tere.press_data(twice, tere.last) == "Anotado: hecho. ¡Buen trabajo!"

    assert await standing(town) == [("Mérida", WORDS, CommitmentState.DONE, None)]


@pytest.mark.begins(AFTER)
async def test_coordinator_sees_who_has_none_and_notes_in_their_name(town: Town) -> None:
    marta, tere, diego = town.phone("marta"), town.phone("tere"), town.phone("diego")
    await take_on(diego)
    await marta.send("/compromisos")
    await marta.press("🤝 Compromisos · Movilidad")
    assert marta.last.text.split("\n\n")[1].split("\n") == [
        "1. ▫️ Consejo Estratégico de Santiago (DO): encara cap",
        "2. ▫️ Córdoba (AR): encara cap",
        f"3. 🤝 Medellín (CO): {WORDS}",
        "4. ▫️ Mérida (MX): encara cap",
        "5. ▫️ Quito (EC): encara cap",
        "6. ▫️ Tunja (CO): encara cap",
        "7. ▫️ Zaragoza (ES): encara cap",
    ]

    await marta.press("4")
    assert marta.last.text.endswith("✍️ S’anota en nom de la ciutat.")
    await marta.send(OTHER)
    assert await standing(town) == [
        ("Medellín", WORDS, CommitmentState.OPEN, None),
        ("Mérida", OTHER, CommitmentState.OPEN, "Marta Vila"),
    ]
    assert marta.last.text.endswith(f"{OTHER}\n\n✍️ Anotat per la coordinació en nom de la ciutat.")
    assert tere.last.text == (
        f"✍️ La coordinación anotó algo en nombre de Mérida (MX). Aquí se puede cambiar.\n\n🤝 Mérida (MX): {OTHER} ✍️"
    )
    await marta.press("◀️ Compromisos")
    assert f"4. 🤝 Mérida (MX): {OTHER} ✍️" in marta.last.text
    await marta.press("3")
    assert await marta.press("Fet") == "Anotat: fet. Bona feina!"
    await tere.press("🤝 Nuestro compromiso")
    await tere.press("En ello")

    assert await standing(town) == [
        ("Medellín", WORDS, CommitmentState.DONE, "Marta Vila"),
        ("Mérida", OTHER, CommitmentState.DOING, None),
    ]
    entries = await town.database.read(
        lambda session: [
            (entry.deed, sorted(entry.details))
            for entry in session.scalars(sa.select(AuditEntry).where(AuditEntry.deed.startswith("commitment")))
        ]
    )
    assert entries == [("commitment_noted", ["city"]), ("commitment_state_noted", ["city"])], "and no words"


@pytest.mark.begins(AFTER)
async def test_nobody_else_writes_tells_or_withdraws(town: Town) -> None:
    tere = town.phone("tere")
    await take_on(tere)
    meeting_id, city_id = await numbers(town, "merida-mx")
    presses: list[Press] = [
        CommitmentBegun(meeting_id, city_id),
        CommitmentHelpAsked(meeting_id, city_id),
        CommitmentWithdrawalAsked(meeting_id, city_id),
        CommitmentWithdrawn(meeting_id, city_id, 1),
        *(CommitmentTold(meeting_id, city_id, state, 1) for state in CommitmentState),
    ]
    before = await standing(town)

    for name in ("diego", "lucia", "rosa", "ivan"):
        phone = town.phone(name)
        await phone.send("/menu")
        for press in presses:
            await phone.press_data(press.pack(), phone.last)
            await phone.send("Otra cosa por escrito")
    for name in ("rosa", "ivan"):
        phone = town.phone(name)
        for press in (CommitmentsOpened(meeting_id), CommitmentOpened(meeting_id, city_id)):
            await phone.press_data(press.pack(), phone.last)
        assert not any(WORDS in text for text in phone.inbox)
    await tere.press_data(CommitmentTold(meeting_id, city_id, CommitmentState.OPEN, 1).pack(), tere.last)

    assert await standing(town) == before
    diego = town.phone("diego")
    await diego.press_data(CommitmentOpened(meeting_id, city_id).pack(), diego.last)
    assert diego.keys == [BACK], "what other cities have taken on is read"


@pytest.mark.begins(AFTER)
async def test_in_a_group_nothing_of_it_is_shown(town: Town) -> None:
    tere, group = town.phone("tere"), town.groups[MOBILITY]
    await take_on(tere)
    meeting_id, city_id = await numbers(town, "merida-mx")
    await tere.send("/sesiones", chat_id=group)
    card = town.group(MOBILITY)[-1]

    for press in (
        CommitmentsOpened(meeting_id),
        CommitmentOpened(meeting_id, city_id),
        CommitmentBegun(meeting_id, city_id),
    ):
        await tere.press_data(press.pack(), card)

    assert not any(WORDS in message.text for message in town.group(MOBILITY))


@pytest.mark.begins(AFTER)
async def test_commitment_of_who_is_erased_stays_with_the_city(town: Town) -> None:
    tere, diego = town.phone("tere"), town.phone("diego")
    await take_on(tere)

    def erase(session: Session) -> None:
        person = session.scalars(sa.select(Person).where(Person.telegram_id == tere.user_id)).one()
        do_erase(session, person, now=town.now)

    await town.database.run(erase)
    await town.move_to(CHECK + timedelta(minutes=1))

    await diego.send("/compromisos")
    assert f"🤝 Mérida (MX): {WORDS}" in diego.last.text
    asked = await town.database.read(
        lambda session: session.scalars(sa.select(Letter.key).where(Letter.key.contains(":check:"))).all()
    )
    assert asked == [], "nobody speaks for the city any more"


@pytest.mark.begins(AFTER)
async def test_who_wrote_it_finds_it_among_their_data_and_in_their_file(town: Town) -> None:
    tere = town.phone("tere")
    await take_on(tere)

    await tere.send("/misdatos")
    assert "🤝 1 compromiso de una ciudad\n" in tere.last.text
    await tere.press("Exportar")
    call = next(call for call in town.world.calls if call.method.lower() == "senddocument")
    content = json.loads(call.parameters["document"].content)
    assert [one["text"] for one in content["commitments"]] == [WORDS]
    await to_own(tere)
    await tere.press("🗑 Retirar")
    await tere.press("🗑 Sí, retirarlo")

    await tere.send("/misdatos")
    assert "🤝 0 compromisos de ciudades, y 1 retirado\n" in tere.last.text


@pytest.mark.begins(AFTER)
async def test_who_writes_while_somebody_else_does_is_shown_both(town: Town) -> None:
    tere, marta = town.phone("tere"), town.phone("marta")
    await to_own(tere)
    await marta.send("/compromisos")
    await marta.press("🤝 Compromisos · Movilidad")
    await marta.press("4")
    await marta.send(OTHER)

    await tere.send(WORDS)

    assert await standing(town) == [("Mérida", OTHER, CommitmentState.OPEN, "Marta Vila")]
    assert tere.last.text == (
        f"👥 Mientras tanto se escribió esto para Mérida (MX):\n\n{OTHER}\n\n¿Poner esto en su lugar?\n\n{WORDS}"
    )
    await tere.press("Sí, ponerlo")
    assert await standing(town) == [("Mérida", WORDS, CommitmentState.OPEN, None)]


@pytest.mark.parametrize("furnished", ["postgres"], indirect=True)
@pytest.mark.begins(AFTER)
async def test_of_two_who_write_at_the_same_moment_nothing_is_lost(furnished: Furnished, town: Town) -> None:
    tere, marta = town.phone("tere"), town.phone("marta")
    meeting_id, _ = await numbers(town, "merida-mx")
    await to_own(tere)
    await marta.send("/compromisos")
    await marta.press("🤝 Compromisos · Movilidad")
    await marta.press("4")
    handle = town.simulation.application.dispatch.handle

    async with locked(furnished.store_url, sa.select(Meeting.id).where(Meeting.id == meeting_id)) as waiting:
        handled = [asyncio.create_task(handle(written(town, tere, WORDS)))]
        await waiting(1)
        handled.append(asyncio.create_task(handle(written(town, marta, OTHER))))
        await waiting(2)
    await asyncio.gather(*handled)
    await town.simulation.deliver()

    assert await town.database.read(failed_updates) == []
    assert await standing(town) == [("Mérida", WORDS, CommitmentState.OPEN, None)]
    assert WORDS in marta.last.text
    assert OTHER in marta.last.text
    await marta.press("Sí, posar-ho")
    assert await standing(town) == [("Mérida", OTHER, CommitmentState.OPEN, "Marta Vila")]


def _leave(session: Session, phone: Phone, now: datetime) -> None:
    person = session.scalars(sa.select(Person).where(Person.telegram_id == phone.user_id)).one()
    network = session.scalars(sa.select(Network).where(Network.slug == MOBILITY)).one()
    do_leave(session, person, network.id, now=now)


def written(town: Town, phone: Phone, text: str) -> dict[str, Any]:
    town.take_a_moment()
    town.world.send_text(phone.user_id, phone.user_id, text, None)
    return town.world.bot.inbox.emitted[-1].body
