"""The question of the month: answered in private, published after a preview."""

from datetime import timedelta

from actions import prompts as actions
from actions.access import OWN, Voice, access_prompt, access_prompt_answer
from actions.behalf.refusals import SaidItself
from actions.refusals import NotFound, Refused
from handlers import form
from handlers.feature import Feature
from handlers.form import Answers, Form, Step, number_in, previewed, typed
from handlers.noted import FOR_CITY, numbers_in, with_way_back
from handlers.record_access import behind_link
from handlers.replies import ask_in_words, begin_to_answer, is_without_words, says_nothing, told_in_private
from handlers.turn import Turn
from store import drafts
from store import prompts as store
from store.memberships import city_by_id, membership_of
from store.models import Draft, FoundKind, Person, Prompt
from store.prompts import Answered
from texts import forms as form_texts
from texts.behalf.words import given_back, named
from texts.lists import page_within
from texts.message import Button, Message
from texts.prompts import pages as texts
from texts.prompts.pages import Standing
from texts.prompts.presses import (
    PromptAnswerBegun,
    PromptAnswersListed,
    PromptAnswerWithdrawn,
    PromptOpened,
    PromptsOpened,
    PromptWithdrawalAsked,
)

IN_THE_HUB = timedelta(days=40)


def show_prompts(turn: Turn, _press: PromptsOpened) -> Message:
    """The one open question, or which of several."""
    prompts = store.open_prompts(turn.session, turn.member.id, turn.now - IN_THE_HUB)
    if not prompts:
        raise NotFound
    if len(prompts) > 1:
        return texts.which_prompt(turn.translator, prompts)
    return _page(turn, prompts[0][0])


def show_prompt(turn: Turn, press: PromptOpened) -> Message:
    """One question, how many have answered, what can be done."""
    return _page(turn, access_prompt(turn.session, turn.member, press.prompt_id))


def follow_prompt_link(turn: Turn, number: str) -> Message:
    """From the card in a group: straight to the answer, or to what was answered."""
    prompt, _ = actions.access_answering(turn.session, turn.member, number_in(number))
    if actions.own_answer(turn.session, prompt, turn.member) is not None:
        return _page(turn, prompt)
    return begin_to_answer(turn, ANSWER, str(prompt.id))


def begin_answer(turn: Turn, press: PromptAnswerBegun) -> Message:
    """Asks for the answer."""
    actions.access_answering(turn.session, turn.member, press.prompt_id)
    return begin_to_answer(turn, ANSWER, str(press.prompt_id))


def take_reply(turn: Turn, prompt_id: int) -> Message | None:
    """A reply to the question is an answer like any other: its author sees the preview in private first."""
    if turn.incoming.edited or says_nothing(turn):
        return None  # what came first waits in the preview, where it can be changed
    return told_in_private(turn, lambda: _preview_of(turn, prompt_id))


def _preview_of(turn: Turn, prompt_id: int) -> Message | None:
    prompt, _ = actions.access_answering(turn.session, turn.member, prompt_id)
    if is_without_words(turn):
        return form_texts.again(texts.words_wanted(turn.translator), ask_in_words(turn, ANSWER, str(prompt.id)))
    lies = drafts.draft_of(turn.session, turn.member.id, ANSWER.name)
    if lies is not None and "text" in lies.answers:
        return _beside_what_lies(turn, prompt, lies)
    form.restart(turn, ANSWER, str(prompt.id))
    draft = drafts.draft_of(turn.session, turn.member.id, ANSWER.name)
    return None if draft is None else form.take(turn, ANSWER, draft)


def _beside_what_lies(turn: Turn, prompt: Prompt, lies: Draft) -> Message | None:
    """A reply never costs what was written before it: it is a paragraph more, until its author changes it."""
    if lies.answers["argument"] != str(prompt.id):
        return form.start(turn, ANSWER, str(prompt.id), brings_text=True)
    if lies.step == "text":
        return form.take(turn, ANSWER, lies)  # its author is about to change it
    together = f"{lies.answers['text']}\n\n{turn.text(texts.ANSWER_LIMIT)}"
    if len(together) > texts.ANSWER_LIMIT:
        return form_texts.again(texts.too_long_together(turn.translator), form.renew(turn, ANSWER, lies))
    lies.answers = {"argument": lies.answers["argument"], "text": together}
    return form_texts.taken_together(turn.translator, form.renew(turn, ANSWER, lies))


def list_answers(turn: Turn, press: PromptAnswersListed) -> Message:
    """A page of answers."""
    return _answers(turn, access_prompt(turn.session, turn.member, press.prompt_id), press.page)


def follow_answers_link(turn: Turn, number: str) -> Message:
    """From the card in a group, or the digest."""
    return _answers(turn, access_prompt(turn.session, turn.member, number_in(number)), 0)


def show_answer(turn: Turn, answer_id: int) -> Message:
    """A single answer, as somebody finds it who was not looking at the others."""
    answer, prompt = access_prompt_answer(turn.session, turn.member, answer_id)
    one = Answered(answer, turn.session.get_one(Person, answer.person_id), city_by_id(turn.session, answer.city_id))
    takes_part = membership_of(turn.session, turn.member.id, prompt.network_id) is not None
    return texts.answer_page(turn.translator, prompt, one, takes_part=takes_part)


def ask_whether_to_withdraw(turn: Turn, press: PromptWithdrawalAsked) -> Message:
    """Before an answer goes."""
    prompt = access_prompt(turn.session, turn.member, press.prompt_id)
    answer = actions.own_answer(turn.session, prompt, turn.member)
    if answer is None:
        raise NotFound
    return texts.whether_to_withdraw(turn.translator, prompt, answer.text)


def withdraw_answer(turn: Turn, press: PromptAnswerWithdrawn) -> Message:
    """It goes."""
    prompt = actions.do_withdraw_answer(turn.session, turn.member, press.prompt_id, now=turn.now)
    return texts.withdrawn(turn.translator, prompt)


def _page(turn: Turn, prompt: Prompt) -> Message:
    network = actions.network_of(turn.session, prompt)
    has_answered = actions.own_answer(turn.session, prompt, turn.member) is not None
    return texts.page(turn.translator, prompt, network, _standing(turn, prompt), has_answered=has_answered)


def _standing(turn: Turn, prompt: Prompt) -> Standing:
    answers = store.published_answers(turn.session, prompt.id)
    return Standing(len(answers), tuple(store.cities_that_answered(answers)))


def _answers(turn: Turn, prompt: Prompt, page: int) -> Message:
    answers = store.published_answers(turn.session, prompt.id)
    return texts.answers_page(
        turn.translator,
        prompt,
        answers,
        page_within(page, len(answers), texts.ANSWERS_A_PAGE),
        has_answered=actions.own_answer(turn.session, prompt, turn.member) is not None,
    )


def _ask_answer(turn: Turn, draft: Draft) -> Message:
    prompt, voice = _asked(turn, draft.answers)
    present = actions.own_answer(turn.session, prompt, turn.member, draft.answers.get(FOR_CITY, OWN))
    text = draft.answers.get("text") or ("" if present is None else present.text)
    return _named(turn, voice, texts.answer_question(turn.translator, prompt, text))


def _ask_preview(turn: Turn, draft: Draft) -> Message:
    prompt, voice = _asked(turn, draft.answers)
    seen = texts.preview(
        turn.translator, draft.id, prompt, draft.answers["text"], turn.member, voice.city, is_noted=voice.is_noting
    )
    return _named(turn, voice, seen)


def _named(turn: Turn, voice: Voice, question: Message) -> Message:
    return named(turn.translator, voice.city, question) if voice.is_noting else question


def _asked(turn: Turn, answers: Answers) -> tuple[Prompt, Voice]:
    noted = numbers_in(answers["argument"]) or (number_in(answers["argument"]), OWN)
    return actions.access_answering(turn.session, turn.member, *noted)


def _known(turn: Turn, argument: str) -> Answers:
    noted = numbers_in(argument)
    if noted is None:
        return {}
    actions.access_answering(turn.session, turn.member, *noted)
    return {FOR_CITY: noted[1]}


def _publish(turn: Turn, answers: Answers) -> Message:
    asked, voice = _asked(turn, answers)
    city_id = answers.get(FOR_CITY, OWN)
    try:
        prompt = actions.do_publish_answer(
            turn.session, turn.member, asked.id, answers["text"], now=turn.now, city_id=city_id
        )
    except SaidItself as refusal:
        given = given_back(turn.translator, refusal.sentence(turn.translator), answers["text"])
        return with_way_back(turn, voice.network.id, answers, given)
    told = texts.published(turn.translator, prompt, voice.network, _standing(turn, prompt))
    return with_way_back(turn, voice.network.id, answers, told)


def _left(turn: Turn, answers: Answers) -> Message:
    """Back to the question, which stays open."""
    turn.toast = form_texts.unchanged(turn.translator)
    try:
        prompt, voice = _asked(turn, answers)
        return with_way_back(turn, voice.network.id, answers, _page(turn, prompt))
    except Refused:  # closed meanwhile
        return form_texts.discarded(turn.translator)


def _hub_entry(turn: Turn) -> Button | None:
    is_open = bool(store.open_prompts(turn.session, turn.member.id, turn.now - IN_THE_HUB))
    return texts.hub_button(turn.translator) if is_open else None


ANSWER = Form(
    "prompt-answer",
    texts.form_title,
    (
        Step("text", _ask_answer, take=typed(texts.ANSWER_LIMIT)),
        Step(
            "preview", _ask_preview, choose=previewed("text", go_on=texts.PUBLISH, change=texts.EDIT), leads_back=True
        ),
    ),
    _publish,
    known=_known,
    is_draft=True,
    cancelled=_left,
)

FEATURE = Feature(
    presses={
        PromptsOpened: show_prompts,
        PromptOpened: show_prompt,
        PromptAnswerBegun: begin_answer,
        PromptAnswersListed: list_answers,
        PromptWithdrawalAsked: ask_whether_to_withdraw,
        PromptAnswerWithdrawn: withdraw_answer,
    },
    forms=(ANSWER,),
    links={
        "prompt": follow_prompt_link,
        "answers": follow_answers_link,
        "answer": behind_link(FoundKind.ANSWER, show_answer),
    },
    replies={"prompt": take_reply, "ask": take_reply},
    hub=(_hub_entry,),
)
