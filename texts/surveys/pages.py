"""What a network has answered: each figure with how many answered."""

from store.models import SurveyKind
from texts.closing.presses import closing_key
from texts.coordinating.presses import NetworkDeskOpened
from texts.dates import date_of
from texts.lists import in_rows
from texts.message import Button, Html, Message, excerpt, lines, paragraphs
from texts.network.presses import NetworkOpened
from texts.surveys.presses import SurveySent, risks_key
from texts.surveys.questions import slugs_of, words_of
from texts.surveys.shown import LEAST_TOLD, Result, Results, Score
from texts.translator import Translator

MOST_WORDS = 8
WORDS = 160


def results(t: Translator, shown: Results, *, coordinates: bool) -> Message:
    """Half-way, and the beginning beside the end."""
    number, ended = shown.network.id, shown.network.closed_at is not None
    return Message(
        paragraphs(
            t.say("📊 <b>How it goes</b> · {network}", network=shown.network.name),
            *_pulse(t, shown),
            *_compared(t, shown),
            t.say("What people say of themselves. Figures of fewer than three answers are hidden."),
        ),
        (
            *(in_rows([_send_key(t, number, kind) for kind in shown.can_send]) if coordinates else ()),
            *(((*(() if ended else (risks_key(t, number),)), closing_key(t, number)),) if coordinates else ()),
            (Button(t.label("◀️ Back"), NetworkDeskOpened(number) if coordinates else NetworkOpened(number)),),
        ),
    )


def sent(t: Translator) -> str:
    """The toast."""
    return t.plain("The questions go out, to each in their own hours.")


def sent_before(t: Translator) -> str:
    """The toast of a second press."""
    return t.plain("They have been asked already.")


def _send_key(t: Translator, network_id: int, kind: SurveyKind) -> Button:
    words = {
        SurveyKind.BASELINE: t.label("📨 Ask at the beginning"),
        SurveyKind.PULSE: t.label("📨 Ask half-way"),
        SurveyKind.CLOSING: t.label("📨 Ask at the end"),
    }
    return Button(words[kind], SurveySent(network_id, kind))


def _pulse(t: Translator, shown: Results) -> list[Html]:
    result = shown.results.get(SurveyKind.PULSE)
    if result is None:
        return [t.say("Half-way: nobody has been asked yet.")]
    told = [
        Html("{}\n{}").format(words_of(t, slug).question, _score(t, result, result.scores.get(slug)))
        for slug in slugs_of(SurveyKind.PULSE)
    ]
    return [lines(t.say("<b>Half-way</b> · {rate}", rate=rate(t, result)), *told), *_words(result)]


def rate(t: Translator, result: Result) -> Html:
    """How many have answered, of how many."""
    closes = date_of(t, result.survey.closes_at)
    return t.say(
        "{answered} of {asked} answered, until {day}", answered=result.answered, asked=result.asked, day=closes
    )


def _score(t: Translator, result: Result, score: Score | None) -> Html:
    if score is None or score.average is None:
        return t.say("– hidden, fewer than {least} answers", least=LEAST_TOLD)
    return t.say(
        "<b>{average}</b> of 5 · {number} of {asked} answered",
        average=t.average(score.average),
        number=score.number,
        asked=result.asked,
    )


def _words(result: Result) -> list[Html]:
    if not result.words:
        return []
    shown = [Html("“{}”").format(excerpt(words, WORDS)) for words in result.words[:MOST_WORDS]]
    return [Html("<blockquote expandable>{}</blockquote>").format(lines(*shown))]


def _compared(t: Translator, shown: Results) -> list[Html]:
    first, last = shown.results.get(SurveyKind.BASELINE), shown.results.get(SurveyKind.CLOSING)
    if first is None and last is None:
        return []
    is_told = any(_is_told(result) for result in (first, last))
    told = [
        Html("{}\n{} → {}").format(words_of(t, slug).question, _short(t, first, slug), _short(t, last, slug))
        for slug in slugs_of(SurveyKind.BASELINE)
    ]
    rates = lines(
        t.say("At the beginning: {rate}", rate=rate(t, first)) if first is not None else None,
        t.say("At the end: {rate}", rate=rate(t, last)) if last is not None else None,
    )
    shown_scores = told if is_told else [t.say("– hidden, fewer than {least} answers", least=LEAST_TOLD)]
    return [lines(t.say("<b>From the beginning to the end</b>"), rates, *shown_scores)]


def _is_told(result: Result | None) -> bool:
    return result is not None and any(score.average is not None for score in result.scores.values())


def _short(t: Translator, result: Result | None, slug: str) -> Html:
    score = None if result is None else result.scores.get(slug)
    if result is None or score is None or score.average is None:
        return Html("–")
    return t.say(
        "<b>{average}</b> ({number} of {asked})",
        average=t.average(score.average),
        number=score.number,
        asked=result.asked,
    )
