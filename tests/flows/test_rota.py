"""Every city presents a case once: proposed, published and changed by a coordinator, read by the cities."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.models import AuditEntry, Rota, RotaTurn
from tests.flows.lives import Furnished
from tests.flows.phones import Phone, Town
from tests.locked import locked

MORNING = datetime(2027, 6, 9, 13, tzinfo=UTC)  # a Wednesday after the first session; eight in Riobamba
EVENING = datetime(2027, 6, 9, 23, 30, tzinfo=UTC)  # half past six in Riobamba, half past eight in São Paulo
NEXT_MORNING = datetime(2027, 6, 10, 11, tzinfo=UTC)  # eight in São Paulo
DAY_BEFORE_SECOND = datetime(2027, 7, 6, 16, tzinfo=UTC)  # eleven in Riobamba
CHANGED = "Los turnos han cambiado"


@pytest.mark.begins(MORNING)
async def test_rota_is_proposed_published_and_read_by_the_cities(town: Town) -> None:
    marta, rosa, joao, ivan = (town.phone(name) for name in ("marta", "rosa", "joao", "ivan"))
    told = len(rosa.inbox)
    await _open(marta)
    assert marta.last.text.split("\n\n")[1:] == [
        "Cada ciutat presenta un cas: dos a cada sessió, de la segona a la cinquena.",
        "Encara no hi ha torns. La proposta només la veu la coordinació, fins que es publiqui.",
    ]
    assert await marta.press("Proposar torns") == "És una proposta. Ningú més no la veu encara."
    assert marta.last.text == (
        "🎤 Torns dels casos · Microrred de Economía Local\n📝 Proposta: només la veu la coordinació.\n\n"
        "Sessió 2 · dc. 7 de juliol, 16:00 hora de Madrid\n🎤 Riobamba (EC) i Rosario (AR)\n\n"
        "Sessió 3 · dc. 4 d’agost, 16:00 hora de Madrid\n🎤 General San Martín (AR) i São Paulo (BR)\n\n"
        "Sessió 4 · dc. 1 de setembre, 16:00 hora de Madrid\n🎤 Panamá (PA) i Pasto (CO)\n\n"
        "Sessió 5 · dc. 6 d’octubre, 16:00 hora de Madrid\n▫️ 2 llocs lliures\n\n"
        "L’ordre proposat: primer les ciutats que han compartit un repte o una experiència, al final aquelles de les "
        "quals encara no participa ningú; per la resta, per nom.\n\n"
        "En tocar una ciutat se li dona un torn o es canvia el que té."
    )
    await rosa.send("/sesiones")
    assert "🎤" not in rosa.last.text + str(rosa.keys)
    await _open(marta)

    await marta.press("Publicar")
    assert marta.last.text.split("\n\n")[1] == (
        "✉️ S’avisa en privat 4 persones, cadascuna en el seu horari.\n"
        "🔕 Sense ningú a qui avisar: General San Martín (AR), Panamá (PA) i Pasto (CO)"
    )
    assert await marta.press("Sí, publicar") == "Publicat. S’avisa les persones interessades."

    assert len(rosa.inbox) == told + 2
    assert rosa.keys == [["🔁 Cambiar de turno"], ["🎤 Turnos", "📅 Sesiones"]]
    assert rosa.last.text.split("\n\n")[:3] == [
        "🎤 Riobamba (EC) presenta su caso en la sesión 2: mié 7 de julio, 09:00 Riobamba (16:00 hora de Madrid)",
        "🎤 Turnos de los casos · Microrred de Economía Local\n"
        "La coordinación ha publicado cuándo presenta cada ciudad un caso propio. "
        "Si una fecha no conviene, se puede proponer un cambio a otra ciudad o avisar a la coordinación.",
        "Sesión 2 · mié 7 de julio, 09:00 Riobamba (16:00 hora de Madrid)\n🎤 Riobamba (EC) y Rosario (AR)",
    ]
    assert joao.last.text.startswith(
        "🎤 São Paulo (BR) apresenta seu caso na sessão 3: "
        "qua., 4 de agosto, 11:00 São Paulo (16:00 horário de Madri)\n\n🎤 Rodízio de casos"
    )
    assert ivan.last.text.startswith("🎤 Turnos de los casos")  # prepares sessions, and has no city
    await rosa.send("/sesiones")
    assert rosa.last.text.split("\n\n")[1].startswith("🎤 Riobamba (EC) presenta su caso en la sesión 2:")
    await rosa.press("2")
    assert "\n🎤 Presentan sus casos: Riobamba (EC) y Rosario (AR)\n" in rosa.last.text
    await rosa.send("/sesiones")
    await rosa.press("🎤 Turnos")
    assert rosa.keys == [["🔁 Cambiar de turno"], ["📅 Sesiones", "◀️ Menú"]]
    assert await town.database.read(_deeds) == ["rota_drawn", "rota_published"]


@pytest.mark.begins(MORNING)
async def test_cities_that_swap_are_told_in_their_own_hours_and_what_they_have_open_follows(town: Town) -> None:
    marta, rosa, joao, carla = (town.phone(name) for name in ("marta", "rosa", "joao", "carla"))
    await _publish(marta)
    await rosa.send("/sesiones")
    await rosa.press("🎤 Turnos")
    page = rosa.last
    await town.move_to(EVENING)
    told = {phone.user_id: len(phone.inbox) for phone in (rosa, joao, carla)}

    await _open(marta)
    await marta.press("Riobamba")
    assert marta.keys[:3] == [
        ["➡️ Sessió 5 · dc. 06/10"],
        ["➡️ Sessió 6 · dc. 03/11"],
        ["🔁 General San Martín (AR) · sessió 3"],
    ]
    assert await marta.press("🔁 São Paulo") == "S’han canviat els torns."
    await town.wait(seconds=5)

    assert rosa.inbox[told[rosa.user_id] :] == [
        f"🔁 {CHANGED} · Economía local\n\n🎤 Riobamba (EC) presenta su caso en la sesión 3: "
        "mié 4 de agosto, 09:00 Riobamba (16:00 hora de Madrid)"
    ]
    shown = next(message for message in rosa.messages if message.message_id == page.message_id)
    assert "🎤 Rosario (AR) y São Paulo (BR)" in shown.text
    assert len(joao.inbox) == told[joao.user_id]  # it is night there
    await town.move_to(NEXT_MORNING)
    assert joao.last.text.startswith("🔁 O rodízio mudou · Economía local\n\n🎤 São Paulo (BR) apresenta seu caso na")
    assert len(carla.inbox) == told[carla.user_id]
    assert await town.database.read(_deeds) == ["rota_drawn", "rota_published", "turns_exchanged"]


@pytest.mark.begins(MORNING)
async def test_coordinators_hear_in_time_of_a_case_that_nobody_comes_to_present(town: Town) -> None:
    marta, rosa, joao, carla, ivan = (town.phone(name) for name in ("marta", "rosa", "joao", "carla", "ivan"))
    await _publish(marta)
    await town.move_to(datetime(2027, 6, 30, 18, tzinfo=UTC))
    for phone, answer in (
        (marta, "Hi assistiré"),
        (joao, "Vou"),
        (carla, "Asistiré"),
        (ivan, "Quizá"),
        (rosa, "No puedo"),
    ):
        await phone.press(answer)

    await town.move_to(datetime(2027, 7, 5, 12, tzinfo=UTC))

    assert marta.last.text == (
        "🧭 La sessió és d’aquí a 2 dies.\n\n"
        "📅 Sessió 2 · Economía local\ndc. 7 de juliol, 16:00 hora de Madrid · 90 min\n\n"
        "Assisteixen 3 · Potser 1 · No poden 1 · Sense resposta 0\n"
        "🎤 Riobamba (EC) presenta un cas, i ningú d’allà no ha dit que hi assistirà.\n"
        "🔗 Falta l’enllaç de la videotrucada."
    )


@pytest.mark.begins(MORNING)
async def test_cities_of_a_cancelled_session_need_the_coordinator_and_get_another_turn(town: Town) -> None:
    marta, rosa = town.phone("marta"), town.phone("rosa")
    await _publish(marta)
    await _sessions(marta)
    await marta.press("2")
    await marta.press("⚙️ Més")
    await marta.press("Cancel·lar-la")
    assert "🎤 Sense torn aleshores: Riobamba (EC) i Rosario (AR)" in marta.last.text
    await marta.press("Sí")
    await rosa.send("/sesiones")
    assert "🎤 Riobamba (EC) no tiene turno por ahora. La coordinación le buscará uno." in rosa.last.text

    await marta.send("/coordinar")
    assert "🎤 Microrred de Economía Local, sense torn: Riobamba (EC) i Rosario (AR)." in marta.last.text
    await marta.press("🎤 Torns")
    assert (
        "🚫 Sense torn, perquè s’ha cancel·lat la sessió 2: Riobamba (EC) i Rosario (AR)\nHi ha lloc per a més."
    ) in marta.last.text
    await marta.press("Riobamba")
    assert "🚫 La seva sessió 2 s’ha cancel·lat." in marta.last.text
    await marta.press("Sessió 5")
    await town.wait(seconds=5)

    assert rosa.last.text.startswith(f"🔁 {CHANGED}")
    assert "presenta su caso en la sesión 5: mié 6 de octubre" in rosa.last.text
    await marta.press("Rosario")
    await marta.press("Sessió 5")
    await marta.send("/coordinar")
    assert "sense torn" not in marta.last.text


@pytest.mark.begins(MORNING)
async def test_turns_go_with_a_session_that_is_moved(town: Town) -> None:
    marta, rosa = town.phone("marta"), town.phone("rosa")
    await _publish(marta)
    news = rosa.last
    await _sessions(marta)
    await marta.press("2")
    await marta.press("⚙️ Més")
    await marta.press("Canviar la data")
    await marta.send("14/07 16:00")
    await marta.press("Canviar la sessió")
    await town.wait(seconds=5)

    shown = next(message for message in rosa.messages if message.message_id == news.message_id)
    assert shown.text.startswith("🎤 Riobamba (EC) presenta su caso en la sesión 2: mié 14 de julio, 09:00 Riobamba")
    await rosa.send("/sesiones")
    assert "presenta su caso en la sesión 2: mié 14 de julio, 09:00 Riobamba" in rosa.last.text


@pytest.mark.begins(MORNING)
async def test_reminder_of_the_day_before_names_who_presents_and_follows_a_change_of_turns(town: Town) -> None:
    marta, rosa = town.phone("marta"), town.phone("rosa")
    await _publish(marta)
    await rosa.send("/sesiones")
    await rosa.press("2")
    await rosa.press("Asistiré")
    await town.move_to(DAY_BEFORE_SECOND)
    reminder = rosa.last
    assert reminder.text.startswith("⏰ La sesión es mañana.")
    assert "· 90 min\n🎤 Presentan sus casos: Riobamba (EC) y Rosario (AR)\n\n" in reminder.text

    await _open(marta)
    await marta.press("Riobamba")
    await marta.press("🔁 São Paulo")
    await town.wait(seconds=5)

    shown = next(message for message in rosa.messages if message.message_id == reminder.message_id)
    assert "🎤 Presentan sus casos: Rosario (AR) y São Paulo (BR)" in shown.text


@pytest.mark.begins(MORNING)
async def test_nobody_else_changes_or_learns_anything(town: Town) -> None:
    marta, rosa, diego, ivan = (town.phone(name) for name in ("marta", "rosa", "diego", "ivan"))
    await _open(marta)
    draw = marta.with_key("Proposar torns").buttons[0][0]["callback_data"]
    await marta.press("Proposar torns")
    keys = [key["callback_data"] for row in marta.last.buttons for key in row]
    await marta.press("Riobamba")
    keys += [key["callback_data"] for row in marta.last.buttons for key in row]
    await marta.press("Enrere")
    await marta.press("Publicar")
    keys += [key["callback_data"] for row in marta.last.buttons for key in row]
    keys = [draw, *(key for key in keys if key.startswith("o"))]
    before = await town.database.read(_rows)

    for phone in (rosa, diego, ivan, town.stranger()):
        await phone.send("/menu")
        menu = phone.last
        for key in keys:
            assert await phone.press_data(key, menu) is not None
        assert "General San Mart" not in "".join(phone.inbox[-2:])

    assert await town.database.read(_rows) == before


@pytest.mark.begins(MORNING)
async def test_former_member_and_group_see_no_turns(town: Town) -> None:
    marta, rosa = town.phone("marta"), town.phone("rosa")
    await _publish(marta)
    news = rosa.last
    key = news.buttons[0][0]["callback_data"]
    await rosa.send("/ayuda", chat_id=town.groups["economia-local"])
    in_group = town.group("economia-local")[-1]
    assert await rosa.press_data(key, in_group) is not None
    assert "Turnos de los casos" not in town.group("economia-local")[-1].text

    await rosa.send("/misdatos")
    await rosa.press("Salir de una")
    await rosa.press("Economía")
    await rosa.press("Sí")
    left = len(rosa.inbox)

    toast = await rosa.press_data(key, news)
    assert toast is not None
    assert len(rosa.inbox) == left


@pytest.mark.begins(MORNING)
async def test_changes_by_hand_are_not_dropped_by_a_key_that_does_not_say_so(town: Town) -> None:
    marta = town.phone("marta")
    await _open(marta)
    await marta.press("Proposar torns")
    assert "L’ordre proposat" in marta.last.text
    await marta.press("Rosario")
    await marta.press("Sessió 5")

    assert "L’ordre proposat" not in marta.last.text
    await marta.press("🔄 Descartar canvis i proposar")

    assert "L’ordre proposat" in marta.last.text
    assert marta.keys[-2] == ["🔄 Tornar a proposar"]


@pytest.mark.begins(MORNING)
async def test_key_that_is_pressed_again_changes_nothing(town: Town) -> None:
    marta, rosa = town.phone("marta"), town.phone("rosa")
    await _publish(marta)
    await marta.press("Riobamba")
    choice = marta.last
    exchange = next(key["callback_data"] for row in choice.buttons for key in row if "São Paulo" in key["text"])
    await marta.press_data(exchange, choice)
    before, told = await town.database.read(_rows), len(rosa.inbox)

    toast = await marta.press_data(exchange, choice)

    assert toast == "Els torns han canviat mentrestant. A Torns es veu com estan ara."
    assert (await town.database.read(_rows), len(rosa.inbox)) == (before, told)


@pytest.mark.parametrize("furnished", ["postgres"], indirect=True)
@pytest.mark.begins(MORNING)
async def test_of_two_changes_at_the_same_moment_one_counts(furnished: Furnished, town: Town) -> None:
    marta = town.phone("marta")
    await _publish(marta)
    await marta.press("Riobamba")
    keys = {key["text"]: key["callback_data"] for row in marta.last.buttons for key in row}
    chosen = [data for text, data in keys.items() if "Sessió 5" in text or "Pasto" in text]

    async with locked(furnished.store_url, sa.select(Rota.id)) as waiting:
        pressed = [_pressed(town, marta, data) for data in chosen]
        handled = [asyncio.create_task(town.simulation.application.dispatch.handle(press)) for press in pressed]
        await waiting(2)
    await asyncio.gather(*handled)
    await town.simulation.deliver()

    assert len(chosen) == 2
    deeds = await town.database.read(_deeds)
    assert deeds[:2] == ["rota_drawn", "rota_published"]
    assert deeds[2:] in (["turn_moved"], ["turns_exchanged"])


def _pressed(town: Town, phone: Phone, data: str) -> dict[str, Any]:
    """As an update that nobody has fetched."""
    town.world.press(phone.user_id, phone.user_id, phone.last.message_id, data)
    return town.world.bot.inbox.emitted[-1].body


async def _open(marta: Phone) -> None:
    await marta.send("/coordinar")
    await marta.press("Microrred de Economía")
    await marta.press("🎤 Torns")


async def _sessions(marta: Phone) -> None:
    await marta.send("/coordinar")
    await marta.press("Microrred de Economía")
    await marta.press("Sessions")


async def _publish(marta: Phone) -> None:
    await _open(marta)
    await marta.press("Proposar torns")
    await marta.press("Publicar")
    await marta.press("Sí, publicar")


def _rows(session: Session) -> list[tuple[object, ...]]:
    rotas = session.execute(sa.select(Rota.id, Rota.sequence, Rota.published_at))
    turns = session.execute(sa.select(RotaTurn.city_id, RotaTurn.meeting_id).order_by(RotaTurn.city_id))
    return [tuple(row) for row in (*rotas, *turns)]


def _deeds(session: Session) -> list[str]:
    found = sa.select(AuditEntry.deed).where(AuditEntry.subject.startswith("rota:"))
    return list(session.scalars(found.order_by(AuditEntry.id)))
