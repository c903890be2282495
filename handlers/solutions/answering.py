"""Solutions: by a button, or by replying to the card of a challenge."""

from collections import Counter
from dataclasses import replace

from actions import solutions as actions
from actions.access import (
    OWN,
    access_asked_challenge,
    access_challenge,
    access_own_solution,
    access_solution,
    access_worded_solution,
    is_of_city,
    may_word,
    owns,
)
from actions.attachments.taking import do_attach_all
from actions.challenges import OutcomeSaid, do_mark_outcome
from actions.refusals import NotFound, StepPassed
from actions.signing import signed, signed_all
from handlers.adoptions.showing import with_adopters
from handlers.attached import files_kept, with_attached, words_with_file
from handlers.changing import change_form
from handlers.form import Answers, Form, GoTo, Over, Step, With, number_in, restart, typed
from handlers.noted import FOR_CITY, city_noted, numbers_in, with_way_back
from handlers.proposals.choosing import with_agreed_key
from handlers.replies import begin_to_answer
from handlers.turn import Turn
from store.challenges import answers_counted
from store.memberships import city_by_id, membership_of
from store.models import Challenge, City, Draft, Solution
from store.solutions import count_to_draw_from, place_of, solutions_of
from texts import forms as form_texts
from texts.attachments.shown import line as attached_line
from texts.behalf.words import named
from texts.challenges.card import marked, said_otherwise
from texts.lists import page_within
from texts.message import Message, paragraphs, quoted
from texts.solutions import asking as texts
from texts.solutions import pages
from texts.solutions import told as told_texts
from texts.solutions.presses import (
    AnswerRated,
    QuestionMeant,
    SolutionChangeAsked,
    SolutionOpened,
    SolutionsListed,
    SolutionWithdrawalAsked,
    SolutionWithdrawn,
)


def answer_challenge(turn: Turn, challenge_id: int) -> Message:
    """The question, below the problem."""
    actions.access_answering(turn.session, turn.member, challenge_id)
    return begin_to_answer(turn, FORM, str(challenge_id))


def list_solutions(turn: Turn, press: SolutionsListed) -> Message:
    """A page of the answers to a challenge."""
    challenge = access_challenge(turn.session, turn.member, press.challenge_id)
    number = answers_counted(turn.session, challenge.id)
    page = page_within(press.page, number, pages.PAGE)
    offered = solutions_of(turn.session, challenge.id, offset=page * pages.PAGE, limit=pages.PAGE)
    signed_here = signed_all(turn.session, [solution for solution, _, _ in offered])
    return pages.solution_list(turn.translator, challenge, signed_here, number=number, page=page)


def show_solution(turn: Turn, press: SolutionOpened) -> Message:
    """One answer as a whole."""
    solution = access_solution(turn.session, turn.member, press.solution_id)
    challenge = _challenge_of(turn, solution)
    membership = membership_of(turn.session, turn.member.id, challenge.network_id)
    is_own = owns(turn.session, turn.member, solution)
    whose = signed(turn.session, solution)
    if membership is None:
        whose = replace(whose, drawn=None)  # let in to this challenge, and to nothing else of its network
    shown = pages.detail(
        turn.translator,
        challenge,
        whose,
        page=place_of(turn.session, solution) // pages.PAGE,
        is_own=is_own,
        may_word=may_word(turn.session, turn.member, solution),
        may_draw=count_to_draw_from(turn.session, challenge.network_id) > 0,
        may_take_over=solution.noted_by is not None and is_of_city(membership, solution.city_id),
    )
    shown = with_attached(turn, solution, shown)
    if is_own:
        shown = with_agreed_key(turn, challenge, solution, shown)
    return with_adopters(turn, shown, solution)


def show_shared(turn: Turn, solution_id: int) -> Message:
    """The answer as somebody finds it who was not looking at a list."""
    return show_solution(turn, SolutionOpened(solution_id))


def rate_answer(turn: Turn, press: AnswerRated) -> Message:
    """The asker says what it has brought."""
    solution = access_solution(turn.session, turn.member, press.solution_id)
    challenge, is_noting = access_asked_challenge(turn.session, turn.member, solution.challenge_id)
    noted_by = turn.member.id if is_noting else None
    turn.toast = marked(turn.translator, press.outcome)
    try:
        do_mark_outcome(
            turn.session, challenge, press.outcome, turn.now, through=solution, noted_by=noted_by, seen=press.seen
        )
    except OutcomeSaid:
        turn.toast = said_otherwise(turn.translator)
    told = actions.arrived(turn.session, turn.translator, challenge, solution)
    return replace(told, subject=actions.subject_of(solution))


def ask_for_new_text(turn: Turn, press: SolutionChangeAsked) -> Message:
    """The form of one question; a change that was begun before gives way."""
    access_worded_solution(turn.session, turn.member, press.solution_id)
    return restart(turn, CHANGE_FORM, str(press.solution_id))


def ask_whether_to_withdraw(turn: Turn, press: SolutionWithdrawalAsked) -> Message:
    """Really?"""
    solution = access_own_solution(turn.session, turn.member, press.solution_id)
    return pages.whether_to_withdraw(turn.translator, solution)


def withdraw(turn: Turn, press: SolutionWithdrawn) -> Message:
    """Taken back."""
    solution = access_own_solution(turn.session, turn.member, press.solution_id)
    actions.do_withdraw_solution(turn.session, solution, turn.now, by=turn.member)
    return pages.withdrawn(turn.translator, _challenge_of(turn, solution))


def pass_on_as_question(turn: Turn, press: QuestionMeant) -> Message:
    """Who answered meant to ask."""
    solution = access_own_solution(turn.session, turn.member, press.solution_id)
    actions.do_pass_on_as_question(turn.session, solution, turn.now)
    return told_texts.passed_on(turn.translator, _challenge_of(turn, solution), solution)


def _challenge_of(turn: Turn, solution: Solution) -> Challenge:
    return turn.session.get_one(Challenge, solution.challenge_id)


def _asked(turn: Turn, answers: Answers) -> tuple[Challenge, City | None]:
    """Which challenge is answered, and in whose name where it is not one's own."""
    noted = numbers_in(answers["argument"])
    challenge_id = number_in(answers["argument"]) if noted is None else noted[0]
    challenge = access_challenge(turn.session, turn.member, challenge_id)
    return challenge, city_noted(turn, challenge.network_id, answers)


def _ask(turn: Turn, draft: Draft) -> Message:
    challenge, city = _asked(turn, draft.answers)
    question = texts.solution_question(turn.translator, challenge, city_by_id(turn.session, challenge.city_id))
    present = draft.answers.get("text")
    return named(turn.translator, city, texts.new_text_question(turn.translator, present) if present else question)


def _preview(turn: Turn, draft: Draft) -> Message:
    challenge, city = _asked(turn, draft.answers)
    told = texts.preview(turn.translator, draft.id, challenge, draft.answers["text"])
    attached = attached_line(turn.translator, Counter(file.kind for file in files_kept(draft.answers)))
    return named(turn.translator, city, replace(told, text=paragraphs(told.text, attached)))


def _choose(turn: Turn, answers: Answers, value: str) -> str | GoTo | Over:
    if value not in (texts.CHANGE, texts.PUBLISH):
        raise StepPassed
    over = _withdrawn_meanwhile(turn, answers, answers["text"])
    return over or (GoTo("text") if value == texts.CHANGE else value)


def _publish(turn: Turn, answers: Answers) -> Message:
    challenge, city = _asked(turn, answers)
    city_id = OWN if city is None else city.id
    actions.access_answering(turn.session, turn.member, challenge.id, city_id)
    solution = actions.do_answer_challenge(
        turn.session, turn.member, challenge, answers["text"], now=turn.now, city_id=city_id
    )
    do_attach_all(turn.session, turn.member, solution, files_kept(answers), now=turn.now)
    may_draw = count_to_draw_from(turn.session, challenge.network_id) > 0
    kept = told_texts.kept(turn.translator, challenge, solution, may_draw=may_draw)
    told = with_attached(turn, solution, kept)
    return with_way_back(turn, challenge.network_id, answers, told)


def _take(turn: Turn, answers: Answers) -> str | With | Over:
    taken = words_with_file(turn, answers, texts.LIMIT)
    text = taken if isinstance(taken, str) else taken.value
    return _withdrawn_meanwhile(turn, answers, text) or taken


def _withdrawn_meanwhile(turn: Turn, answers: Answers, text: str) -> Over | None:
    """Nothing is to be answered any more; what was written is given back."""
    try:
        _asked(turn, answers)
    except NotFound:
        return Over(texts.withdrawn_meanwhile(turn.translator, text))
    return None


def _known(turn: Turn, argument: str) -> Answers:
    noted = numbers_in(argument)
    if noted is not None:
        actions.access_answering(turn.session, turn.member, *noted)
        return {FOR_CITY: noted[1]}
    actions.access_answering(turn.session, turn.member, number_in(argument))
    return {}


def _changed(turn: Turn, answers: Answers) -> Solution:
    return access_worded_solution(turn.session, turn.member, number_in(answers["argument"]))


def _change(turn: Turn, answers: Answers) -> Message:
    solution = _changed(turn, answers)
    actions.do_take_over(turn.session, turn.member, solution, turn.now)
    actions.do_change_solution(turn.session, solution, answers["text"], turn.now)
    return show_solution(turn, SolutionOpened(solution.id))


FORM = Form(
    name="solution",
    title=texts.form_title,
    known=_known,
    steps=(Step("text", _ask, take=_take), Step("preview", _preview, choose=_choose, leads_back=True)),
    finish=_publish,
    is_draft=True,
    cancelled=lambda turn, _answers: form_texts.discarded(turn.translator),
)

CHANGE_FORM = change_form(
    "change_solution",
    texts.change_title,
    ask=lambda turn, answers: texts.new_text_question(turn.translator, _changed(turn, answers).text),
    take=typed(texts.LIMIT),
    render=lambda _turn, answers: quoted(answers["text"]),
    change=_change,
    show=lambda turn, answers: show_solution(turn, SolutionOpened(_changed(turn, answers).id)),
)
