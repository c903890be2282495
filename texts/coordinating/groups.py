"""What is connected to a network, for its coordinators: whoever connected it, and whoever administers it."""

from collections.abc import Sequence

from store.models import Chat, ChatKind, Network
from texts.commands import slash
from texts.coordinating.presses import (
    GroupDisconnectionBegun,
    GroupDisconnectionConfirmed,
    GroupsOpened,
    NetworkUpkeepOpened,
)
from texts.lists import number_buttons
from texts.message import Button, Html, Message, excerpt, lines, paragraphs
from texts.presses import ChatId
from texts.translator import Translator

A_ROW = 4
MOST = 8


def key(t: Translator, network: Network, number: int) -> Button:
    """On the network's page."""
    return Button(t.label("💬 Groups ({n})", n=number), GroupsOpened(network.id))


def connected(t: Translator, network: Network, chats: Sequence[Chat]) -> Message:
    """All groups and channels of a network; a number disconnects one, after a question."""
    shown = chats[:MOST]
    numbers = number_buttons([GroupDisconnectionBegun(ChatId(chat.id), network.id) for chat in shown])
    how = t.say(
        "Another one is connected in the group itself, with {command}; a channel by making the bot its administrator.",
        command=slash(t, "connect"),
    )
    listed = lines(*(_line(t, place, chat) for place, chat in enumerate(shown, start=1)))
    rows = (numbers[:A_ROW], numbers[A_ROW:], (Button(t.label("◀️ Back"), NetworkUpkeepOpened(network.id)),))
    return Message(
        paragraphs(
            t.say("💬 <b>Groups and channels</b> · {network}", network=network.name),
            listed if shown else t.say("None is connected."),
            t.say("A number disconnects one, after a question.") if shown else None,
            how,
        ),
        tuple(row for row in rows if row),
    )


def sure_to_disconnect(t: Translator, network: Network, chat: Chat) -> Message:
    """Asked once."""
    return Message(
        t.say(
            "<b>Disconnect «{title}»?</b> Nothing of {network} will arrive there any more, and a last message says so.",
            title=chat.title,
            network=network.name,
        ),
        (
            (Button(t.label("🔌 Yes, disconnect"), GroupDisconnectionConfirmed(ChatId(chat.id), network.id)),),
            (Button(t.label("◀️ Back"), GroupsOpened(network.id)),),
        ),
    )


def disconnected(t: Translator, title: str) -> str:
    """The toast."""
    return t.plain("«{title}» is disconnected.", title=excerpt(title, 60))


def _line(t: Translator, place: int, chat: Chat) -> Html:
    kind = t.say("channel") if chat.kind is ChatKind.CHANNEL else t.say("group")
    if chat.unreachable_at is not None:
        return t.say("{place}. «{title}» · {kind} · 🔕 the bot is not there", place=place, title=chat.title, kind=kind)
    return t.say("{place}. «{title}» · {kind}", place=place, title=chat.title, kind=kind)
