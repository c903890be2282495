"""The note for superiors: what a city has of a session, in half a page, to be passed on. It names no person."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from store.frozen import frozen
from store.models import City, Meeting, Network
from texts.cities import city_name
from texts.dates import moment as date_moment
from texts.message import Html, excerpt, lines, paragraphs
from texts.records.content import Item
from texts.records.wording import Line, language_mark, next_moment, until
from texts.translator import Translator

IN_CAPTION = 110  # characters of what somebody typed
OFFERS = 3


@frozen
class Note:
    """All that it tells. `was_there`: as far as it is known, for of a city that was not there nothing is said;
    `next_at`: in ISO 8601, or empty.
    """

    city: City
    meeting: Meeting
    network: Network
    cities: int
    was_there: bool
    presented: bool
    questions: Sequence[Item]
    offers: Sequence[Item]
    given: Sequence[Item]
    commitment: Item | None
    next_number: int = 0
    next_at: str = ""


def caption(t: Translator, note: Note) -> Html:
    """Below the file: the same in short, so that it can be read without opening anything."""
    facts = [
        Html("• {lead}: {text}").format(lead=fact.lead, text=excerpt(fact.text, IN_CAPTION)) for fact in _facts(t, note)
    ]
    return paragraphs(
        t.say("📄 <b>{title}</b>", title=title(t, note)),
        Html.escape(excerpt(_about_network(t, note), 300)),
        Html.escape(_about_session(t, note)),
        lines(*facts) if facts else None,
        Html.escape(_next(t, note)) if note.next_at else None,
    )


def values(t: Translator, note: Note) -> dict[str, Any]:
    """For its template. `t`: on the clock of the city."""
    return {
        "title": title(t, note),
        "language": t.language,
        "about": [note.network.name, city_name(t, note.city).unescape()],
        "footer": note.network.name,
        "paragraphs": [_about_network(t, note), _about_session(t, note)],
        "facts": [asdict(fact) for fact in _facts(t, note)],
        "next": _next(t, note),
    }


def title(t: Translator, note: Note) -> str:
    """As "Note on session 4 for the management of Quito"."""
    return t.plain("Note for the management: session {number}", number=note.meeting.number)


def file_name(t: Translator, note: Note) -> str:
    """Of the PDF."""
    return t.plain("note-session-{number}", number=note.meeting.number) + ".pdf"


def _about_network(t: Translator, note: Note) -> str:
    return t.count(
        "{network} is a working space of {n} city that exchanges what it does and learns, peer to peer, in monthly "
        "online sessions.",
        "{network} is a working space of {n} cities that exchange what they do and learn, peer to peer, in monthly "
        "online sessions.",
        note.cities,
        network=note.network.name,
    ).unescape()


def _about_session(t: Translator, note: Note) -> str:
    moment = date_moment(t, note.meeting.starts_at, city=note.city.name, year=True).unescape()
    gaps = {"number": note.meeting.number, "moment": moment, "city": city_name(t, note.city).unescape()}
    if not note.was_there:
        return t.plain("Session {number}, {moment}.", **gaps)
    return t.plain("Session {number}, {moment}. {city} took part.", **gaps)


def _facts(t: Translator, note: Note) -> list[Line]:
    facts = []
    if note.meeting.topic:
        facts.append(Line(t.plain("Topic"), note.meeting.topic))
    if note.questions:
        facts += [_typed(t, t.plain("We presented our case and asked"), item) for item in note.questions]
    elif note.presented:
        facts.append(Line(t.plain("Case"), t.plain("we presented our own to the other cities.")))
    facts += [_typed(t, t.plain("{city} offers us", city=item.city), item) for item in note.offers[:OFFERS]]
    facts += [_typed(t, t.plain("We offer to {city}", city=item.city), item) for item in note.given[:OFFERS]]
    if note.commitment is not None:
        facts.append(_typed(t, t.plain("We have taken on"), note.commitment))
    return facts


def _typed(t: Translator, lead: str, item: Item) -> Line:
    marks = [mark for mark in (until(t, item.until), language_mark(t, item.language)) if mark]
    return Line(lead, item.text, ", ".join(marks))


def _next(t: Translator, note: Note) -> str:
    if not note.next_at:
        return ""
    moment = next_moment(t, note.next_at, note.network, note.city.name)
    return t.plain("Next session: {moment}", moment=moment)
