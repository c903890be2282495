"""The questions of a survey, and what somebody has answered."""

from datetime import datetime

from store.models import Network, Survey, SurveyAnswer, SurveyKind
from texts.dates import day_of, moment
from texts.forms import FormChosen
from texts.menu import back_button
from texts.message import Button, Html, Message, lines, paragraphs, quoted
from texts.network.presses import NetworkOpened
from texts.surveys.presses import SurveyChangeBegun, SurveyOpened
from texts.surveys.questions import SCORES, slugs_of, words_of
from texts.translator import Translator

WORDS, WORDS_LIMIT = "words", 300


def title(t: Translator) -> str:
    """What unfinished answers are called."""
    return t.label("four questions about the micro-network")


def subject(survey: Survey) -> str:
    """What messages are found again by that ask for an answer."""
    return f"survey:{survey.id}"


def letter(t: Translator, survey: Survey, network: Network, city: str | None) -> Message:
    """It comes to each delegate. city: named beside the hour."""
    return Message(
        paragraphs(
            lines(heading(t, survey.kind), Html.escape(network.name)),
            _why(t, survey.kind),
            t.say("⏳ It can be answered until {moment}.", moment=moment(t, survey.closes_at, city=city)),
            t.say("🔒 Answers are read without names; figures of fewer than three answers are shown to nobody."),
        ),
        ((Button(t.label("📊 Answer in two minutes"), SurveyOpened(survey.id)),),),
        subject=subject(survey),
    )


def closed(t: Translator, survey: Survey, network: Network) -> Message:
    """What becomes of it when it has ended."""
    return Message(
        paragraphs(lines(heading(t, survey.kind), Html.escape(network.name)), is_over(t)),
        ((Button(t.label("🏙 My network"), NetworkOpened(network.id)),),),
    )


def heading(t: Translator, kind: SurveyKind) -> Html:
    """Of each survey."""
    match kind:
        case SurveyKind.BASELINE:
            return t.say("📊 <b>Four questions to begin with</b>")
        case SurveyKind.PULSE:
            return t.say("📊 <b>Half-way: four questions</b>")
        case SurveyKind.CLOSING:
            return t.say("📊 <b>To end with: four questions</b>")


def _why(t: Translator, kind: SurveyKind) -> Html:
    match kind:
        case SurveyKind.BASELINE:
            return t.say("The same is asked at the end: so it shows what changes.")
        case SurveyKind.PULSE:
            return t.say("Four taps, and a sentence if you like: there is still time to change things.")
        case SurveyKind.CLOSING:
            return t.say("Four taps, and a sentence if you like: it shows what has changed since the beginning.")


def question(t: Translator, draft_id: int, survey: Survey, network: Network, step: str, slug: str) -> Message:
    """From 1 to 5. Before the first it is said who sees the answers."""
    number, words = int(step.removeprefix("q")), words_of(t, slug)
    return Message(
        paragraphs(
            lines(
                t.say(
                    "{heading} · {number} of {all}",
                    heading=heading(t, survey.kind),
                    number=number,
                    all=len(slugs_of(survey.kind)),
                ),
                Html.escape(network.name),
            ),
            t.say(
                "🔒 Coordination and facilitation read figures and sentences without names, and only from three "
                "answers on. It can be changed for 7 days."
            )
            if number == 1
            else None,
            Html("<b>{}</b>").format(words.question),
            t.say("1: {low} · 5: {high}", low=words.low, high=words.high),
        ),
        (tuple(Button(str(score), FormChosen(draft_id, step, str(score))) for score in SCORES),),
    )


def words_question(t: Translator, survey: Survey, network: Network, present: str) -> Message:
    """The last one, which can be skipped."""
    return Message(
        paragraphs(
            lines(heading(t, survey.kind), Html.escape(network.name)),
            t.say("At present: {words}", words=quoted(Html.escape(present))) if present else None,
            t.say("<b>Is there something to add, in one sentence?</b> It is read without your name."),
        )
    )


def own(t: Translator, survey: Survey, network: Network, answer: SurveyAnswer, until: datetime | None) -> Message:
    """What somebody has answered. until: as long as it can be changed."""
    change = (Button(t.label("✏️ Change"), SurveyChangeBegun(survey.id)),) if until is not None else ()
    asked = [slug for slug in slugs_of(survey.kind) if slug in answer.scores]
    return Message(
        paragraphs(
            lines(heading(t, survey.kind), Html.escape(network.name)),
            lines(*(Html("{} <b>{}</b>").format(words_of(t, slug).question, answer.scores[slug]) for slug in asked))
            or None,
            quoted(Html.escape(answer.words)) if answer.words else None,
            t.say("It can be changed until {day}.", day=day_of(t, until))
            if until is not None
            else t.say("It is counted. Thank you!"),
        ),
        (*((change,) if change else ()), (Button(t.label("🏙 My network"), NetworkOpened(network.id)),)),
    )


def nothing_open(t: Translator) -> Message:
    """There is no survey at present."""
    return Message(t.say("There are no questions open at present."), ((back_button(t),),))


def nothing_said(t: Translator, survey: Survey, network: Network, city: str | None) -> Message:
    """Left, or all of it skipped. city: named beside the hour."""
    until = moment(t, survey.closes_at, city=city)
    return Message(
        paragraphs(
            lines(heading(t, survey.kind), Html.escape(network.name)),
            t.say("Nothing is counted. It can be answered until {moment}.", moment=until),
        ),
        (
            (Button(t.label("📊 Answer in two minutes"), SurveyOpened(survey.id)),),
            (Button(t.label("🏙 My network"), NetworkOpened(network.id)),),
        ),
        subject=subject(survey),
    )


def too_late(t: Translator, network: Network) -> Message:
    """Left after the end."""
    return Message(is_over(t), ((Button(t.label("🏙 My network"), NetworkOpened(network.id)),),))


def saved(t: Translator) -> str:
    """The toast."""
    return t.plain("Saved. Thank you!")


def is_over(t: Translator) -> Html:
    """Too late."""
    return t.say("These questions are closed by now: the answers have been counted.")
