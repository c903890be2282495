"""Announcements that go out, paused, corrected and withdrawn meanwhile or afterwards."""

from itertools import pairwise

import pytest

from store.models import AnnouncementState, Role
from tests.flows.announcing import (
    ECONOMY,
    PEOPLE_OF_ECONOMY,
    begun,
    calls,
    copies,
    copies_in_group,
    corrected,
    corrected_slowly,
    erase,
    make,
    send_another,
    sent_in_part,
    sent_one_by_one,
    state_of,
    texts_of,
    written,
)
from tests.flows.phones import Town
from tests.sandbox.test_sending import png
from texts.announcements import results

OTHERS = ("joao", "carla", "ivan")


async def test_line_tells_how_far_it_is_and_ends_as_the_result(town: Town) -> None:
    marta, _ = await sent_in_part(town, "Texto", to=["rosa"])
    line = marta.last
    assert line.text == "📤 Enviant… 0 de 5"

    await town.wait(seconds=2)
    assert line.text == "📤 Enviant… 1 de 5"
    assert marta.keys == [["⏸ Pausar", "🗑 Retirar"], ["✏️ Corregir"]]
    await town.wait(minutes=1)

    assert line.text == "✅ Lliurat a 4 persones i 1 grup."
    assert marta.last is line


async def test_line_changes_at_most_every_two_seconds(town: Town) -> None:
    marta = await sent_one_by_one(town, "A pasos")
    line = marta.last

    shown = [(town.now, line.text)]
    for _ in range(80):
        await town.wait(seconds=0.1)
        if line.text != shown[-1][1]:
            shown.append((town.now, line.text))

    gaps = [(after - before).total_seconds() for (before, _), (after, _) in pairwise(shown)]
    assert [text for _, text in shown] == [
        "📤 Enviant… 0 de 5",
        "📤 Enviant… 2 de 5",
        "📤 Enviant… 4 de 5",
        "✅ Lliurat a 4 persones i 1 grup.",
    ]
    assert gaps[1:] == [2.0, 2.0], "how long the first stood is blurred by the pace of Marta's own chat"


async def test_pause_holds_back_what_waits_and_nothing_else(town: Town) -> None:
    marta, _ = await sent_in_part(town, "Primero", to=["rosa"])

    await marta.press("Pausar")
    assert marta.last.text == "⏸ En pausa: 1 de 5 lliurats. La resta espera."
    assert marta.keys == [["▶️ Reprendre", "🗑 Retirar"], ["✏️ Corregir"]]
    await town.wait(hours=1)
    await send_another(town, "Segundo")

    assert [texts_of(town.phone(name)) for name in OTHERS] == [["Segundo"]] * 3
    assert copies_in_group(town) == [f"{ECONOMY}\n\nSegundo"]
    assert texts_of(town.phone("rosa")) == ["Primero", "Segundo"]


async def test_paused_one_is_not_forgotten(town: Town) -> None:
    marta, _ = await sent_in_part(town, "Con calma <y sin prisa>, que nadie espera esto", to=["rosa"])
    await marta.press("Pausar")
    await town.wait(days=3)

    await marta.send("/anuncio")
    assert marta.keys[1] == ["⏸ En pausa: Con calma <y sin…"]
    await marta.press("En pausa")
    await marta.press("Reprendre")
    await town.wait(minutes=1)
    await marta.send("/anuncio")

    assert [len(texts_of(town.phone(name))) for name in PEOPLE_OF_ECONOMY] == [1] * 4
    assert marta.keys == [["✍️ Anunci nou"], ["🗂 Anteriors"], ["◀️ Menú"]]


async def test_resumed_goes_on_where_it_stopped(town: Town) -> None:
    marta, _ = await sent_in_part(town, "Con calma", to=["rosa"])
    line = marta.last
    await marta.press("Pausar")
    await town.wait(days=3)

    await marta.press("Reprendre")
    await town.wait(minutes=1)

    assert [texts_of(town.phone(name)) for name in PEOPLE_OF_ECONOMY] == [["Con calma"]] * 4
    assert copies_in_group(town) == [f"{ECONOMY}\n\nCon calma"]
    assert line.text == "✅ Lliurat a 4 persones i 1 grup."


async def test_pausing_and_resuming_again_is_harmless(town: Town) -> None:
    marta, number = await sent_in_part(town, "Con calma", to=["rosa"])
    line = marta.last

    for code in ("az", "az", "ag", "ag", "az", "ag"):
        assert await marta.press_data(f"{code}:{number}", line) is None
    await town.wait(minutes=1)

    assert [texts_of(town.phone(name)) for name in PEOPLE_OF_ECONOMY] == [["Con calma"]] * 4
    assert await marta.press_data(f"az:{number}", line) == "Aquest anunci ja ha sortit del tot."
    assert line.text == "✅ Lliurat a 4 persones i 1 grup."


async def test_pause_and_resume_check_the_rights_of_the_moment(town: Town) -> None:
    marta, number = await sent_in_part(town, "Con calma", to=["rosa"])
    await marta.press("Pausar")
    await make(town, "marta", Role.DELEGATE)

    assert await marta.press_data(f"ag:{number}", marta.last)
    await town.wait(minutes=1)

    assert not copies(town.phone("joao"))


async def test_question_on_the_line_is_left_alone_until_it_is_answered(town: Town) -> None:
    marta, _ = await sent_in_part(town, "Texto", to=["rosa"])
    line = marta.last

    await marta.press("Retirar")
    await town.wait(seconds=10)
    assert "Vols retirar" in line.text or "retirar" in line.text.lower()
    assert marta.keys[0] == ["🗑 Sí, retirar-lo"]
    await marta.press("Enrere")
    assert line.text == "📤 Enviant… 1 de 5"
    await town.wait(minutes=1)

    assert line.text == "✅ Lliurat a 4 persones i 1 grup."


async def test_result_is_told_also_when_a_question_stands_in_its_place(town: Town) -> None:
    marta, _ = await sent_in_part(town, "Texto", to=["rosa"])

    await marta.press("Retirar")
    await town.wait(minutes=1)

    assert marta.last.text == "✅ Lliurat a 4 persones i 1 grup."


async def test_correction_is_previewed_and_then_changes_every_copy(town: Town) -> None:
    marta = await written(town, "El martes")
    await marta.press("Enviar ara")

    await marta.press("Corregir")
    await marta.send("El <b>miércoles</b>")
    preview, control = marta.messages[-2:]
    assert preview.text == f"{ECONOMY.replace('Anuncio', 'Anunci')}\n\nEl <b>miércoles</b>"
    assert control.text == "👆 Així es llegirà a 5 xats. On el text anterior ja ha arribat, canvia sense avisar."
    assert texts_of(town.phone("rosa")) == ["El martes"]
    await marta.press("Corregir a tot arreu")

    assert texts_of(town.phone("rosa")) == ["El <b>miércoles</b>"]
    assert copies_in_group(town) == [f"{ECONOMY}\n\nEl <b>miércoles</b>"]
    assert control.text == "✅ Lliurat a 4 persones i 1 grup.\n✏️ Corregit en 5 xats."
    assert marta.keys == [["✏️ Corregir", "🗑 Retirar"], ["💾 Desar com a plantilla"], ["◀️ Menú"]]


async def test_correction_can_be_written_anew_or_left(town: Town) -> None:
    marta = await written(town, "El martes")
    await marta.press("Enviar ara")

    await marta.press("Corregir")
    await marta.send("El jueves")
    await marta.press("Enrere")
    await marta.send("El viernes")
    await marta.press("Cancel·lar")
    await town.wait(minutes=1)

    assert texts_of(town.phone("rosa")) == ["El martes"]
    assert marta.last.text == "✅ Lliurat a 4 persones i 1 grup."


async def test_confirmed_correction_cannot_be_confirmed_again(town: Town) -> None:
    marta = await written(town, "El martes")
    await marta.press("Enviar ara")
    await marta.press("Corregir")
    await marta.send("El jueves")
    control = marta.last
    data = control.buttons[0][0]["callback_data"]
    await marta.press("Corregir a tot arreu")
    edits = calls(town, "editMessageText", town.phone("rosa"))

    assert await marta.press_data(data, control)
    await town.wait(minutes=1)

    assert calls(town, "editMessageText", town.phone("rosa")) == edits == 1


async def test_correction_of_a_photo_changes_its_caption(town: Town) -> None:
    marta = await begun(town)
    await marta.send_file("photo", png(20, 20), "foto.png", caption="Antes")
    await marta.press("Enviar ara")

    await marta.press("Corregir")
    await marta.send_file("photo", png(20, 20), "otra.png")
    await marta.send("Después")
    await marta.press("Corregir a tot arreu")

    assert town.phone("rosa").last.text == f"{ECONOMY}\n\nDespués"
    assert town.phone("rosa").last.media_kind == "photo"


@pytest.mark.parametrize("is_paused", [False, True])
async def test_correction_meanwhile_reaches_those_who_have_it_and_those_who_wait(town: Town, is_paused: bool) -> None:
    marta, _ = await sent_in_part(town, "El martes", to=["rosa"])
    if is_paused:
        await marta.press("Pausar")

    await corrected(marta, "El miércoles")
    assert texts_of(town.phone("rosa")) == ["El miércoles"]
    assert not copies(town.phone("joao"))
    if is_paused:
        await town.wait(minutes=5)
        assert not copies(town.phone("joao"))
        await marta.press("Reprendre")
    await town.wait(minutes=1)

    assert [texts_of(town.phone(name)) for name in PEOPLE_OF_ECONOMY] == [["El miércoles"]] * 4
    assert copies_in_group(town) == [f"{ECONOMY}\n\nEl miércoles"]
    assert calls(town, "editMessageText", town.phone("joao")) == 0
    assert marta.last.text == "✅ Lliurat a 4 persones i 1 grup.\n✏️ Corregit en 1 xat."


async def test_second_correction_overtakes_the_first_on_its_way(town: Town) -> None:
    marta = await written(town, "El lunes")
    await marta.press("Enviar ara")

    await corrected_slowly(marta, "El martes")
    assert marta.last.text == "✏️ Corregint… 0 de 5"
    assert texts_of(town.phone("rosa")) == ["El lunes"]
    await corrected(marta, "El miércoles")
    await town.wait(minutes=1)

    assert [texts_of(town.phone(name)) for name in PEOPLE_OF_ECONOMY] == [["El miércoles"]] * 4
    assert copies_in_group(town) == [f"{ECONOMY}\n\nEl miércoles"]
    assert [calls(town, "editMessageText", town.phone(name)) for name in PEOPLE_OF_ECONOMY] == [1, 1, 1, 1]
    assert marta.last.text == "✅ Lliurat a 4 persones i 1 grup.\n✏️ Corregit en 5 xats."


async def test_withdrawal_deletes_every_copy(town: Town) -> None:
    marta = await written(town, "Por error")
    await marta.press("Enviar ara")

    await marta.press("Retirar")
    await marta.press("Sí, retirar-lo")

    assert not copies(town.phone("rosa"))
    assert not copies_in_group(town)
    assert marta.last.text == "🗑 Retirat.\nEsborrat en 5 xats."


async def test_withdrawal_after_two_days_leaves_a_note(town: Town) -> None:
    marta = await written(town, "Por error")
    await marta.press("Enviar ara")
    await town.wait(days=3)

    await marta.press("Retirar")
    await marta.press("Sí, retirar-lo")

    assert texts_of(town.phone("rosa")) == ["Este anuncio se ha retirado."]


@pytest.mark.parametrize("is_paused", [False, True])
async def test_withdrawal_meanwhile_stops_it_and_takes_back_what_was_delivered(town: Town, is_paused: bool) -> None:
    marta, number = await sent_in_part(town, "Por error", to=["rosa"])
    if is_paused:
        await marta.press("Pausar")

    await marta.press("Retirar")
    await marta.press("Sí, retirar-lo")
    assert not copies(town.phone("rosa"))
    await town.wait(minutes=5)

    assert not any(copies(town.phone(name)) for name in PEOPLE_OF_ECONOMY)
    assert not copies_in_group(town)
    assert marta.last.text == "🗑 Retirat.\nEsborrat en 1 xat.\nA 4 xats ja no s’envia."
    for code in ("ay", "aq", "ac", "az", "ag"):
        assert await marta.press_data(f"{code}:{number}", marta.last) == "Aquest anunci ja s’ha retirat."


async def test_withdrawal_overtakes_a_correction(town: Town) -> None:
    marta = await written(town, "El lunes")
    await marta.press("Enviar ara")

    await corrected_slowly(marta, "El martes")
    await marta.press("Retirar")
    await marta.press("Sí, retirar-lo")
    await town.wait(minutes=1)

    assert not any(copies(town.phone(name)) for name in PEOPLE_OF_ECONOMY)
    assert calls(town, "editMessageText", town.phone("rosa")) == 0
    assert marta.last.text == "🗑 Retirat.\nEsborrat en 5 xats."


async def test_copy_that_cannot_be_taken_back_is_told_of(town: Town) -> None:
    marta = await written(town, "Por error")
    await marta.press("Enviar ara")
    town.world.block(town.phone("rosa").user_id)
    await town.settle()

    await marta.press("Retirar")
    await marta.press("Sí, retirar-lo")

    assert marta.last.text == ("🗑 Retirat.\nEsborrat en 4 xats.\n⚠️ Encara és a 1 xat on no es pot arribar.")


async def test_all_who_are_missing_are_named_on_a_page_of_their_own(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(results, "MOST_NAMES", 1)
    town.world.block(town.phone("rosa").user_id)
    town.world.block(town.phone("carla").user_id)
    town.world.deactivate(town.phone("ivan").user_id)
    await town.settle()
    marta = await written(town, "Hola")
    await marta.press("Enviar ara")
    result = marta.last.text

    await marta.press("Veure qui falta (3)")
    assert marta.last.text.split("\n\n") == [
        "👥 Falten 3",
        "🔕 Amb el bot bloquejat:\nCarla Benítez\nRosa Guamán",
        "🔕 Han tancat el compte:\nIván Torres",
    ]
    await marta.press("Enrere")

    assert marta.last.text == result


async def test_line_that_goes_on_elsewhere_has_no_buttons_left(town: Town) -> None:
    marta, _ = await sent_in_part(town, "Texto", to=["rosa"])
    line = marta.last

    await marta.send("/anuncio")
    await marta.press("Anteriors")
    await marta.press("1")
    await marta.press("Pausar")

    assert line.text == "👇 Continua més avall."
    assert line.buttons == []
    assert marta.last.text == "⏸ En pausa: 1 de 5 lliurats. La resta espera."


async def test_paused_announcement_of_an_erased_author_is_not_sent(town: Town) -> None:
    marta, number = await sent_in_part(town, "Hola", to=["rosa"])
    await marta.press("Pausar")

    await erase(town, marta)
    await town.wait(days=1)

    assert texts_of(town.phone("rosa")) == ["Hola"]
    assert "Marta" not in town.phone("rosa").last.text
    assert not copies(town.phone("joao"))
    assert await state_of(town, number) is AnnouncementState.SENT
