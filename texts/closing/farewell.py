"""The last words of a network: a card in its groups, and one message to each of its people."""

from store.models import City
from texts.cities import short_city
from texts.closing.shown import Farewell
from texts.message import Button, Html, Message, lines, paragraphs
from texts.translator import Translator


def card(t: Translator, told: Farewell) -> Message:
    """What it leaves behind, in numbers; none of them is anybody's alone."""
    network = told.network
    return Message(
        paragraphs(
            t.say("🏁 <b>{network}</b> has come to its end. Thank you!", network=network.name),
            lines(*figures(t, told)),
            t.say("Everything stays to be read and searched."),
            t.say("After three and six months each city is asked what it applied."),
        ),
        ((reading_key(t, network.id),),),
    )


def letter(t: Translator, told: Farewell, city: City | None) -> Message:
    """To somebody who gets no certificate with it. city: for which they speak."""
    network = told.network
    return Message(
        paragraphs(
            t.say("🏁 <b>{network}</b> has come to its end. Thank you!", network=network.name),
            lines(*figures(t, told)),
            what_stays(t, city),
        ),
        ((reading_key(t, network.id),),),
    )


def reading_key(t: Translator, network_id: int) -> Button:
    """To what it leaves behind, in a message of its own: the last words stay."""
    return Button(t.label("🔎 Read what is shared"), start=f"network-{network_id}")


def what_stays(t: Translator, city: City | None) -> Html:
    """For who belongs to it: what ends, what is to be read still, and what is asked once more."""
    return paragraphs(
        lines(
            t.say("🔕 Its reminders, questions of the month and digests have ended."),
            t.say("🔎 Everything stays to be read and searched."),
        ),
        t.say("After three and six months {city} is asked what it applied.", city=short_city(city))
        if city is not None
        else None,
    )


def figures(t: Translator, told: Farewell) -> list[Html]:
    """One line each; what there is none of is left out."""
    return [
        Html("📅 {}").format(
            _what_there_is(
                (told.sessions, t.count("{n} session", "{n} sessions", told.sessions)),
                (told.cities, t.count("{n} city", "{n} cities", told.cities)),
                (told.cases, t.count("{n} case heard", "{n} cases heard", told.cases)),
            )
        ),
        *([_challenges(t, told)] if told.challenges else []),
        *(
            [t.count("🌱 {n} experience shared", "🌱 {n} experiences shared", told.experiences)]
            if told.experiences
            else []
        ),
        *([_adopted(t, told)] if told.adoptions else []),
    ]


def _adopted(t: Translator, told: Farewell) -> Html:
    tried, worked = sum(told.adoptions.values()), told.adoptions.get("worked", 0) + told.adoptions.get("adapted", 0)
    return t.say(
        "🔁 {tried} tried from another city, {worked}",
        tried=t.count("{n} thing", "{n} things", tried),
        worked=t.count("{n} has worked", "{n} have worked", worked),
    )


def _challenges(t: Translator, told: Farewell) -> Html:
    parts = _what_there_is(
        (told.challenges, t.count("{n} challenge", "{n} challenges", told.challenges)),
        (told.answers, t.count("{n} answer", "{n} answers", told.answers)),
        (told.solved, t.count("{n} solved", "{n} solved", told.solved)),
    )
    return Html("🧩 {}").format(parts)


def _what_there_is(*counted: tuple[int, Html]) -> Html:
    return Html(" · ").join(words for number, words in counted if number)
