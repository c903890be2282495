"""Announcements through the front door: written, previewed, scheduled, sent, remembered."""

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from actions.announcements import sending
from store.models import Announcement, AnnouncementState, AuditEntry, Role
from tests.flows.announcing import (
    DIGEST_OF_ONE_WAITS,
    DIGEST_WAITS,
    ECONOMY,
    IN_CATALAN,
    PEOPLE_OF_ECONOMY,
    begun,
    copies,
    copies_in_group,
    erase,
    make,
    scheduled,
    state_of,
    texts_of,
    written,
)
from tests.flows.phones import Town
from tests.sandbox.test_sending import png

AWAKE = datetime(2027, 5, 24, 15, tzinfo=UTC)  # from Zaragoza to Mérida nobody is in quiet hours


async def test_announcement_to_one_network_reaches_its_people_and_group(town: Town) -> None:
    marta = await written(town, "Nos vemos el <b>martes</b>.")

    await marta.press("Enviar ara")

    announced = f"{ECONOMY}\n\nNos vemos el <b>martes</b>."
    assert town.phone("rosa").last.text == announced
    assert town.phone("joao").last.text == announced.replace("Anuncio", "Aviso")
    assert town.group("economia-local")[-1].text == announced
    assert marta.last.text == "✅ Lliurat a 4 persones i 1 grup."
    assert not copies(town.phone("tere"))


async def test_preview_is_what_the_others_get(town: Town) -> None:
    marta = await written(town, "Texto")

    preview, control = marta.messages[-2:]

    assert preview.text == f"{ECONOMY.replace('Anuncio', 'Anunci')}\n\nTexto"
    assert preview.buttons == []
    assert control.text == (
        "👆 Així es llegirà.\n👥 Per a 4 persones de 1 microxarxa, i 1 grup.\n"
        f"{IN_CATALAN.format(n=4)}\n{DIGEST_WAITS.format(n=2)}"
    )
    assert not copies(town.phone("rosa"))


@pytest.mark.begins(AWAKE)
async def test_both_networks_are_chosen_by_default_and_everybody_gets_it_once(town: Town) -> None:
    marta = town.phone("marta")
    await marta.send("/aviso")
    await marta.press("Endavant")
    await marta.send("Para todo el mundo")
    assert "👥 Per a 8 persones de 2 microxarxes, i 2 grups." in marta.last.text

    await marta.press("Enviar ara")

    assert [len(copies(town.phone(name))) for name in ("rosa", "tere", "lucia")] == [1, 1, 1]
    assert marta.last.text == "✅ Lliurat a 8 persones i 2 grups."


async def test_own_formatting_is_kept(town: Town) -> None:
    marta = await begun(town)
    entities = [{"type": "bold", "offset": 4, "length": 6}]

    town.world.send_text(marta.user_id, marta.user_id, "Ojo: martes & <i>", entities=entities)
    await town.settle()
    await marta.press("Enviar ara")

    received = town.phone("rosa").last
    assert received.text == f"{ECONOMY}\n\nOjo: martes & <i>"
    start = len(ECONOMY.encode("utf-16-le")) // 2 + 2
    assert {"type": "bold", "offset": start + 4, "length": 6} in received.entities


async def test_photo_and_document_travel_with_their_caption(town: Town) -> None:
    for kind, name in (("photo", "foto.png"), ("document", "acta.pdf")):
        marta = await begun(town, again=kind == "document")
        await marta.send_file(kind, png(20, 20), name, caption="Con pie")
        assert marta.messages[-2].media_kind == kind

        await marta.press("Enviar ara")

        assert town.phone("rosa").last.media_kind == kind
        assert town.phone("rosa").last.text == f"{ECONOMY}\n\nCon pie"
        assert town.group("economia-local")[-1].media_kind == kind


async def test_file_without_a_caption_has_the_header_alone(town: Town) -> None:
    marta = await begun(town)

    await marta.send_file("document", b"%PDF", "acta.pdf")
    await marta.press("Enviar ara")

    assert town.phone("rosa").last.text == ECONOMY


async def test_other_content_is_refused_with_a_sentence(town: Town) -> None:
    marta = await begun(town)

    for kind in ("sticker", "audio", "video"):
        await marta.send_file(kind)

        assert "Un anunci és un text, fotos, documents o una nota de veu." in marta.last.text


async def test_send_pressed_twice_sends_once(town: Town) -> None:
    marta = await written(town, "Una vez")
    control = marta.last
    await marta.press("Enviar ara", control)

    data = next(key["callback_data"] for row in control.buttons for key in row if "Retirar" in key["text"])
    toast = await marta.press_data(data.replace("aq:", "as:"), control)

    assert toast == "Aquest anunci ja s’ha enviat."
    assert len(copies(town.phone("rosa"))) == 1
    assert len(copies_in_group(town)) == 1


async def test_to_me_first_sends_to_the_author_alone_and_puts_the_buttons_below(town: Town) -> None:
    marta = await written(town, "Solo para mí")
    preview, control = marta.messages[-2:]

    await marta.press("Primer a mi")

    assert marta.messages[-2].text == f"👤 Prova, només per a vós\n{preview.text}"
    assert marta.last.text.startswith("👆 Així es llegirà.")
    assert ["👤 Primer a mi", "⏰ Programar"] in marta.keys
    assert not copies(town.phone("rosa"))
    assert control.text == "👇 Continua més avall."
    assert control.buttons == []


async def test_to_me_first_twice_leaves_one_panel(town: Town) -> None:
    marta = await written(town, "Solo para mí")

    await marta.press("Primer a mi")
    await marta.press("Primer a mi")
    await marta.press("Enviar ara")

    assert not [
        message for message in marta.messages if any("Enviar ara" in k["text"] for r in message.buttons for k in r)
    ]
    assert len(copies(town.phone("rosa"))) == 1


async def test_those_out_of_reach_are_named_before_and_after(town: Town) -> None:
    town.world.block(town.phone("rosa").user_id)
    await town.settle()
    marta = await written(town, "Hola")
    assert marta.last.text == (
        "👆 Així es llegirà.\n"
        "👥 Per a 3 persones de 1 microxarxa, i 1 grup.\n"
        "🔕 No els arriben els missatges (bot bloquejat o mai iniciat): Rosa Guamán.\n"
        f"{IN_CATALAN.format(n=3)}\n{DIGEST_OF_ONE_WAITS}"
    )
    town.world.deactivate(town.phone("carla").user_id)

    await marta.press("Enviar ara")

    assert marta.last.text == (
        "✅ Lliurat a 2 persones i 1 grup.\n\n"
        "🔕 Amb el bot bloquejat: 1 (Rosa Guamán)\n"
        "🔕 Han tancat el compte: 1 (Carla Benítez)\n"
        "Se’ls pot avisar per una altra via: al grup, per telèfon o per correu."
    )

    await marta.press("Rebre la llista per trucar")

    assert marta.last.text == "☎️ 2 persones a qui avisar per una altra via. El bot no desa cap telèfon."
    call = next(call for call in town.world.calls if call.method.lower() == "senddocument")
    assert call.parameters["document"].content.decode().splitlines() == [
        "\ufeffnom,ciutat,motiu",  # with the mark by which spreadsheets know its accents
        "Carla Benítez,Rosario,ha tancat el compte",
        "Rosa Guamán,Riobamba,ha bloquejat el bot",
    ]


async def test_group_that_removed_the_bot_is_told_of(town: Town) -> None:
    marta = await written(town, "Hola")
    town.world.remove_bot_from(town.groups["economia-local"], town.world.bot)

    await marta.press("Enviar ara")

    assert any("🔕 El bot ja no és a: 1 (Economía local)" in text for text in marta.inbox)


@pytest.mark.begins(datetime(2027, 5, 26, 3, tzinfo=UTC))
async def test_quiet_hours_are_said(town: Town) -> None:
    marta = await written(town, "De noche")

    assert "🌙 Per a 4 persones ara és de nit: els arribarà a les 08:00, hora local." in marta.last.text


async def test_quiet_hours_are_those_of_the_hour_it_is_scheduled_for(town: Town) -> None:
    marta = await written(town, "De madrugada")

    await marta.press("Programar")
    await marta.send("26/05 05:00")

    assert "🌙 Per a 4 persones serà de nit: els arribarà a les 08:00, hora local." in marta.last.text


async def test_cancelled_announcement_is_sent_to_nobody(town: Town) -> None:
    marta = await written(town, "No")
    control = marta.last
    number = control.buttons[0][0]["callback_data"]

    await marta.press("Cancel·lar")

    assert marta.last.text == "✖️ Cancel·lat: l’anunci no s’ha enviat."
    assert await marta.press_data(number, control) == "Aquest anunci es va cancel·lar."
    assert not copies(town.phone("rosa"))


async def test_edited_preview_takes_the_place_of_the_first(town: Town) -> None:
    marta = await written(town, "Con errata")

    await marta.press("Editar")
    await marta.send("Sin errata")
    await marta.press("Enviar ara")

    assert copies(town.phone("rosa")) == [f"{ECONOMY}\n\nSin errata"]


async def test_scheduled_announcement_goes_out_across_midnight(town: Town) -> None:
    marta = await written(town, "Mañana")
    await marta.press("Programar")
    await marta.press("Demà a les 15:00")
    assert "⏰ Programat: dt. 25 de maig, 15:00 hora de Madrid" in marta.last.text

    await town.move_to(datetime(2027, 5, 25, 12, 59, tzinfo=UTC))
    assert not copies(town.phone("rosa"))
    await town.move_to(datetime(2027, 5, 25, 13, 0, tzinfo=UTC))

    assert len(copies(town.phone("rosa"))) == 1
    assert marta.last.text == "✅ Lliurat a 4 persones i 1 grup."
    assert [text for text in marta.inbox if "Ha arribat l’hora" in text]


async def test_hour_of_sending_may_be_typed(town: Town) -> None:
    marta = await written(town, "Luego")
    await marta.press("Programar")
    assert marta.keys[-1] == ["◀️ Enrere"]  # only to the preview, where "Cancel" ends the announcement
    await marta.press("◀️ Enrere")
    assert [key for row in marta.keys for key in row if "Cancel·lar" in key]
    await marta.press("Programar")

    await marta.send("cuando se pueda")
    assert "S’escriuen així: 26/05 09:00" in marta.last.text
    await marta.send("24/05 14:30")
    assert "Cal un moment que encara no hagi passat" in marta.last.text
    await marta.send("demà a les 9")
    assert "⏰ Programat: dt. 25 de maig, 09:00 hora de Madrid" in marta.last.text
    assert not [text for text in marta.inbox if "⚠️" in text]
    await marta.press("Una altra hora")
    await marta.send("26/05 9:00 Bogotá")
    assert marta.messages[-2].text == "⚠️ No s’ha tingut en compte «Bogotá»: compta l’hora que és a Madrid."
    assert "⏰ Programat: dc. 26 de maig, 09:00 hora de Madrid" in marta.last.text
    await marta.press("Una altra hora")
    await marta.send("27/05 18:30")

    assert "dj. 27 de maig, 18:30 hora de Madrid" in marta.last.text
    await town.move_to(datetime(2027, 5, 27, 16, 30, tzinfo=UTC))
    assert len(copies(town.phone("rosa"))) == 1


async def test_scheduled_sending_can_be_cancelled_and_brought_forward(town: Town) -> None:
    marta = await scheduled(town, "Primero")
    await marta.press("No enviar")
    await town.wait(days=2)
    assert not copies(town.phone("rosa"))

    await scheduled(town, "Segundo")
    await marta.press("Enviar ara")
    await town.wait(days=2)

    assert copies(town.phone("rosa")) == [f"{ECONOMY}\n\nSegundo"]


async def test_rights_are_those_of_the_moment_of_sending(town: Town) -> None:
    marta = await scheduled(town, "Sin derecho")
    await make(town, "marta", Role.DELEGATE)

    await town.wait(days=1)

    assert not copies(town.phone("rosa"))
    assert marta.last.text.startswith("✖️ L’anunci programat no s’ha enviat")


async def test_press_on_send_checks_the_rights(town: Town) -> None:
    marta = await written(town, "Sin derecho")
    await make(town, "marta", Role.DELEGATE)

    toast = await marta.press("Enviar ara")

    assert toast
    assert not copies(town.phone("rosa"))


async def test_button_replayed_by_another_coordinator_does_nothing(town: Town) -> None:
    marta = await written(town, "De Marta")
    data = marta.last.buttons[0][0]["callback_data"]
    await make(town, "rosa", Role.COORDINATOR)
    rosa = town.phone("rosa")
    await rosa.send("/menu")

    for code in ("as", "am", "ap", "ar", "ax", "al", "az", "ag", "ac", "aq", "ay", "ad"):
        assert await rosa.press_data(data.replace("as:", f"{code}:"), rosa.last)

    assert await rosa.press_data(data.replace("as:", "an:") + ":0", rosa.last)
    assert await rosa.press_data("aw:999.1", rosa.last)
    assert not copies(town.phone("joao"))


async def test_only_coordinators_announce(town: Town) -> None:
    rosa = town.phone("rosa")

    await rosa.send("/anuncio")

    assert "otras personas" in rosa.last.text or "otra" in rosa.last.text
    await rosa.send("/menu")
    assert not any("Anunciar" in key for row in rosa.keys for key in row)


async def test_restart_between_pages_loses_and_repeats_nobody(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "FIRST_PAGE", 1)
    monkeypatch.setattr(sending, "PAGE", 1)
    marta = await written(town, "A pasos")
    data = marta.last.buttons[0][0]["callback_data"]
    number = int(data.partition(":")[2])

    await marta.press("Enviar ara")
    await town.database.run(lambda session: begin_again(session, number, town.now))
    await town.wait(minutes=1)

    assert [len(copies(town.phone(name))) for name in PEOPLE_OF_ECONOMY] == [1, 1, 1, 1]
    assert len(copies_in_group(town)) == 1
    assert await state_of(town, number) is AnnouncementState.SENT


async def test_earlier_announcements_are_found_again(town: Town) -> None:
    marta = await written(town, "Primero de todos")
    await marta.press("Enviar ara")
    await scheduled(town, "Segundo", again=True)

    await marta.send("/anuncio")
    await marta.press("Programats (1)")
    assert marta.last.text == ("⏰ Anuncis programats\n\n1. ⏰ dt. 25 de maig, 15:00 hora de Madrid · Segundo")
    await marta.press("◀️ Enrere")
    await marta.press("Anteriors")
    assert marta.last.text == "🗂 Anuncis anteriors\n\n1. dl. 24 de maig · Primero de todos"
    await marta.press("1")

    assert "✅ Lliurat a 4 persones i 1 grup." in marta.last.text
    assert ["◀️ Enrere"] in marta.keys or marta.keys[-1][0].startswith("◀️")


async def test_erased_author_is_no_longer_named(town: Town) -> None:
    marta = await written(town, "Hola")
    await marta.press("Enviar ara")

    await erase(town, marta)
    await town.wait(seconds=10)

    assert copies(town.phone("rosa")) == ["📣 Anuncio · Microrred de Economía Local\n\nHola"]


async def test_log_says_what_was_done_and_never_the_text(town: Town) -> None:
    marta = await written(town, "Palabra secreta")
    await marta.press("Enviar ara")

    def entries(session: Session) -> list[AuditEntry]:
        return list(session.scalars(sa.select(AuditEntry).where(AuditEntry.deed.startswith("announcement"))))

    found = await town.database.read(entries)
    assert [(entry.deed, entry.subject) for entry in found] == [("announcement_sent", "announcement:1")]
    assert "secreta" not in str([entry.details for entry in found])


def begin_again(session: Session, announcement_id: int, now: datetime) -> None:
    """As if the process had died before it noted how far it was."""
    announcement = session.get_one(Announcement, announcement_id)
    announcement.state, announcement.expanded_until = AnnouncementState.SENDING, 0
    announcement.look_at = now


async def test_text_written_before_the_networks_are_chosen_is_the_announcement(town: Town) -> None:
    marta = town.phone("marta")
    await marta.send("/anuncio")
    question = marta.last
    assert question.text == (
        "📣 Per a quines microxarxes és l’anunci?\n✅ el rep; un toc la treu o la posa. El text ja es pot escriure."
    )

    await marta.send("Nos vemos el martes.")

    assert marta.messages[-2].text.endswith("\n\nNos vemos el martes.")
    assert "👥 Per a 8 persones de 2 microxarxes, i 2 grups." in marta.last.text
    assert next(one for one in marta.messages if one.message_id == question.message_id).buttons == []


async def test_text_goes_to_the_networks_as_they_are_ticked(town: Town) -> None:
    marta = town.phone("marta")
    await marta.send("/anuncio")
    await marta.press("Movilidad")

    await marta.send("Solo para Economía.")
    await marta.press("Enviar ara")

    assert texts_of(town.phone("rosa")) == ["Solo para Economía."]
    assert not copies(town.phone("tere"))


async def test_text_is_no_announcement_when_no_network_is_ticked(town: Town) -> None:
    marta = town.phone("marta")
    await marta.send("/anuncio")
    await marta.press("Movilidad")
    await marta.press("Economía")
    assert marta.last.text.endswith("\n✅ el rep; un toc la treu o la posa. Després es pot escriure el text.")

    await marta.send("¿Para quién?")

    assert "📣 Enviar com a anunci" in marta.keys[0]
    assert await _texts(town) == []


async def test_text_out_of_the_blue_becomes_an_announcement(town: Town) -> None:
    marta = town.phone("marta")
    entities = [{"type": "bold", "offset": 0, "length": 6}]
    town.world.send_text(marta.user_id, marta.user_id, "Martes a las 9 & <i>", entities=entities)
    await town.settle()

    await marta.press("Enviar com a anunci")
    assert marta.last.text == "📣 Per a quines microxarxes és l’anunci?"
    await marta.press("Movilidad")
    await marta.press("Endavant")
    await marta.press("Enviar ara")

    received = town.phone("rosa").last
    assert received.text == f"{ECONOMY}\n\nMartes a las 9 & <i>"
    start = len(ECONOMY.encode("utf-16-le")) // 2 + 2
    assert {"type": "bold", "offset": start, "length": 6} in received.entities
    assert not copies(town.phone("tere"))


async def test_only_who_coordinates_is_offered_to_announce_a_text(town: Town) -> None:
    rosa = town.phone("rosa")

    await rosa.send("Una idea.")

    assert not [key for row in rosa.keys for key in row if "anuncio" in key]


async def test_desk_says_what_is_scheduled_and_leads_there(town: Town) -> None:
    marta = await scheduled(town, "Mañana.")

    await marta.send("/coordinar")
    assert "\n\n⏰ 1 anunci programat: dt. 25 de maig, 15:00 hora de Madrid" in marta.last.text
    await marta.press("Programats (1)")
    await marta.press("1")
    await marta.press("No enviar")
    await marta.send("/anuncio")

    assert not [key for row in marta.keys for key in row if "Programats" in key]


async def _texts(town: Town) -> list[str]:
    return await town.database.read(lambda session: list(session.scalars(sa.select(Announcement.text))))
