"""The ledger as a picture: every arrow is there, names are as many as can be read, and what was typed is never code."""

import json
import random
from collections import Counter
from struct import unpack

from reports.ledger import ledger_order, unnamed
from reports.ledger.places import BOTTOM, NAMED_OF_MANY, TOP, arranged
from scheduler.worker import do_work
from store.adoptions import Link
from store.models import AdoptionState, City, Network
from texts.adoptions.picture import Ledger, caption
from texts.message import plain_text
from texts.translator import LANGUAGES, translator_for


def ledger(cities: int, adoptions: int, name: str = "Córdoba") -> Ledger:
    """Always the same for the same numbers."""
    chance = random.Random(cities)  # noqa: S311 - no secret
    places = [
        City(id=number, slug=f"c{number}", name=f"{name} {number}", country="AR") for number in range(1, cities + 1)
    ]
    pairs = [chance.sample(range(1, cities + 1), 2) for _ in range(adoptions)]
    counted = Counter((origin, city, chance.choice(list(AdoptionState))) for origin, city in pairs)
    links = [Link(*between, number) for between, number in sorted(counted.items())]
    linked = {one for link in links for one in (link.origin_id, link.city_id)}
    network = Network(id=1, name="Microrred de Movilidad Sostenible")
    return Ledger(network, [city for city in places if city.id in linked], links)


def values_of(shown: Ledger, language: str = "es") -> dict[str, list[dict[str, str]]]:
    given = json.loads(ledger_order(translator_for(language), shown).given)
    values: dict[str, list[dict[str, str]]] = json.loads(given["values"])
    return values


async def test_picture_is_for_a_phone_and_typed_words_are_no_code() -> None:
    shown = ledger(7, 12, '#panic() $x$ "]')

    order = ledger_order(translator_for("es"), shown)
    content = await do_work(order)

    assert content[:8] == b"\x89PNG\r\n\x1a\n"
    assert unpack(">II", content[16:24]) == (1080, 1350)
    assert order.digest == ledger_order(translator_for("es"), ledger(7, 12, '#panic() $x$ "]')).digest
    assert order.digest != ledger_order(translator_for("pt"), shown).digest


def test_each_city_of_a_network_stands_by_name_where_it_gave_and_where_it_took() -> None:
    shown = ledger(7, 12)
    places, values = arranged(shown), values_of(shown)

    assert (set(places.givers), set(places.takers)) == (
        {link.origin_id for link in shown.links},
        {link.city_id for link in shown.links},
    )
    assert places.unnamed == 0
    said = [one["text"] for one in values["words"]]
    assert all(f"Córdoba {number} (AR)" in said for number in (*places.givers, *places.takers))
    assert len(values["lines"]) == len(shown.links) + len(shown.by_state), "and one for each line of the legend"
    states = ["prevista", "todavía no", "funcionó", "funcionó con cambios", "no funcionó"]
    named = dict(zip(AdoptionState, states, strict=True))
    assert all(f"{named[state]} ({number})" in said for state, number in shown.by_state.items())


def test_of_two_hundred_cities_those_with_most_have_names_and_the_rest_is_counted() -> None:
    shown = ledger(200, 600)
    places = arranged(shown)

    named = [side for side in (places.givers, places.takers) for spot in side.values() if spot.room]
    assert len(named) == 2 * NAMED_OF_MANY
    assert places.unnamed == len(shown.cities) - len(
        {city for side in (places.givers, places.takers) for city, spot in side.items() if spot.room}
    )
    assert all(TOP <= spot.y <= BOTTOM for side in (places.givers, places.takers) for spot in side.values())
    given = Counter(link.origin_id for link in shown.links for _ in range(link.number))
    fewest = min(given[one] for one, spot in places.givers.items() if spot.room)
    assert fewest >= max(given[one] for one, spot in places.givers.items() if not spot.room)
    for language in LANGUAGES:
        t = translator_for(language)
        note = values_of(shown, language)["words"][-1]["text"]
        assert note.startswith(f"{unnamed(shown)} ")
        assert note in plain_text(caption(t, shown, unnamed(shown)))
