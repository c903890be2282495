"""Language, hours, weekly digest, pauses, name and post, offers and needs: each changed in place."""

from collections.abc import Callable
from typing import Any

from actions import helps as helps_actions
from actions import settings as actions
from actions.access import access_network
from actions.digests import do_choose_digest, do_end_pause
from actions.refusals import StepPassed
from actions.registration import NAME_LIMIT, POST_LIMIT, checked_line
from actions.zones import zones_elsewhere, zones_of_country
from handlers import form
from handlers.calendar import calendar_key
from handlers.feature import Feature
from handlers.form import Answers, Form, Step, number_in
from handlers.helps import things_from_text
from handlers.turn import Turn
from store.helps import helps_of
from store.memberships import city_on_own_clock, networks_of
from store.models import Draft, HelpKind
from texts import helps as helps_texts
from texts import settings as texts
from texts.attention.presses import settings_key as attention_key
from texts.message import Button, Message
from texts.mydata.page import settings_key
from texts.registration import questions
from texts.settings import (
    NOTHING,
    ClockChosen,
    DigestChosen,
    HelpsChangeBegun,
    HelpsOpened,
    HoursOpened,
    LanguageChosen,
    LanguagesOpened,
    NameChangeBegun,
    OtherHoursOpened,
    PauseChosen,
    PauseEnded,
    PausesOpened,
    PostChangeBegun,
    SettingsOpened,
)
from texts.translator import translator_of


def show_settings(turn: Turn) -> Message:
    """Everything as it is."""
    city = city_on_own_clock(turn.session, turn.member)
    t = turn.translator
    elsewhere = (attention_key(t), calendar_key(turn), settings_key(t))
    return texts.page(t, turn.member, city, turn.now, *elsewhere, is_only_guest=turn.is_only_guest)


def hub_key(turn: Turn) -> Button:
    """The way here from the hub."""
    return texts.hub_key(turn.translator)


def choose_language(turn: Turn, press: LanguageChosen) -> Message:
    """Switches at once."""
    actions.do_choose_language(turn.session, turn.member, press.language, now=turn.now)
    turn.translator = translator_of(turn.member)
    return show_settings(turn)


def show_hours(turn: Turn) -> Message:
    """Whether the clock is right."""
    return texts.hours_page(turn.translator, city_on_own_clock(turn.session, turn.member), turn.now)


def show_other_hours(turn: Turn, press: OtherHoursOpened) -> Message:
    """The country's clocks, or those of the world when it has one only."""
    person = turn.member
    near = [] if press.everywhere else zones_of_country(person.country, person.zone, turn.now)
    zones = near or zones_elsewhere(person.zone, turn.now)
    return texts.clocks(turn.translator, zones, turn.now, more=bool(near))


def choose_clock(turn: Turn, press: ClockChosen) -> Message:
    """Shows the hour once more, to be sure."""
    actions.do_choose_zone(turn.session, turn.member, press.zone, now=turn.now)
    turn.translator = translator_of(turn.member)
    return show_hours(turn)


def choose_digest(turn: Turn, press: DigestChosen) -> Message:
    """On or off."""
    do_choose_digest(turn.session, turn.member, press.wish)
    return show_settings(turn)


def pause(turn: Turn, press: PauseChosen) -> Message:
    """Nothing comes by itself for a while."""
    actions.do_pause(turn.member, press.weeks, now=turn.now)
    return show_settings(turn)


def end_pause(turn: Turn, _press: PauseEnded) -> Message:
    """Messages again."""
    do_end_pause(turn.member)
    return show_settings(turn)


def show_helps(turn: Turn, press: HelpsOpened) -> Message:
    """What is offered and needed; first in which network, when there are several."""
    networks = [network for _, network in networks_of(turn.session, turn.member.id)]
    if press.network_id == 0 and len(networks) != 1:
        return texts.helps_networks(turn.translator, networks)
    return _helps_page(turn, press.network_id or networks[0].id)


def change_helps(turn: Turn, press: HelpsChangeBegun) -> Message:
    """Asks for other offers or needs."""
    access_network(turn.session, turn.member, press.network_id)
    return form.restart(turn, FORMS[press.kind], str(press.network_id))


def _helps_page(turn: Turn, network_id: int) -> Message:
    membership, network = access_network(turn.session, turn.member, network_id)
    offers, needs = (helps_of(turn.session, membership.id, kind) for kind in (HelpKind.OFFER, HelpKind.NEED))
    alone = len(networks_of(turn.session, turn.member.id)) == 1
    return texts.helps_page(turn.translator, network, offers, needs, alone=alone)


def _helps_form(kind: HelpKind, name: str, title: Callable[[Any], str], question: Callable[[Any], Message]) -> Form:
    def ask(turn: Turn, draft: Draft) -> Message:
        membership, _ = access_network(turn.session, turn.member, number_in(draft.answers["argument"]))
        present = ", ".join(helps_of(turn.session, membership.id, kind))
        asked = texts.with_present(turn.translator, question(turn.translator), present)
        return asked.with_rows((texts.emptying_key(turn.translator, draft.id, name),)) if present else asked

    def keep(turn: Turn, answers: Answers) -> Message:
        helps_actions.do_set_helps(turn.session, turn.member, number_in(answers["argument"]), kind, answers[name])
        return _helps_page(turn, number_in(answers["argument"]))

    return Form(
        name=name,
        title=title,
        steps=(Step(name, ask, things_from_text, _no_things),),
        finish=keep,
        cancelled=lambda turn, answers: _helps_page(turn, number_in(answers["argument"])),
    )


def _no_things(_turn: Turn, _answers: Answers, value: str) -> list[str]:
    if value != NOTHING:
        raise StepPassed
    return []


def _no_post(_turn: Turn, _answers: Answers, value: str) -> str:
    if value != NOTHING:
        raise StepPassed
    return ""


def _ask_name(turn: Turn, draft: Draft) -> Message:
    return texts.with_present(turn.translator, questions.name_question(turn.translator, draft.id, ""), turn.member.name)


def _ask_post(turn: Turn, draft: Draft) -> Message:
    question = questions.post_question(turn.translator, draft.id, "")
    asked = texts.with_present(turn.translator, question, turn.member.post)
    return asked.with_rows((texts.emptying_key(turn.translator, draft.id, "post"),)) if turn.member.post else asked


def _keep_name(turn: Turn, answers: Answers) -> Message:
    actions.do_rename(turn.member, answers["name"])
    return show_settings(turn)


def _keep_post(turn: Turn, answers: Answers) -> Message:
    actions.do_change_post(turn.member, answers["post"])
    return show_settings(turn)


def _shown_again(turn: Turn, _answers: Answers) -> Message:
    return show_settings(turn)


def _line(limit: int) -> Callable[[Turn, Answers], str]:
    return lambda turn, _answers: checked_line(turn.text(limit))


NAME = Form("name", texts.name_title, (Step("name", _ask_name, _line(NAME_LIMIT)),), _keep_name, cancelled=_shown_again)
POST = Form(
    "post",
    texts.post_title,
    (Step("post", _ask_post, _line(POST_LIMIT), _no_post),),
    _keep_post,
    cancelled=_shown_again,
)
FORMS = {
    HelpKind.OFFER: _helps_form(HelpKind.OFFER, "offers", texts.offers_title, helps_texts.offers_question),
    HelpKind.NEED: _helps_form(HelpKind.NEED, "needs", texts.needs_title, helps_texts.needs_question),
}

FEATURE = Feature(
    commands={"settings": show_settings},
    links={"settings": lambda turn, _number: show_settings(turn)},
    presses={
        SettingsOpened: lambda turn, _press: show_settings(turn),
        LanguagesOpened: lambda turn, _press: texts.languages(turn.translator),
        LanguageChosen: choose_language,
        HoursOpened: lambda turn, _press: show_hours(turn),
        OtherHoursOpened: show_other_hours,
        ClockChosen: choose_clock,
        DigestChosen: choose_digest,
        PausesOpened: lambda turn, _press: texts.pauses(turn.translator),
        PauseChosen: pause,
        PauseEnded: end_pause,
        NameChangeBegun: lambda turn, _press: form.restart(turn, NAME),
        PostChangeBegun: lambda turn, _press: form.restart(turn, POST),
        HelpsOpened: show_helps,
        HelpsChangeBegun: change_helps,
    },
    forms=(NAME, POST, *FORMS.values()),
    hub=(hub_key,),
)
