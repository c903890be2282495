"""The questions of a network in their order, for coordinators; and all answers to one, for everybody in it."""

from actions import prompt_calendar as actions
from actions.access import access_prompt
from actions.prompt_results import do_publish_results
from actions.prompts import network_of
from actions.refusals import NotFound
from handlers import form
from handlers.feature import Feature
from handlers.form import Answers, Form, Step, number_in, typed
from handlers.planned_prompts import pressed, shown_page
from handlers.turn import Turn
from store.models import Draft, Prompt
from store.prompts import published_answers
from texts import prompt_calendar as texts
from texts import prompt_results
from texts.languages import Language
from texts.lists import page_within
from texts.message import Message
from texts.planned_prompts import OWN_LIMIT
from texts.prompt_calendar import (
    AskedPromptOpened,
    PlannedPromptMoved,
    PromptCalendarOpened,
    PromptLanguagesOpened,
    PromptResultsPublished,
    PromptTranslationBegun,
)


def open_calendar(turn: Turn, press: PromptCalendarOpened) -> Message:
    """Which question after which session."""
    network, entries = actions.calendar_of(turn.session, turn.member, press.network_id)
    return texts.calendar(turn.translator, network, entries, page_within(press.page, len(entries), texts.A_PAGE))


def open_asked(turn: Turn, press: AskedPromptOpened) -> Message:
    """Who has answered."""
    return texts.answering(turn.translator, actions.answering_of(turn.session, turn.member, press.prompt_id))


def publish_results(turn: Turn, press: PromptResultsPublished) -> Message:
    """All answers together, now."""
    do_publish_results(turn.session, turn.member, press.prompt_id, now=turn.now)
    turn.toast = texts.is_shown(turn.translator)
    return open_asked(turn, AskedPromptOpened(press.prompt_id))


def move(turn: Turn, press: PlannedPromptMoved) -> Message:
    """To another day."""
    prompt, network = actions.do_move(
        turn.session, turn.member, press.prompt_id, press.day, now=turn.now, pressed=pressed(turn)
    )
    turn.toast = texts.moved(turn.translator, prompt.due_at)
    return shown_page(turn, prompt, network)


def open_languages(turn: Turn, press: PromptLanguagesOpened) -> Message:
    """In which languages it is worded."""
    return _languages(turn, actions.access_worded(turn.session, turn.member, press.prompt_id))


def begin_translation(turn: Turn, press: PromptTranslationBegun) -> Message:
    """Asks for the words."""
    return form.restart(turn, TRANSLATION, f"{press.prompt_id}-{press.language}")


def follow_results_link(turn: Turn, number: str) -> Message:
    """From the digest."""
    prompt = access_prompt(turn.session, turn.member, number_in(number))
    answers = published_answers(turn.session, prompt.id)
    return prompt_results.page(turn.translator, prompt, network_of(turn.session, prompt), answers)


def _languages(turn: Turn, prompt: Prompt) -> Message:
    return texts.languages(turn.translator, prompt, actions.readers_of_other_languages(turn.session, prompt))


def _about(argument: str) -> tuple[int, Language]:
    number, _, language = argument.partition("-")
    if language not in list(Language):
        raise NotFound
    return number_in(number), Language(language)


def _known(turn: Turn, argument: str) -> Answers:
    actions.access_worded(turn.session, turn.member, _about(argument)[0])
    return {}


def _ask(turn: Turn, draft: Draft) -> Message:
    number, language = _about(draft.answers["argument"])
    prompt = actions.access_worded(turn.session, turn.member, number)
    return texts.words_question(turn.translator, prompt, language, OWN_LIMIT)


def _keep(turn: Turn, answers: Answers) -> Message:
    number, language = _about(answers["argument"])
    prompt = actions.do_translate(turn.session, turn.member, number, language, answers["text"], now=turn.now)
    return _languages(turn, prompt)


TRANSLATION = Form("prompt-in-language", texts.title, (Step("text", _ask, take=typed(OWN_LIMIT)),), _keep, known=_known)

FEATURE = Feature(
    presses={
        PromptCalendarOpened: open_calendar,
        AskedPromptOpened: open_asked,
        PromptResultsPublished: publish_results,
        PlannedPromptMoved: move,
        PromptLanguagesOpened: open_languages,
        PromptTranslationBegun: begin_translation,
    },
    forms=(TRANSLATION,),
    links={"results": follow_results_link},
)
