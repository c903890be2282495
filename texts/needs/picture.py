"""The words of the map as a picture, and below it the same in words."""

from collections import Counter

from store.frozen import frozen
from store.models import City, Network
from texts.cities import short_city
from texts.message import Html, Message, excerpt, lines, paragraphs
from texts.needs.presses import map_key
from texts.needs.shown import Arc, NeedsMap
from texts.translator import Translator

MOST_ALONE = 3
WORDS = 60


@frozen
class NeedsPicture:
    """What is drawn: who could help whom with how many things."""

    shown: NeedsMap

    @property
    def cities(self) -> list[City]:
        """Those at an end of an arrow, by name."""
        ends = {end for arc in self.links for end in (arc.origin_id, arc.city_id)}
        return [city for city in self.shown.cities if city.id in ends]

    @property
    def links(self) -> list[Arc]:
        """From who offers to who needs."""
        counted = Counter((offer.city.id, need.thing.city.id) for need in self.shown.answered for offer in need.offers)
        return [Arc(origin_id, city_id, number) for (origin_id, city_id), number in counted.items()]


def words(t: Translator, drawn: NeedsPicture, unnamed: int) -> dict[str, str]:
    """What stands beside the arrows. `unnamed`: how many cities have no name there."""
    note = t.plain("{n} cities with fewer links have no name here.", n=t.number(unnamed)) if unnamed else ""
    return {
        "title": t.plain("Needs and offers"),
        "network": drawn.shown.network.name,
        "gave": t.plain("Offers it"),
        "took": t.plain("Needs it"),
        "alone": t.plain("Nobody offers it yet"),
        "note": note,
    }


def alone(t: Translator, drawn: NeedsPicture) -> list[str]:
    """What nobody offers, in as many lines as there is room for."""
    needs = drawn.shown.alone
    said = [f"{short_city(need.thing.city)}: {excerpt(need.thing.text, WORDS)}" for need in needs[:MOST_ALONE]]
    more = len(needs) - MOST_ALONE
    return [*said, t.plain("and {n} more", n=t.number(more))] if more > 0 else said


def caption(t: Translator, network: Network, drawn: NeedsPicture) -> Html:
    """Numbers for who does not see it."""
    shown = drawn.shown
    return paragraphs(
        t.say("🗺 <b>Needs and offers</b> · {network}", network=network.name),
        lines(
            t.count(
                "{n} need that another city can answer", "{n} needs that another city can answer", len(shown.answered)
            ),
            t.count("{n} need that nobody answers yet", "{n} needs that nobody answers yet", len(shown.alone)),
        ),
        t.say("Each arrow goes from who offers something to who needs it.") if shown.answered else None,
    )


def file_name(t: Translator) -> str:
    """On the reader's phone."""
    return t.plain("needs-and-offers.png")


def failed(t: Translator, network: Network) -> Message:
    """In its place."""
    return Message(t.say("The picture could not be drawn. The list shows the same."), ((map_key(t, network.id),),))
