"""What who convenes sees: all consultations, and one of them as it is prepared, opened and followed."""

from collections.abc import Sequence

from store.models import Consultation
from texts.cities import country_name
from texts.composing.presses import compositions_key
from texts.consultations.desk_presses import (
    AnswersSaved,
    AskedChosen,
    ConsultationDiscarded,
    ConsultationOpened,
    ConsultationsOpened,
    ConsultationStarted,
    ConveningBegun,
    CountryAsked,
    DeadlineBegun,
    DiscardingAsked,
    LinksSaved,
    MembersOpened,
    OpeningAsked,
    ResultsDrawn,
    ResultsShown,
    SilentTextsShown,
)
from texts.consultations.figures import rate
from texts.consultations.shown import Overview, Stand, title_of
from texts.coordinating.presses import DeskOpened
from texts.dates import moment
from texts.lists import in_rows
from texts.message import Button, Html, Message, excerpt, lines, paragraphs
from texts.translator import Translator

MOST_LISTED = 8
TITLE = 40


def listed(t: Translator, consultations: Sequence[Consultation]) -> Message:
    """All of them, the latest first."""
    keys = tuple(
        (Button(excerpt(title_of(one), TITLE), ConsultationOpened(one.id)),) for one in consultations[:MOST_LISTED]
    )
    intro = t.say(
        "🗳 <b>Consultations</b>\n\nA consultation asks the cities of the programme in which fields they would like to "
        "work, what they need and what they can offer. New networks are formed from the answers."
    )
    begin = (Button(t.label("➕ Convene a consultation"), ConveningBegun()),)
    return Message(intro, (*keys, begin, (Button(t.label("◀️ Back"), DeskOpened()),)))


def consultation(t: Translator, shown: Overview) -> Message:
    """One: as it is prepared, or how it goes."""
    return _prepared(t, shown) if shown.consultation.opened_at is None else _under_way(t, shown)


def _prepared(t: Translator, shown: Overview) -> Message:
    number = shown.consultation.id
    figures = (Button(t.label("📋 Results"), ResultsShown(number)), Button(t.label("⬇️ CSV"), AnswersSaved(number)))
    return Message(
        paragraphs(
            t.say("🗳 <b>{title}</b> · not opened yet", title=title_of(shown.consultation)),
            _fields(t, shown),
            lines(
                t.count("👥 {n} member is to be asked", "👥 {n} members are to be asked", len(shown.members)),
                _challenges(t, shown),
                _last_day(t, shown),
            ),
        ),
        (
            (Button(t.label("▶️ Open it"), OpeningAsked(number)),),
            (
                Button(t.label("👥 Who is asked"), AskedChosen(number)),
                Button(t.label("📅 Last day"), DeadlineBegun(number)),
            ),
            *((figures, (compositions_key(t, number),)) if shown.number(Stand.ANSWERED) else ((_discard(t, number),),)),
            (_back(t),),
        ),
    )


def _discard(t: Translator, number: int) -> Button:
    return Button(t.label("🗑 Discard"), DiscardingAsked(number))


def _fields(t: Translator, shown: Overview) -> Html:
    return t.say("Fields: {fields}", fields=Html("; ").join(Html.escape(name) for name in shown.fields))


def _challenges(t: Translator, shown: Overview) -> Html | None:
    if not shown.challenges:
        return None
    return t.count(
        "🧩 {n} challenge that earlier networks left open is offered",
        "🧩 {n} challenges that earlier networks left open are offered",
        shown.challenges,
    )


def _last_day(t: Translator, shown: Overview) -> Html:
    closes_at = shown.consultation.closes_at
    if closes_at is None:
        return t.say("📅 Last day: not set yet")
    if shown.consultation.opened_at is not None and not shown.is_open:
        return t.say("🔒 Closed since {until}", until=moment(t, closes_at))
    return t.say("📅 Until {until}", until=moment(t, closes_at))


def _back(t: Translator) -> Button:
    return Button(t.label("◀️ Back"), ConsultationsOpened())


def _under_way(t: Translator, shown: Overview) -> Message:
    number, silent = shown.consultation.id, shown.number(Stand.UNOPENED)
    to_forward = (Button(t.label("✉️ Texts for the silent"), SilentTextsShown(number)),)
    return Message(
        paragraphs(
            lines(t.say("🗳 <b>{title}</b>", title=title_of(shown.consultation)), _last_day(t, shown)),
            rate(t, shown),
            lines(*(_country(t, *one) for one in shown.by_country)),
            _challenges(t, shown),
        ),
        (
            (
                Button(t.label("👥 Members"), MembersOpened(number)),
                Button(t.label("📋 Results"), ResultsShown(number)),
            ),
            *((to_forward,) if silent and shown.is_open else ()),
            (Button(t.label("🖼 As a picture"), ResultsDrawn(number)), Button(t.label("⬇️ CSV"), AnswersSaved(number))),
            (Button(t.label("📅 Last day"), DeadlineBegun(number)), Button(t.label("🔗 Links"), LinksSaved(number))),
            (*((compositions_key(t, number),) if shown.number(Stand.ANSWERED) else ()), _back(t)),
        ),
    )


def _country(t: Translator, country: str, members: int, answered: int) -> Html:
    return t.say(
        "{country}: {answered} of {members}", country=country_name(t, country), answered=answered, members=members
    )


def asked(t: Translator, shown: Overview) -> Message:
    """Country by country."""
    number = shown.consultation.id
    present = [_asked_key(t, number, country, members, is_asked=True) for country, members, _ in shown.by_country]
    others = [_asked_key(t, number, country, members, is_asked=False) for country, members in shown.others.items()]
    every = Button(t.label("☑️ All"), CountryAsked(number, "", is_asked=True))
    nobody = Button(t.label("◻️ None"), CountryAsked(number, "", is_asked=False))
    intro = t.say(
        "👥 <b>Who is asked</b>\n\nThe cities of the programme by country; a press adds or takes a country. Other "
        "members come from a CSV file, which whoever runs the bot's server can load.",
    )
    total = t.count("{n} member in all", "{n} members in all", len(shown.members))
    return Message(
        paragraphs(intro, total),
        (*in_rows([*present, *others]), (every, nobody), (Button(t.label("◀️ Back"), ConsultationOpened(number)),)),
    )


def _asked_key(t: Translator, number: int, country: str, members: int, *, is_asked: bool) -> Button:
    name = f"{country_name(t, country)} ({members})"
    return Button(f"✓ {name}" if is_asked else name, CountryAsked(number, country, is_asked=not is_asked))


def whether_to_open(t: Translator, shown: Overview) -> Message:
    """Asked once: what comes of it."""
    number, members = shown.consultation.id, len(shown.members)
    closes_at = shown.consultation.closes_at
    until = moment(t, closes_at) if closes_at is not None else Html("?")
    return Message(
        paragraphs(
            t.count(
                "Open “{title}” for {n} member, until {until}?",
                "Open “{title}” for {n} members, until {until}?",
                members,
                title=title_of(shown.consultation),
                until=until,
            ),
            t.say(
                "Nothing is sent by itself: the links are forwarded to the cities. Who begins and does not finish is "
                "reminded by the bot, twice at the most: 7 and 2 days before the end. Fields and members stay as they "
                "are."
            ),
        ),
        (
            (
                Button(t.label("▶️ Yes, open it"), ConsultationStarted(number, members)),
                Button(t.label("◀️ Not yet"), ConsultationOpened(number)),
            ),
        ),
    )


def whether_to_discard(t: Translator, shown: Overview) -> Message:
    """Asked once."""
    number = shown.consultation.id
    return Message(
        t.say("Discard “{title}”? It has not opened, and nobody was asked.", title=title_of(shown.consultation)),
        (
            (
                Button(t.label("🗑 Yes, discard it"), ConsultationDiscarded(number)),
                Button(t.label("◀️ Keep it"), ConsultationOpened(number)),
            ),
        ),
    )


def opened(t: Translator) -> str:
    """A toast."""
    return t.plain("Open. Now the links can be forwarded.")


def discarded(t: Translator) -> str:
    """A toast."""
    return t.plain("Discarded.")
