"""A delegate answers a survey, question by question, and may change it for a week."""

from actions.access import access_network, access_survey, prepares
from actions.refusals import EmptyText, Refused, StepPassed
from actions.surveys.answering import changes_until, check_open, do_answer
from actions.surveys.planning import current, is_current
from actions.surveys.refusals import SurveyOver
from handlers.form import Answers, Form, Step, go_on, number_in, restart
from handlers.turn import Turn
from store.drafts import draft_of
from store.memberships import city_for_clock
from store.models import City, Draft, Network, Role, Survey, SurveyKind
from store.surveys import answer_of
from texts import forms as form_texts
from texts.message import Button, Message, plain_text
from texts.one_line import one_line
from texts.surveys import asking
from texts.surveys.presses import OwnSurveyOpened, SurveyChangeBegun, SurveyOpened, own_key, results_key
from texts.surveys.questions import SCORES, slugs_of

STEPS = ("q1", "q2", "q3", "q4")


def network_keys(turn: Turn, network: Network) -> list[Button]:
    """From the page of a network: to its delegates' own, while something is asked; to what came of it for its staff."""
    membership = next((one for one, of in turn.networks if of.id == network.id), None)
    if membership is not None and prepares(membership):
        return [results_key(turn.translator, network.id)]
    is_delegate = membership is not None and membership.role is Role.DELEGATE and membership.city_id is not None
    is_asked = is_delegate and is_current(turn.session, network, turn.now)
    return [own_key(turn.translator, network.id)] if is_asked else []


def open_survey(turn: Turn, press: SurveyOpened) -> Message:
    """The first question, or what was answered."""
    turn.check_private()
    survey, network, _ = access_survey(turn.session, turn.member, press.survey_id)
    answer = answer_of(turn.session, survey.id, turn.member.id)
    if answer is None:
        return _begin_or_go_on(turn, str(survey.id))
    return asking.own(turn.translator, survey, network, answer, changes_until(answer, turn.now))


def _begin_or_go_on(turn: Turn, argument: str) -> Message:
    """What was tapped before is not asked twice."""
    begun = draft_of(turn.session, turn.member.id, FORM.name)
    if begun is None or begun.answers.get("argument") != argument:
        return restart(turn, FORM, argument)
    _known(turn, argument)
    return go_on(turn, FORM, begun)


def open_own(turn: Turn, press: OwnSurveyOpened) -> Message:
    """That of a network which is open now."""
    turn.check_private()
    _, network = access_network(turn.session, turn.member, press.network_id)
    survey = current(turn.session, network, turn.now)
    return asking.nothing_open(turn.translator) if survey is None else open_survey(turn, SurveyOpened(survey.id))


def begin_change(turn: Turn, press: SurveyChangeBegun) -> Message:
    """All of them once more."""
    turn.check_private()
    try:
        return restart(turn, FORM, str(press.survey_id))
    except SurveyOver as refusal:
        turn.toast = plain_text(refusal.sentence(turn.translator))
        return open_survey(turn, SurveyOpened(press.survey_id))


def follow_link(turn: Turn, number: str) -> Message:
    """`/start survey-4`, from a digest."""
    return open_survey(turn, SurveyOpened(number_in(number)))


def _known(turn: Turn, argument: str) -> Answers:
    survey, _, _ = access_survey(turn.session, turn.member, number_in(argument))
    check_open(turn.session, survey, turn.member, turn.now)
    return {"kind": survey.kind.value}


def _slug(answers: Answers, step: str) -> str | None:
    """What a step asks; None: the survey has fewer questions."""
    slugs, place = slugs_of(SurveyKind(answers["kind"])), STEPS.index(step)
    return slugs[place] if place < len(slugs) else None


def _asked(turn: Turn, draft: Draft) -> tuple[Survey, Network]:
    survey, network, _ = access_survey(turn.session, turn.member, number_in(draft.answers["argument"]))
    return survey, network


def _step(name: str) -> Step:
    def ask(turn: Turn, draft: Draft) -> Message:
        survey, network = _asked(turn, draft)
        return asking.question(turn.translator, draft.id, survey, network, name, _slug(draft.answers, name) or "")

    return Step(name, ask, choose=_score, when=lambda answers: _slug(answers, name) is not None, is_optional=True)


def _score(_turn: Turn, _answers: Answers, value: str) -> int:
    if value not in map(str, SCORES):
        raise StepPassed
    return int(value)


def _ask_words(turn: Turn, draft: Draft) -> Message:
    survey, network = _asked(turn, draft)
    answer = answer_of(turn.session, survey.id, turn.member.id)
    return asking.words_question(turn.translator, survey, network, "" if answer is None else answer.words)


def _take_words(turn: Turn, _answers: Answers) -> str:
    words = one_line(turn.text(asking.WORDS_LIMIT))
    if not words:
        raise EmptyText
    return words


def _finish(turn: Turn, answers: Answers) -> Message:
    survey, network, city = access_survey(turn.session, turn.member, number_in(answers["argument"]))
    scores = {slug: answers[step] for step in STEPS if (slug := _slug(answers, step)) and answers.get(step) is not None}
    words = answers.get(asking.WORDS) or ""
    if not scores and not words:
        return _nothing_said(turn, survey, network, city)
    answer = do_answer(turn.session, turn.member, survey, city, scores, words, now=turn.now)
    turn.toast = asking.saved(turn.translator)
    return asking.own(turn.translator, survey, network, answer, changes_until(answer, turn.now))


def _left(turn: Turn, answers: Answers) -> Message:
    try:
        survey, network, city = access_survey(turn.session, turn.member, number_in(answers["argument"]))
    except Refused:  # of a network that the person has left meanwhile
        return form_texts.cancelled(turn.translator)
    answer = answer_of(turn.session, survey.id, turn.member.id)
    if answer is None and turn.now >= survey.closes_at:
        return asking.too_late(turn.translator, network)
    if answer is None:
        return _nothing_said(turn, survey, network, city)
    return asking.own(turn.translator, survey, network, answer, changes_until(answer, turn.now))


def _nothing_said(turn: Turn, survey: Survey, network: Network, city: City) -> Message:
    return asking.nothing_said(turn.translator, survey, network, city_for_clock(turn.session, turn.member, city))


FORM = Form(
    "survey",
    asking.title,
    (*map(_step, STEPS), Step(asking.WORDS, _ask_words, take=_take_words, is_optional=True)),
    _finish,
    known=_known,
    cancelled=_left,
    closes=True,
)
