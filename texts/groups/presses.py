"""The buttons about groups and channels, in them and in private."""

from store.frozen import frozen
from texts.presses import ChatId, Press, press


@press("gn")
@frozen
class GroupConnected(Press):
    """In the group: this network. Only the person who was asked may press."""

    person_id: int
    network_id: int


@press("gd")
@frozen
class GroupDisconnected(Press):
    """In the group: no network any more."""

    person_id: int


@press("gm")
@frozen
class GroupMoved(Press):
    """In the group: yes, really, from the one network to the other."""

    person_id: int
    from_id: int
    network_id: int


@press("gx")
@frozen
class GroupDisconnectConfirmed(Press):
    """In the group: yes, really, no network any more."""

    person_id: int
    network_id: int


@press("gk")
@frozen
class GroupLeftAsItIs(Press):
    """In the group: nothing is to change."""

    person_id: int


@press("gc")
@frozen
class ChatConnected(Press):
    """In private: that group or channel, to this network."""

    chat_id: ChatId
    network_id: int


@press("gv")
@frozen
class ChatMoved(Press):
    """In private: yes, really, that group or channel from the one network to the other."""

    chat_id: ChatId
    from_id: int
    network_id: int


@press("gl")
@frozen
class ChatLeftUnconnected(Press):
    """In private: not now."""

    chat_id: ChatId
