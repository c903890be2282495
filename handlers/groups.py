"""Connecting groups and channels to a network."""

from actions import groups as actions
from actions.refusals import NotFound
from handlers.feature import Feature
from handlers.turn import Turn
from store.chats import chat_by_id, meet_chat
from store.models import Chat, ChatKind
from texts import groups as texts
from texts.groups import ChatConnected, ChatLeftUnconnected, GroupConnected, GroupDisconnected, GroupLeftAsItIs
from texts.message import Message


def explain(turn: Turn) -> Message:
    """The command in private: how it is done."""
    if not actions.open_networks(turn.session, turn.member):
        raise actions.CoordinatorWanted
    return texts.how_to_connect(turn.translator)


def connect_group(turn: Turn) -> Message:
    """The command in a group: connects at once where nothing has to be asked."""
    networks = actions.networks_to_connect(turn.session, turn.person, turn.facts.administrators)
    person, chat = turn.member, _group(turn)
    present = actions.network_of(turn.session, chat)
    if present is not None:
        others = [network for network in networks if network.id != present.id]
        return texts.connected_already(turn.translator, person.id, present, others)
    if len(networks) > 1:
        return texts.which_network(turn.translator, person.id, networks)
    return _connect(turn, chat, networks[0].id)


def connect_chosen(turn: Turn, press: GroupConnected) -> Message:
    """The coordinator chose in the group."""
    _check_asked(turn, press.person_id)
    return _connect(turn, _group(turn), press.network_id)


def disconnect(turn: Turn, press: GroupDisconnected) -> Message:
    """No network any more."""
    _check_asked(turn, press.person_id)
    actions.do_disconnect(turn.session, turn.member, _group(turn), turn.facts.administrators, turn.now)
    return texts.disconnected(turn.translator)


def leave_as_it_is(turn: Turn, press: GroupLeftAsItIs) -> Message:
    """Nothing is to change."""
    _check_asked(turn, press.person_id)
    return texts.left_as_it_is(turn.translator)


def connect_from_private(turn: Turn, press: ChatConnected) -> Message:
    """The coordinator who added the bot answered in private; the group is told."""
    chat = chat_by_id(turn.session, press.chat_id)
    if chat is None or chat.kind is ChatKind.PRIVATE or chat.unreachable_at is not None:
        raise NotFound
    is_new = chat.network_id != press.network_id
    told = _connect(turn, chat, press.network_id)
    if is_new:
        turn.send(chat.id, told)
    network = actions.network_of(turn.session, chat)
    assert network is not None  # noqa: S101 - connected above
    return texts.connected_from_private(turn.translator, chat.title, network)


def leave_unconnected(turn: Turn, press: ChatLeftUnconnected) -> Message:
    """Not now."""
    chat = chat_by_id(turn.session, press.chat_id)
    if chat is not None and chat.kind is ChatKind.CHANNEL:
        return texts.channel_left_unconnected(turn.translator)
    return texts.left_unconnected(turn.translator)


def _connect(turn: Turn, chat: Chat, network_id: int) -> Message:
    network = actions.do_connect(turn.session, turn.member, chat, network_id, turn.facts.administrators, turn.now)
    tell = texts.channel_connected if chat.kind is ChatKind.CHANNEL else texts.connected
    return tell(turn.translator, network)


def _group(turn: Turn) -> Chat:
    return meet_chat(turn.session, turn.place.id, turn.place.kind, turn.place.title)


def _check_asked(turn: Turn, person_id: int) -> None:
    if turn.place.is_private:
        raise NotFound
    if turn.person is None or turn.person.id != person_id:
        raise actions.AskedSomebodyElse


FEATURE = Feature(
    commands={"connect": explain},
    group_commands={"connect": connect_group},
    presses={
        GroupConnected: connect_chosen,
        GroupDisconnected: disconnect,
        GroupLeftAsItIs: leave_as_it_is,
        ChatConnected: connect_from_private,
        ChatLeftUnconnected: leave_unconnected,
    },
    asks_administrators=frozenset({"connect", GroupConnected, GroupDisconnected, ChatConnected}),
)
