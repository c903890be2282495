"""All that the local Telegram knows, in memory, and how a message comes into it."""

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sandbox.call import Call
from sandbox.events import Events
from sandbox.faults import Faults
from sandbox.files import Files
from sandbox.inbox import Inbox
from sandbox.inline import InlineQueries
from sandbox.limits import Limits, Pace
from sandbox.message import Message
from sandbox.people import Bot, Chat, Status, User, private_chat
from sandbox.refusal import bad_request

Json = dict[str, Any]
CALLS_KEPT = 10_000
PRESS_QUEUE = 3 << 33  # presses of a person queue apart from the messages of the chat, as Telegram has it


class State:
    """State and lookups; `World` adds what people do, `sandbox.methods` what bots do."""

    def __init__(self, now: Callable[[], datetime], limits: Limits | None = None, *, is_local: bool = False) -> None:
        self.now = now
        self.limits = limits or Limits()
        self.bots: dict[int, Bot] = {}
        self.users: dict[int, User] = {}
        self.chats: dict[int, Chat] = {}  # groups and channels
        self.private_chats: dict[tuple[int, int], Chat] = {}  # by bot and user
        self.presses: dict[str, Press] = {}
        self.inline = InlineQueries()
        self.files = Files(is_local=is_local)
        self.events = Events()
        self.faults = Faults()
        self.calls: deque[Call] = deque(maxlen=CALLS_KEPT)
        self.keeps_calls = True
        self.last_poll_id = 0
        self.last_press = 0
        self.last_group_id = 13_500_000_000_000_000

    @property
    def bot(self) -> Bot:
        """The first bot: most worlds have only one."""
        return next(iter(self.bots.values()))

    def seconds(self) -> float:
        return self.now().timestamp()

    def add_bot(self, token: str, username: str, name: str) -> Bot:
        bot = Bot(token, username, name, Inbox(), Pace(self.limits))
        self.bots[bot.id] = bot
        return bot

    def bot_by_token(self, token: str) -> Bot | None:
        bot = self.bots.get(int(token.partition(":")[0]))
        return bot if bot and bot.token == token else None

    def pending_updates(self, bot: Bot) -> int:
        return len(bot.inbox)

    def person(self, user_id: int) -> User | Bot | None:
        return self.users.get(user_id) or self.bots.get(user_id)

    def private(self, bot: Bot, user_id: int) -> Chat:
        """The chat of these two, which is there before a word was said."""
        key = (bot.id, user_id)
        if key not in self.private_chats:
            self.private_chats[key] = private_chat(self.users[user_id])
        return self.private_chats[key]

    def chat_of(self, user_id: int, chat_id: int) -> Chat:
        """The chat as a phone names it: a private chat by the person's own id or by the bot's."""
        if chat_id == user_id:
            return self.private(self.bot, user_id)
        if chat_id in self.bots:
            return self.private(self.bots[chat_id], user_id)
        if chat_id not in self.chats:
            raise bad_request("chat not found")
        return self.chats[chat_id]

    def messages(self, chat_id: int) -> list[Message]:
        """What stands in a chat now, oldest first."""
        chat = self.private(self.bot, chat_id) if chat_id in self.users else self.chats[chat_id]
        return list(chat.messages.values())

    def bots_of(self, chat: Chat) -> Iterator[Bot]:
        """The bots that take part in a chat."""
        if chat.is_private:
            return (self.bots[bot_id] for bot_id, user_id in self._private_keys(chat) if user_id == chat.id)
        return (bot for bot in self.bots.values() if chat.status(bot.id).is_inside)

    def _private_keys(self, chat: Chat) -> list[tuple[int, int]]:
        return [(bot_id, chat.id) for bot_id in self.bots if self.private_chats.get((bot_id, chat.id)) is chat]

    def watchers(self, chat: Chat) -> list[int]:
        """The people on whose phones a chat shows."""
        if chat.is_private:
            return [chat.id]
        return [user_id for user_id in chat.insiders() if user_id in self.users]

    def add_message(self, chat: Chat, sender: User | Bot, content: Json, *, thread_id: int | None = None) -> Message:
        """Number, date and keep a message, and show it on the phones. Bots are told by `tell_bots`."""
        body: Json = {"message_id": self._next_message_id(chat)}
        if chat.is_broadcast:
            body["sender_chat"] = chat.json
        else:
            body["from"] = sender.json
        body["chat"] = chat.json
        body["date"] = int(self.seconds())
        if thread_id is not None:
            body |= _in_topic(chat, thread_id)
        body.update(content)
        message = Message(body, sender.id, isinstance(sender, Bot))
        chat.messages[body["message_id"]] = message
        self.events.tell("message", self.watchers(chat), chat.id, message=body)
        return message

    def change_message(self, chat: Chat, message: Message, body: Json) -> None:
        message.body = body
        self.events.tell("edited", self.watchers(chat), chat.id, message=body)

    def remove_message(self, chat: Chat, message: Message) -> None:
        message.is_deleted = True
        del chat.messages[message.message_id]
        if message.message_id in chat.pinned:
            chat.pinned.remove(message.message_id)
        self.events.tell("deleted", self.watchers(chat), chat.id, message={"message_id": message.message_id})

    def tell_bots(self, chat: Chat, message: Message, *, edited: bool = False) -> None:
        """Emit the update to each bot that may read this message."""
        kind = "channel_post" if chat.is_broadcast else "message"
        for bot in self.bots_of(chat):
            if bot.id != message.sender_id and reads(bot, chat, message):
                bot.inbox.put("edited_" + kind if edited else kind, message.body, chat.id)

    def next_group_id(self) -> str:
        """What the messages of one album have in common."""
        self.last_group_id += 1
        return str(self.last_group_id)

    def _next_message_id(self, chat: Chat) -> int:
        counter: Bot | Chat = chat
        if chat.kind in ("private", "group"):
            counter = next(self.bots_of(chat), None) or self.bot
        counter.last_message_id += 1
        return counter.last_message_id


@dataclass(slots=True, eq=False)
class Press:
    """A press that waits for its answer."""

    id: str
    bot_id: int
    user_id: int
    chat: Chat
    born: float
    is_answered: bool = False


SERVICE = frozenset(
    {
        "new_chat_members",
        "left_chat_member",
        "new_chat_title",
        "group_chat_created",
        "supergroup_chat_created",
        "migrate_to_chat_id",
        "migrate_from_chat_id",
        "pinned_message",
        "forum_topic_created",
        "forum_topic_closed",
        "forum_topic_reopened",
        "forum_topic_edited",
    }
)


def _in_topic(chat: Chat, thread_id: int) -> Json:
    fields: Json = {"message_thread_id": thread_id, "is_topic_message": True}
    if thread_id in chat.messages:
        fields["reply_to_message"] = chat.messages[thread_id].without_reply()
    return fields


def reads(bot: Bot, chat: Chat, message: Message) -> bool:
    """Privacy mode: in groups commands, replies to the bot, mentions of it and service messages."""
    if chat.is_private:
        return True
    if chat.is_broadcast or bot.can_read_all_group_messages or chat.status(bot.id) is Status.ADMINISTRATOR:
        return chat.status(bot.id) is Status.ADMINISTRATOR or not chat.is_broadcast
    body = message.body
    if not SERVICE.isdisjoint(body) or _answers(bot, body):
        return True
    return _addresses(bot, message)


def _answers(bot: Bot, body: Json) -> bool:
    replied = body.get("reply_to_message", {})
    if "forum_topic_created" in replied:  # every message of a topic hangs on the one that created it
        return False
    via: Json = body.get("via_bot", {})
    return bot.id in (replied.get("from", {}).get("id"), via.get("id"))


def _addresses(bot: Bot, message: Message) -> bool:
    encoded = message.text.encode("utf-16-le")
    name = "@" + bot.username.lower()
    for entity in message.entities:
        begin, length = entity["offset"] * 2, entity["length"] * 2
        word = encoded[begin : begin + length].decode("utf-16-le", "replace").lower()
        if entity["type"] == "mention" and word == name:
            return True
        if entity["type"] == "bot_command" and begin == 0 and ("@" not in word or word.endswith(name)):
            return True
    return False
