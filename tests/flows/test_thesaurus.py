"""Words that coordinators add to the search."""

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from store.models import ThesaurusTerm
from tests.flows.phones import Phone, Town

NOON = datetime(2027, 7, 5, 12, tzinfo=UTC)


async def open_words(phone: Phone) -> None:
    await phone.send("/coordinar")
    await phone.press("Microrred de Movilidad Sostenible")
    await phone.press("🛠")
    await phone.press("📚 Paraules de la cerca")


async def terms(town: Town) -> list[tuple[str, str, str]]:
    asked = sa.select(ThesaurusTerm.concept, ThesaurusTerm.language, ThesaurusTerm.term).order_by(ThesaurusTerm.id)
    return await town.database.read(lambda session: [(one, code, term) for one, code, term in session.execute(asked)])


@pytest.mark.begins(NOON)
async def test_a_local_word_is_added_and_taken_out(town: Town) -> None:
    marta = town.phone("marta")

    await open_words(marta)
    await marta.press("Afegir una paraula")
    await marta.send("perímetro limpio")
    await marta.press("Español")
    await marta.send("de la")
    assert "Amb això no es pot cercar" in marta.last.text
    await marta.send("low-emission zone")
    assert "zona de baixes emissions" in marta.last.text
    toast = await marta.press("1")

    assert toast == "Afegida. D’aquí a un moment s’hi trobarà el que s’ha compartit."
    assert "1. perímetro limpio (Español): zona de baixes emissions" in marta.last.text
    assert await terms(town) == [("low_emission_zone", "es", "perímetro limpio")]

    assert await marta.press("1") == "«perímetro limpio» ja no hi és."
    assert await terms(town) == []


@pytest.mark.begins(NOON)
async def test_two_words_that_the_search_does_not_know_mean_the_same_from_then_on(town: Town) -> None:
    marta = town.phone("marta")

    await open_words(marta)
    await marta.press("Afegir una paraula")
    await marta.send("foodtruckero")
    await marta.press("Español")
    await marta.send("carritero")

    assert "foodtruckero (Español): carritero" in marta.last.text
    assert "carritero (Català): foodtruckero" in marta.last.text
    assert sorted(term for _, _, term in await terms(town)) == ["carritero", "foodtruckero"]

    await marta.press("1")
    assert await terms(town) == []
