"""Invitations, consent, and the few questions of registration."""

from dataclasses import replace

from actions import registration as actions
from actions.refusals import ButtonWanted, StepPassed
from actions.zones import known_zone, zones_elsewhere, zones_of_country
from handlers import form
from handlers.feature import Feature
from handlers.form import Answers, Form, Step
from handlers.helps import HELPS
from handlers.roles import whether_to_change
from handlers.turn import Turn
from handlers.visiting import coming_behind, newest_visit, own_visit_behind
from store.drafts import draft_of
from store.meetings import next_meeting
from store.memberships import city_by_id
from store.models import Draft, Membership, Network, Role, TextKind
from store.network_texts import words_for
from texts import roles as role_texts
from texts.forms import again
from texts.languages import Language
from texts.message import Message
from texts.registration import joined, questions
from texts.registration import welcome as welcome_texts
from texts.registration.presses import (
    AS_NOTED,
    ELSEWHERE,
    FROM_TELEGRAM,
    OTHER,
    YES,
    ConsentGiven,
    ConsentRefused,
    WelcomeShown,
)
from texts.translator import translator_for, translator_of

GUEST = "guest"


def open_invitation(turn: Turn, token: str) -> Message | None:
    """`/start TOKEN`: the way in, or on, or the news that one is in."""
    if turn.person is not None:
        present = actions.present_behind(turn.session, turn.person, token)
        if present is not None:
            changed = whether_to_change(turn, token) or own_visit_behind(turn, token)
            return changed or come_back(turn) or joined.already_in(turn.translator, *present)
        begun = draft_of(turn.session, turn.person.id, REGISTRATION.name)
        if begun is not None and begun.answers["argument"] == token:
            return form.go_on(turn, REGISTRATION, begun)
    return _welcome(turn, token)


def show_welcome(turn: Turn, press: WelcomeShown) -> Message:
    """The same screen in the chosen language."""
    return _welcome(_spoken_to_in(turn, press.language), press.token)


def show_again(turn: Turn) -> Message | None:
    """Whoever writes instead of pressing has the invitation with its buttons below."""
    opened = actions.open_welcome(turn.session, turn.place.id)
    if opened is None:
        return None
    token, language = opened
    shown = show_welcome(turn, WelcomeShown(token, language))
    return again(ButtonWanted().sentence(turn.translator), shown)


def refuse_consent(turn: Turn, press: ConsentRefused) -> Message:
    """Nothing is stored; whoever takes part already goes on doing so, and is told that instead."""
    if turn.person is not None:
        present = actions.present_behind(turn.session, turn.person, press.token)
        if present is not None:
            return joined.already_in(turn.translator, *present)
        if actions.is_known(turn.session, turn.person):
            return welcome_texts.nothing_changed(turn.translator, press.token)
    return welcome_texts.nothing_stored(_spoken_to_in(turn, press.language).translator, press.token)


def give_consent(turn: Turn, press: ConsentGiven) -> Message | None:
    """From here on things are stored. Whoever takes part elsewhere joins at once."""
    turn.check_private()
    if turn.person is not None:
        present = actions.present_behind(turn.session, turn.person, press.token)
        if present is not None:
            return joined.already_in(turn.translator, *present)
        if actions.is_known(turn.session, turn.person):
            return _joined(turn, actions.do_accept(turn.session, turn.person, press.token, now=turn.now))
    welcome = actions.welcome_behind(turn.session, press.token, turn.now)
    turn.person = actions.do_consent(
        turn.session, turn.sender.id, turn.sender.name, press.language, welcome, now=turn.now
    )
    turn.translator = translator_of(turn.person)
    return _ask_from_where_it_was(turn, press.token)


def come_back(turn: Turn) -> Message | None:
    """`/start` alone goes on with a registration that was left."""
    if turn.person is None:
        return None
    for one in (REGISTRATION, HELPS):
        begun = draft_of(turn.session, turn.person.id, one.name)
        if begun is not None:
            return form.go_on(turn, one, begun)
    return None


def register(turn: Turn, answers: Answers) -> Message:
    """The hour is confirmed: the person is in, whether or not the rest is answered."""
    membership = actions.do_register(
        turn.session,
        turn.member,
        answers["argument"],
        name=answers["name"],
        post=answers.get("post") or "",
        zone=_zone(turn, answers),
        now=turn.now,
    )
    turn.translator = translator_of(turn.member)
    return _joined(turn, membership)


def stop_registering(turn: Turn, _answers: Answers) -> Message:
    """Cancelled in the middle: what had been answered goes too."""
    actions.do_stop_registering(turn.session, turn.member)
    return questions.stopped(turn.translator)


def _welcome(turn: Turn, token: str) -> Message:
    turn.check_private()
    found = actions.welcome_behind(turn.session, token, turn.now)
    is_known = turn.person is not None and actions.is_known(turn.session, turn.person)
    screen = welcome_texts.another_network if is_known else welcome_texts.welcome
    coming = coming_behind(turn, found)
    about = words_for(turn.session, found.network.id, TextKind.ABOUT, turn.translator.language)
    shown = screen(turn.translator, found.network, found.city, found.invitation.role, token, coming, about)
    return replace(shown, subject=actions.subject_of(found.invitation, turn.translator.language))


def _spoken_to_in(turn: Turn, language: Language) -> Turn:
    if turn.person is None:
        turn.translator = translator_for(language.value)
    return turn


def _ask_from_where_it_was(turn: Turn, token: str) -> Message:
    begun = draft_of(turn.session, turn.member.id, REGISTRATION.name)
    if begun is None:
        return form.start(turn, REGISTRATION, token)
    begun.answers = {**begun.answers, "argument": token, **_known(turn, token)}
    if begun.step in ("near", "far"):  # clocks of the city of the earlier invitation
        begun.step = "zone"
    if begun.step == "post" and begun.answers[GUEST]:
        begun.step = "zone"
    return form.go_on(turn, REGISTRATION, begun)


def _joined(turn: Turn, membership: Membership) -> Message:
    network = turn.session.get_one(Network, membership.network_id)
    if membership.role is Role.GUEST:  # comes to one session, and is no part of what the welcome speaks of
        return newest_visit(turn, network)
    welcome = words_for(turn.session, network.id, TextKind.WELCOME, turn.translator.language)
    if membership.role is Role.COORDINATOR:
        return role_texts.now_coordinating(turn.translator, network, welcome)
    if membership.role is not Role.DELEGATE:
        meeting = next_meeting(turn.session, network.id, turn.now)
        return role_texts.now_in(turn.translator, turn.member, network, membership.role, meeting, welcome)
    turn.say(form.restart(turn, HELPS, str(network.id)))
    return joined.you_are_in(turn.translator, network, city_by_id(turn.session, membership.city_id), welcome)


def _ask_name(turn: Turn, draft: Draft) -> Message:
    return questions.name_question(turn.translator, draft.id, _known_name(turn, draft.answers))


def _known_name(turn: Turn, answers: Answers) -> str:
    """As a guest is announced or a person without Telegram is noted, or as Telegram has it."""
    return _welcome_of(turn, answers).name or actions.provisional_name(turn.sender.name)


def _take_name(turn: Turn, _answers: Answers) -> str:
    return actions.checked_line(turn.text(actions.NAME_LIMIT))


def _choose_name(turn: Turn, answers: Answers, value: str) -> str:
    if value != FROM_TELEGRAM:
        raise StepPassed
    return actions.checked_line(_known_name(turn, answers))


def _take_post(turn: Turn, _answers: Answers) -> str:
    return actions.checked_line(turn.text(actions.POST_LIMIT))


def _ask_post(turn: Turn, draft: Draft) -> Message:
    return questions.post_question(turn.translator, draft.id, _welcome_of(turn, draft.answers).post)


def _choose_post(turn: Turn, answers: Answers, value: str) -> str:
    if value != AS_NOTED:
        raise StepPassed
    return actions.checked_line(_welcome_of(turn, answers).post)


def _ask_hour(turn: Turn, draft: Draft) -> Message:
    welcome = _welcome_of(turn, draft.answers)
    return questions.hour_question(turn.translator, draft.id, welcome.city, welcome.zone, turn.now)


def _choose_hour(turn: Turn, answers: Answers, value: str) -> str:
    if value == YES:
        return YES
    if value != OTHER:
        raise StepPassed
    welcome = _welcome_of(turn, answers)
    return OTHER if zones_of_country(welcome.country, welcome.zone, turn.now) else ELSEWHERE


def _ask_near(turn: Turn, draft: Draft) -> Message:
    welcome = _welcome_of(turn, draft.answers)
    zones = zones_of_country(welcome.country, welcome.zone, turn.now)
    return questions.clocks_question(turn.translator, draft.id, "near", zones, turn.now, more=True)


def _ask_far(turn: Turn, draft: Draft) -> Message:
    zones = zones_elsewhere(_welcome_of(turn, draft.answers).zone, turn.now)
    return questions.clocks_question(turn.translator, draft.id, "far", zones, turn.now, more=False)


def _choose_clock(_turn: Turn, _answers: Answers, value: str) -> str:
    return value if value == ELSEWHERE else known_zone(value)


def _known(turn: Turn, token: str) -> Answers:
    return {GUEST: actions.welcome_behind(turn.session, token, turn.now).meeting is not None}


def _asks_post(answers: Answers) -> bool:
    """Of guests the cities read what they talk about."""
    return not answers.get(GUEST)


def _asks_near(answers: Answers) -> bool:
    return answers.get("zone") == OTHER


def _asks_far(answers: Answers) -> bool:
    return answers.get("zone") == ELSEWHERE or (_asks_near(answers) and answers.get("near") == ELSEWHERE)


def _zone(turn: Turn, answers: Answers) -> str:
    if answers["zone"] == YES:
        return _welcome_of(turn, answers).zone
    return known_zone(answers["far"] if _asks_far(answers) else answers["near"])


def _welcome_of(turn: Turn, answers: Answers) -> actions.Welcome:
    return actions.welcome_behind(turn.session, answers["argument"], turn.now)


REGISTRATION = Form(
    name="registration",
    title=questions.title,
    steps=(
        Step("name", _ask_name, _take_name, _choose_name),
        Step(
            "post",
            _ask_post,
            _take_post,
            _choose_post,
            is_optional=True,
            when=_asks_post,
        ),
        Step("zone", _ask_hour, choose=_choose_hour),
        Step("near", _ask_near, choose=_choose_clock, when=_asks_near),
        Step("far", _ask_far, choose=_choose_clock, when=_asks_far),
    ),
    finish=register,
    known=_known,
    cancelled=stop_registering,
    comes_first=True,
)

FEATURE = Feature(
    presses={WelcomeShown: show_welcome, ConsentGiven: give_consent, ConsentRefused: refuse_consent},
    forms=(REGISTRATION, HELPS),
    returning=come_back,
    invitation=open_invitation,
    invited=show_again,
)
