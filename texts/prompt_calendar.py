"""The questions of a network in their order, who has answered, and in which languages a coordinator has worded one."""

from collections.abc import Sequence
from datetime import date, datetime

from store.frozen import frozen
from store.models import City, Network, Prompt
from texts.announcements.spoken import language_name
from texts.cities import short_city
from texts.coordinating.presses import NetworkMessagesOpened
from texts.dates import day_of
from texts.languages import LANGUAGE_NAMES, Language
from texts.lists import arrows, in_rows, number_buttons, pages_for
from texts.message import Button, Html, Message, lines, paragraphs, quoted
from texts.planned_prompts import PlannedPromptOpened
from texts.presses import Press, press
from texts.prompts.pages import question
from texts.prompts.presses import PromptAnswersListed
from texts.questions import words_of
from texts.translator import Translator

A_PAGE = 6


@press("qka")
@frozen
class PromptCalendarOpened(Press):
    """Which question after which session."""

    network_id: int
    page: int = 0


@press("qkb")
@frozen
class AskedPromptOpened(Press):
    """Who has answered one that has gone out."""

    prompt_id: int


@press("qkc")
@frozen
class PromptResultsPublished(Press):
    """All answers together, now."""

    prompt_id: int


@press("qkd")
@frozen
class PlannedPromptMoved(Press):
    """To this day, as a number."""

    prompt_id: int
    day: int


@press("qke")
@frozen
class PromptLanguagesOpened(Press):
    """In which languages it is worded."""

    prompt_id: int


@press("qkf")
@frozen
class PromptTranslationBegun(Press):
    """Somebody words it in this one."""

    prompt_id: int
    language: Language


@frozen
class Entry:
    """A question in the calendar: after which session, and how many have answered."""

    prompt: Prompt
    session: int
    answers: int


@frozen
class Answering:
    """How it stands with a question that has gone out."""

    prompt: Prompt
    network: Network
    answered: Sequence[City]
    silent: Sequence[City]
    answers: int


def desk_key(t: Translator, network_id: int) -> Button:
    """On the network's page of the coordinators."""
    return Button(t.label("🗓 All questions"), PromptCalendarOpened(network_id))


def calendar(t: Translator, network: Network, entries: Sequence[Entry], shown: int) -> Message:
    """All questions of a network, those that were asked among them; `shown` is the page."""
    here = entries[shown * A_PAGE : (shown + 1) * A_PAGE]
    listed = [
        lines(
            t.say("<b>{number}.</b> {standing}", number=number, standing=_standing(t, one)),
            Html("{question}").format(question=words_of(t, one.prompt).question),
        )
        for number, one in enumerate(here, start=1)
    ]
    keys = [
        PlannedPromptOpened(one.prompt.id) if one.prompt.asked_at is None else AskedPromptOpened(one.prompt.id)
        for one in here
    ]
    turning = arrows(t, shown, pages_for(len(entries), A_PAGE), lambda to: PromptCalendarOpened(network.id, to))
    rows = (number_buttons(keys), turning, (Button(t.label("◀️ Back"), NetworkMessagesOpened(network.id)),))
    nothing = None if entries else t.say("Questions go out between two sessions: there are none so far.")
    return Message(
        paragraphs(t.say("🗓 <b>Questions of the month</b> · {network}", network=network.name), nothing, *listed),
        tuple(row for row in rows if row),
    )


def _standing(t: Translator, one: Entry) -> Html:
    gaps = {"day": day_of(t, one.prompt.due_at), "session": one.session}
    if one.prompt.asked_at is not None:
        return t.count(
            "{day}, after session {session} · {n} answer",
            "{day}, after session {session} · {n} answers",
            one.answers,
            **gaps,
        )
    if one.prompt.skipped_at is not None:
        return t.say("{day}, after session {session} · ⏸ it is not asked", **gaps)
    return t.say("{day}, after session {session} · to come", **gaps)


def answering(t: Translator, standing: Answering) -> Message:
    """To coordinators alone: nobody is named before the network for not having answered."""
    prompt = standing.prompt
    read = (Button(t.label("📖 Read the answers"), PromptAnswersListed(prompt.id, 0)),)
    publish = (Button(t.label("📊 Show them together"), PromptResultsPublished(prompt.id)),)
    is_shown = prompt.results_at is not None
    return Message(
        paragraphs(
            t.say("💬 <b>The question of the month</b> · {network}", network=standing.network.name),
            question(t, prompt),
            lines(
                _cities(t, t.say("✅ Answered"), standing.answered),
                _cities(t, t.say("⏳ Not yet (seen by the coordination only)"), standing.silent),
                t.say("📊 Shown together on {day}", day=day_of(t, prompt.results_at)) if prompt.results_at else None,
            ),
        ),
        (
            *((read,) if standing.answers else ()),
            *((publish,) if standing.answers and not is_shown else ()),
            (Button(t.label("◀️ Back"), PromptCalendarOpened(standing.network.id)),),
        ),
    )


def _cities(t: Translator, title: Html, cities: Sequence[City]) -> Html | None:
    if not cities:
        return None
    names = t.list_of([Html("{city}").format(city=short_city(city)) for city in cities])
    return Html("{title}: {names}").format(title=title, names=names)


def planned_keys(
    t: Translator, prompt: Prompt, earlier: date | None, later: date | None
) -> tuple[tuple[Button, ...], ...]:
    """Below a question to come: other days, other languages, all questions."""
    moves = tuple(
        Button(words, PlannedPromptMoved(prompt.id, day.toordinal()))
        for words, day in ((t.label("⏪ A day earlier"), earlier), (t.label("⏩ A day later"), later))
        if day is not None
    )
    worded = (Button(t.label("🌐 In other languages"), PromptLanguagesOpened(prompt.id)),)
    every = (desk_key(t, prompt.network_id),)
    if prompt.skipped_at is not None:
        return (every,)
    return tuple(row for row in (moves, worded if prompt.own_words else (), every) if row)


def read_by_others(t: Translator, prompt: Prompt, readers: int) -> Html | None:
    """That not all who are asked read a coordinator's own words in their language."""
    if not readers:
        return None
    return t.count(
        "🌐 {n} person who has another language will read it in {language}.",
        "🌐 {n} people who have other languages will read it in {language}.",
        readers,
        language=language_name(t, prompt.own_language or "es"),
    )


def languages(t: Translator, prompt: Prompt, readers: int) -> Message:
    """A coordinator's own words, and a key for each language; `readers` have none in theirs."""
    said = {prompt.own_language or "es": prompt.own_words, **prompt.own_translations}
    keys = [
        Button(
            t.label("✏️ Change it in {language}", language=LANGUAGE_NAMES[one]) if one.value in said
            else LANGUAGE_NAMES[one],
            PromptTranslationBegun(prompt.id, one),
        )
        for one in Language
    ]  # fmt: skip
    listed = [
        Html("{language}: {text}").format(language=LANGUAGE_NAMES[Language(language)], text=quoted(text))
        for language, text in said.items()
    ]
    return Message(
        paragraphs(
            t.say("🌐 <b>The question in other languages</b>"),
            lines(*listed),
            t.say("Everybody reads it in their own, where there is one, and otherwise as it was written first."),
            read_by_others(t, prompt, readers),
        ),
        (*in_rows(keys), (Button(t.label("◀️ Back"), PlannedPromptOpened(prompt.id)),)),
    )


def words_question(t: Translator, prompt: Prompt, language: Language, limit: int) -> Message:
    """The form's question."""
    return Message(
        paragraphs(
            quoted(prompt.own_words),
            t.say(
                "✍️ Please write the same question in {language}, {limit} characters at most.",
                language=LANGUAGE_NAMES[language],
                limit=limit,
            ),
        )
    )


def title(t: Translator) -> str:
    """What an unfinished wording is called."""
    return t.label("a question in another language")


def not_that_day(t: Translator) -> Html:
    """It has to lie between the sessions, and ahead."""
    return t.say("A question goes out on a working day between its session and the next one, and not today.")


def nothing_to_show(t: Translator) -> Html:
    """Nobody has answered, or it was not asked."""
    return t.say("There is no answer to show yet.")


def is_shown(t: Translator) -> str:
    """The toast."""
    return t.plain("The network can read them now.")


def moved(t: Translator, at: datetime) -> str:
    """The toast."""
    return t.plain("Now on {day}.", day=day_of(t, at))
