"""The letter that calls a city, in its own language and on its own clock."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from store.frozen import frozen
from store.models import City, MediaKind, Network
from texts.cities import city_name, country_name
from texts.coordinating.inviting import MANY
from texts.dates import day_of, moment
from texts.media import Kept, Media
from texts.message import Html, Message, paragraphs, plain_text
from texts.translator import Translator


@frozen
class Call:
    """What a city is told. starts: of the sessions; link: lets its people in, until `until`."""

    network: Network
    city: City
    others: Sequence[City]
    starts: Sequence[datetime]
    link: str
    until: datetime


def values(t: Translator, call: Call) -> dict[str, Any]:
    """For the template."""
    first = plain_text(moment(t, call.starts[0], city=call.city.name, year=True))
    others = [f"{other.name} ({country_name(t, other.country)})" for other in call.others]
    return {
        "language": t.language,
        "title": t.plain("Invitation to {network}", network=call.network.name),
        "about": [plain_text(city_name(t, call.city))],
        "paragraphs": [
            t.plain(
                "A micro-network is a small working space in which six to eight cities look for answers to a challenge "
                "that they share, from peer to peer. It lasts six months and meets online once a month, for an hour "
                "and a half."
            ),
            t.plain(
                "From what was answered in the consultation, we propose that your city takes part in {network}.",
                network=call.network.name,
            ),
            t.plain("With you: {cities}.", cities=t.list_of([Html.escape(one) for one in others])),
            t.plain("The first session is on {when}.", when=first),
        ],
        "heading": t.plain("The sessions, on your clock"),
        "dates": [_date(t, call, number, at) for number, at in enumerate(call.starts, start=1)],
        "asked_heading": t.plain("What is asked of your city"),
        "asked": [
            t.plain("Name who takes part: one person as titular, and up to {n} as substitutes.", n=MANY - 1),
            t.plain("Each of them opens this link in Telegram; registering takes less than a minute."),
            t.plain("In each session cities help each other, and every city presents one case of its own once."),
        ],
        "link": call.link,
        "until": t.plain("The link is good until {day}.", day=day_of(t, call.until, year=True)),
        "signed": t.plain("The coordination of the micro-networks"),
        "footer": call.network.name,
    }


def _date(t: Translator, call: Call, number: int, at: datetime) -> str:
    return t.plain(
        "Session {number}: {when}", number=number, when=plain_text(moment(t, at, city=call.city.name, year=True))
    )


def file_name(call: Call) -> str:
    """Of the PDF."""
    return f"{call.network.slug}-{call.city.slug}.pdf"


def message(t: Translator, call: Call, digest: str) -> Message:
    """The letter, ready to forward: its words are for the city."""
    words = paragraphs(
        t.say("✉️ <b>{network}</b> · {city}", network=call.network.name, city=city_name(t, call.city)),
        t.say(
            "The letter of invitation. The first session is on {when}.",
            when=moment(t, call.starts[0], city=call.city.name, year=True),
        ),
        t.say("To take part, it is enough to open this link in Telegram:"),
        Html.escape(call.link),
    )
    return Message(words, media=Media(MediaKind.DOCUMENT, Kept(digest, file_name(call))))
