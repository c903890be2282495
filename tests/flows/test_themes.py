"""Themes on a phone: a line on the page, corrected with keys by the author and the coordination."""

from tests.flows.phones import Town
from tests.flows.sharing import TITLE, share_challenge


async def test_themes_are_suggested_shown_and_corrected(town: Town) -> None:
    carla, rosa, marta = town.phone("carla"), town.phone("rosa"), town.phone("marta")
    await share_challenge(carla)
    await rosa.start("challenge-1")
    assert "🏷 Temas: " in rosa.last.text
    assert "(ODS " in rosa.last.text
    assert not any("Corregir" in key for row in rosa.keys for key in row)

    await carla.start("challenge-1")
    await carla.press("Cambiar")
    await carla.press("Corregir temas")
    assert carla.last.text.startswith(f"🏷 ¿De qué trata «{TITLE}»?")
    page, chosen = carla.last, [key for row in carla.keys for key in row if key.startswith("✓")]
    assert 1 <= len(chosen) <= 3
    for name in chosen:
        await carla.press(name)
    assert "Todavía sin temas." in carla.last.text
    await carla.press("Ver otros campos")
    await carla.press("Agua")
    await carla.press("Agua potable")
    await carla.press("Listo")
    assert carla.last.text.endswith("🏷 Temas: Agua potable (ODS 6)")
    assert page.message_id == carla.last.message_id, "all of it happens in one message"

    await marta.start("challenge-1")
    await marta.press("Corregir temes")
    assert "✓ Aigua potable" in [key for row in marta.keys for key in row]
    assert await rosa.press_data("tha:c:1:", rosa.last) == "Eso corresponde a otras personas de la red."
    await rosa.send("/buscar puestos")
    await rosa.press("Filtrar")
    await rosa.press("Tema: cualquiera")
    assert await rosa.press("Agua potable") == "1 resultado"
    assert "🎚 Solo: Agua potable" in rosa.last.text
