"""The desk of one network: cities and people, roles, settings, a break, what was done, and undoing it."""

from tests.flows.phones import Phone, Town

DAY = "dl. 24 de maig, 15:00"


async def opened(town: Town) -> Phone:
    marta = town.phone("marta")
    await marta.send("/coordinar")
    await marta.press("Microrred de Economía Local")
    return marta


def last_file(town: Town) -> str:
    sent = [call.parameters["document"] for call in town.world.calls if call.method.lower() == "senddocument"]
    return str(sent[-1].content.decode())


async def test_cities_without_anybody_come_first_and_each_has_a_link(town: Town) -> None:
    town.world.block(town.phone("rosa").user_id)
    await town.settle()
    marta = await opened(town)

    await marta.press("Persones")
    await marta.press("🏙 Per ciutat")
    assert marta.last.text == (
        "🏙 Ciutats i persones · Microrred de Economía Local\n\n"
        "1. General San Martín (AR) · encara ningú\n"
        "2. Panamá (PA) · encara ningú, hi ha un enllaç obert\n"
        "3. Pasto (CO) · encara ningú\n"
        "4. Riobamba (EC) · ⭐ Rosa Guamán 🔕\n"
        "5. Rosario (AR) · ⭐ Carla Benítez\n"
        "6. São Paulo (BR) · ⭐ João Batista\n\n"
        "⭐ titular · 🔕 ha blocat el bot"
    )
    await marta.press("1")
    assert (marta.last.text, marta.keys) == (
        "🏙 General San Martín, Argentina\n\nNingú encara.",
        [["➕ Convidar"], ["◀️ Enrere"]],
    )
    await marta.press("◀️ Enrere")
    cities = marta.last
    assert await marta.press("📄 Un enllaç per ciutat") == "El fitxer arriba a sota."

    first = last_file(town)
    assert first.startswith("\ufeffnetwork,city,country,language,link,valid_until,people_left\n")
    assert first.count("https://t.me/") == 6
    await marta.press("📄 Un enllaç per ciutat", cities)
    assert last_file(town) == first
    joao = town.phone("joao")
    await joao.send("/menu")
    assert await joao.press_data(str(cities.buttons[2][0]["callback_data"]), joao.last)
    assert "https" not in joao.last.text


async def test_removal_is_undone_from_its_answer_and_the_log_tells_both(town: Town) -> None:
    rosa, marta = town.phone("rosa"), await opened(town)

    await marta.press("Persones")
    await marta.press("3")
    await marta.press("Donar de baixa")
    await marta.press("Sí")
    assert "Guamán" not in marta.last.text
    assert marta.last.text.endswith("\n\nEs pot desfer fins al dt. 25 de maig, 15:00.")
    undo = str(marta.last.buttons[0][0]["callback_data"])
    assert await marta.press("↩️ Desfer") == "Desfet: és com abans."
    assert marta.last.text == (
        f"📜 Marta Vila ha retirat Rosa Guamán de la microxarxa.\n{DAY}\n\n"
        "Funció: abans delegació, ara —.\n"
        "Ciutat: abans Riobamba (EC), ara —.\n\n"
        "↩️ Desfet el dl. 24 de maig a les 15:00."
    )
    assert [text.split("\n")[0] for text in rosa.inbox[-2:]] == [
        "Ya no participa en Microrred de Economía Local.",
        "👋 Su participación en Microrred de Economía Local continúa: la coordinación lo ha corregido.",
    ]
    assert await marta.press_data(undo, marta.last) == "Això ja s’havia desfet."
    await rosa.send("/red")
    assert "Riobamba, Ecuador · 1 persona" in rosa.last.text

    await marta.send("/coordinar")
    await marta.press("Microrred de Economía Local")
    await marta.press("🛠")
    await marta.press("📜")
    assert marta.last.text.split("\n")[2:4] == [
        f"1. {DAY} · Marta Vila ha desfet això: Marta Vila ha retirat Rosa Guamán de la microxarxa.",
        f"2. {DAY} · Marta Vila ha retirat Rosa Guamán de la microxarxa. ↩️",
    ]
    await marta.press("🔎 Veure només un tema")
    await marta.press("⚙️ Xarxa i grups")
    assert "Marta Vila ha desfet" in marta.last.text
    assert "ha creat una invitació" not in marta.last.text
    await marta.press("1")
    await marta.press("👤 D’aquesta persona")
    assert marta.last.text.split("\n")[1] == "Només de Marta Vila"


async def test_role_settings_and_break_are_changed_said_and_undone(town: Town) -> None:
    rosa, marta = town.phone("rosa"), await opened(town)

    await marta.press("Persones")
    await marta.press("3")
    await marta.press("Canviar la funció")
    await marta.press("🧭 Coordinació")
    assert marta.last.text.split("\n")[2:5] == [
        "Ara: delegació de Riobamba, Equador.",
        "A partir d’ara: coordinació.",
        "",
    ]
    await marta.press("Sí, canviar")
    assert rosa.inbox[-1] == (
        "🔁 La coordinación de Microrred de Economía Local ha cambiado su función.\n\nA partir de ahora: coordinación."
    )
    await rosa.send("/coordinar")
    assert rosa.last.text.startswith("🧭 Microrred de Economía Local")
    await marta.press("↩️ Desfer")
    await rosa.send("/coordinar")
    assert not rosa.last.text.startswith("🧭")

    await marta.send("/coordinar")
    await marta.press("Microrred de Economía Local")
    await marta.press("🛠")
    await marta.press("⚙️")
    await marta.press("✏️")
    await marta.send("Economía <b>de barrio</b>")
    assert marta.last.text.startswith("⚙️ Ajustos · Economía <b>de barrio</b>\n")
    await marta.press("📬")
    await marta.press("divendres")
    assert "📬 Resum: divendres" in marta.last.text
    await marta.press("🕓")
    await marta.send("a la tarda")
    assert "Aquesta hora no s’entén" in marta.inbox[-2] + marta.inbox[-1]
    await marta.send("16.30")
    assert "🕓 Hora habitual: 16:30" in marta.last.text

    await marta.press("⏸ Posar en pausa")
    await marta.press("8 setmanes, fins al dl. 19 de juliol")
    assert marta.last.text.endswith(
        "⚠️ En aquest temps hi ha 2 sessions i ningú no en rebrà el recordatori: "
        "dc. 2 de juny i dc. 7 de juliol. Es poden moure o cancel·lar a les seves pàgines."
    )
    await marta.press("⏸ Sí, pausar")
    await rosa.send("/red")
    assert (
        rosa.last.text.split("\n")[1] == "⏸ En pausa hasta el lun 19 de julio: hasta entonces nada llega por sí solo."
    )
    await marta.press("▶️ Reprendre ara")
    await marta.press("◀️ Enrere")
    assert "En pausa" not in marta.last.text
