"""A network's settings and its break, set by those who coordinate it."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from actions import network_settings as actions
from actions import pausing
from actions.access import access_coordinating
from actions.refusals import NetworkClosed, NotFound, StepPassed, TextWanted
from handlers import form
from handlers.feature import Feature
from handlers.form import Answers, Form, Step, number_in
from handlers.turn import Turn
from handlers.undoing import with_undo
from store.models import Draft, Network
from texts.message import Message
from texts.network_settings import words as texts
from texts.network_settings.presses import (
    NetworkPauseBegun,
    NetworkPauseChosen,
    NetworkPaused,
    NetworkResumed,
    NetworkSettingBegun,
    NetworkSettingChosen,
    NetworkSettingsOpened,
    Setting,
)
from texts.network_settings.words import VALUE
from texts.one_line import one_line

TYPED = (Setting.NAME, Setting.FIELD, Setting.HOUR)
HOUR_LIMIT = 20
WEEKS = (2, 4, 6, 8)


def show_settings(turn: Turn, press: NetworkSettingsOpened) -> Message:
    """All of them."""
    network = access_coordinating(turn.session, turn.member, press.network_id)
    return texts.page(turn.translator, network, turn.now)


def begin(turn: Turn, press: NetworkSettingBegun) -> Message:
    """Few values are keys, others are typed."""
    network = _open_network(turn, press.network_id)
    if press.what in TYPED:
        return form.restart(turn, SET, f"{network.id}-{press.what}")
    zones = actions.zones_to_choose(turn.session, network)
    return texts.choices(turn.translator, network, press.what, zones, actions.LENGTHS)


def choose(turn: Turn, press: NetworkSettingChosen) -> Message:
    """That one."""
    if press.what in TYPED:
        raise NotFound
    return _set(turn, press.network_id, press.what, press.value)


def begin_pause(turn: Turn, press: NetworkPauseBegun) -> Message:
    """Until when."""
    network = _open_network(turn, press.network_id)
    today = turn.now.astimezone(ZoneInfo(network.zone)).date()
    days = [(weeks, today + timedelta(weeks=weeks)) for weeks in WEEKS]
    return texts.until_when(turn.translator, network, days)


def ask_pause(turn: Turn, press: NetworkPauseChosen) -> Message:
    """Asked once, with the sessions of that time."""
    network = _open_network(turn, press.network_id)
    until = pausing.end_of_pause(network, press.until, turn.now)
    within = pausing.sessions_within(turn.session, network, until, turn.now)
    return texts.sure_to_pause(turn.translator, network, press.until, within)


def pause(turn: Turn, press: NetworkPaused) -> Message:
    """Done, and back to the settings."""
    network = pausing.do_pause(turn.session, turn.member, press.network_id, press.until, now=turn.now)
    turn.toast = texts.paused(turn.translator, network)
    return with_undo(turn, network.id, "network_paused", texts.page(turn.translator, network, turn.now))


def resume(turn: Turn, press: NetworkResumed) -> Message:
    """It goes on."""
    network = pausing.do_resume(turn.session, turn.member, press.network_id, now=turn.now)
    turn.toast = texts.resumed(turn.translator, network)
    return texts.page(turn.translator, network, turn.now)


def _open_network(turn: Turn, network_id: int) -> Network:
    network = access_coordinating(turn.session, turn.member, network_id)
    if network.closed_at is not None:
        raise NetworkClosed
    return network


def _set(turn: Turn, network_id: int, what: Setting, value: str) -> Message:
    network = actions.do_set(turn.session, turn.member, network_id, what, value, now=turn.now)
    turn.toast = texts.saved(turn.translator)
    return with_undo(turn, network.id, actions.DEED, texts.page(turn.translator, network, turn.now))


def _of(turn: Turn, argument: str) -> tuple[Network, Setting]:
    network_id, _, what = argument.partition("-")
    if what not in TYPED:
        raise StepPassed
    return _open_network(turn, number_in(network_id)), Setting(what)


def _known(turn: Turn, argument: str) -> Answers:
    _of(turn, argument)
    return {}


def _ask(turn: Turn, draft: Draft) -> Message:
    return texts.question(turn.translator, *_of(turn, draft.answers["argument"]))


def _take(turn: Turn, answers: Answers) -> str:
    _, what = _of(turn, answers["argument"])
    if what is Setting.HOUR:
        return f"{actions.read_time(turn.text(HOUR_LIMIT)):%H:%M}"
    value = one_line(turn.text(actions.NAME_LIMIT if what is Setting.NAME else actions.FIELD_LIMIT))
    if not value:
        raise TextWanted
    return value


def _finish(turn: Turn, answers: Answers) -> Message:
    network, what = _of(turn, answers["argument"])
    return _set(turn, network.id, what, answers[VALUE])


SET = Form("network-setting", texts.form_title, (Step(VALUE, _ask, take=_take),), _finish, known=_known)
FEATURE = Feature(
    presses={
        NetworkSettingsOpened: show_settings,
        NetworkSettingBegun: begin,
        NetworkSettingChosen: choose,
        NetworkPauseBegun: begin_pause,
        NetworkPauseChosen: ask_pause,
        NetworkPaused: pause,
        NetworkResumed: resume,
    },
    forms=(SET,),
)
