"""Solutions: by a button, or by replying to the card of a challenge."""

from dataclasses import replace

from actions import solutions as actions
from actions.access import (
    OWN,
    access_asked_challenge,
    access_challenge,
    access_own_solution,
    access_solution,
    is_of_city,
    owns,
)
from actions.challenges import OutcomeSaid, do_mark_outcome
from actions.refusals import StepPassed
from handlers.changing import change_form
from handlers.feature import Feature
from handlers.form import Answers, Form, GoTo, Step, number_in, restart, typed
from handlers.noted import FOR_CITY, city_noted, numbers_in, with_way_back
from handlers.record_access import behind_link
from handlers.replies import ask_in_words, begin_to_answer, is_without_words, says_nothing, told_in_private
from handlers.turn import Turn
from store.challenges import answers_counted
from store.memberships import city_by_id, membership_of
from store.models import Challenge, City, Draft, FoundKind, Person, Solution
from store.solutions import place_of, solutions_of
from texts import forms as form_texts
from texts import solutions as texts
from texts.behalf.words import named
from texts.challenges.card import marked, said_otherwise
from texts.lists import page_within
from texts.message import Message, quoted
from texts.solutions import (
    AnswerRated,
    QuestionMeant,
    SolutionBegun,
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
    page = page_within(press.page, number, texts.PAGE)
    offered = solutions_of(turn.session, challenge.id, offset=page * texts.PAGE, limit=texts.PAGE)
    return texts.solution_list(turn.translator, challenge, offered, number=number, page=page)


def show_solution(turn: Turn, press: SolutionOpened) -> Message:
    """One answer as a whole."""
    solution = access_solution(turn.session, turn.member, press.solution_id)
    challenge = _challenge_of(turn, solution)
    membership = membership_of(turn.session, turn.member.id, challenge.network_id)
    return texts.detail(
        turn.translator,
        challenge,
        solution,
        turn.session.get_one(Person, solution.person_id),
        city_by_id(turn.session, solution.city_id),
        page=place_of(turn.session, solution) // texts.PAGE,
        is_own=owns(turn.session, turn.member, solution),
        may_take_over=solution.noted_by is not None and is_of_city(membership, solution.city_id),
    )


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
    author = turn.session.get_one(Person, solution.person_id)
    city = city_by_id(turn.session, solution.city_id)
    told = texts.answer_arrived(turn.translator, challenge, solution, author, city)
    return replace(told, subject=actions.subject_of(solution))


def ask_for_new_text(turn: Turn, press: SolutionChangeAsked) -> Message:
    """The form of one question; a change that was begun before gives way."""
    access_own_solution(turn.session, turn.member, press.solution_id)
    return restart(turn, CHANGE_FORM, str(press.solution_id))


def ask_whether_to_withdraw(turn: Turn, press: SolutionWithdrawalAsked) -> Message:
    """Really?"""
    solution = access_own_solution(turn.session, turn.member, press.solution_id)
    return texts.whether_to_withdraw(turn.translator, solution)


def withdraw(turn: Turn, press: SolutionWithdrawn) -> Message:
    """Taken back."""
    solution = access_own_solution(turn.session, turn.member, press.solution_id)
    actions.do_withdraw_solution(turn.session, solution, turn.now, by=turn.member)
    return texts.withdrawn(turn.translator, _challenge_of(turn, solution))


def pass_on_as_question(turn: Turn, press: QuestionMeant) -> Message:
    """Who answered meant to ask."""
    solution = access_own_solution(turn.session, turn.member, press.solution_id)
    actions.do_pass_on_as_question(turn.session, solution, turn.now)
    return texts.passed_on(turn.translator, _challenge_of(turn, solution), solution)


def keep_reply(turn: Turn, challenge_id: int) -> Message | None:
    """A reply to the card is a solution."""
    return told_in_private(turn, lambda: _kept(turn, challenge_id))


def _kept(turn: Turn, challenge_id: int) -> Message | None:
    challenge = actions.access_answering(turn.session, turn.member, challenge_id)
    reply = (turn.place.id, turn.incoming.message_id)
    earlier = actions.kept_reply(turn.session, turn.member, *reply)
    if says_nothing(turn):
        return None
    if is_without_words(turn):
        return _ask_in_words(turn, challenge)
    text = turn.text(texts.LIMIT)
    if not any(letter.isalnum() for letter in text):
        return None if not turn.place.is_private else _ask_in_words(turn, challenge)  # a thumb is talk
    if earlier is not None:
        actions.do_change_solution(turn.session, earlier, text, turn.now)
        return None
    solution = actions.do_answer_challenge(turn.session, turn.member, challenge, text, now=turn.now, reply=reply)
    return texts.kept(turn.translator, challenge, solution)


def _ask_in_words(turn: Turn, challenge: Challenge) -> Message | None:
    """What was said or shown cannot be kept: the question is put in private, and what is written there answers it."""
    if turn.incoming.edited:
        return None
    question = ask_in_words(turn, FORM, str(challenge.id))
    return form_texts.again(texts.words_wanted(turn.translator, challenge), question)


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
    return named(turn.translator, city, texts.preview(turn.translator, draft.id, challenge, draft.answers["text"]))


def _choose(_turn: Turn, _answers: Answers, value: str) -> str | GoTo:
    if value == texts.CHANGE:
        return GoTo("text")
    if value != texts.PUBLISH:
        raise StepPassed
    return value


def _publish(turn: Turn, answers: Answers) -> Message:
    challenge, city = _asked(turn, answers)
    city_id = OWN if city is None else city.id
    actions.access_answering(turn.session, turn.member, challenge.id, city_id)
    solution = actions.do_answer_challenge(
        turn.session, turn.member, challenge, answers["text"], now=turn.now, city_id=city_id
    )
    return with_way_back(turn, challenge.network_id, answers, texts.kept(turn.translator, challenge, solution))


def _known(turn: Turn, argument: str) -> Answers:
    noted = numbers_in(argument)
    if noted is not None:
        actions.access_answering(turn.session, turn.member, *noted)
        return {FOR_CITY: noted[1]}
    actions.access_answering(turn.session, turn.member, number_in(argument))
    return {}


def _changed(turn: Turn, answers: Answers) -> Solution:
    return access_own_solution(turn.session, turn.member, number_in(answers["argument"]))


def _change(turn: Turn, answers: Answers) -> Message:
    solution = _changed(turn, answers)
    actions.do_take_over(turn.session, turn.member, solution, turn.now)
    actions.do_change_solution(turn.session, solution, answers["text"], turn.now)
    return show_solution(turn, SolutionOpened(solution.id))


FORM = Form(
    name="solution",
    title=texts.form_title,
    known=_known,
    steps=(Step("text", _ask, take=typed(texts.LIMIT)), Step("preview", _preview, choose=_choose)),
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

FEATURE = Feature(
    presses={
        SolutionBegun: lambda turn, press: answer_challenge(turn, press.challenge_id),
        SolutionsListed: list_solutions,
        SolutionOpened: show_solution,
        AnswerRated: rate_answer,
        QuestionMeant: pass_on_as_question,
        SolutionChangeAsked: ask_for_new_text,
        SolutionWithdrawalAsked: ask_whether_to_withdraw,
        SolutionWithdrawn: withdraw,
    },
    forms=(FORM, CHANGE_FORM),
    links={
        "solution": behind_link(FoundKind.SOLUTION, show_shared),
        "solve": lambda turn, number: answer_challenge(turn, int(number or 0)),
    },
    replies={"challenge": keep_reply},
)
