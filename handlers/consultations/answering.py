"""The pages of a member's answer: each press is saved, and shows the page as it stands then."""

from collections.abc import Callable
from dataclasses import replace

from actions.access import Answering, access_answering
from actions.consultations import saying
from actions.consultations.refusals import ConsultationClosed, EnoughWishes, NothingSaid
from actions.consultations.standing import asked_of, is_open
from actions.letters import last_subject, subject_of
from actions.refusals import EmptyText, Refused, StepPassed
from handlers.form import Answers, Form, Step, number_in, restart
from handlers.turn import Turn, cleaned
from store.consulted import is_respondent
from store.models import Draft
from texts import forms as form_texts
from texts.consultations import answering as texts
from texts.consultations import summing
from texts.consultations import welcome as welcome_texts
from texts.consultations.presses import (
    AnswerFinished,
    AnswerPageOpened,
    FieldLevelled,
    FieldMeasured,
    FieldWished,
    HourMarked,
    OptionMarked,
    TypedAsWords,
    WishUndone,
    WordsBegun,
    WordsRemoved,
)
from texts.consultations.questionnaire import Question, QuestionKind, question_named, questions_of
from texts.consultations.shown import Asked
from texts.menu import back_button
from texts.message import Message, plain_text
from texts.one_line import one_line

WORDS = "words"
SHOWN = "question:consultation:"  # the subject of a page: it tells to what a text was typed that no form asked for


def open_page(turn: Turn, press: AnswerPageOpened) -> Message:
    """One of them; somebody of the city who has come by no link reads first who will read it."""
    turn.check_private()
    answering = _answering(turn, press.member_id)
    has_agreed = answering.is_noting or is_respondent(turn.session, press.member_id, turn.member.id)
    if not has_agreed and is_open(answering.consultation, turn.now):
        ways = (back_button(turn.translator),)
        return welcome_texts.welcome_of_own(turn.translator, answering.consultation, answering.member, ways)
    return _shown(turn, answering, press.page)


def page_for(turn: Turn, member_id: int, page: str) -> Message:
    """As it stands now."""
    return _shown(turn, _answering(turn, member_id), page)


def _answering(turn: Turn, member_id: int) -> Answering:
    return access_answering(turn.session, turn.member, member_id)


def _shown(turn: Turn, answering: Answering, page: str) -> Message:
    shown = texts.page(turn.translator, asked_of(turn.session, turn.member, answering, turn.now), page)
    return replace(shown, subject=f"{SHOWN}{answering.member.id}:{page}")


def wish(turn: Turn, press: FieldWished) -> Message:
    """The next one."""
    answering = _begin(turn, press.member_id)
    try:
        saying.do_wish(turn.session, turn.member, answering, turn.now, press.field_id)
    except (EnoughWishes, ConsultationClosed) as refusal:
        turn.toast = plain_text(refusal.sentence(turn.translator))
    return _shown(turn, answering, _page_with(answering, QuestionKind.RANK))


def undo_wish(turn: Turn, press: WishUndone) -> Message:
    """The last one, as long as it is the one on the key."""
    answering = _begin(turn, press.member_id)
    _try(turn, lambda: saying.do_undo_wish(turn.session, turn.member, answering, turn.now, press.field_id))
    return _shown(turn, answering, _page_with(answering, QuestionKind.RANK))


def measure(turn: Turn, press: FieldMeasured) -> Message:
    """How much."""
    answering = _begin(turn, press.member_id)
    given = press.field_id, press.measure, press.value
    _try(turn, lambda: saying.do_measure(turn.session, turn.member, answering, turn.now, *given))
    return _shown(turn, answering, f"f{press.field_id}")


def level(turn: Turn, press: FieldLevelled) -> Message:
    """How far along."""
    answering = _begin(turn, press.member_id)
    _try(turn, lambda: saying.do_level(turn.session, turn.member, answering, turn.now, press.field_id, press.level))
    return _shown(turn, answering, f"f{press.field_id}")


def mark_hour(turn: Turn, press: HourMarked) -> Message:
    """It suits, or does not."""
    answering = _begin(turn, press.member_id)
    _try(
        turn,
        lambda: saying.do_mark_hour(turn.session, turn.member, answering, turn.now, press.hour, suits=press.suits),
    )
    return _shown(turn, answering, _page_with(answering, QuestionKind.HOURS))


def mark_option(turn: Turn, press: OptionMarked) -> Message:
    """Chosen, or no more."""
    answering = _begin(turn, press.member_id)
    given = press.question, press.option
    _try(
        turn,
        lambda: saying.do_mark_option(
            turn.session, turn.member, answering, turn.now, *given, is_chosen=press.is_chosen
        ),
    )
    return _shown(turn, answering, press.question)


def remove_words(turn: Turn, press: WordsRemoved) -> Message:
    """What was written is gone."""
    answering = _begin(turn, press.member_id)
    _try(turn, lambda: saying.do_write(turn.session, turn.member, answering, turn.now, press.question, ""))
    return _shown(turn, answering, press.question)


def finish(turn: Turn, press: AnswerFinished) -> Message:
    """Nothing is asked any more."""
    answering = _begin(turn, press.member_id)
    try:
        saying.do_finish(turn.session, turn.member, answering, now=turn.now)
    except (NothingSaid, ConsultationClosed) as refusal:
        turn.toast = plain_text(refusal.sentence(turn.translator))
        return _shown(turn, answering, _page_with(answering, QuestionKind.RANK))
    return summing.finished(turn.translator, asked_of(turn.session, turn.member, answering, turn.now))


def _begin(turn: Turn, member_id: int) -> Answering:
    """Only who has agreed before says anything, or who notes in the member's name."""
    turn.check_private()
    answering = _answering(turn, member_id)
    if not answering.is_noting and not is_respondent(turn.session, member_id, turn.member.id):
        raise StepPassed
    return answering


def _try(turn: Turn, deed: Callable[[], bool]) -> None:
    """Of a key from before the end: it says so, and the page below shows what was kept."""
    try:
        deed()
    except ConsultationClosed as refusal:
        turn.toast = plain_text(refusal.sentence(turn.translator))


def _page_with(answering: Answering, kind: QuestionKind) -> str:
    return next(one.id for one in questions_of(answering.consultation.questionnaire) if one.kind is kind)


def begin_words(turn: Turn, press: WordsBegun) -> Message:
    """To be typed."""
    answering = _begin(turn, press.member_id)
    if not is_open(answering.consultation, turn.now):
        return _shown(turn, answering, press.question)
    return restart(turn, FORM, f"{press.member_id}-{press.question}")


def ask_about_typed(turn: Turn) -> Message | None:
    """On the page that asks for words they are taken as they come; on the others it is asked what they are for."""
    shown = last_subject(turn.session, turn.place.id) or ""
    if not shown.startswith(SHOWN) or turn.incoming.attachment is not None or _replies_elsewhere(turn, shown):
        return None
    number, _, page = shown.removeprefix(SHOWN).partition(":")
    try:
        answering = _begin(turn, int(number))
    except Refused:  # the link was replaced meanwhile
        return None
    asked = asked_of(turn.session, turn.member, answering, turn.now)
    question = _worded(asked, page)
    if question is None or not asked.is_open:
        return None
    if page == question.id and question.id not in asked.replies:
        return _add(turn, answering, question, _take(turn, {}))  # behind what a colleague writes at this moment
    told = texts.typed(turn.translator, asked, question, reply_to=turn.incoming.message_id)
    return replace(told, subject=shown)  # what is typed next belongs to the same page


def _replies_elsewhere(turn: Turn, shown: str) -> bool:
    replied = turn.incoming.reply_to
    return replied is not None and subject_of(turn.session, turn.place.id, replied) != shown


def _worded(asked: Asked, page: str) -> Question | None:
    """The question that words answer, rather the one on the page."""
    worded = [one for one in asked.questions if one.kind is QuestionKind.TEXT]
    return next((one for one in worded if one.id == page), worded[0] if worded else None)


def take_typed(turn: Turn, press: TypedAsWords) -> Message:
    """What was typed on another page, without having to type it again."""
    answering, question = _about(turn, f"{press.member_id}-{press.question}")
    words = one_line(cleaned(turn.incoming.answered_text, saying.WORDS_LIMIT))
    if not words:
        raise EmptyText
    if not press.is_more:
        return _write(turn, answering, question, words)
    return _add(turn, answering, question, words)


def _add(turn: Turn, answering: Answering, question: Question, words: str) -> Message:
    _try(turn, lambda: saying.do_write_more(turn.session, turn.member, answering, turn.now, question.id, words))
    return _shown(turn, answering, question.id)


def _write(turn: Turn, answering: Answering, question: Question, words: str) -> Message:
    _try(turn, lambda: saying.do_write(turn.session, turn.member, answering, turn.now, question.id, words))
    return _shown(turn, answering, question.id)


def _known(turn: Turn, argument: str) -> Answers:
    answering, _ = _about(turn, argument)
    saying.check_open(answering, turn.now)
    return {}


def _about(turn: Turn, argument: str) -> tuple[Answering, Question]:
    member_id, _, question_id = argument.partition("-")
    answering = _begin(turn, number_in(member_id))
    question = question_named(answering.consultation.questionnaire, question_id)
    if question is None or question.kind is not QuestionKind.TEXT:
        raise StepPassed
    return answering, question


def _ask(turn: Turn, draft: Draft) -> Message:
    answering, question = _about(turn, draft.answers["argument"])
    return texts.words_question(turn.translator, asked_of(turn.session, turn.member, answering, turn.now), question)


def _take(turn: Turn, _answers: Answers) -> str:
    words = one_line(turn.text(saying.WORDS_LIMIT))
    if not words:
        raise EmptyText
    return words


def _finish(turn: Turn, answers: Answers) -> Message:
    answering, question = _about(turn, answers["argument"])
    saying.do_write(turn.session, turn.member, answering, turn.now, question.id, answers[WORDS])
    return _shown(turn, answering, question.id)


def _cancelled(turn: Turn, answers: Answers) -> Message:
    try:
        answering, question = _about(turn, answers["argument"])
    except Refused:  # the link was replaced meanwhile
        return form_texts.cancelled(turn.translator)
    return _shown(turn, answering, question.id)


FORM = Form(
    "consultation_words",
    texts.words_title,
    (Step(WORDS, _ask, take=_take),),
    _finish,
    known=_known,
    cancelled=_cancelled,
    leave=form_texts.back_label,
)
