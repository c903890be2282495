"""What people should never send, and do."""

import base64
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from sandbox.refusal import Refusal
from tests.flows.phones import Phone

PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
LONGEST = 4096  # what one message of Telegram holds
OTHERS = 1007  # somebody else whose words are passed on

TEXTS = {
    "empty": "",
    "spaces": "   \n \t ",
    "invisible": "\u200b\u200f\u2060\ufeff",
    "longest": "a" * LONGEST,
    "longest of emoji": "🧑🏽‍🚒" * 585,
    "too long for Telegram": "b" * 10_000,
    "html": "<b>negrita <i>sin cerrar & <a href='x'>",
    "tags that Telegram knows": "</b></blockquote><tg-spoiler><code>",
    "entities": "&lt; &amp; &#0; &nbsp; &bogus;",
    "markdown": "*a* _b [c](d) `e` ||f|| \\",
    "right to left": "\u202eabc \u05e9\u05dc\u05d5\u05dd \u2067x",
    "emoji": "🙂",
    "gaps": "{name} {0} %s %(x)s ${y}",
    "one line each": "\n".join("abcdefghij"),
    "sql": "'; DROP TABLE person; --",
    "numbers": "٣٤ １２ 1e309 -0 99999999999999999999",
    "a date nowhere": "31/02/2027 25:61",
    "a date far away": "31/12/9999 23:59",
    "callback data": "fc:1:preview:network",
}


@dataclass(frozen=True)
class Input:
    """Something that is sent; `is_command`: it leaves the form asleep."""

    name: str
    send: Callable[[Phone], Awaitable[None]]
    is_command: bool = False

    def __repr__(self) -> str:
        return self.name


def _text(text: str) -> Callable[[Phone], Awaitable[None]]:
    async def send(phone: Phone) -> None:
        try:
            await phone.send(text)
        except Refusal:  # Telegram takes no empty text; whoever speaks for it may
            await _say_in_its_name(phone, text)

    return send


async def _say_in_its_name(phone: Phone, text: str) -> None:
    """With a number of its own: what repeats that of another message is no new one."""
    world = phone.town.world
    chat = world.private(world.bot, phone.user_id)
    written = world.add_message(chat, world.users[phone.user_id], {"text": text})
    world.bot.inbox.put("message", written.body, phone.user_id)
    await phone.town.settle()


def _file(kind: str, caption: str = "") -> Callable[[Phone], Awaitable[None]]:
    content = PICTURE if kind == "photo" else b"x"
    return lambda phone: phone.send_file(kind, content, caption=caption)


async def _forwarded(phone: Phone) -> None:
    phone.town.world.send_text(phone.user_id, phone.user_id, "Lo dijo otra persona", forward_from=OTHERS)
    await phone.town.settle()


async def _edited(phone: Phone) -> None:
    own = [message for message in phone.messages if not message.by_bot]
    await phone.edit(own[-1], "Otra cosa")


async def _reply_to_oneself(phone: Phone) -> None:
    own = [message for message in phone.messages if not message.by_bot]
    await phone.send("Sobre lo de antes", reply_to=own[-1])


INPUTS: tuple[Input, ...] = (
    *(Input(name, _text(text)) for name, text in TEXTS.items()),
    *(Input(kind, _file(kind)) for kind in ("sticker", "voice", "photo", "video_note", "animation", "document")),
    Input("photo with words", _file("photo", "<b>palabras")),
    Input("forwarded", _forwarded),
    Input("edited", _edited),
    Input("reply to oneself", _reply_to_oneself),
    Input("unknown command", _text("/desconocido ya"), is_command=True),
    Input("command of another bot", _text("/menu@other_bot")),
    Input("half a command", _text("/")),
    Input("a link", _text("/start no-such-thing-1"), is_command=True),
)

FEW = tuple(given for given in INPUTS if given.name in ("longest", "html", "voice", "edited", "unknown command"))
SHARE = 5  # of all inputs, for one form: seven forms share all of them


def inputs_of_form(number: int) -> tuple[Input, ...]:
    """The few, and this form's share of the rest: all forms are made of the same parts."""
    share = [INPUTS[(number * SHARE + offset) % len(INPUTS)] for offset in range(SHARE)]
    return (*FEW, *(given for given in share if given not in FEW))
