"""The words of the ledger as a picture, and below it the same in words."""

from collections import Counter
from collections.abc import Sequence

from store.adoptions import Link
from store.frozen import frozen
from store.models import AdoptionState, City, Network
from texts.adoptions.presses import AdoptionsListed
from texts.adoptions.shown import state_line, states
from texts.message import Button, Html, Message, lines, paragraphs
from texts.translator import Translator


@frozen
class Ledger:
    """All of a network: the cities that gave or took something, and how much between which two."""

    network: Network
    cities: Sequence[City]
    links: Sequence[Link]

    @property
    def by_state(self) -> dict[AdoptionState, int]:
        """How many stand how, those alone that there are."""
        counted: Counter[AdoptionState] = Counter()
        for link in self.links:
            counted[link.state] += link.number
        return {state: counted[state] for state in AdoptionState if counted[state]}


def words(t: Translator, shown: Ledger, unnamed: int) -> dict[str, str]:
    """What stands beside the arrows. `unnamed`: how many cities have no name there."""
    return {
        "title": t.plain("Who learned from whom"),
        "network": shown.network.name,
        "gave": t.plain("Shared it"),
        "took": t.plain("Tries it"),
        "note": str(_unnamed(t, unnamed)) if unnamed else "",
    }


def legend(t: Translator, shown: Ledger) -> list[tuple[AdoptionState, str]]:
    """What the colours mean, and how many there are of each."""
    return [
        (state, t.plain("{state} ({n})", state=states(t)[state], n=t.number(number)))
        for state, number in shown.by_state.items()
    ]


def caption(t: Translator, shown: Ledger, unnamed: int) -> Html:
    """Numbers for who does not see it."""
    givers, takers = {link.origin_id for link in shown.links}, {link.city_id for link in shown.links}
    return paragraphs(
        t.say("🌱 <b>Who learned from whom</b> · {network}", network=shown.network.name),
        t.say(
            "{gave} shared, {took} tried it: {things}.",
            gave=t.count("{n} city", "{n} cities", len(givers)),
            took=t.count("{n} city", "{n} cities", len(takers)),
            things=t.count("{n} thing in all", "{n} things in all", sum(shown.by_state.values())),
        ),
        lines(*(Html("{}: {}").format(state_line(t, state), t.number(n)) for state, n in shown.by_state.items())),
        t.say("Each arrow goes from who shared something to who tries it."),
        _unnamed(t, unnamed) if unnamed else None,
    )


def _unnamed(t: Translator, number: int) -> Html:
    return t.count(
        "{n} city with fewer links is drawn without its name.",
        "{n} cities with fewer links are drawn without their names.",
        number,
    )


def file_name(t: Translator) -> str:
    """On the reader's phone."""
    return t.plain("who-learned-from-whom.png")


def failed(t: Translator, network: Network) -> Message:
    """In its place."""
    return Message(
        t.say("The picture could not be drawn. The list shows the same."),
        ((Button(t.label("🌱 Who learned from whom"), AdoptionsListed(network.id)),),),
    )
