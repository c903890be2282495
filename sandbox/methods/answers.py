"""Answers to presses."""

import time
from collections.abc import Callable
from typing import Any

from sandbox.html import units
from sandbox.inline import TOO_OLD
from sandbox.parameters import Parameters
from sandbox.people import Bot
from sandbox.refusal import bad_request
from sandbox.state import Press
from sandbox.world import World

STALE_SECONDS = 15 * 60
TOAST_LIMIT = 200


def answer_callback_query(world: World, bot: Bot, parameters: Parameters) -> bool:
    press = _press(world, bot, parameters.text("callback_query_id"))
    text = parameters.text("text")
    if units(text) > TOAST_LIMIT:
        raise bad_request("MESSAGE_TOO_LONG")
    url = parameters.text("url")
    if url and not _opens_own_bot(url, bot):
        raise bad_request("URL_INVALID")
    press.is_answered = True
    world.events.tell(
        "answer",
        [press.user_id],
        press.chat.id,
        callback_query_id=press.id,
        text=text,
        show_alert=parameters.flag("show_alert"),
        url=url or None,
    )
    return True


def _press(world: World, bot: Bot, press_id: str) -> Press:
    """A press is answered once; later answers are taken and change nothing, as long as it is fresh."""
    press = world.presses.get(press_id)
    if press is None or press.bot_id != bot.id or time.monotonic() - press.born > STALE_SECONDS:
        raise bad_request(TOO_OLD)
    return press


def _opens_own_bot(url: str, bot: Bot) -> bool:
    """Only links into a chat with the bot itself may be opened by an answer."""
    prefixes = (f"https://t.me/{bot.username}", f"t.me/{bot.username}", f"tg://resolve?domain={bot.username}")
    return url.lower().startswith(tuple(prefix.lower() for prefix in prefixes))


METHODS: dict[str, Callable[[World, Bot, Parameters], Any]] = {
    "answercallbackquery": answer_callback_query,
}
