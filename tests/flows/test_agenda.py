"""The agenda of a session on phones: proposed, changed with the thumb, published, and read by the network."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from actions.programme import do_load_programme, read_programme
from bot.demo import PROGRAMME
from store.models import Agenda, AgendaItem, AuditEntry, Meeting
from tests.flows.lives import Furnished
from tests.flows.phones import Phone, Town
from tests.locked import locked

MORNING = datetime(2027, 6, 9, 13, tzinfo=UTC)  # a Wednesday after the first session of Economía local
PROPOSED = [
    "1. 09:00 · 5 min · Apertura",
    "2. 09:05 · 8 min · Ronda de compromisos",
    "3. 09:13 · 35 min · Caso, sin ciudad",
    "4. 09:48 · 35 min · Caso, sin ciudad",
    "5. 10:23 · 7 min · Cierre",
]


@pytest.mark.begins(MORNING)
async def test_facilitator_finds_a_proposal_changes_a_minute_and_publishes(town: Town) -> None:
    ivan, rosa, joao = (town.phone(name) for name in ("ivan", "rosa", "joao"))
    await _open(ivan)
    assert ivan.last.text.split("\n\n") == [
        "📅 Sesión 2 · Economía local\nmié 7 de julio, 09:00 hora de Bogotá (16:00 hora de Madrid) · 90 min",
        "🗒 Agenda · 📝 propuesta: solo la ve quien prepara la sesión",
        "\n".join(PROPOSED),
        "⏱ 90 de 90 min",
        "Al tocar un número se cambia esa parte.",
    ]
    assert ivan.keys == [
        ["1", "2", "3", "4", "5"],
        ["➕ Añadir parte", "🔄 Proponer otra vez"],
        ["📣 Publicar"],
        ["◀️ Sesión"],
    ]
    assert await _page_of(rosa) == (False, [])

    await ivan.press("3")
    keys = ivan.keys
    assert keys == [
        ["−5", "−1", "+1", "+5"],
        ["⬆️ Antes", "⬇️ Después"],
        ["📖 Cómo se hace", "🗑 Quitar"],
        ["◀️ Agenda"],
    ]
    await ivan.press("−5")
    await ivan.press("+1")
    assert ivan.keys == keys
    assert "3. 09:13 · 31 min · Caso, sin ciudad\n4. 09:44 · 35 min" in ivan.last.text
    assert "⏱ 86 de 90 min: 4 min libres" in ivan.last.text
    await ivan.press("Cómo se hace")
    assert ivan.last.text.startswith("📖 Caso, sin ciudad\nDesde las 09:13, 31 min\n\nUna ciudad trae un problema")
    assert "\n0–4 La ciudad cuenta su caso y hace su pregunta.\n4–9 Solo preguntas" in ivan.last.text
    await ivan.press("Atrás")
    await ivan.press("◀️ Agenda")
    await ivan.press("Publicar")
    assert ivan.last.text.startswith("¿Publicar esta agenda?\n📅 Sesión 2 · Economía local\n\n1. 09:00 · 5 min")
    assert ivan.last.text.endswith("\n\nSe publica en 1 grupo: Economía local. También está en la página de la sesión.")
    await ivan.press("Atrás")
    assert not any("🗒 Agenda de la sesión" in message.text for message in town.group("economia-local"))
    assert await _publish(ivan) == "Publicada: está en 1 grupo y en la página de la sesión."
    assert "✅ publicada" in ivan.last.text
    assert "Publicar" not in str(ivan.keys)

    card = town.group("economia-local")[-1]
    assert card.text.startswith(
        "🗒 Agenda de la sesión\n\n📅 Sesión 2 · Economía local\nmié 7 de julio, 16:00 hora de Madrid · 90 min\n\n"
        "16:00 · 5 min · Apertura\n16:05 · 8 min · Ronda de compromisos\n16:13 · 31 min · Caso, sin ciudad\n"
    )
    assert await _page_of(rosa) == (
        False,
        [
            "09:00 · 5 min · Apertura",
            "09:05 · 8 min · Ronda de compromisos",
            "09:13 · 31 min · Caso, sin ciudad",
            "09:44 · 35 min · Caso, sin ciudad",
            "10:19 · 7 min · Cierre",
        ],
    )
    assert {entity["type"] for entity in rosa.last.entities if "quote" in entity["type"]} == {"expandable_blockquote"}
    assert (await _page_of(joao))[1][:2] == ["11:00 · 5 min · Abertura", "11:05 · 8 min · Rodada de compromissos"]
    assert await town.database.read(_deeds) == ["agenda_published"]


@pytest.mark.begins(MORNING)
async def test_change_is_unpublished_until_it_is_published_again(town: Town) -> None:
    ivan, rosa = town.phone("ivan"), town.phone("rosa")
    await _open(ivan)
    await _publish(ivan)
    card = town.group("economia-local")[-1]
    await _page_of(rosa)
    page = rosa.last
    await ivan.press("1")
    await ivan.press("−1")
    await ivan.press("◀️ Agenda")

    assert "✏️ cambios sin publicar: la red ve la anterior" in ivan.last.text
    await town.wait(seconds=5)
    assert "16:05 · 8 min" in _now(town, card).text
    await ivan.press("Publicar los cambios")
    assert ivan.last.text.endswith("Cambia donde ya está, sin mensaje nuevo: Economía local.")
    assert await ivan.press("Sí, publicar") == "Publicada: está en 1 grupo y en la página de la sesión."
    await town.wait(seconds=5)

    assert "16:04 · 8 min · Ronda de compromisos" in _now(town, card).text
    assert town.group("economia-local")[-1].message_id == card.message_id
    shown = next(message for message in rosa.messages if message.message_id == page.message_id)
    assert "09:04 · 8 min · Ronda de compromisos" in shown.text


@pytest.mark.begins(MORNING)
async def test_group_that_is_connected_later_gets_it_with_one_key(town: Town) -> None:
    ivan, marta = town.phone("ivan"), town.phone("marta")
    await _open(ivan)
    await _publish(ivan)
    before = len(town.group("economia-local"))
    group = town.world.add_group("Sala", [marta.user_id], [marta.user_id])
    town.world.add_bot_to(group.id, town.world.bot)
    await town.settle()
    await marta.send("/connectar", chat_id=group.id)
    await marta.press("Economía", chat_id=group.id)

    await _open(ivan)
    assert "🗒 Agenda · ✅ publicada; falta en 1 grupo que se conectó después" in ivan.last.text
    toast = await _publish(ivan)

    assert toast == "Publicada: está en 2 grupos y en la página de la sesión."
    assert "✅ publicada: la red la ve" in ivan.last.text
    assert "Publicar" not in str(ivan.keys)
    assert town.messages(group.id)[-1].text.startswith("🗒 Agenda de la sesión\n\n📅 Sesión 2 · Economía local")
    assert len(town.group("economia-local")) == before
    assert await town.database.read(_deeds) == ["agenda_published"]


@pytest.mark.begins(MORNING)
async def test_what_fits_no_more_since_the_session_is_shorter_is_marked_for_everybody(town: Town) -> None:
    ivan, rosa = town.phone("ivan"), town.phone("rosa")
    await _open(ivan)
    await _publish(ivan)
    card = town.group("economia-local")[-1]
    programme = read_programme(PROGRAMME)
    shorter = replace(programme, networks=tuple(replace(one, meeting_minutes=60) for one in programme.networks))

    await town.database.run(lambda session: do_load_programme(session, shorter, now=town.now))
    await town.wait(seconds=5)

    marked = "⚠️ 16:48 · 35 min · Caso, sin ciudad\n⚠️ 17:23 · 7 min · Cierre\nLo que lleva ⚠️ no cabe"
    assert "16:05 · 8 min · Ronda de compromisos\n16:13 · 35 min · Caso, sin ciudad\n" + marked in _now(town, card).text
    _, listed = await _page_of(rosa)
    assert listed[-2:] == ["⚠️ 09:48 · 35 min · Caso, sin ciudad", "⚠️ 10:23 · 7 min · Cierre"]
    assert "Lo que lleva ⚠️ no cabe: la sesión dura 60 min." in rosa.last.text
    await _open(ivan)
    assert "⚠️ publicada, pero ahora dura más que la sesión: así la ve la red" in ivan.last.text
    assert "⏱ 90 de 60 min: 30 min de más" in ivan.last.text
    assert "Publicar" not in str(ivan.keys)
    await ivan.press("4")
    await ivan.press("Quitar")
    assert await _publish(ivan) == "Publicada: está en 1 grupo y en la página de la sesión."
    await town.wait(seconds=5)
    assert "⚠️" not in _now(town, card).text


@pytest.mark.begins(MORNING)
async def test_what_is_too_long_is_marked_and_not_published(town: Town) -> None:
    ivan = town.phone("ivan")
    await _open(ivan)
    await ivan.press("Añadir parte")
    assert ivan.keys[0] == ["Apertura", "Ronda de compromisos"]
    assert ivan.keys[-1] == ["Cierre", "◀️ Agenda"]
    assert "Persona invitada (30 min): Una persona invitada responde" in ivan.last.text
    assert await ivan.press("Persona invitada") == "Añadido: Persona invitada."
    assert "5. ⚠️ 10:23 · 30 min · Persona invitada\n6. ⚠️ 10:53 · 7 min · Cierre" in ivan.last.text
    assert "⏱ 120 de 90 min: 30 min de más. Lo que no cabe lleva ⚠️." in ivan.last.text
    await ivan.press("◀️ Agenda")
    before = len(town.group("economia-local"))

    toast = await ivan.press("Publicar")

    assert toast == "La agenda dura 30 minutos más que la sesión: se podrá publicar cuando quepa."
    assert len(town.group("economia-local")) == before
    await ivan.press("4")
    assert await ivan.press("Quitar") == "Quitado de la agenda."
    await ivan.press("4")
    await ivan.press("⬆️ Antes")
    assert "3. 09:13 · 30 min · Persona invitada\n4. 09:43 · 35 min · Caso, sin ciudad" in ivan.last.text
    await ivan.press("◀️ Agenda")
    await _publish(ivan)
    assert len(town.group("economia-local")) == before + 1


@pytest.mark.begins(MORNING)
async def test_proposal_comes_back_when_that_is_meant(town: Town) -> None:
    ivan = town.phone("ivan")
    await _open(ivan)
    await ivan.press("1")
    await ivan.press("Quitar")
    await ivan.press("🔄 Proponer otra vez")
    assert ivan.last.text.startswith("¿Volver a empezar desde la propuesta?")
    await ivan.press("Atrás")
    assert "1. 09:00 · 8 min · Ronda de compromisos" in ivan.last.text
    await ivan.press("🔄 Proponer otra vez")

    assert await ivan.press("Sí, volver") == "Vuelve a estar la propuesta."

    assert "\n".join(PROPOSED) in ivan.last.text


@pytest.mark.begins(MORNING)
async def test_cases_have_the_cities_of_the_rota_and_follow_it(town: Town) -> None:
    ivan, marta = town.phone("ivan"), town.phone("marta")
    await _open(ivan)
    await _publish(ivan)
    card = town.group("economia-local")[-1]
    assert "Caso, sin ciudad" in card.text
    await marta.send("/coordinar")
    await marta.press("Microrred de Economía")
    await marta.press("🎤 Torns")
    await marta.press("Proposar torns")
    await marta.press("Publicar")
    await marta.press("Sí, publicar")
    await town.wait(seconds=5)
    assert "35 min · Caso: Riobamba (EC)\n16:48 · 35 min · Caso: Rosario (AR)" in _now(town, card).text

    await marta.press("Riobamba")
    await marta.press("Sessió 5")
    await town.wait(seconds=5)

    assert "35 min · Caso: Rosario (AR)\n16:48 · 35 min · Caso, sin ciudad" in _now(town, card).text
    await _open(ivan)
    for _ in range(2):
        await ivan.press("3")
        await ivan.press("Quitar")
    assert "🎤 Presenta en esta sesión y no tiene caso en la agenda: Rosario (AR)" in ivan.last.text


@pytest.mark.begins(MORNING)
async def test_card_moves_with_the_session_and_loses_its_agenda_when_that_is_cancelled(town: Town) -> None:
    ivan, marta, rosa = (town.phone(name) for name in ("ivan", "marta", "rosa"))
    await _open(ivan)
    await _publish(ivan)
    card = town.group("economia-local")[-1]
    await _sessions(marta)
    await marta.press("2")
    assert ["👀 Qui respon", "🗒 Agenda"] in marta.keys
    await marta.press("⚙️ Més")
    await marta.press("Canviar la data")
    await marta.send("14/07 18:00")
    await marta.press("Canviar la sessió")
    await town.wait(seconds=5)
    assert "mié 14 de julio, 18:00" in _now(town, card).text
    assert "18:05 · 8 min · Ronda de compromisos" in _now(town, card).text
    assert (await _page_of(rosa))[1][1] == "11:05 · 8 min · Ronda de compromisos"

    await _sessions(marta)
    await marta.press("2")
    await marta.press("⚙️ Més")
    await marta.press("Cancel·lar-la")
    await marta.press("Sí")
    await town.wait(seconds=5)

    assert _now(town, card).text.startswith("🚫 Esta sesión se ha cancelado.")
    assert "Ronda de compromisos" not in _now(town, card).text
    assert (await _page_of(rosa))[1] == []
    assert (
        await ivan.press_data(f"ja:{await town.database.read(_meeting_id)}", ivan.last)
        == "Esta sesión se ha cancelado."
    )


@pytest.mark.begins(MORNING)
async def test_nobody_else_changes_or_learns_anything(town: Town) -> None:
    ivan, rosa, diego, lucia = (town.phone(name) for name in ("ivan", "rosa", "diego", "lucia"))
    await _open(ivan)
    keys = _data(ivan)
    await ivan.press("2")
    keys += _data(ivan)
    await ivan.press("◀️ Agenda")
    await ivan.press("Añadir")
    keys += _data(ivan)
    await ivan.press("◀️ Agenda")
    await ivan.press("🔄 Proponer otra vez")
    keys = [key for key in (*keys, *_data(ivan)) if key.startswith("j")]
    assert len({key.partition(":")[0] for key in keys}) == 11
    before = await town.database.read(_rows)

    for phone in (rosa, diego, lucia, town.stranger()):
        await phone.send("/menu")
        menu = phone.last
        for key in keys:
            assert await phone.press_data(key, menu) is not None
        assert "Caso" not in "".join(phone.inbox[-2:])
    await ivan.send("/ayuda", chat_id=town.groups["economia-local"])
    in_group = town.group("economia-local")[-1]
    for key in keys:
        assert await ivan.press_data(key, in_group) is not None

    assert await town.database.read(_rows) == before
    assert "Caso" not in town.group("economia-local")[-1].text


@pytest.mark.begins(MORNING)
async def test_key_that_is_pressed_again_changes_nothing(town: Town) -> None:
    ivan = town.phone("ivan")
    await _open(ivan)
    await ivan.press("2")
    choice = ivan.last
    for label in ("+5", "⬇️"):
        data = next(key["callback_data"] for row in choice.buttons for key in row if label in key["text"])
        await ivan.press_data(data, choice)
        before = await town.database.read(_rows)
        await ivan.press_data(data, choice)
        assert await town.database.read(_rows) == before
    await ivan.press("◀️ Agenda")
    await ivan.press("Añadir")
    methods = ivan.last
    data = next(key["callback_data"] for row in methods.buttons for key in row if "Salas" in key["text"])
    await ivan.press_data(data, methods)
    before = await town.database.read(_rows)

    toast = await ivan.press_data(data, methods)

    assert toast == "La agenda ha cambiado mientras tanto. Así está ahora."
    assert "35 min · Salas paralelas" in ivan.last.text
    assert await town.database.read(_rows) == before


@pytest.mark.begins(MORNING)
async def test_agenda_is_read_and_changed_no_more_once_the_session_has_begun(town: Town) -> None:
    ivan, rosa = town.phone("ivan"), town.phone("rosa")
    await _open(ivan)
    await ivan.press("2")
    shorter = next(key["callback_data"] for row in ivan.last.buttons for key in row if "−1" in key["text"])
    await ivan.press("◀️ Agenda")
    await _publish(ivan)
    await town.move_to(datetime(2027, 7, 7, 14, 5, tzinfo=UTC))

    await ivan.send("/sesiones")
    await ivan.press("2")
    await ivan.press("⚙️ Más")
    await ivan.press("🗒 Agenda")
    assert ivan.keys == [["1", "2", "3", "4", "5"], ["◀️ Sesión"]]
    await ivan.press("2")
    assert ivan.last.text.startswith("📖 Ronda de compromisos\nDesde las 09:05, 8 min")
    await ivan.press("Atrás")
    assert ivan.keys == [["1", "2", "3", "4", "5"], ["◀️ Sesión"]]
    assert await ivan.press_data(shorter, ivan.last) == "Esta sesión ya ha empezado."
    await _page_of(rosa)
    await rosa.press("⚙️ Más")
    assert "\n09:05 · 8 min · Ronda de compromisos\n" in rosa.last.text


@pytest.mark.parametrize("furnished", ["postgres"], indirect=True)
@pytest.mark.begins(MORNING)
async def test_two_who_open_it_first_find_one_proposal(furnished: Furnished, town: Town) -> None:
    ivan, marta = town.phone("ivan"), town.phone("marta")
    await ivan.send("/sesiones")
    await ivan.press("2")
    await _sessions(marta)
    await marta.press("2")

    async with locked(furnished.store_url, sa.select(Meeting.id)) as waiting:
        pressed = [_pressed(town, phone, "🗒 Agenda") for phone in (ivan, marta)]
        handled = [asyncio.create_task(town.simulation.application.dispatch.handle(press)) for press in pressed]
        await waiting(2)
    await asyncio.gather(*handled)
    await town.simulation.deliver()

    assert [minutes for _, minutes in (await town.database.read(_rows))[1:]] == [5, 8, 35, 35, 7]
    assert [phone.keys[0] for phone in (ivan, marta)] == [["1", "2", "3", "4", "5"]] * 2


@pytest.mark.parametrize("furnished", ["postgres"], indirect=True)
@pytest.mark.begins(MORNING)
async def test_two_changes_at_the_same_moment_both_count_when_they_are_of_two_parts(
    furnished: Furnished, town: Town
) -> None:
    ivan, marta = town.phone("ivan"), town.phone("marta")
    await _open(ivan)
    await ivan.press("2")
    await _sessions(marta)
    await marta.press("2")
    await marta.press("🗒 Agenda")
    await marta.press("1")
    meeting = sa.select(Meeting.id).join(Agenda, Agenda.meeting_id == Meeting.id)

    async with locked(furnished.store_url, meeting) as waiting:
        pressed = [_pressed(town, ivan, "−1"), _pressed(town, marta, "−1")]
        handled = [asyncio.create_task(town.simulation.application.dispatch.handle(press)) for press in pressed]
        await waiting(2)
    await asyncio.gather(*handled)
    await town.simulation.deliver()

    assert [minutes for _, minutes in (await town.database.read(_rows))[1:]] == [4, 7, 35, 35, 7]


@pytest.mark.parametrize("furnished", ["postgres"], indirect=True)
@pytest.mark.begins(MORNING)
async def test_of_two_changes_of_one_part_at_the_same_moment_one_counts(furnished: Furnished, town: Town) -> None:
    ivan = town.phone("ivan")
    await _open(ivan)
    await ivan.press("2")
    meeting = sa.select(Meeting.id).join(Agenda, Agenda.meeting_id == Meeting.id)

    async with locked(furnished.store_url, meeting) as waiting:
        pressed = [_pressed(town, ivan, "−5"), _pressed(town, ivan, "+5")]
        handled = [asyncio.create_task(town.simulation.application.dispatch.handle(press)) for press in pressed]
        await waiting(2)
    await asyncio.gather(*handled)
    await town.simulation.deliver()

    assert [minutes for _, minutes in (await town.database.read(_rows))[1:]][1] in (3, 13)


def _pressed(town: Town, phone: Phone, label: str) -> dict[str, Any]:
    """As an update that nobody has fetched."""
    data = next(key["callback_data"] for row in phone.last.buttons for key in row if label in key["text"])
    town.world.press(phone.user_id, phone.user_id, phone.last.message_id, data)
    return town.world.bot.inbox.emitted[-1].body


async def _publish(phone: Phone) -> str | None:
    """With the one confirmation; gives the toast."""
    await phone.press("Publicar")
    return await phone.press("Sí, publicar")


async def _open(ivan: Phone) -> None:
    """The agenda of the second session."""
    await ivan.send("/sesiones")
    await ivan.press("2")
    await ivan.press("🗒 Agenda")


async def _sessions(marta: Phone) -> None:
    await marta.send("/coordinar")
    await marta.press("Microrred de Economía")
    await marta.press("Sessions")


async def _page_of(phone: Phone) -> tuple[bool, list[str]]:
    """Whether somebody is offered to prepare the second session, and its agenda as it stands on the page."""
    await phone.send("/sesiones")
    await phone.press("2")
    listed = [line for line in phone.last.text.split("\n") if " min · " in line]
    return "🗒" in str(phone.keys), listed


def _now(town: Town, card: Any) -> Any:
    return next(message for message in town.group("economia-local") if message.message_id == card.message_id)


def _data(phone: Phone) -> list[str]:
    return [key["callback_data"] for row in phone.last.buttons for key in row]


def _rows(session: Session) -> list[tuple[object, ...]]:
    agendas = session.execute(sa.select(Agenda.meeting_id, Agenda.published_at))
    items = session.execute(sa.select(AgendaItem.method, AgendaItem.minutes).order_by(AgendaItem.position))
    return [tuple(row) for row in (*agendas, *items)]


def _meeting_id(session: Session) -> int:
    return session.scalars(sa.select(Agenda.meeting_id)).one()


def _deeds(session: Session) -> list[str]:
    found = sa.select(AuditEntry.deed).where(AuditEntry.subject.startswith("agenda:"))
    return list(session.scalars(found.order_by(AuditEntry.id)))
