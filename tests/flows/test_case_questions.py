"""Before its session a presenting city is told how a case runs, and asks the others up to three questions."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.models import AuditEntry, Briefing, CaseQuestion, Draft, Membership, Person, Rota
from tests.flows.hostile import TEXTS
from tests.flows.lives import Furnished
from tests.flows.phones import Phone, Town
from tests.flows.test_rota_swaps import publish, shown
from tests.locked import locked

MORNING = datetime(2027, 6, 9, 13, tzinfo=UTC)  # a Wednesday after the first session; eight in Riobamba
MONDAY = datetime(2027, 6, 21, 13, tzinfo=UTC)  # eighteen days after the first session it is Sunday; eight in Riobamba
SECOND = datetime(2027, 7, 7, 14, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
ONE, TWO, THREE = "¿Cómo se fijan las tasas?", "¿Quién decide los puestos?", "¿Y los domingos?"
RIOBAMBA = "❓ Riobamba (EC) pregunta:"
BRIEFED = (
    "🎤 Riobamba (EC) presenta su caso en la sesión 2: mié 7 de julio, 09:00 Riobamba (16:00 hora de Madrid)\n\n"
    "⏱ Un caso dura 35 minutos: 5 para contarlo y 5 para preguntas sobre los hechos. Después hablan las demás ciudades "
    "y quien presenta escucha; al final vienen ofertas concretas y el primer paso.\n\n"
)


@pytest.mark.begins(MORNING)
async def test_presenting_cities_are_briefed_in_their_morning_and_their_questions_are_read_by_all(town: Town) -> None:
    marta, rosa, joao, carla = (town.phone(name) for name in ("marta", "rosa", "joao", "carla"))
    await publish(marta)
    await town.move_to(MONDAY - MINUTE)
    told, of_joao = len(rosa.inbox), len(joao.inbox)
    await town.move_to(MONDAY)

    assert rosa.inbox[told:] == [
        BRIEFED + "❓ ¿Qué deberían responder las demás ciudades? Hasta tres preguntas les ayudan a llegar con la "
        "respuesta pensada: un mensaje cada una, dos minutos en total."
    ]
    assert rosa.keys == [["❓ Escribir nuestras preguntas"], ["🔁 Cambiar de turno", "Detalles"]]
    assert "🎤 Rosario (AR) presenta su caso en la sesión 2:" in carla.last.text
    assert len(joao.inbox) == of_joao  # presents a month later

    await rosa.press("❓ Escribir nuestras preguntas")
    assert (
        rosa.last.text.split("\n")[0] == "❓ Pregunta 1 de 3 como máximo: ¿qué deberían responder las demás ciudades?"
    )
    await rosa.send(ONE)
    assert rosa.keys == [["✅ No hay más"], ["◀️ Atrás", "🗑 Descartar"]]
    await rosa.send(TWO)
    await rosa.press("✅ No hay más")
    assert rosa.last.text == f"Así se leerán en la página de la sesión 2:\n{RIOBAMBA}\n1. {ONE}\n2. {TWO}"
    assert rosa.keys[:3] == [["📣 Mostrarlas a la red"], ["✏️ 1", "✏️ 2"], ["➕ Otra pregunta"]]
    toast = await rosa.press("📣 Mostrarlas")

    assert toast == "Guardado. Las demás ciudades lo leen en la página de la sesión."
    assert f"\n\n{RIOBAMBA}\n1. {ONE}\n2. {TWO}\n\n" in rosa.last.text
    await joao.send("/sessoes")
    await joao.press("2")
    assert f"❓ Riobamba (EC) pergunta:\n1. {ONE}\n2. {TWO}" in joao.last.text
    assert "❓ Rosario" not in joao.last.text
    await _rota(marta)
    assert "🎤 Riobamba (EC) i Rosario (AR)\n❓ Ja tenen les seves preguntes: Riobamba (EC)" in marta.last.text
    assert await town.database.read(_deeds) == ["rota_drawn", "rota_published", "case_questions_written"]


@pytest.mark.begins(MORNING)
async def test_who_has_written_the_questions_is_told_how_a_case_runs_and_not_asked_for_them(town: Town) -> None:
    marta, rosa = town.phone("marta"), town.phone("rosa")
    await publish(marta)
    await _write(rosa, ONE)

    await town.move_to(MONDAY)

    assert rosa.last.text == (
        BRIEFED + "✅ Las preguntas para las demás ciudades ya están. Se pueden cambiar hasta que empiece la sesión."
    )
    assert rosa.keys[0] == ["❓ Cambiar nuestras preguntas"]


@pytest.mark.begins(MONDAY)
async def test_rota_that_is_published_late_briefs_at_once_and_a_turn_that_moves_does_not_brief_again(
    town: Town,
) -> None:
    marta, rosa, joao = (town.phone(name) for name in ("marta", "rosa", "joao"))
    await publish(marta)
    await town.wait(seconds=5)
    card = rosa.last
    assert card.text.startswith(BRIEFED)
    told = len(rosa.inbox)

    await marta.press("Riobamba")
    await marta.press("🔁 São Paulo")
    await town.wait(seconds=5)

    assert "presenta su caso en la sesión 3: mié 4 de agosto" in shown(rosa, card).text
    assert [text.split("\n")[0] for text in rosa.inbox[told:]] == ["🔁 Los turnos han cambiado · Economía local"]
    assert joao.last.text.split("\n\n")[1].startswith("⏱ Um caso dura 35 minutos")  # has come to be next
    of_rosa = len(rosa.inbox)
    await town.move_to(datetime(2027, 7, 30, 14, tzinfo=UTC))
    assert "⏱" not in "".join(rosa.inbox[of_rosa:])


@pytest.mark.begins(MORNING)
async def test_questions_are_changed_one_by_one_beside_what_stands(town: Town) -> None:
    marta, rosa = town.phone("marta"), town.phone("rosa")
    await publish(marta)
    await _write(rosa, ONE, TWO, THREE)
    await rosa.press("❓ Cambiar nuestras preguntas")
    assert rosa.last.text == (f"Así están en la página de la sesión 2:\n\n{RIOBAMBA}\n1. {ONE}\n2. {TWO}\n3. {THREE}")
    assert rosa.keys == [["✏️ 1", "✏️ 2", "✏️ 3"], ["◀️ Dejarlo como estaba"]]

    await rosa.press("✏️ 2")
    assert rosa.last.text.split("\n\n")[1:] == [TWO, "Escriba ahora el texto nuevo."]
    await rosa.press("🗑 Quitar esta pregunta")
    await rosa.press("✏️ 2")
    assert rosa.last.text.split("\n\n")[1] == THREE
    await rosa.send("¿Y los sábados?")
    assert rosa.last.text == (
        f"Ahora:\n{RIOBAMBA}\n1. {ONE}\n2. {TWO}\n3. {THREE}\n\n"
        f"Así se leerán en la página de la sesión 2:\n{RIOBAMBA}\n1. {ONE}\n2. ¿Y los sábados?"
    )
    await rosa.press("📣 Mostrarlas")

    assert await town.database.read(_questions) == [(1, ONE), (2, "¿Y los sábados?")]
    await rosa.press("❓ Cambiar nuestras preguntas")
    assert await rosa.press("◀️ Dejarlo") == "Sin cambios."
    assert f"{RIOBAMBA}\n1. {ONE}\n2. ¿Y los sábados?" in rosa.last.text


@pytest.mark.begins(MORNING)
async def test_what_a_colleague_has_written_meanwhile_is_shown_before_it_is_replaced(town: Town) -> None:
    marta, rosa, carla = (town.phone(name) for name in ("marta", "rosa", "carla"))
    await publish(marta)
    await town.database.run(_carla_speaks_for_riobamba)
    await _write(rosa, ONE, publish=False)
    await _write(carla, TWO)

    toast = await rosa.press("📣 Mostrarlas")

    assert toast == (
        "Otra persona de la ciudad ha escrito entretanto otras preguntas: ahora se muestran las dos versiones."
    )
    assert rosa.last.text == (
        f"Ahora:\n{RIOBAMBA}\n{TWO}\n\nAsí se leerán en la página de la sesión 2:\n{RIOBAMBA}\n{ONE}"
    )
    assert await town.database.read(_questions) == [(1, TWO)]
    await rosa.press("📣 Mostrarlas")
    assert await town.database.read(_questions) == [(1, ONE)]


@pytest.mark.parametrize("name", ["html", "tags that Telegram knows", "entities", "gaps", "right to left", "sql"])
@pytest.mark.begins(MORNING)
async def test_hostile_words_are_shown_as_they_were_written(town: Town, name: str) -> None:
    marta, rosa, joao = (town.phone(name) for name in ("marta", "rosa", "joao"))
    await publish(marta)
    await _write(rosa, TEXTS[name], ONE)

    await joao.send("/sessoes")
    await joao.press("2")

    assert f"❓ Riobamba (EC) pergunta:\n1. {' '.join(TEXTS[name].split())}\n2. {ONE}" in joao.last.text


@pytest.mark.begins(MORNING)
async def test_question_that_is_too_long_or_empty_is_refused_and_asked_again(town: Town) -> None:
    marta, rosa = town.phone("marta"), town.phone("rosa")
    await publish(marta)
    await _begin(rosa)

    await rosa.send("x" * 281)
    assert "280" in rosa.last.text.split("\n")[0]
    await rosa.send_file("voice")
    assert "❓ Pregunta 1 de 3" in rosa.last.text
    await town.wait(minutes=2)
    await rosa.send("x" * 280)

    assert rosa.last.text.startswith("❓ Pregunta 2 de 3")


@pytest.mark.begins(MORNING)
async def test_questions_are_closed_when_the_session_begins(town: Town) -> None:
    marta, rosa = town.phone("marta"), town.phone("rosa")
    await publish(marta)
    await _write(rosa, ONE, publish=False)
    preview, key = rosa.last, rosa.last.buttons[0][0]["callback_data"]

    await town.move_to(SECOND)

    assert await rosa.press_data(key, preview) is not None
    assert await town.database.read(_questions) == []
    await rosa.send("/sesiones")
    await rosa.press("2")
    assert [row for row in rosa.keys if "preguntas" in row[0]] == []


@pytest.mark.begins(MORNING)
async def test_nobody_else_writes_for_a_city(town: Town) -> None:
    marta, rosa, ivan, diego = (town.phone(name) for name in ("marta", "rosa", "ivan", "diego"))
    await publish(marta)
    await rosa.send("/sesiones")
    await rosa.press("2")
    key = next(row[0]["callback_data"] for row in rosa.last.buttons if "preguntas" in row[0]["text"])
    await rosa.send("/ayuda", chat_id=town.groups["economia-local"])

    for phone in (marta, ivan, diego, town.stranger()):
        await phone.send("/menu")
        assert await phone.press_data(key, phone.last) is not None
    assert await rosa.press_data(key, town.group("economia-local")[-1]) is not None
    for phone in (marta, ivan):
        await phone.send("/sesiones")
        await phone.press("2")
        assert "preguntas" not in str(phone.keys)

    assert await town.database.read(lambda session: session.scalars(sa.select(Draft.form)).all()) == []


@pytest.mark.begins(MORNING)
async def test_who_leaves_writes_no_more_and_the_questions_stay_with_the_city(town: Town) -> None:
    marta, rosa, joao = (town.phone(name) for name in ("marta", "rosa", "joao"))
    await publish(marta)
    await _write(rosa, ONE)
    await rosa.press("❓ Cambiar nuestras preguntas")
    await rosa.press("✏️ 1")
    await rosa.send("/misdatos")
    assert "❓ 1 pregunta de un caso" in rosa.last.text
    await rosa.press("Salir de una")
    await rosa.press("Economía")
    await rosa.press("Sí")

    await rosa.send(TWO)

    assert await town.database.read(_questions) == [(1, ONE)]
    await joao.send("/sessoes")
    await joao.press("2")
    assert f"❓ Riobamba (EC) pergunta:\n{ONE}" in joao.last.text


@pytest.mark.begins(MORNING)
async def test_questions_go_with_the_turn(town: Town) -> None:
    marta, rosa, joao = (town.phone(name) for name in ("marta", "rosa", "joao"))
    await publish(marta)
    await _write(rosa, ONE)
    await _rota(marta)
    await marta.press("Riobamba")
    await marta.press("🔁 São Paulo")

    for number, is_there in (("2", False), ("3", True)):
        await joao.send("/sessoes")
        await joao.press(number)
        assert (ONE in joao.last.text) is is_there


@pytest.mark.parametrize("furnished", ["postgres"], indirect=True)
@pytest.mark.begins(MORNING)
async def test_of_two_people_of_a_city_who_write_at_the_same_moment_one_sees_both(
    furnished: Furnished, town: Town
) -> None:
    marta, rosa, carla = (town.phone(name) for name in ("marta", "rosa", "carla"))
    await publish(marta)
    await town.database.run(_carla_speaks_for_riobamba)
    await _write(rosa, ONE, publish=False)
    await _write(carla, TWO, publish=False)

    async with locked(furnished.store_url, sa.select(Rota.id)) as waiting:
        presses = [_pressed(town, rosa), _pressed(town, carla)]
        handled = [asyncio.create_task(town.simulation.application.dispatch.handle(press)) for press in presses]
        await waiting(2)
    await asyncio.gather(*handled)
    await town.simulation.deliver()

    (kept,) = await town.database.read(_questions)
    late, written = (carla, TWO) if kept == (1, ONE) else (rosa, ONE)
    assert (await town.database.read(_deeds)).count("case_questions_written") == 1
    await late.press("📣 Mostrarlas")
    assert f"Ahora:\n{RIOBAMBA}\n{kept[1]}" in late.last.text
    await late.press("📣 Mostrarlas")
    assert await town.database.read(_questions) == [(1, written)]


@pytest.mark.begins(MORNING)
async def test_briefing_is_due_on_the_eighteenth_day_and_comes_once(town: Town) -> None:
    marta, rosa = town.phone("marta"), town.phone("rosa")
    await publish(marta)
    due = sa.select(Briefing.due_at).where(Briefing.due_at.is_not(None)).order_by(Briefing.due_at).limit(1)
    assert await town.database.read(lambda session: session.scalar(due)) == datetime(2027, 6, 20, 8, tzinfo=UTC)

    await town.move_to(MONDAY + timedelta(days=2))

    assert [text for text in rosa.inbox if "⏱" in text] == [rosa.last.text]


@pytest.mark.begins(MONDAY)
async def test_reply_to_the_briefing_begins_the_questions_and_goes_on_with_them(town: Town) -> None:
    marta, rosa = town.phone("marta"), town.phone("rosa")
    await publish(marta)
    await town.wait(seconds=5)
    card = rosa.last
    assert card.text.startswith(BRIEFED)

    await rosa.send(ONE, reply_to=card)

    assert rosa.last.text == (
        "✍️ Anotado como pregunta para las demás ciudades. La leerán cuando se muestre a la red.\n\n"
        "❓ Pregunta 2 de 3 como máximo: ¿alguna más?"
    )
    await rosa.send(TWO)  # to the open question, as ever
    await rosa.press("✅ No hay más")
    await rosa.send(THREE, reply_to=card)
    assert f"la sesión 2:\n{RIOBAMBA}\n1. {ONE}\n2. {TWO}\n3. {THREE}" in rosa.last.text
    assert await town.database.read(_questions) == []
    await rosa.press("📣 Mostrarlas")
    assert await town.database.read(_questions) == [(1, ONE), (2, TWO), (3, THREE)]


@pytest.mark.begins(MONDAY)
async def test_reply_to_the_briefing_when_questions_are_there_is_one_more_beside_them(town: Town) -> None:
    marta, rosa = town.phone("marta"), town.phone("rosa")
    await publish(marta)
    await town.wait(seconds=5)
    card = rosa.last
    await _write(rosa, ONE, TWO)

    await rosa.send(THREE, reply_to=card)

    assert rosa.last.text.split("\n\n") == [
        f"Ahora:\n{RIOBAMBA}\n1. {ONE}\n2. {TWO}",
        f"Así se leerán en la página de la sesión 2:\n{RIOBAMBA}\n1. {ONE}\n2. {TWO}\n3. {THREE}",
        "✍️ Anotado como pregunta para las demás ciudades. La leerán cuando se muestre a la red.",
    ]
    await rosa.press("📣 Mostrarlas")
    await rosa.send("¿Y una cuarta?", reply_to=card)
    assert "❓ Ya hay tres preguntas. Con ✏️ y su número se cambia una por otra." in rosa.last.text.split("\n\n")
    assert rosa.keys[0] == ["✏️ 1", "✏️ 2", "✏️ 3"]
    await rosa.press("✏️ 2")
    await rosa.send("¿Y una cuarta?", reply_to=card)
    await rosa.press("📣 Mostrarlas")
    assert await town.database.read(_questions) == [(1, ONE), (2, "¿Y una cuarta?"), (3, THREE)]


@pytest.mark.begins(MONDAY)
async def test_reply_to_the_briefing_that_is_no_question_is_asked_for_in_words(town: Town) -> None:
    marta, rosa = town.phone("marta"), town.phone("rosa")
    await publish(marta)
    await town.wait(seconds=5)
    card = rosa.last

    await rosa.send("¡Muchas gracias!", reply_to=card)
    assert "❓ Pregunta" not in rosa.last.text
    assert await town.database.read(lambda session: session.scalars(sa.select(Draft.form)).all()) == []
    await rosa.send("x" * 281, reply_to=card)
    assert "280" in rosa.last.text.split("\n")[0]
    assert "❓ Pregunta 1 de 3" in rosa.last.text
    await rosa.send(ONE)

    assert rosa.last.text == "❓ Pregunta 2 de 3 como máximo: ¿alguna más?"


@pytest.mark.begins(MONDAY)
async def test_reply_to_the_briefing_comes_too_late_when_the_turn_is_gone(town: Town) -> None:
    marta, rosa = town.phone("marta"), town.phone("rosa")
    await publish(marta)
    await town.wait(seconds=5)
    card = rosa.last
    await rosa.press("🔁 Cambiar de turno")
    await rosa.press("✋ No podemos presentar")
    await rosa.press("✋ Sí, dejar el turno")

    await rosa.send(ONE, reply_to=card)

    assert "❓ Pregunta" not in rosa.last.text
    assert await town.database.read(lambda session: session.scalars(sa.select(Draft.form)).all()) == []


async def _begin(phone: Phone) -> None:
    await phone.send("/sesiones")
    await phone.press("2")
    await phone.press("❓ Escribir nuestras preguntas")


async def _write(phone: Phone, *questions: str, publish: bool = True) -> None:
    await _begin(phone)
    for question in questions:
        await phone.send(question)
    if len(questions) < 3:
        await phone.press("✅ No hay más")
    if publish:
        await phone.press("📣 Mostrarlas")


async def _rota(marta: Phone) -> None:
    await marta.send("/coordinar")
    await marta.press("Microrred de Economía")
    await marta.press("🎤 Torns")


def _pressed(town: Town, phone: Phone) -> dict[str, Any]:
    """As an update that nobody has fetched."""
    town.world.press(phone.user_id, phone.user_id, phone.last.message_id, phone.last.buttons[0][0]["callback_data"])
    return town.world.bot.inbox.emitted[-1].body


def _carla_speaks_for_riobamba(session: Session) -> None:
    members = sa.select(Membership).join(Person, Person.id == Membership.person_id)
    rosa = session.scalars(members.where(Person.telegram_id == 1002)).one()
    session.scalars(members.where(Person.telegram_id == 1008)).one().city_id = rosa.city_id


def _questions(session: Session) -> list[tuple[int, str]]:
    found = sa.select(CaseQuestion.place, CaseQuestion.text).order_by(CaseQuestion.place)
    return [(place, text) for place, text in session.execute(found)]


def _deeds(session: Session) -> list[str]:
    found = sa.select(AuditEntry.deed).where(AuditEntry.subject.startswith("rota:"))
    return list(session.scalars(found.order_by(AuditEntry.id)))
