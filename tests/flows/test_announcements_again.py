"""An announcement by each one's clock, kept as a template, sent again every week, and posted where some were missed."""

from datetime import UTC, datetime

import pytest

from tests.flows.announcing import begun, copies_in_group, texts_of, written
from tests.flows.phones import Phone, Town

MONDAY_AFTERNOON = datetime(2027, 5, 24, 15, tzinfo=UTC)


@pytest.mark.begins(MONDAY_AFTERNOON)
async def test_announcement_by_each_ones_clock_again_and_again(town: Town) -> None:
    marta = await written(town, "Hola {nom}")
    await at_nine_of_each(marta)
    await kept_and_begun_with(marta)
    await every_week_until_it_is_stopped(marta)
    await in_the_group_of_whom_it_missed(marta)


async def at_nine_of_each(marta: Phone) -> None:
    town = marta.town
    rosa, joao = town.phone("rosa"), town.phone("joao")
    await marta.press("Programar")
    await marta.press("A l’hora de cadascú")
    await marta.send("24/05 08:00")
    assert "En algun lloc aquesta hora ja ha passat." in marta.last.text
    await marta.press("Demà a les 09:00")
    assert marta.last.text.startswith("🕘 Programat: dt. 25 de maig, a les 09:00 de cadascú.\nLes primeres")

    await town.move_to(datetime(2027, 5, 25, 12, 30, tzinfo=UTC))
    assert (texts_of(rosa), texts_of(joao)) == ([], ["Hola João Batista"])
    assert marta.last.text == "📤 3 de 5 lliurats.\n🕘 2 xats el reben a les 09:00 d’allà."
    assert len(copies_in_group(town)) == 1, "at the hour of its network"
    await marta.press("Corregir")
    await marta.send("Adeu {nom}")
    await marta.press("Corregir a tot arreu")
    await town.move_to(datetime(2027, 5, 25, 14, 30, tzinfo=UTC))
    assert (texts_of(rosa), texts_of(joao)) == (["Adeu Rosa Guamán"], ["Adeu João Batista"])


async def kept_and_begun_with(marta: Phone) -> None:
    town = marta.town
    assert await marta.press("Desar com a plantilla") == "Desat. És entre les plantilles quan s’anuncia alguna cosa."
    again = "Ja estava desat, i ara diu el que diu l’anunci."
    assert await marta.press("Desar com a plantilla") == again
    await begun(town, again=True)
    await marta.press("Començar amb una plantilla")
    assert marta.keys == [
        ["📄 Convocatòria a una sessió"],
        ["📄 Canvi de data"],
        ["📄 Crida a experiències"],
        ["💾 Adeu {nom}", "🗑 Esborrar"],
        ["◀️ Enrere"],
    ]
    await marta.press("Enrere")
    assert "Escriviu l’anunci" in marta.last.text, "the question is still open"
    await marta.press("Començar amb una plantilla")
    await marta.press("Adeu {nom}")
    assert marta.messages[-2].text.endswith("Adeu Rosa Guamán")
    await marta.press("Cancel")

    await begun(town, again=True)
    await marta.press("Començar amb una plantilla")
    taken = marta.last
    await marta.press("Esborrar")
    await marta.press("Sí, esborrar-la")
    assert "💾 Adeu {nom}" not in [key for row in marta.keys for key in row]
    await marta.press("Crida a experiències")
    assert "Hola, " in marta.messages[-2].text
    assert "{" not in marta.messages[-2].text
    assert "🌐 3 persones el llegeixen en espanyol.\n🌐 1 persona el llegeix en portuguès." in marta.last.text
    assert await marta.press_data("atz:date", taken) is not None, "an old list begins nothing"
    await marta.press("Cancel")


async def every_week_until_it_is_stopped(marta: Phone) -> None:
    town = marta.town
    ivan = town.phone("ivan")
    await begun(town, again=True)
    await marta.send("Recordatori")
    await marta.press("Programar")
    await marta.press("Repetir-lo")
    await marta.press("Cada setmana")
    await marta.send("26/05 16:00 de Quito")
    assert marta.last.text.startswith("⚠️ No s’ha tingut en compte «Quito»: compta l’hora que és a Madrid.\n\n")
    await marta.send("mai")
    assert "Cal quants cops, d’1 a 52" in marta.last.text
    await marta.send("2")
    assert marta.last.text.startswith("🔁 Cada setmana: dimecres, 16:00 (")
    assert "2 cops en total.\nProper: dc. 26 de maig, 16:00" in marta.last.text

    await town.move_to(datetime(2027, 5, 26, 14, 1, tzinfo=UTC))
    assert texts_of(ivan)[-1] == "Recordatori"
    assert marta.last.text.startswith("✅ Lliurat a 4 persones i 1 grup.")
    await marta.send("/anunci")
    await marta.press("Veure els que es repeteixen (1)")
    await marta.press("1")
    assert "Ha sortit 1 cop.\nProper: dc. 2 de juny" in marta.last.text
    assert await marta.press("Deixar de repetir") == "Ja no surt sol."
    await marta.send("/anunci")
    assert not any("es repeteixen" in key for row in marta.keys for key in row)


async def in_the_group_of_whom_it_missed(marta: Phone) -> None:
    town = marta.town
    town.world.block(town.phone("rosa").user_id)
    await begun(town, again=True)
    await marta.send("Només {nom}")
    await marta.press("Qui el rep")
    await marta.press("Per país")
    await marta.press("⬜ Equador")
    await marta.press("Enrere")
    await marta.press("Enrere")
    await marta.press("Enviar ara")
    assert not [text for text in copies_in_group(town) if "Només" in text]

    await marta.press("Publicar al grup")
    assert marta.last.text.startswith("💬 Publicar l’anunci a Economía local?")
    assert "⚠️ Era només per a algunes persones." in marta.last.text
    sure = marta.last
    confirming = sure.buttons[0][0]["callback_data"]
    await marta.press("Sí, publicar-lo")
    assert [text for text in copies_in_group(town) if text.endswith("Només todo el mundo")]
    assert marta.last.text.startswith("✅ Lliurat a 0 persones i 1 grup.")
    assert await marta.press_data(confirming, sure) == "Ja és a tots els grups de qui falta."
    assert not any("Publicar" in key for row in marta.keys for key in row)

    await marta.press("Corregir")
    await marta.send("Tothom")
    await marta.press("Corregir a tot arreu")
    assert [text.partition("\n\n")[2] for text in copies_in_group(town)][-1] == "Tothom"
    await marta.press("Retirar")
    await marta.press("Sí")
    assert not [text for text in copies_in_group(town) if "Tothom" in text]
