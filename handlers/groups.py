"""Connecting groups and channels to a network."""

from actions import groups as actions
from actions.access import access_coordinating
from actions.refusals import NotFound
from handlers.feature import Feature
from handlers.turn import Turn
from store.chats import chat_by_id, meet_chat
from store.models import Chat, ChatKind, Network
from texts.groups import words as texts
from texts.groups.presses import (
    ChatConnected,
    ChatLeftUnconnected,
    ChatMoved,
    GroupConnected,
    GroupDisconnectConfirmed,
    GroupDisconnected,
    GroupLeftAsItIs,
    GroupMoved,
)
from texts.message import Message
from texts.presses import Press


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
    chat = _group(turn)
    present = _other_present(turn, chat, press.network_id)
    if present is None:
        return _connect(turn, chat, press.network_id)
    yes = GroupMoved(press.person_id, present.id, press.network_id)
    return _sure_to_move(turn, chat, present, press.network_id, yes, GroupLeftAsItIs(press.person_id))


def move_chosen(turn: Turn, press: GroupMoved) -> Message:
    """The coordinator is sure, in the group; asked again when it has come to another network meanwhile."""
    _check_asked(turn, press.person_id)
    chat = _group(turn)
    if chat.network_id != press.from_id:
        return connect_chosen(turn, GroupConnected(press.person_id, press.network_id))
    return _connect(turn, chat, press.network_id)


def ask_disconnection(turn: Turn, press: GroupDisconnected) -> Message:
    """Asked once."""
    _check_asked(turn, press.person_id)
    chat = _group(turn)
    actions.networks_to_connect(turn.session, turn.person, turn.facts.administrators)
    present = actions.network_of(turn.session, chat)
    if present is None:
        return texts.disconnected(turn.translator)
    is_only = not actions.others_connected(turn.session, chat, present)
    yes = GroupDisconnectConfirmed(press.person_id, present.id)
    return texts.sure_to_disconnect(turn.translator, present, yes, GroupLeftAsItIs(press.person_id), is_only=is_only)


def disconnect(turn: Turn, press: GroupDisconnectConfirmed) -> Message:
    """No network any more."""
    _check_asked(turn, press.person_id)
    chat = _group(turn)
    if chat.network_id not in (press.network_id, None):
        return ask_disconnection(turn, GroupDisconnected(press.person_id))
    actions.do_disconnect(turn.session, turn.member, chat, turn.facts.administrators, turn.now)
    return texts.disconnected(turn.translator)


def leave_as_it_is(turn: Turn, press: GroupLeftAsItIs) -> Message:
    """Nothing is to change."""
    _check_asked(turn, press.person_id)
    return texts.left_as_it_is(turn.translator)


def connect_from_private(turn: Turn, press: ChatConnected) -> Message:
    """The coordinator who added the bot answered in private; the group is told."""
    chat = _chat(turn, press.chat_id)
    present = _other_present(turn, chat, press.network_id)
    if present is not None:
        yes = ChatMoved(press.chat_id, present.id, press.network_id)
        return _sure_to_move(turn, chat, present, press.network_id, yes, ChatLeftUnconnected(press.chat_id))
    return _connect_from_private(turn, chat, press.network_id)


def move_from_private(turn: Turn, press: ChatMoved) -> Message:
    """The coordinator is sure, in private."""
    chat = _chat(turn, press.chat_id)
    if chat.network_id != press.from_id:
        return connect_from_private(turn, ChatConnected(press.chat_id, press.network_id))
    return _connect_from_private(turn, chat, press.network_id)


def _connect_from_private(turn: Turn, chat: Chat, network_id: int) -> Message:
    is_new = chat.network_id != network_id
    told = _connect(turn, chat, network_id)
    if is_new:
        turn.send(chat.id, told)
    network = actions.network_of(turn.session, chat)
    assert network is not None  # noqa: S101 - connected above
    return texts.connected_from_private(turn.translator, chat.title, network)


def leave_unconnected(turn: Turn, press: ChatLeftUnconnected) -> Message:
    """Not now."""
    chat = chat_by_id(turn.session, press.chat_id)
    if chat is not None and chat.network_id is not None:
        return texts.left_as_it_is(turn.translator)
    if chat is not None and chat.kind is ChatKind.CHANNEL:
        return texts.channel_left_unconnected(turn.translator)
    return texts.left_unconnected(turn.translator)


def _connect(turn: Turn, chat: Chat, network_id: int) -> Message:
    network = actions.do_connect(turn.session, turn.member, chat, network_id, turn.facts.administrators, turn.now)
    tell = texts.channel_connected if chat.kind is ChatKind.CHANNEL else texts.connected
    return tell(turn.translator, network, actions.others_connected(turn.session, chat, network))


def _chat(turn: Turn, chat_id: int) -> Chat:
    chat = chat_by_id(turn.session, chat_id)
    if chat is None or chat.kind is ChatKind.PRIVATE or chat.unreachable_at is not None:
        raise NotFound
    return chat


def _other_present(turn: Turn, chat: Chat, network_id: int) -> Network | None:
    """Another network than this one that the chat is connected to."""
    present = actions.network_of(turn.session, chat)
    return None if present is None or present.id == network_id else present


def _sure_to_move(turn: Turn, chat: Chat, present: Network, network_id: int, yes: Press, no: Press) -> Message:
    actions.networks_to_connect(turn.session, turn.person, turn.facts.administrators)
    other = access_coordinating(turn.session, turn.member, network_id)
    return texts.sure_to_move(
        turn.translator,
        present,
        other,
        yes,
        no,
        is_only=not actions.others_connected(turn.session, chat, present),
        others=actions.others_connected(turn.session, chat, other),
    )


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
        GroupMoved: move_chosen,
        GroupDisconnected: ask_disconnection,
        GroupDisconnectConfirmed: disconnect,
        GroupLeftAsItIs: leave_as_it_is,
        ChatConnected: connect_from_private,
        ChatMoved: move_from_private,
        ChatLeftUnconnected: leave_unconnected,
    },
    asks_administrators=frozenset(
        {
            "connect",
            GroupConnected,
            GroupMoved,
            GroupDisconnected,
            GroupDisconnectConfirmed,
            ChatConnected,
            ChatMoved,
        }
    ),
)
