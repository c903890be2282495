"""Somebody of a city who has no Telegram, and what its people offer and need."""

from collections.abc import Callable

from actions.access import access_noting
from actions.behalf.people import do_enter_person
from actions.handovers.standing import titular_of
from actions.helps import access_noted_helps, do_note_helps
from actions.refusals import StepPassed
from actions.registration import NAME_LIMIT, POST_LIMIT, checked_line
from handlers.commitments.showing import check_private
from handlers.form import Answers, Form, Step, number_in, restart, start
from handlers.helps import things_from_text
from handlers.noted import FOR_CITY, argument_for, left, numbers_in, with_way_back
from handlers.turn import Turn
from store.helps import helps_of
from store.models import City, Draft, HelpKind, Network, Role
from store.network import members_for
from texts import forms as form_texts
from texts import helps as helps_texts
from texts.behalf import asking
from texts.behalf.presses import HelpsNotingBegun, PersonNotingBegun
from texts.message import Button, Message
from texts.translator import Translator

MOST_PEOPLE = 3
STEPS = {"offers": HelpKind.OFFER, "needs": HelpKind.NEED}


def people_keys(turn: Turn, network: Network, city: City) -> list[Button]:
    """First those without Telegram: nobody else writes it for them."""
    people = [
        (membership, person)
        for membership, person in members_for(turn.session, network.id, city.id)
        if membership.role is Role.DELEGATE
    ]
    people.sort(key=lambda one: one[1].telegram_id is not None)
    return [
        *(asking.helps_key(turn.translator, membership.id, person) for membership, person in people[:MOST_PEOPLE]),
        asking.person_key(turn.translator, network, city),
    ]


def begin_person(turn: Turn, press: PersonNotingBegun) -> Message:
    """Asks for the name."""
    check_private(turn)
    return start(turn, PERSON, argument_for(press.network_id, press.city_id))


def begin_helps(turn: Turn, press: HelpsNotingBegun) -> Message:
    """Asks for what they offer."""
    check_private(turn)
    return restart(turn, HELPS, str(press.membership_id))


def _place(turn: Turn, argument: str) -> tuple[Network, City]:
    numbers = numbers_in(argument)
    if numbers is None:
        raise StepPassed
    return access_noting(turn.session, turn.member, *numbers)


def _known(turn: Turn, argument: str) -> Answers:
    return {FOR_CITY: _place(turn, argument)[1].id}


def _ask(question: Callable[[Translator, City], Message]) -> Callable[[Turn, Draft], Message]:
    return lambda turn, draft: question(turn.translator, _place(turn, draft.answers["argument"])[1])


def _ask_agreement(turn: Turn, draft: Draft) -> Message:
    _, city = _place(turn, draft.answers["argument"])
    name, post = draft.answers["name"], draft.answers["post"] or ""
    return asking.agreement_question(turn.translator, draft.id, city, name, post)


def _agree(_turn: Turn, _answers: Answers, value: str) -> str:
    if value != asking.AGREED:
        raise StepPassed
    return value


def _enter(turn: Turn, answers: Answers) -> Message:
    network, city = _place(turn, answers["argument"])
    name, post = answers["name"], answers["post"] or ""
    membership, network, city = do_enter_person(
        turn.session, turn.member, network.id, city.id, name=name, post=post, now=turn.now
    )
    is_titular = titular_of(turn.session, membership) == membership.id
    return asking.entered(turn.translator, network, city, membership.id, name, is_titular=is_titular)


def _left(turn: Turn, answers: Answers) -> Message:
    return left(turn, answers, lambda: _place(turn, answers["argument"])[0].id)


def _ask_things(step: str, question: Callable[[Translator], Message]) -> Callable[[Turn, Draft], Message]:
    def ask(turn: Turn, draft: Draft) -> Message:
        membership_id = number_in(draft.answers["argument"])
        membership, person, city = access_noted_helps(turn.session, turn.member, membership_id)
        present = "; ".join(helps_of(turn.session, membership.id, STEPS[step]))
        return asking.helps_question(turn.translator, city, person, question(turn.translator), present)

    return ask


def _known_helps(turn: Turn, argument: str) -> Answers:
    return {FOR_CITY: access_noted_helps(turn.session, turn.member, number_in(argument))[2].id}


def _keep_helps(turn: Turn, answers: Answers) -> Message:
    membership, _, city = access_noted_helps(turn.session, turn.member, number_in(answers["argument"]))
    things = {kind: answers[step] for step, kind in STEPS.items() if answers[step] is not None}
    network = access_noting(turn.session, turn.member, membership.network_id, city.id)[0]
    if not things:
        return with_way_back(turn, network.id, answers, form_texts.cancelled(turn.translator))
    do_note_helps(turn.session, turn.member, membership.id, things, turn.now)
    return asking.done(turn.translator, network, city)


def _left_helps(turn: Turn, answers: Answers) -> Message:
    membership_id = number_in(answers["argument"])
    return left(turn, answers, lambda: access_noted_helps(turn.session, turn.member, membership_id)[0].network_id)


PERSON = Form(
    "noted_person",
    asking.person_title,
    (
        Step("name", _ask(asking.name_question), lambda turn, _answers: checked_line(turn.text(NAME_LIMIT))),
        Step(
            "post",
            _ask(asking.post_question),
            lambda turn, _answers: checked_line(turn.text(POST_LIMIT)),
            is_optional=True,
        ),
        Step("agreed", _ask_agreement, choose=_agree),
    ),
    _enter,
    known=_known,
    cancelled=_left,
)
HELPS = Form(
    "noted_helps",
    asking.helps_title,
    (
        Step("offers", _ask_things("offers", helps_texts.offers_question), things_from_text, is_optional=True),
        Step("needs", _ask_things("needs", helps_texts.needs_question), things_from_text, is_optional=True),
    ),
    _keep_helps,
    known=_known_helps,
    cancelled=_left_helps,
)
