"""The buttons about groups and channels, in them and in private."""

from dataclasses import dataclass

from texts.presses import ChatId, Press, press


@press("gn")
@dataclass(frozen=True)
class GroupConnected(Press):
    """In the group: this network. Only the person who was asked may press."""

    person_id: int
    network_id: int


@press("gd")
@dataclass(frozen=True)
class GroupDisconnected(Press):
    """In the group: no network any more."""

    person_id: int


@press("gm")
@dataclass(frozen=True)
class GroupMoved(Press):
    """In the group: yes, really, from the one network to the other."""

    person_id: int
    from_id: int
    network_id: int


@press("gx")
@dataclass(frozen=True)
class GroupDisconnectConfirmed(Press):
    """In the group: yes, really, no network any more."""

    person_id: int
    network_id: int


@press("gk")
@dataclass(frozen=True)
class GroupLeftAsItIs(Press):
    """In the group: nothing is to change."""

    person_id: int


@press("gc")
@dataclass(frozen=True)
class ChatConnected(Press):
    """In private: that group or channel, to this network."""

    chat_id: ChatId
    network_id: int


@press("gv")
@dataclass(frozen=True)
class ChatMoved(Press):
    """In private: yes, really, that group or channel from the one network to the other."""

    chat_id: ChatId
    from_id: int
    network_id: int


@press("gl")
@dataclass(frozen=True)
class ChatLeftUnconnected(Press):
    """In private: not now."""

    chat_id: ChatId
