"""The question of the month before it goes out, for coordinators."""

from dataclasses import replace

from actions import planned_prompts as actions
from actions.prompt_calendar import days_around, readers_of_other_languages
from handlers import form
from handlers.feature import Feature
from handlers.form import Answers, Form, Step, number_in, previewed, typed
from handlers.turn import Turn
from store.models import Draft, Network, Prompt
from texts import forms as form_texts
from texts import planned_prompts as texts
from texts.lists import page_within
from texts.message import Message, paragraphs
from texts.planned_prompts import (
    OwnPromptBegun,
    PlannedPromptChosen,
    PlannedPromptOpened,
    PlannedPromptResumed,
    PlannedPromptSkipped,
    PlannedPromptsListed,
)
from texts.prompt_calendar import planned_keys, read_by_others


def open_planned(turn: Turn, press: PlannedPromptOpened) -> Message:
    """Which question, and when."""
    return shown_page(turn, *actions.access_planned(turn.session, turn.member, press.prompt_id))


def list_others(turn: Turn, press: PlannedPromptsListed) -> Message:
    """What else could be asked."""
    prompt, _ = actions.access_planned(turn.session, turn.member, press.prompt_id)
    slugs = actions.others_for(turn.session, prompt)
    return texts.others(turn.translator, prompt, slugs, page_within(press.page, len(slugs), texts.A_PAGE))


def choose_other(turn: Turn, press: PlannedPromptChosen) -> Message:
    """That one, shown as it will be asked."""
    changed = actions.do_choose(
        turn.session, turn.member, press.prompt_id, press.slug, now=turn.now, pressed=pressed(turn)
    )
    turn.toast = texts.changed(turn.translator)
    return shown_page(turn, *changed)


def skip(turn: Turn, press: PlannedPromptSkipped) -> Message:
    """None this time."""
    return _skipped(turn, press.prompt_id, skipped=True)


def resume(turn: Turn, press: PlannedPromptResumed) -> Message:
    """It is asked after all."""
    return _skipped(turn, press.prompt_id, skipped=False)


def begin_own(turn: Turn, press: OwnPromptBegun) -> Message:
    """Asks for the words."""
    return form.restart(turn, OWN, str(press.prompt_id))


def _skipped(turn: Turn, prompt_id: int, *, skipped: bool) -> Message:
    changed = actions.do_skip(
        turn.session, turn.member, prompt_id, skipped=skipped, now=turn.now, pressed=pressed(turn)
    )
    return shown_page(turn, *changed)


def shown_page(turn: Turn, prompt: Prompt, network: Network) -> Message:
    """As it is to come, with all that can be done about it."""
    page = texts.page(turn.translator, prompt, network)
    around = days_around(turn.session, prompt, network, turn.now)
    rows = (*page.rows[:-1], *planned_keys(turn.translator, prompt, *around), page.rows[-1])
    others = read_by_others(turn.translator, prompt, readers_of_other_languages(turn.session, prompt))
    return replace(page, text=paragraphs(page.text, others), rows=rows, subject=actions.subject_of(prompt))


def pressed(turn: Turn) -> tuple[int, int]:
    """The copy that the answer to the press edits itself."""
    return turn.place.id, turn.incoming.message_id


def _known(turn: Turn, argument: str) -> Answers:
    actions.access_planned(turn.session, turn.member, number_in(argument))
    return {}


def _ask_text(turn: Turn, _draft: Draft) -> Message:
    return texts.own_question(turn.translator)


def _ask_preview(turn: Turn, draft: Draft) -> Message:
    return texts.preview(turn.translator, draft.id, draft.answers["text"])


def _keep(turn: Turn, answers: Answers) -> Message:
    prompt_id = number_in(answers["argument"])
    changed = actions.do_write(turn.session, turn.member, prompt_id, answers["text"], now=turn.now)
    turn.toast = texts.changed(turn.translator)
    return shown_page(turn, *changed)


OWN = Form(
    "own-prompt",
    texts.form_title,
    (
        Step("text", _ask_text, take=typed(texts.OWN_LIMIT)),
        Step("preview", _ask_preview, choose=previewed("text", go_on=texts.KEEP, change=texts.EDIT), leads_back=True),
    ),
    _keep,
    known=_known,
    is_draft=True,
    cancelled=lambda turn, _answers: form_texts.discarded(turn.translator),
)

FEATURE = Feature(
    presses={
        PlannedPromptOpened: open_planned,
        PlannedPromptsListed: list_others,
        PlannedPromptChosen: choose_other,
        PlannedPromptSkipped: skip,
        PlannedPromptResumed: resume,
        OwnPromptBegun: begin_own,
    },
    forms=(OWN,),
)
