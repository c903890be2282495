"""Cards: messages that stand in a network's groups and channels, and are edited in place when their subject changes."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from actions import attention, letters
from actions.letters import Postage
from actions.letters.copies import edit_copies
from store.chats import chat_by_id, network_chats
from store.letters import known_keys
from store.memberships import members_of
from store.models import Chat, ChatKind, Kind, Lane, Network, Priority, Role
from store.people import person_by_telegram
from texts.message import Message
from texts.translator import Translator, translator_for, translator_of

Render = Callable[[Translator], Message]


def post_card(
    session: Session,
    network: Network,
    render: Render,
    *,
    subject: str | None,
    key: str,
    now: datetime,
    priority: Priority = Priority.NEWS,
    in_channels: Render | None = None,
    due_at: datetime | None = None,
) -> int:
    """Posts a card to every connected group and channel of the network; gives their number.

    `key` names the posting once and for all ("card:challenge:7"): posting it again does nothing.
    `in_channels`: what stands there instead, where nobody can reply. `due_at`: not before then.
    """
    chats = network_chats(session, network.id)
    for chat in chats:
        postage = Postage(lane=Lane.BULK, priority=priority, key=_key_in(chat, key), subject=subject, due_at=due_at)
        told = in_channels if in_channels is not None and chat.kind is ChatKind.CHANNEL else render
        letters.send(session, chat.id, told(group_translator(chat, network)), now=now, postage=postage)
    return len(chats)


def groups_without(session: Session, network: Network, key: str) -> list[Chat]:
    """The groups and channels in which a card of this key is still to be posted."""
    chats = network_chats(session, network.id)
    known = known_keys(session, {_key_in(chat, key) for chat in chats})
    return [chat for chat in chats if _key_in(chat, key) not in known]


def _key_in(chat: Chat, key: str) -> str:
    return f"{key}:{chat.id}"


def post_to_coordinators(
    session: Session, network: Network, render: Render, *, besides: int, subject: str, key: str, now: datetime
) -> None:
    """The card of what only they may see, to each of them in private; not to the author (`besides`)."""
    for _, person in members_of(session, network.id, Role.COORDINATOR):
        if person.id != besides and person.telegram_id is not None:
            postage = attention.postage(
                Kind.CONFIDENTIAL, person, key=f"{key}:{person.telegram_id}", now=now, subject=subject
            )
            letters.send(session, person.telegram_id, render(translator_of(person)), now=now, postage=postage)


def update_card(
    session: Session,
    network: Network,
    render: Render,
    *,
    subject: str,
    now: datetime,
    in_channels: Render | None = None,
) -> int:
    """Edits every copy of a card, in groups and in private chats, each in its reader's language."""

    def rendered(chat_id: int) -> Message:
        told = in_channels if in_channels is not None and _is_channel(session, chat_id) else render
        return told(reader_translator(session, network, chat_id))

    return edit_copies(session, subject, rendered, now=now)


def _is_channel(session: Session, chat_id: int) -> bool:
    chat = chat_by_id(session, chat_id)
    return chat is not None and chat.kind is ChatKind.CHANNEL


def group_translator(chat: Chat, network: Network) -> Translator:
    """How a group is spoken to: the language of most of its network's cities, and the reference zone."""
    return translator_for(chat.language, "", network.zone)


def reader_translator(session: Session, network: Network, chat_id: int) -> Translator:
    """How the reader of a chat is spoken to: a person in private, otherwise the group."""
    person = person_by_telegram(session, chat_id) if chat_id > 0 else None
    if person is not None:
        return translator_of(person)
    chat = chat_by_id(session, chat_id)
    return translator_for("es", "", network.zone) if chat is None else group_translator(chat, network)
