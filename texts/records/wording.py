"""A part of a record in words: plain ones, which a message and a page of paper set each in its own way."""

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from store.frozen import frozen
from store.models import Network, Section
from texts.dates import day
from texts.dates import moment as date_moment
from texts.message import Html
from texts.records.content import Item, Part
from texts.translator import Translator

SIGNS = {
    Section.PRESENT: "👥",
    Section.CASES: "🎤",
    Section.GUESTS: "🙋",
    Section.OFFERS: "🎁",
    Section.TAKEAWAYS: "💡",
    Section.COMMITMENTS: "🤝",
    Section.DECISIONS: "☑️",
    Section.NEXT: "📅",
    Section.RECORDING: "🎥",
}


@frozen
class Line:
    """`lead` stands before the words, `mark` behind them; `is_noted`: with a sign that a legend explains."""

    lead: str = ""
    text: str = ""
    mark: str = ""
    is_noted: bool = False


@frozen
class Worded:
    """A part. `link` is an address, and nothing else."""

    section: Section
    title: str
    paragraphs: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()
    link: str = ""


def title_of(t: Translator, section: Section) -> str:
    """Of a section."""
    return {
        Section.PRESENT: t.plain("Cities present"),
        Section.CASES: t.plain("Cases"),
        Section.GUESTS: t.plain("Answers of guests"),
        Section.OFFERS: t.plain("Offers between cities"),
        Section.TAKEAWAYS: t.plain("What each city takes with it"),
        Section.COMMITMENTS: t.plain("Commitments"),
        Section.DECISIONS: t.plain("Decisions"),
        Section.NEXT: t.plain("Next session"),
        Section.RECORDING: t.plain("Recording"),
    }[section]


def worded(t: Translator, part: Part, network: Network, city: str | None = None) -> Worded:
    """In the reader's language, but for what was typed. `city`: named beside the hour of the next session."""
    title = title_of(t, part.section)
    if part.text:
        return _typed(t, part, title)
    match part.section:
        case Section.PRESENT:
            return Worded(part.section, title, paragraphs=(_present(t, part),))
        case Section.NEXT:
            return Worded(part.section, title, paragraphs=(_next(t, part, network, city),))
        case Section.RECORDING if _is_link(part.items[0].text):
            return Worded(part.section, title, link=part.items[0].text)
        case _:
            return Worded(part.section, title, lines=tuple(_line(t, item) for item in part.items))


def language_mark(t: Translator, language: str) -> str:
    """The name of a language that is not the reader's."""
    return "" if language in ("", t.language) else str(t.locale.languages.get(language, language))


def legend(t: Translator) -> Html:
    """What the sign behind a line means."""
    return t.say("✍️ Noted in the city’s name, by the coordination or by whoever led the session.")


def plain_list(t: Translator, names: Sequence[str]) -> str:
    """As "a, b and c"."""
    return t.list_of([Html.escape(name) for name in names]).unescape()


def until(t: Translator, iso: str) -> str:
    """As "until Tue 15 June", or nothing."""
    return t.plain("until {day}", day=day(t, date.fromisoformat(iso))) if iso else ""


def next_moment(t: Translator, at: str, network: Network, city: str | None) -> str:
    """On the reader's clock, and on the network's."""
    found = date_moment(t, datetime.fromisoformat(at), city=city, other=("", ZoneInfo(network.zone)))
    return found.unescape()


def _typed(t: Translator, part: Part, title: str) -> Worded:
    mark = language_mark(t, part.language)
    named = t.plain("{title} (in {language})", title=title, language=mark) if mark else title
    typed = tuple(filter(None, (line.strip() for line in part.text.splitlines())))
    if part.section is Section.DECISIONS:
        return Worded(part.section, named, lines=tuple(Line(text=line) for line in typed))
    if part.section is Section.RECORDING and len(typed) == 1 and _is_link(typed[0]):
        return Worded(part.section, title, link=typed[0])
    return Worded(part.section, named, paragraphs=typed)


def _is_link(words: str) -> bool:
    return words.startswith(("https://", "http://")) and " " not in words


def _present(t: Translator, part: Part) -> str:
    cities = plain_list(t, [item.city for item in part.items])
    gaps = {"present": len(part.items), "all": part.number, "cities": cities}
    if part.unknown:
        return t.plain("{present} of {all} (of {unknown} it is not known): {cities}", unknown=part.unknown, **gaps)
    return t.plain("{present} of {all}: {cities}", **gaps)


def _next(t: Translator, part: Part, network: Network, city: str | None) -> str:
    return t.plain("Session {number}: {moment}", number=part.number, moment=next_moment(t, part.at, network, city))


def _line(t: Translator, item: Item) -> Line:
    lead = t.plain("{city} to {other}", city=item.city, other=item.other) if item.other else item.city
    if item.guest:
        lead = item.city or t.plain("somebody from outside")
    marks = [mark for mark in (until(t, item.until), language_mark(t, item.language) if item.text else "") if mark]
    return Line(lead, item.text, ", ".join(marks), item.is_noted)
