"""Writing down what was told in a voice note: two questions, the title, and how it will read."""

from dataclasses import replace

from actions.attachments.speaking import Told, access_unwritten, do_write
from actions.refusals import StepPassed
from handlers.attachments.records import argument_of, named_in, page_of
from handlers.form import Answers, Form, Step, start, typed
from handlers.turn import Turn
from store.models import AttachedTo, Draft
from texts import forms as form_texts
from texts import sharing as sharing_texts
from texts.attachments import speaking as texts
from texts.attachments.presses import WritingBegun
from texts.challenges import questions as challenge_texts
from texts.experiences import words as experience_texts
from texts.message import Html, Message


def begin(turn: Turn, press: WritingBegun) -> Message:
    """The first question; one that lies unfinished is gone on with."""
    access_unwritten(turn.session, turn.member, press.about, press.about_id)
    return start(turn, FORM, argument_of(press.about, press.about_id))


def _record(turn: Turn, answers: Answers) -> Told:
    return access_unwritten(turn.session, turn.member, *named_in(answers["argument"]))


def _is_challenge(answers: Answers) -> bool:
    return named_in(answers["argument"])[0] is AttachedTo.CHALLENGE


def _ask_first(turn: Turn, draft: Draft) -> Message:
    _record(turn, draft.answers)
    is_challenge = _is_challenge(draft.answers)
    ask = challenge_texts.problem_question if is_challenge else experience_texts.done_question
    return ask(turn.translator)


def _ask_second(turn: Turn, draft: Draft) -> Message:
    if not _is_challenge(draft.answers):
        return experience_texts.regret_question(turn.translator)
    question = challenge_texts.tried_question(turn.translator, draft.id)
    return replace(question, rows=((texts.nothing_tried_key(turn.translator, draft.id, "second"),),))


def _choose_nothing(_turn: Turn, answers: Answers, value: str) -> str:
    if value != sharing_texts.NOTHING or not _is_challenge(answers):
        raise StepPassed
    return ""


def _ask_title(turn: Turn, draft: Draft) -> Message:
    proposed = sharing_texts.title_from(draft.answers["first"])
    present = _record(turn, draft.answers).title
    return texts.new_title_question(turn.translator, draft.id, proposed, present)


def _take_title(turn: Turn, _answers: Answers) -> str:
    return " ".join(turn.text(sharing_texts.TITLE_LIMIT).split())


def _choose_title(turn: Turn, answers: Answers, value: str) -> str:
    titles = {
        texts.USE_TITLE: sharing_texts.title_from(answers["first"]),
        texts.KEEP_TITLE: _record(turn, answers).title,
    }
    if value not in titles:
        raise StepPassed
    return titles[value]


def _preview(turn: Turn, draft: Draft) -> Message:
    return texts.preview(turn.translator, draft.id, _body(turn, draft.answers))


def _body(turn: Turn, answers: Answers) -> Html:
    body = challenge_texts.body if _is_challenge(answers) else experience_texts.body
    return body(turn.translator, answers["title"], answers["first"], answers["second"])


def _choose_to_save(_turn: Turn, _answers: Answers, value: str) -> str:
    if value != sharing_texts.SAVE:
        raise StepPassed
    return value


def _write(turn: Turn, answers: Answers) -> Message:
    record = _record(turn, answers)
    do_write(turn.session, record, answers["first"], answers["second"], answers["title"], now=turn.now)
    return page_of(turn, *named_in(answers["argument"]))


def _known(turn: Turn, argument: str) -> Answers:
    _record(turn, {"argument": argument})
    return {}


FORM = Form(
    name="voice_words",
    title=texts.form_title,
    known=_known,
    steps=(
        Step("first", _ask_first, take=typed(sharing_texts.TEXT_LIMIT)),
        Step("second", _ask_second, take=typed(sharing_texts.TEXT_LIMIT), choose=_choose_nothing),
        Step("title", _ask_title, take=_take_title, choose=_choose_title),
        Step("preview", _preview, choose=_choose_to_save),
    ),
    finish=_write,
    is_draft=True,
    cancelled=lambda turn, _answers: form_texts.discarded(turn.translator),
)
