"""Networks are made from a proposal: reviewed, confirmed once, undone until the first letter is sent."""

from actions.convening.making import do_confirm, do_release
from actions.convening.planning import access_plan, do_name, do_plan, do_set, do_set_month, planned_at, planned_of
from actions.convening.refusals import LettersLeft, MonthPast, NetworksInUse, NothingToConvene, PlanChanged
from actions.convening.undoing import do_undo
from handlers.feature import Feature
from handlers.form import Answers, Form, Step, number_in, restart
from handlers.turn import Turn
from store.models import Convening, ConveningState, Draft
from texts.convening import network as network_texts
from texts.convening import plan as texts
from texts.convening.presses import (
    ConvenedOpened,
    ConveningConfirmed,
    ConveningOpened,
    ConveningUndone,
    LettersReleased,
    MonthSet,
    NamingBegun,
    NetworkSet,
    SettingOpened,
    UndoingBegun,
)
from texts.convening.shown import ConveningShown
from texts.message import Message, plain_text
from texts.one_line import one_line

NAME = "name"


def open_convening(turn: Turn, press: ConveningOpened) -> Message:
    """What would be made, or was."""
    turn.check_private()
    return _page(turn, do_plan(turn.session, turn.member, press.composition_id, now=turn.now))


def _page(turn: Turn, convening: Convening) -> Message:
    return texts.page(turn.translator, _shown(turn, convening), turn.now)


def _shown(turn: Turn, convening: Convening) -> ConveningShown:
    return planned_of(turn.session, convening, turn.translator.language)


def set_month(turn: Turn, press: MonthSet) -> Message:
    """Of all first sessions."""
    turn.check_private()
    try:
        convening = do_set_month(turn.session, turn.member, press.convening_id, press.month, now=turn.now)
    except PlanChanged as refusal:
        return _as_it_stands(turn, press.convening_id, refusal)
    return _page(turn, convening)


def open_network(turn: Turn, press: ConvenedOpened) -> Message:
    """One of them; all when it is made."""
    turn.check_private()
    convening = access_plan(turn.session, turn.member, press.convening_id)
    if convening.state is ConveningState.MADE:
        return _page(turn, convening)
    shown = _shown(turn, convening)
    return network_texts.network(turn.translator, shown, planned_at(turn.session, convening, press.place))


def open_setting(turn: Turn, press: SettingOpened) -> Message:
    """Its week and day, its hour, or its zone; all when it is made."""
    turn.check_private()
    convening = access_plan(turn.session, turn.member, press.convening_id)
    if convening.state is ConveningState.MADE:
        return _page(turn, convening)
    one = planned_at(turn.session, convening, press.place)
    return network_texts.setting(turn.translator, _shown(turn, convening), one, press.setting)


def set_network(turn: Turn, press: NetworkSet) -> Message:
    """Its week, day, hour or zone."""
    turn.check_private()
    try:
        do_set(turn.session, turn.member, press.convening_id, press.place, press.setting, press.value)
    except PlanChanged as refusal:
        return _as_it_stands(turn, press.convening_id, refusal)
    return open_setting(turn, SettingOpened(press.convening_id, press.place, press.setting))


def confirm(turn: Turn, press: ConveningConfirmed) -> Message:
    """All of it, once."""
    turn.check_private()
    bot = turn.facts.bot_username
    try:
        convening = do_confirm(
            turn.session, turn.member, press.convening_id, sequence=press.sequence, bot=bot, now=turn.now
        )
    except (PlanChanged, MonthPast, NothingToConvene) as refusal:
        return _as_it_stands(turn, press.convening_id, refusal)
    turn.toast = texts.confirmed(turn.translator)
    return _page(turn, convening)


def release_letters(turn: Turn, press: LettersReleased) -> Message:
    """Now."""
    turn.check_private()
    convening = do_release(turn.session, turn.member, press.convening_id, now=turn.now)
    turn.toast = texts.released(turn.translator)
    return _page(turn, convening)


def ask_undoing(turn: Turn, press: UndoingBegun) -> Message:
    """Really?"""
    turn.check_private()
    convening = access_plan(turn.session, turn.member, press.convening_id)
    if convening.state is not ConveningState.MADE or convening.sent_at is not None:
        return _page(turn, convening)
    return texts.sure_to_undo(turn.translator, _shown(turn, convening))


def undo(turn: Turn, press: ConveningUndone) -> Message:
    """All of it."""
    turn.check_private()
    try:
        convening = do_undo(turn.session, turn.member, press.convening_id, sequence=press.sequence, now=turn.now)
    except (LettersLeft, NetworksInUse, PlanChanged) as refusal:
        return _as_it_stands(turn, press.convening_id, refusal)
    turn.toast = texts.undone(turn.translator)
    return open_convening(turn, ConveningOpened(convening.composition_id))


def _as_it_stands(
    turn: Turn, convening_id: int, refusal: PlanChanged | MonthPast | NothingToConvene | LettersLeft | NetworksInUse
) -> Message:
    turn.toast = plain_text(refusal.sentence(turn.translator))
    convening = access_plan(turn.session, turn.member, convening_id)
    return open_convening(turn, ConveningOpened(convening.composition_id))


def begin_naming(turn: Turn, press: NamingBegun) -> Message:
    """How is it to be called?"""
    turn.check_private()
    return restart(turn, FORM, f"{press.convening_id}-{press.place}")


def _plan(turn: Turn, argument: str) -> tuple[Convening, int]:
    convening_id, _, place = argument.partition("-")
    convening = access_plan(turn.session, turn.member, number_in(convening_id))
    if convening.state is ConveningState.MADE:
        raise PlanChanged
    return convening, number_in(place)


def _known(turn: Turn, argument: str) -> Answers:
    planned_at(turn.session, *_plan(turn, argument))
    return {}


def _ask(turn: Turn, draft: Draft) -> Message:
    return network_texts.name_question(
        turn.translator, planned_at(turn.session, *_plan(turn, draft.answers["argument"]))
    )


def _take(turn: Turn, _answers: Answers) -> str:
    return one_line(turn.text(network_texts.NAME_LIMIT))


def _finish(turn: Turn, answers: Answers) -> Message:
    convening, place = _plan(turn, answers["argument"])
    do_name(turn.session, turn.member, convening.id, place, answers[NAME])
    return open_network(turn, ConvenedOpened(convening.id, place))


FORM = Form("network_name", network_texts.naming_title, (Step(NAME, _ask, _take),), _finish, known=_known)

FEATURE = Feature(
    presses={
        ConveningOpened: open_convening,
        MonthSet: set_month,
        ConvenedOpened: open_network,
        SettingOpened: open_setting,
        NetworkSet: set_network,
        NamingBegun: begin_naming,
        ConveningConfirmed: confirm,
        LettersReleased: release_letters,
        UndoingBegun: ask_undoing,
        ConveningUndone: undo,
    },
    forms=(FORM,),
)
