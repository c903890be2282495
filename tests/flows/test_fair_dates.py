"""Fair dates, and the hours and days off of cities by which they are found."""

from datetime import UTC, datetime

import pytest

from tests.flows.phones import Phone, Town


@pytest.mark.begins(datetime(2027, 9, 1, tzinfo=UTC))
async def test_session_moves_to_a_fair_date_for_which_another_city_pays_than_so_far(town: Town) -> None:
    marta, tere = town.phone("marta"), town.phone("tere")
    await _sessions(marta)
    await marta.press("5")
    await marta.press("⚙️ Més")
    await marta.press("Canviar la data")
    usual = marta.keys

    await marta.press("Buscar una data justa")
    await marta.press("Una altra data")
    assert marta.keys == usual
    await marta.press("Buscar una data justa")

    assert marta.last.text.split("\n\n")[1:] == [
        "Cap hora va bé a totes les ciutats. Aquestes són les que demanen menys, sobretot a qui més ha cedit.\n"
        "Tot en hora de Madrid.\nAra: dv. 15/10 17:00\n⏰ 30 min fora d’horari: Zaragoza (ES)",
        "dv. 15/10 16:30\n⏰ 30 min fora d’horari: Mérida (MX)",
        "dj. 14/10 16:30\n⏰ 30 min fora d’horari: Mérida (MX)",
        "dc. 13/10 16:30\n⏰ 30 min fora d’horari: Mérida (MX)",
        "Fora d’horari fins ara: Zaragoza (ES) 90 min",
    ]
    assert marta.keys == [
        ["dv. 15/10 16:30", "dj. 14/10 16:30"],
        ["dc. 13/10 16:30"],
        ["Següents ▶"],
        ["🗳 Preguntar a les ciutats"],
        ["✏️ Una altra data"],
        ["◀️ Deixar-ho com estava"],
    ]
    await marta.press("Següents")
    assert marta.keys[0] == ["dt. 19/10 16:30", "dc. 20/10 16:30"]  # the 12th is a feast in six of the seven countries
    await marta.press("dt. 19/10")
    assert "08:30 Mérida (MX)\n" in marta.last.text
    assert "\n\n⏰ 30 min fora d’horari: Mérida (MX)\n\nS'avisa en 1 grup." in marta.last.text
    await marta.press("Canviar la sessió")
    await town.wait(hours=12)
    assert tere.last.text.endswith(
        "vie 15 de octubre, 09:00 Mérida\nmar 19 de octubre, 08:30 Mérida (16:30 hora de Madrid) · 90 min"
    )


async def test_fair_date_of_one_more_session_is_near_the_one_that_was_typed(town: Town) -> None:
    marta = town.phone("marta")
    await _sessions(marta)
    await marta.press("Afegir una sessió")
    await marta.send("15/12 17h")
    await marta.press("Enrere")

    await marta.press("Buscar una data justa")

    assert marta.keys[:2] == [["dc. 15/12 16:30", "dj. 16/12 16:30"], ["dt. 14/12 16:30"]]


async def test_coordinator_sets_hours_region_and_days_off_of_a_city(town: Town) -> None:
    marta = town.phone("marta")
    await _sessions(marta)
    await marta.press("Horaris i dies lliures")
    assert marta.last.text.endswith("6. Tunja (CO) · 09:00–18:00\n7. Zaragoza (ES) · 09:00–18:00")
    await marta.press("7")
    opened = marta.last.buttons[1][0]["callback_data"]
    await marta.press("Afegir dies")
    await marta.send("el 30 de febrer")
    assert marta.last.text.startswith("Aquests dies no s’entenen")
    await marta.send("20/12-6/1")
    assert marta.last.text.startswith("Zaragoza (ES): dl. 20 de desembre – dj. 6 de gener de 2028\n")
    await marta.send("Aturada <de Nadal>")
    await marta.press("Horari")
    await marta.send("15-8")
    assert marta.last.text.startswith("Aquest horari no s’entén, o acaba")
    await marta.send("8 a 15:30")
    await marta.press("Regió")
    await marta.press("Cataluña")

    assert marta.last.text == (
        "🏙 Zaragoza, Espanya\n🕘 De dilluns a divendres, 08:00–15:30\n🗺 Cataluña\n\n"
        "Festius en els dos mesos vinents\ndj. 24 de juny: Sant Joan\n\n"
        "Dies lliures propis\ndl. 20 de desembre – dj. 6 de gener: Aturada <de Nadal>"
    )
    assert marta.keys[2] == ["🗑 Aturada <de Nadal>"]
    await marta.press("🗑")
    assert marta.keys[2:] == [["◀️ Enrere"]]
    tere = town.phone("tere")
    assert await tere.press_data(opened, tere.last) == "Eso corresponde a otras personas de la red."


async def _sessions(marta: Phone) -> None:
    await marta.send("/coordinar")
    await marta.press("Microrred de Movilidad")
    await marta.press("Sessions")
