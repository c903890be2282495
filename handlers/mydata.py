"""What is stored about a person: seen, exported, left, erased."""

from actions import mydata as actions
from actions.access import access_network
from handlers.certificates import own_keys
from handlers.feature import Feature
from handlers.turn import Turn
from store.memberships import city_on_own_clock
from store.mydata.gathering import counts_of, places_of, withdrawn_of
from texts.message import Message
from texts.mydata import leaving as texts
from texts.mydata.page import export_caption, exported, page
from texts.mydata.presses import (
    EraseBegun,
    EraseConfirmed,
    ExportAsked,
    LeaveBegun,
    LeaveConfirmed,
    LeavingOpened,
    MyDataOpened,
)


def show_my_data(turn: Turn) -> Message:
    """Everything that is stored, in short."""
    turn.check_private()
    places = places_of(turn.session, turn.member.id)
    city = city_on_own_clock(turn.session, turn.member)
    counts, withdrawn = counts_of(turn.session, turn.member), withdrawn_of(turn.session, turn.member)
    return page(turn.translator, turn.member, city, places, counts, withdrawn, own_keys(turn))


def export(turn: Turn, _press: ExportAsked) -> None:
    """All of it as a file, into the person's own chat."""
    actions.do_export(turn.session, turn.member, export_caption(turn.translator), now=turn.now)
    turn.toast = exported(turn.translator)


def ask_to_erase(turn: Turn, _press: EraseBegun) -> Message:
    """The one confirmation."""
    return texts.erase_question(turn.translator)


def erase(turn: Turn, _press: EraseConfirmed) -> Message:
    """Everything goes."""
    actions.do_erase(turn.session, turn.member, now=turn.now)
    return texts.erased(turn.translator)


def choose_network_to_leave(turn: Turn, _press: LeavingOpened) -> Message:
    """Which network."""
    return texts.networks_to_leave(turn.translator, places_of(turn.session, turn.member.id))


def ask_to_leave(turn: Turn, press: LeaveBegun) -> Message:
    """The one confirmation."""
    membership, network = access_network(turn.session, turn.member, press.network_id)
    is_last = actions.is_last_coordinator(turn.session, membership)
    return texts.leave_question(turn.translator, network, is_last_coordinator=is_last)


def leave(turn: Turn, press: LeaveConfirmed) -> Message:
    """One network is left."""
    network = actions.do_leave(turn.session, turn.member, press.network_id, now=turn.now)
    turn.toast = texts.left(turn.translator, network)
    return show_my_data(turn)


FEATURE = Feature(
    commands={"mydata": show_my_data},
    links={"mydata": lambda turn, _number: show_my_data(turn)},
    presses={
        MyDataOpened: lambda turn, _press: show_my_data(turn),
        ExportAsked: export,
        EraseBegun: ask_to_erase,
        EraseConfirmed: erase,
        LeavingOpened: choose_network_to_leave,
        LeaveBegun: ask_to_leave,
        LeaveConfirmed: leave,
    },
)
