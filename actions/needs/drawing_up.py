"""The map of a network's needs and offers, drawn up anew each time somebody looks: people change what they say."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy.orm import Session

from actions.needs.matching import Sense, alike, sense_of
from actions.search.wording import thesaurus_of
from store.models import City, HelpKind, Network
from store.needs import said_by_cities
from store.programme import cities_of_network
from texts.needs.shown import Need, NeedsMap, Thing


class Meant(NamedTuple):
    """A thing and what it is about."""

    kind: HelpKind
    thing: Thing
    sense: Sense


def needs_map(session: Session, network: Network) -> NeedsMap:
    """Cities by name; needs in the order in which they were said."""
    cities = cities_of_network(session, network.id)
    meant = all_meant(session, network, cities)
    offers = [one for one in meant if one.kind is HelpKind.OFFER]
    needs = [one for one in meant if one.kind is HelpKind.NEED]
    found = [_need(one, offers, needs) for one in needs]
    said = {one.thing.city.id for one in meant}
    return NeedsMap(
        network,
        cities,
        [need for need in found if need.offers],
        [need for need in found if not need.offers],
        _shared(found),
        [city for city in cities if city.id not in said],
    )


def all_meant(session: Session, network: Network, cities: Sequence[City]) -> list[Meant]:
    """What its cities say, and what that is about."""
    known = thesaurus_of(session)
    about = {sense for name in (network.name, network.field) for sense in sense_of(name, "es", known).concepts}
    by_id = {city.id: city for city in cities}
    return [
        Meant(one.kind, Thing(by_id[one.city_id], one.text), sense_of(one.text, one.language, known, about))
        for one in said_by_cities(session, network.id)
        if one.city_id in by_id
    ]


def who_knows(session: Session, network: Network, words: str, language: str) -> list[Thing]:
    """The offers of a network that have to do with what somebody has typed, the nearest first."""
    asked = sense_of(words, language, thesaurus_of(session))
    meant = all_meant(session, network, cities_of_network(session, network.id))
    return _best(asked, [one for one in meant if one.kind is HelpKind.OFFER])


def _need(need: Meant, offers: Sequence[Meant], needs: Sequence[Meant]) -> Need:
    city_id = need.thing.city.id
    others = [one for one in offers if one.thing.city.id != city_id]
    same = [one for one in needs if one.thing.city.id != city_id]
    return Need(need.thing, tuple(_best(need.sense, others)), tuple(_best(need.sense, same)))


def _best(asked: Sense, among: Sequence[Meant]) -> list[Thing]:
    """Of each city what answers best: a name stands once."""
    ranked = sorted(((alike(asked, one.sense), one.thing) for one in among), key=lambda each: -each[0])
    best: dict[int, Thing] = {}
    for number, thing in ranked:
        if number:
            best.setdefault(thing.city.id, thing)
    return list(best.values())


def _shared(needs: Sequence[Need]) -> list[tuple[Thing, ...]]:
    """What several cities need, each need in one group only, those of most cities first."""
    taken: set[Thing] = set()
    groups = []
    for need in sorted(needs, key=lambda one: -len(one.alike)):
        group = tuple(one for one in (need.thing, *need.alike) if one not in taken)
        if need.thing not in taken and len(group) > 1:
            groups.append(group)
            taken.update(group)
    return groups
