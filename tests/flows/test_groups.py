from datetime import UTC, datetime
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from sandbox.people import Status, member_json
from store.models import AuditEntry, Chat, Membership, Network, Person, Role
from tests.flows.phones import Phone, Town
from tests.flows.sharing import TITLE, share_challenge

LOCAL, MOBILITY = "Microrred de Economía Local", "Microrred de Movilidad Sostenible"
MARTA, ROSA = 1001, 1002


@pytest.fixture
async def rosa(town: Town) -> Phone:
    """Rosa, who now coordinates one network, in Spanish."""

    def promote(session: Session) -> None:
        person = session.scalars(sa.select(Person).where(Person.telegram_id == ROSA)).one()
        session.execute(sa.update(Membership).where(Membership.person_id == person.id).values(role=Role.COORDINATOR))

    await town.database.run(promote)
    return town.phone("rosa")


async def chat_of(town: Town, chat_id: int) -> tuple[str | None, str]:
    """The network's name and the language of a chat."""

    def unit(session: Session) -> tuple[str | None, str]:
        chat = session.get_one(Chat, chat_id)
        network = session.get(Network, chat.network_id) if chat.network_id else None
        return (network.name if network else None, chat.language)

    return await town.database.read(unit)


async def deeds(town: Town) -> list[str]:
    return await town.database.read(
        lambda session: [deed for deed in session.scalars(sa.select(AuditEntry.deed)) if deed.startswith("group")]
    )


async def new_group(town: Town, members: list[int], administrators: list[int], **kind: Any) -> int:
    """A group that the bot was added to by its first administrator, not connected yet."""
    group = town.world.add_group("Sala", members, administrators, **kind)
    town.world.add_bot_to(group.id, town.world.bot, administrator=kind.get("kind") == "channel")
    await town.settle()
    return group.id


def last_in(town: Town, chat_id: int) -> str:
    return [message.text for message in town.messages(chat_id) if message.by_bot][-1]


def said_in(town: Town, chat_id: int) -> int:
    return len([message for message in town.messages(chat_id) if message.by_bot])


async def test_coordinator_of_one_network_connects_at_once(town: Town, rosa: Phone) -> None:
    group = await new_group(town, [ROSA], [ROSA])

    await rosa.send("/conectar", chat_id=group)

    assert last_in(town, group).startswith(f"✅ Este grupo está conectado a {LOCAL}.")
    assert await chat_of(town, group) == (LOCAL, "es")
    assert await deeds(town) == ["group_connected"]
    await share_challenge(town.phone("carla"))
    assert TITLE in last_in(town, group)


async def test_coordinator_of_several_chooses_and_nobody_else_does(town: Town) -> None:
    marta, diego = town.phone("marta"), town.phone("diego")
    group = await new_group(town, [MARTA, diego.user_id], [MARTA])
    await marta.send("/connectar", chat_id=group)
    question = marta.with_key(MOBILITY, group)

    toast = await diego.press(MOBILITY, question)
    assert toast == "Estos botones son para la persona de coordinación que escribió la orden."
    assert await chat_of(town, group) == (None, "es")
    await marta.press(MOBILITY, question)

    assert await chat_of(town, group) == (MOBILITY, "es")
    assert last_in(town, group).startswith(f"✅ Aquest grup està connectat a {MOBILITY}.")
    await town.move_to(datetime(2027, 6, 11, 9, tzinfo=UTC))
    assert last_in(town, group).startswith("📅 Sesión 1 "), "most of its cities read Spanish, whoever connects it"


async def test_rights_are_those_at_the_moment_of_pressing(town: Town) -> None:
    marta = town.phone("marta")
    group = await new_group(town, [MARTA, ROSA], [ROSA, MARTA])
    await marta.send("/connectar", chat_id=group)
    town.world.demote(MARTA, group)

    toast = await marta.press(MOBILITY, chat_id=group)

    assert toast == "Per connectar aquest grup cal coordinar una xarxa i administrar el grup."
    assert await chat_of(town, group) == (None, "es")


async def test_who_may_not_connect_is_told_why(town: Town, rosa: Phone) -> None:
    diego = town.phone("diego")
    group = await new_group(town, [ROSA, diego.user_id], [diego.user_id])

    await diego.send("/conectar", chat_id=group)
    assert last_in(town, group) == "Solo la coordinación de una red puede conectar un grupo."
    await rosa.send("/conectar", chat_id=group)
    assert last_in(town, group) == "Para conectar este grupo hay que coordinar una red y administrar el grupo."
    town.stranger(1087968824, "Group")
    town.world.join(1087968824, group)
    await Phone(town, 1087968824).send("/conectar", chat_id=group)
    assert "anon" in last_in(town, group)
    stranger = town.stranger()
    town.world.join(stranger.user_id, group)
    await stranger.send("/conectar", chat_id=group)
    assert last_in(town, group) == "Solo la coordinación de una red puede conectar un grupo."
    assert await chat_of(town, group) == (None, "es")


async def test_connected_group_changes_only_after_a_question(town: Town) -> None:
    marta, group = town.phone("marta"), town.groups["economia-local"]
    await marta.send("/connectar", chat_id=group)
    assert last_in(town, group) == f"Aquest grup està connectat a {LOCAL}. Cal canviar-ho?"

    await marta.press("Deixar-ho així", chat_id=group)
    assert await chat_of(town, group) == (LOCAL, "es")
    await marta.send("/connectar", chat_id=group)
    await marta.press(f"Connectar a {MOBILITY}", chat_id=group)
    assert last_in(town, group) == (
        f"Aquí deixarà d'arribar el que és de {LOCAL}, que es queda sense grup, i arribarà el que és de {MOBILITY}. "
        f"Voleu seguir?\n\n{MOBILITY} ja té «Movilidad sostenible»: tot sortirà a tots els grups."
    )
    await marta.press("Deixar-ho així", chat_id=group)
    assert await chat_of(town, group) == (LOCAL, "es")
    await marta.send("/connectar", chat_id=group)
    await marta.press(f"Connectar a {MOBILITY}", chat_id=group)
    await marta.press("Sí, canviar", chat_id=group)

    assert await chat_of(town, group) == (MOBILITY, "es")


async def test_coordinators_of_the_former_network_are_told(town: Town, rosa: Phone) -> None:
    marta, group = town.phone("marta"), town.groups["economia-local"]
    await marta.send("/connectar", chat_id=group)

    await marta.press(f"Connectar a {MOBILITY}", chat_id=group)
    await marta.press("Sí, canviar", chat_id=group)

    title = town.world.chats[group].title
    assert rosa.last.text == f"🔌 «{title}» ya no está conectado a {LOCAL}: así lo ha pedido Marta Vila."
    assert "ja no està" not in marta.last.text
    await marta.send("/connectar", chat_id=group)
    await marta.press(f"Connectar a {LOCAL}", chat_id=group)
    await marta.press("Sí, canviar", chat_id=group)
    assert rosa.last.text == f"✅ Marta Vila ha conectado «{title}» a {LOCAL}."


async def test_disconnected_group_gets_nothing_more(town: Town) -> None:
    marta, group = town.phone("marta"), town.groups["economia-local"]
    await marta.send("/connectar", chat_id=group)
    await marta.press("Desconnectar", chat_id=group)
    assert await chat_of(town, group) == (LOCAL, "es")
    await marta.press("Sí, desconnectar", chat_id=group)
    said = said_in(town, group)

    await share_challenge(town.phone("carla"))

    assert await chat_of(town, group) == (None, "es")
    assert await deeds(town) == ["group_disconnected"]
    assert said_in(town, group) == said


async def test_any_coordinator_disconnects_from_the_desk_what_another_connected(town: Town, rosa: Phone) -> None:
    group = await new_group(town, [ROSA], [ROSA])
    await rosa.press(LOCAL)
    marta = town.phone("marta")

    await marta.send("/coordinar")
    await marta.press("Microrred de Economía")
    await marta.press("🛠")
    await marta.press("Grups (2)")
    assert "1. «Economía local» · grup\n2. «Sala» · grup" in marta.last.text
    await marta.press("2")
    assert await chat_of(town, group) == (LOCAL, "es")
    toast = await marta.press("Sí, desconnectar")

    assert toast == "«Sala» queda desconnectat."
    assert await chat_of(town, group) == (None, "es")
    assert "Sala" not in marta.last.text
    assert last_in(town, group) == "Este grupo ya no está conectado. Con /conectar se conecta de nuevo."
    assert rosa.last.text == f"🔌 «Sala» ya no está conectado a {LOCAL}: así lo ha pedido Marta Vila."


async def test_groups_of_others_cannot_be_disconnected_from_the_desk(town: Town, rosa: Phone) -> None:
    await rosa.send("/menu")
    group = town.groups["movilidad-sostenible"]

    for network in (1, 2):
        assert await rosa.press_data(f"kd:{group}:{network}", rosa.last)
        assert await rosa.press_data(f"kf:{group}:{network}", rosa.last)

    assert await chat_of(town, group) == (MOBILITY, "es")


async def test_who_still_coordinates_hears_what_a_former_coordinator_had_connected(town: Town, rosa: Phone) -> None:
    await new_group(town, [ROSA], [ROSA])
    await rosa.press(LOCAL)
    marta = town.phone("marta")
    await marta.send("/coordinar")
    await marta.press("Microrred de Economía")
    await marta.press("Persones")
    await marta.press("2" if "2. Rosa" in marta.last.text else "3")

    await marta.press("Donar de baixa")
    await marta.press("Sí, donar de baixa")
    await town.wait(hours=20)

    told = [text for text in marta.inbox if "havia connectat" in text]
    assert told == [f"Rosa Guamán ja no coordina {LOCAL} i havia connectat «Sala»: allà hi continua arribant tot."]


async def test_command_in_private_explains(town: Town, rosa: Phone) -> None:
    await rosa.send("/conectar")
    assert "añadir el bot al grupo y escribir allí /conectar" in rosa.last.text

    diego = town.phone("diego")
    await diego.send("/conectar")
    assert diego.last.text == "Solo la coordinación de una red puede conectar un grupo."


async def test_coordinator_who_adds_the_bot_is_asked_in_private(town: Town, rosa: Phone) -> None:
    group = await new_group(town, [ROSA], [ROSA])

    assert rosa.last.text == "El bot fue añadido a «Sala». ¿A qué red se conecta?"
    assert rosa.keys == [[LOCAL], ["Ahora no"]]
    await rosa.press(LOCAL)

    assert rosa.last.text == f"✅ «Sala» está conectado a {LOCAL}."
    assert last_in(town, group).startswith(f"✅ Este grupo está conectado a {LOCAL}.")


async def test_not_now_says_how_it_is_done_later(town: Town, rosa: Phone) -> None:
    group = await new_group(town, [ROSA], [ROSA])

    await rosa.press("Ahora no")

    assert "/conectar" in rosa.last.text
    assert await chat_of(town, group) == (None, "es")


async def test_others_may_add_the_bot_without_anything_happening(town: Town) -> None:
    diego = town.phone("diego")
    told = len(diego.inbox)

    group = await new_group(town, [diego.user_id], [diego.user_id])

    assert len(diego.inbox) == told
    assert said_in(town, group) == 0


async def test_chat_of_others_cannot_be_connected_by_a_made_up_press(town: Town, rosa: Phone) -> None:
    group = await new_group(town, [1007], [1007])
    await rosa.send("/menu")

    assert await rosa.press_data(f"gc:{group}:1", rosa.last) is not None
    assert await rosa.press_data(f"gc:{ROSA}:1", rosa.last) is not None
    assert await rosa.press_data("gn:2:1", rosa.last) is not None
    assert await rosa.press_data("gd:2", rosa.last) is not None

    assert await chat_of(town, group) == (None, "es")


async def test_channel_is_connected_from_private_and_gets_cards_announcements_and_the_digest(
    town: Town, rosa: Phone
) -> None:
    channel = await new_group(town, [ROSA], [ROSA], kind="channel")
    await rosa.press(LOCAL)

    assert last_in(town, channel).startswith(f"✅ Este canal está conectado a {LOCAL}.")
    await share_challenge(town.phone("carla"))
    assert TITLE in last_in(town, channel)
    assert "contestar a este mensaje" not in last_in(town, channel)

    await rosa.send("/anuncio")
    await rosa.send("Nos vemos el martes.")
    await rosa.press("Enviar ahora")
    assert last_in(town, channel) == f"📣 Anuncio · {LOCAL} · Rosa Guamán\n\nNos vemos el martes."

    await town.move_to(datetime(2027, 5, 31, 7, 1, tzinfo=UTC))  # Monday, 09:01 in Madrid
    assert last_in(town, channel).startswith("📬 Resumen semanal")
    assert TITLE in last_in(town, channel)


async def test_group_that_becomes_a_supergroup_stays_connected(town: Town, rosa: Phone) -> None:
    group = await new_group(town, [ROSA], [ROSA], kind="group")
    await rosa.send("/conectar", chat_id=group)

    supergroup = town.world.migrate_group(group)
    await town.settle()
    await share_challenge(town.phone("carla"))

    assert await chat_of(town, supergroup) == (LOCAL, "es")
    assert TITLE in last_in(town, supergroup)


async def test_coordinators_hear_once_that_the_bot_was_taken_out(town: Town, rosa: Phone) -> None:
    group = town.groups["economia-local"]
    title = town.world.chats[group].title

    town.world.remove_bot_from(group, town.world.bot)
    await town.settle()

    told = [text for text in rosa.inbox if "fue retirado de" in text]
    assert told == [
        f"El bot fue retirado de «{title}». Allí ya no llega nada de {LOCAL}. En cuanto se añada de nuevo, todo sigue."
    ]
    town.world.add_bot_to(group, town.world.bot)
    await town.settle()
    assert rosa.last.text == f"✅ «{title}» vuelve a estar conectado a {LOCAL}."
    await share_challenge(town.phone("carla"))
    assert TITLE in last_in(town, group)


async def test_closed_network_connects_nothing(town: Town, rosa: Phone) -> None:
    group = await new_group(town, [ROSA], [ROSA])
    await town.database.run(lambda session: session.execute(sa.update(Network).values(closed_at=town.now)))

    await rosa.press(LOCAL)

    assert await chat_of(town, group) == (None, "es")


def became_administrator(
    town: Town, channel: int, number: int, old: dict[str, Any], *, can_post: bool
) -> dict[str, Any]:
    """The update of a channel whose owner gives the bot its rights."""
    rights = member_json(town.world.bot, town.world.chats[channel], Status.ADMINISTRATOR)
    return {
        "update_id": number,
        "my_chat_member": {
            "chat": town.world.chats[channel].json,
            "from": town.world.users[ROSA].json,
            "date": int(town.now.timestamp()),
            "old_chat_member": old,
            "new_chat_member": rights | {"can_post_messages": can_post},
        },
    }


async def test_channel_in_which_the_bot_may_not_write_is_named_with_the_missing_right(town: Town, rosa: Phone) -> None:
    channel = town.world.add_group("Avisos", [ROSA], [ROSA], kind="channel").id
    handle = town.simulation.application.dispatch.handle
    outside = member_json(town.world.bot, town.world.chats[channel], Status.LEFT)

    without = became_administrator(town, channel, 900_000_001, outside, can_post=False)
    await handle(without)
    await town.settle()
    assert "«Publicar mensajes»" in rosa.last.text
    before = without["my_chat_member"]["new_chat_member"]
    await handle(became_administrator(town, channel, 900_000_002, before, can_post=True))
    await town.settle()

    assert rosa.last.text.startswith("El bot fue añadido a «Avisos». ¿A qué red se conecta?")
