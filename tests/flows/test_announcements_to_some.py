"""An announcement to some of the members, in their languages, with what is filled in, and their confirmations."""

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from store.models import Network
from tests.flows.announcing import copies, copies_in_group, texts_of, written
from tests.flows.phones import Phone, Town
from texts.announcements import presses

AWAKE = datetime(2027, 5, 24, 15, tzinfo=UTC)
HELLO = "Hola Riobamba, som a Microrred de Economía Local"


@pytest.mark.begins(AWAKE)
async def test_announcement_to_some_is_read_by_each_in_their_language_and_confirmed(town: Town) -> None:
    marta = await written(town, "Hola {ciutat}, som a {rede}")
    rosa, joao = town.phone("rosa"), town.phone("joao")
    assert marta.messages[-2].text.endswith(HELLO), "as a reader gets it"

    await to_two_countries(marta)
    await in_portuguese(marta)
    await with_confirmation(marta)
    await marta.press("Enviar ara")

    assert (texts_of(rosa), texts_of(joao)) == ([HELLO], ["Olá João Batista <b>"])
    assert not copies(town.phone("ivan"))
    assert not copies_in_group(town)
    await one_confirms_and_one_is_reminded(marta, rosa, joao)
    await portuguese_alone_is_corrected(marta, rosa, joao)
    await marta.press("Retirar")
    await marta.press("Sí")
    assert not [text for phone in (rosa, joao) for text in phone.inbox if "anuncio" in text or "viso" in text]


@pytest.mark.begins(AWAKE)
async def test_of_very_many_networks_some_are_chosen_below_the_preview(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(presses, "MOST_TICKED", 1)
    marta = town.phone("marta")
    await marta.send("/anunci")
    await marta.send("Hola")
    assert "👥 Per a 8 persones de 2 microxarxes, i 2 grups." in marta.last.text

    await marta.press("Qui el rep")
    await marta.press("Per xarxa")
    await marta.press("✅ Microrred de Movilidad")
    await marta.press("✅ Microrred de Economía")
    assert "És per a 4 persones.\nI per a 1 grup." in marta.last.text, "at least one stays"
    await marta.press("Enrere")
    await marta.press("Enrere")
    await marta.press("Enviar ara")

    assert marta.last.text == "✅ Lliurat a 4 persones i 1 grup."
    assert len(copies_in_group(town)) == 1


@pytest.mark.begins(AWAKE)
async def test_a_closed_network_hears_only_what_it_is_ticked_for(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    closed = sa.update(Network).where(Network.slug == "movilidad-sostenible").values(closed_at=AWAKE)
    await town.database.run(lambda session: session.execute(closed))
    marta = town.phone("marta")
    await marta.send("/anuncio")
    assert [row[0] for row in marta.keys[:2]] == [
        "✅ Microrred de Economía Local",
        "⬜ Microrred de Movilidad Sostenible",
    ]
    monkeypatch.setattr(presses, "MOST_TICKED", 1)
    await marta.send("/anuncio")
    await marta.send("Hola")
    assert "de 1 microxarxa" in marta.last.text


async def to_two_countries(marta: Phone) -> None:
    await marta.press("Qui el rep")
    await marta.press("Per país")
    await marta.press("⬜ Brasil")
    await marta.press("⬜ Equador")
    assert "És per a 2 persones." in marta.last.text
    await marta.press("✅ Brasil")
    assert "És per a 1 persona." in marta.last.text
    await marta.press("⬜ Brasil")
    await marta.press("Enrere")
    assert "🎯 Només d’aquests països: Equador i Brasil." in marta.last.text
    await marta.press("Veure la llista")
    assert marta.last.text == (
        "📋 Qui el rep\n\nÉs per a 2 persones.\n\nJoão Batista · São Paulo (BR)\nRosa Guamán · Riobamba (EC)"
    )
    await marta.press("Enrere")
    await marta.press("Enrere")
    assert "👥 Per a 2 persones de 1 microxarxa.\n🎯 Només d’aquests països: Equador i Brasil." in marta.last.text


async def in_portuguese(marta: Phone) -> None:
    await marta.press("Afegir: Português")
    await marta.send("Olá {nom} {edat}")
    assert "{edat} no s’emplena. S’emplenen: {nom} {ciutat} {xarxa} {sessio}" in marta.last.text
    await marta.send("Olá {nom} <b>")
    assert marta.messages[-2].text.startswith("👁 Tal com el llegeix João Batista\n📣 Aviso")
    assert "🌐 1 persona el llegeix en portuguès.\n🌐 1 persona d’una altra llengua el llegeix en català." in (
        marta.last.text
    )


async def with_confirmation(marta: Phone) -> None:
    await marta.press("Més")
    await marta.press("Demanar confirmació de lectura")
    await marta.press("Enrere")
    assert marta.last.text.endswith("✅ Es demana que confirmin la lectura.")


async def one_confirms_and_one_is_reminded(marta: Phone, rosa: Phone, joao: Phone) -> None:
    copy = rosa.with_key("Leído")
    confirming = copy.buttons[0][0]["callback_data"]
    assert await rosa.press("Leído") == "Gracias. La coordinación ve que se ha leído."
    assert await rosa.press_data(confirming, copy) == "Ya constaba como leído."
    await marta.town.phone("tere").press_data(confirming, marta.town.phone("tere").last)

    await marta.press("Veure qui l’ha llegit")
    assert marta.last.text == "✅ L’han llegit\n✅ 1 de 2 ha confirmat la lectura.\n\nRosa Guamán · Riobamba (EC)"
    await marta.press("Veure qui falta (1)")
    assert "João Batista · São Paulo (BR)" in marta.last.text
    await marta.press("Recordar-ho a qui falta")
    assert "🔔 Marta Vila pede para confirmar a leitura deste aviso." in joao.last.text
    assert "🔔" not in rosa.last.text
    await joao.press("Lido", joao.last)
    await marta.press("Veure qui l’ha llegit")
    assert "✅ 2 de 2 han confirmat la lectura." in marta.last.text
    await marta.press("Enrere")


async def portuguese_alone_is_corrected(marta: Phone, rosa: Phone, joao: Phone) -> None:
    await marta.press("Corregir")
    await marta.press("Português")
    await marta.send("Até logo, {cidade}")
    assert marta.messages[-2].text.endswith("Até logo, São Paulo")
    await marta.press("Corregir a tot arreu")
    assert (texts_of(rosa), texts_of(joao)) == ([HELLO], ["Até logo, São Paulo"])
    assert not next(message for message in rosa.messages if HELLO in message.text).buttons
