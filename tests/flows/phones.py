"""Phones for tests: what a person does on one, and what is then to be read on it. The bot is behind real HTTP."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.demo import Cast
from bot.simulated import Simulation
from sandbox.inline import InlineAnswer
from sandbox.message import Message
from sandbox.world import World
from store.database import Database

A_MOMENT = timedelta(seconds=1)


@dataclass
class Phone:
    """One person's Telegram. `chat` is the private chat with the bot; messages of a group are read through `Town`."""

    town: "Town"
    user_id: int

    async def send(self, text: str, *, chat_id: int | None = None, reply_to: Message | None = None) -> None:
        """Writes, in the private chat or in a group."""
        self.town.take_a_moment()
        reply = reply_to.message_id if reply_to else None
        self.town.world.send_text(self.user_id, chat_id or self.user_id, text, reply)
        await self.town.settle()

    async def send_file(self, kind: str, content: bytes = b"x", name: str = "file.bin", caption: str = "") -> None:
        """Sends a photo, document, voice note, sticker …"""
        self.town.take_a_moment()
        self.town.world.send_file(self.user_id, self.user_id, kind, content, name, caption=caption or None)
        await self.town.settle()

    async def start(self, payload: str = "") -> None:
        """Presses START, or follows a link of the bot."""
        self.town.take_a_moment()
        self.town.world.start(self.user_id, payload=payload)
        await self.town.settle()

    async def press(self, label: str, message: Message | None = None, *, chat_id: int | None = None) -> str | None:
        """Presses the key whose text contains `label`, on the last message that has one; gives the toast.

        A key that is a link of the bot opens it here.
        """
        message = message or self.with_key(label, chat_id)
        button = next(key for row in message.buttons for key in row if label in key["text"])
        if "url" in button:
            await self.start(button["url"].partition("?start=")[2])
            return None
        return await self.press_data(button["callback_data"], message)

    def tap(self, label: str) -> None:
        """Presses the key without waiting for what the bot does, as several people do at once: `settle` then."""
        message = self.with_key(label)
        button = next(key for row in message.buttons for key in row if label in key["text"])
        self.town.world.press(self.user_id, message.chat_id, message.message_id, button["callback_data"])

    async def press_data(self, data: str, message: Message) -> str | None:
        """Presses with any callback data, as a hostile client can; gives the toast."""
        self.town.take_a_moment()
        press = self.town.world.press(self.user_id, message.chat_id, message.message_id, data)
        await self.town.settle()
        answers = [call for call in self.town.world.calls if call.parameters.get("callback_query_id") == press.id]
        assert len(answers) == 1, "every press is answered once"
        toast: str | None = answers[0].parameters.get("text")
        return toast

    async def type_inline(self, words: str, *, chat_id: int | None = None, offset: str = "") -> InlineAnswer:
        """Types `@bot words` in some chat; what is offered."""
        return (await self.ask_inline(words, chat_id=chat_id, offset=offset))[1]

    async def ask_inline(self, words: str, *, chat_id: int | None = None, offset: str = "") -> tuple[str, InlineAnswer]:
        """The same with the id by which a result is put into the chat."""
        self.town.take_a_moment()
        query = self.town.world.query_inline(self.user_id, words, offset, chat_id=chat_id)
        await self.town.settle()
        answer = self.town.world.inline.answered(self.town.world.users[self.user_id], query)
        assert answer is not None, "every query is answered"
        return query, answer

    async def edit(self, message: Message, text: str) -> None:
        """Edits one's own message."""
        self.town.take_a_moment()
        self.town.world.edit_text(self.user_id, message.chat_id, message.message_id, text)
        await self.town.settle()

    def with_key(self, label: str, chat_id: int | None = None) -> Message:
        """The last message that has a key with this text."""
        for message in reversed(self.town.messages(chat_id or self.user_id)):
            if any(label in key["text"] for row in message.buttons for key in row):
                return message
        raise AssertionError(f"no key {label!r}; the last message: {self.last.text!r} {self.keys}")

    @property
    def messages(self) -> list[Message]:
        """All messages of the private chat, those of both sides."""
        return self.town.messages(self.user_id)

    @property
    def inbox(self) -> list[str]:
        """The texts of what the bot says here now, the oldest first."""
        return [message.text for message in self.messages if message.by_bot]

    @property
    def last(self) -> Message:
        """The last thing that the bot says here."""
        return [message for message in self.messages if message.by_bot][-1]

    @property
    def keys(self) -> list[list[str]]:
        """The texts of the keys below the last message."""
        return [[key["text"] for key in row] for row in self.last.buttons]


@dataclass
class Town:
    """The demonstration: the programme, its cast, and a bot whose clock stands still until it is moved."""

    world: World
    simulation: Simulation
    cast: Cast
    groups: dict[str, int] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)

    @property
    def database(self) -> Database:
        """The bot's own store."""
        return self.simulation.application.database

    @property
    def now(self) -> datetime:
        """The simulated moment."""
        return self.simulation.now()

    def phone(self, name: str) -> Phone:
        """A member of the cast by first name, as `marta` or `joao`."""
        for person in self.cast.people:
            if _plain(person["first_name"]) == name:
                return Phone(self, person["id"])
        raise LookupError(name)

    def stranger(self, user_id: int = 5001, name: str = "Nadie", language_code: str | None = "es") -> Phone:
        """Somebody whom the bot has never met."""
        self.world.add_user(user_id, name, language_code=language_code)
        return Phone(self, user_id)

    def messages(self, chat_id: int) -> list[Message]:
        """What stands in a chat now; deleted messages are gone."""
        chat = self.world.chats.get(chat_id) or self.world.private(self.world.bot, chat_id)
        return [message for message in chat.messages.values() if not message.is_deleted]

    def group(self, slug: str) -> list[Message]:
        """What the bot says in a network's group now."""
        return [message for message in self.messages(self.groups[slug]) if message.by_bot]

    def take_a_moment(self) -> None:
        """Nobody does two things in a second: the bot would have to wait for its own pace before each answer."""
        self.simulation.time.set(self.now + A_MOMENT)

    async def settle(self) -> None:
        """Lets the bot do all that is to be done at this moment.

        Without the poll that finds nothing: what was handled is confirmed by the next one, which comes soon enough.
        """
        while await self.simulation.polling.poll_once() < len(self.world.bot.inbox):
            pass
        await self.simulation.deliver()

    async def move_to(self, moment: datetime) -> None:
        """Turns the clock, doing all that is due on the way."""
        await self.simulation.move_to(moment)
        await self.settle()

    async def wait(self, **span: float) -> None:
        """Turns the clock by a timedelta."""
        await self.move_to(self.now + timedelta(**span))


def _plain(name: str) -> str:
    return name.lower().translate(str.maketrans("ãáéíóúâêôçñ", "aaeiouaeocn"))
