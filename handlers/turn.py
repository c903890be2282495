"""All that a handler knows about what came in, and its way to answer."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from sqlalchemy.orm import Session

from actions import letters
from actions.joining import Part
from actions.letters import ANSWER, Postage
from actions.refusals import EmptyText, NotRegistered, PrivateOnly, TextWanted, TooLong
from store.frozen import frozen
from store.memberships import memberships_of
from store.models import ChatKind, Membership, Network, Person, Role
from texts.message import Html, Message
from texts.translator import Translator

# What people paste carries marks that are seen by nobody and that make an empty text look full.
_INVISIBLE = dict.fromkeys([*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF, 0x00AD])


@frozen
class Sender:
    """The Telegram account that acted."""

    id: int
    first_name: str
    last_name: str = ""
    language_code: str | None = None

    @property
    def name(self) -> str:
        """First and last name, as Telegram shows them."""
        return f"{self.first_name} {self.last_name}".strip()


@frozen
class Place:
    """The chat in which it happened."""

    id: int
    kind: ChatKind
    title: str = ""

    @property
    def is_private(self) -> bool:
        """Whether it is the person's own chat with the bot."""
        return self.kind is ChatKind.PRIVATE


@frozen
class Attachment:
    """A file that came with a message; `kind` is Telegram's name of its field ("photo", "voice").

    unique_id: the same however often the file is sent; name: of a document; duration: of a recording in seconds
    """

    kind: str
    file_id: str
    size: int = 0
    unique_id: str = ""
    name: str = ""
    duration: int = 0


@frozen
class Facts:
    """What only Telegram knows, asked for before the unit of work began; and where this installation is found."""

    bot_username: str
    administrators: frozenset[int] = frozenset()
    calendars_url: str = ""  # addresses of calendars begin with it; empty: nothing can be fetched here


@frozen
class Incoming:
    """One update, freed of Telegram's shape."""

    update_id: int
    sender: Sender | None  # None: written as a group or channel
    place: Place
    text: str = ""
    html: Html = field(default_factory=Html)  # the text with its author's own formatting
    attachment: Attachment | None = None
    message_id: int = 0
    reply_to: int | None = None  # a message of the bot that was replied to
    data: str | None = None  # callback data
    callback_id: str | None = None
    pressed_text: bool = False  # the pressed message is a text that can be edited
    answered_text: str = ""  # what the pressed message was sent in answer to
    answered_html: Html = field(default_factory=Html)  # the same with its author's own formatting
    answered_voice: Attachment | None = None  # a voice note that the pressed message was sent in answer to
    edited: bool = False
    album: str | None = None  # pictures that were sent together come one by one, under one such id
    found: str | None = None  # a record that was looked for in this chat and put there, as its link names it
    date: int = 0  # when it was written: seconds, as Telegram has it; a press has none


@frozen
class InlineAsked:
    """`@bot text` as somebody types it in some chat, which nobody tells. offset: where the page before ended."""

    update_id: int
    query_id: str
    sender: Sender
    text: str
    offset: str


@frozen
class InlineTurn:
    """What is typed there, on its way through a handler that changes nothing and has no chat to speak in."""

    session: Session
    now: datetime
    asked: InlineAsked
    translator: Translator
    facts: Facts
    person: Person | None


@dataclass
class Turn:
    """One update on its way through a handler, inside one transaction."""

    session: Session
    now: datetime
    incoming: Incoming
    translator: Translator
    facts: Facts
    person: Person | None = None
    arguments: str = ""  # what stood behind a command
    toast: str | None = None  # shown over the chat when a press is answered
    link: str | None = None  # opened when a press is answered
    left_file_out: bool = False  # a file came with a text that was taken without it
    kept_file: bool = False  # a file came with a text, and is kept to be attached to what becomes of that

    @property
    def place(self) -> Place:
        """The chat in which it happened."""
        return self.incoming.place

    @property
    def part(self) -> Part:
        """What came, as one of several messages that may be one text."""
        return Part(self.incoming.message_id, self.incoming.date, self.incoming.text)

    @property
    def sender(self) -> Sender:
        """The account that acted; refuses what was written as a group or channel."""
        if self.incoming.sender is None:
            raise NotRegistered
        return self.incoming.sender

    @cached_property
    def member(self) -> Person:
        """The registered person; refuses everybody else."""
        if self.person is None:
            raise NotRegistered
        return self.person

    @cached_property
    def networks(self) -> list[tuple[Membership, Network]]:
        """Where the person takes part, read once for a screen on which many ask."""
        return [(membership, network) for membership, network in self._memberships if membership.role is not Role.GUEST]

    @property
    def is_guest(self) -> bool:
        """Whether a session is open to the person as a guest."""
        return any(membership.role is Role.GUEST for membership, _ in self._memberships)

    @property
    def is_only_guest(self) -> bool:
        """Whether the person takes part nowhere else."""
        return self.is_guest and not self.networks

    @cached_property
    def _memberships(self) -> list[tuple[Membership, Network]]:
        return memberships_of(self.session, self.member.id)

    @property
    def coordinates(self) -> bool:
        """Whether the person coordinates a network: for what is offered, never for what is allowed."""
        return any(membership.role is Role.COORDINATOR for membership, _ in self.networks)

    def check_private(self) -> None:
        """Refuses in groups: people read along there who take part in nothing."""
        if not self.place.is_private:
            raise PrivateOnly

    def text(self, limit: int) -> str:
        """The typed text, or what stands below a file; cleaned at its ends. Refuses empty and too long texts."""
        if self.incoming.attachment is not None:
            if not self.incoming.text:
                raise TextWanted
            self.left_file_out = True
        return cleaned(self.incoming.text, limit)

    def send(self, chat_id: int, message: Message, postage: Postage = ANSWER) -> None:
        """Sends a message to any chat, after the commit."""
        letters.send(self.session, chat_id, message, now=self.now, postage=postage)

    def say(self, message: Message) -> None:
        """Sends a new message in the chat where it happened."""
        self.send(self.place.id, message)

    def show(self, message: Message) -> None:
        """Puts `message` where the person looks: over the pressed message, or new below what was typed.

        What is longer than one message is new too: the pressed one loses its keys, the last part has them.
        """
        is_over_text = self.incoming.data is not None and self.incoming.pressed_text
        pressed = self.place.id, self.incoming.message_id
        if is_over_text and message.media is None and message.is_one:
            letters.turn_into(self.session, *pressed, message, now=self.now)
            return
        if is_over_text and message.media is None:
            letters.leave_behind(self.session, *pressed, now=self.now)
        self.say(message)

    def open_private(self, payload: str) -> None:
        """Answers a press in a group by opening the private chat with `/start payload`."""
        self.link = private_link(self.facts.bot_username, payload)


def cleaned(text: str, limit: int) -> str:
    """What somebody typed, without what is seen by nobody at its ends; refuses empty and too long texts."""
    text = text.replace("\x00", "").strip()
    if not text.translate(_INVISIBLE).strip():
        raise EmptyText
    if len(text) > limit:
        raise TooLong(len(text), limit)
    return text


def private_link(bot_username: str, payload: str) -> str:
    """The deep link into the private chat with the bot."""
    return f"https://t.me/{bot_username}?start={payload}"
