"""The network page."""

from sqlalchemy.orm import Session

from store.memberships import membership_of
from store.models import City
from store.people import person_by_telegram
from store.programme import network_by_slug
from tests.flows.phones import Phone, Town


async def city_of(town: Town, phone: Phone, network: str) -> str:
    def unit(session: Session) -> str:
        person, found = person_by_telegram(session, phone.user_id), network_by_slug(session, network)
        assert person is not None
        assert found is not None
        membership = membership_of(session, person.id, found.id)
        assert membership is not None
        return session.get_one(City, membership.city_id).slug

    return await town.database.read(unit)


async def test_network_page_names_cities_with_their_country(town: Town) -> None:
    rosa = town.phone("rosa")

    await rosa.send("/red")

    assert "General San Martín, Argentina · aún nadie" in rosa.last.text
    assert "Panamá, Panamá" in rosa.last.text
    assert "Coordinación: Marta Vila" in rosa.last.text
    assert "Facilitación: Iván Torres" in rosa.last.text
    assert "La coordinación envía el enlace a quien aún no está." in rosa.last.text  # she is in it already
    assert rosa.keys[0] == ["1", "2", "3", "4"]


async def test_city_page_says_who_offers_and_needs_what(town: Town) -> None:
    rosa = town.phone("rosa")

    await rosa.send("/red")
    await rosa.press("6")

    assert "São Paulo, Brasil" in rosa.last.text
    assert "João Batista" in rosa.last.text
    assert "titular" in rosa.last.text
    assert "moeda social" in rosa.last.text
    assert not any("Cambiar" in key for row in rosa.keys for key in row)
    await rosa.press("Atrás")
    assert "Coordinación" in rosa.last.text


async def test_foreign_network_is_not_shown(town: Town) -> None:
    rosa = town.phone("rosa")
    await rosa.send("/red")

    assert await rosa.press_data("no:2:0", rosa.last)
    assert await rosa.press_data("nc:2:7:0", rosa.last)
    assert await rosa.press_data("nc:1:7:0", rosa.last)
    await rosa.start("network-2")
    assert "ya no está" in rosa.last.text or "disponible" in rosa.last.text


async def test_page_number_from_nowhere_is_harmless(town: Town) -> None:
    rosa = town.phone("rosa")
    await rosa.send("/red")

    await rosa.press_data("no:1:-5", rosa.last)
    await rosa.press_data("no:1:999", rosa.last)

    assert "Coordinación" in rosa.last.text


async def test_coordinator_changes_a_city_and_the_person_is_told(town: Town) -> None:
    marta, rosa = town.phone("marta"), town.phone("rosa")

    await marta.send("/xarxa")
    await marta.press("Economía Local")
    await marta.press("4")
    assert "Rosa Guamán" in marta.last.text
    await marta.press("Canviar la ciutat")
    await marta.press("1")
    assert "Rosa Guamán" in marta.last.text
    await marta.press("5")
    assert marta.last.text == (
        "Rosa Guamán hi participa des d'ara per São Paulo, Brasil?\n\n"
        "Se l'avisarà. El que s'ha compartit fins ara queda amb Riobamba, Equador."
    )
    assert await city_of(town, rosa, "economia-local") == "riobamba"
    await marta.press("◀️ Enrere")
    await marta.press("5")
    toast = await marta.press("Sí, canviar")

    assert toast == "Fet: São Paulo (BR)."
    assert marta.last.text.startswith("👤 Rosa Guamán")
    assert "São Paulo, Brasil" in marta.last.text
    assert await city_of(town, rosa, "economia-local") == "sao-paulo"
    assert "São Paulo, Brasil" in rosa.last.text
    await rosa.press("Cambiar mi hora")
    assert "08:00" in rosa.last.text


async def test_only_coordinators_change_cities(town: Town) -> None:
    rosa, joao = town.phone("rosa"), town.phone("joao")
    await rosa.send("/red")

    for membership in range(1, 15):
        assert await rosa.press_data(f"nt:{membership}:1", rosa.last)
        assert await rosa.press_data(f"ny:{membership}:1", rosa.last)
        assert await rosa.press_data(f"nw:{membership}", rosa.last)
    assert await rosa.press_data("nm:1:6:0", rosa.last)

    assert await city_of(town, joao, "economia-local") == "sao-paulo"
