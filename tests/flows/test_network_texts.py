"""A network's own texts, from the desk to whoever comes in."""

from tests.flows.phones import Phone, Town
from tests.flows.test_registration import ECONOMY, invite

ABOUT = "Compras públicas & comercio de barrio: <b>qué</b> funciona."
SOBRE = "Compras públicas e comércio de bairro."
WELCOME = "Nos vemos cada primer miércoles.\n\nDudas: a Marta."


async def test_coordination_writes_them_and_newcomers_read_them(town: Town) -> None:
    marta, joao, ines, diego = (town.phone(name) for name in ("marta", "joao", "ines", "diego"))
    token = await invite(town, ECONOMY, "pasto", uses=2)
    await ines.start(token)
    invitation = ines.last.text
    await open_text(marta, "🧭 De què va")

    await marta.press("Español")
    await marta.send(f"{ABOUT}\nx")
    await marta.press("✏️ Canviar")
    await marta.send(ABOUT)
    assert marta.last.text.partition("\n\n")[2].partition("\n\n")[2] == with_about(invitation).partition("\n\n")[2]
    assert ABOUT not in await network_page(joao)  # nothing is saved yet
    await marta.press("✅ Desar")
    assert ABOUT in await network_page(joao)
    await marta.press("Português")
    await marta.send(SOBRE)
    await marta.press("✅ Desar")
    await open_text(marta, "👋 Benvinguda")
    await marta.press("Español")
    await marta.send(WELCOME)
    greeting = marta.last.text
    await marta.press("✅ Desar")

    assert SOBRE in await network_page(joao)
    await ines.start(token)
    assert ines.last.text == with_about(invitation)
    await ines.press("De acuerdo")
    for answer in ("Usar «Inés Quiroga»", "Omitir", "Sí, es correcto"):
        await ines.press(answer)
    (told,) = (message.text for message in ines.messages if WELCOME in message.text)
    assert told.partition("\n\n")[2] == greeting.partition("\n\n")[2].partition("\n\n")[2]
    await diego.start(token)  # he takes part elsewhere already
    assert ABOUT in diego.last.text
    await diego.press("De acuerdo")
    assert any(WELCOME in message.text for message in diego.messages)


async def test_a_change_is_undone_and_an_old_screen_changes_nothing(town: Town) -> None:
    marta = town.phone("marta")
    await open_text(marta, "👋 Benvinguda")
    await marta.press("Español")
    await marta.send(WELCOME)
    await marta.press("✅ Desar")
    await marta.press("🗑 Treure")
    assert "Encara sense text." in marta.last.text
    await marta.press("↩️")
    assert WELCOME.replace("\n\n", " ") in marta.last.text

    await open_text(marta, "👋 Benvinguda")
    old = marta.last
    await open_text(marta, "👋 Benvinguda")
    await marta.press("✏️ Canviar")
    await marta.send("Hola")
    await marta.press("✅ Desar")

    told = await marta.press("🗑 Treure", old)
    assert told is not None
    assert told.startswith("Algú ha canviat aquest text mentrestant")
    assert "Hola" in old.text


async def open_text(phone: Phone, key: str) -> None:
    await phone.send("/coordinar")
    for pressed in ("Economía Local", "🛠", "📝 Textos", key):
        await phone.press(pressed)


async def network_page(phone: Phone) -> str:
    await phone.send("/red")
    return phone.last.text


def with_about(invitation: str) -> str:
    return invitation.replace("\n\n", f"\n\n{ABOUT}\n\n", 1)
