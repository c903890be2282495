"""What the bot tells Telegram about itself when it starts: its commands in every language, and what it is for."""

import asyncio
from collections.abc import Iterator
from typing import Any

import structlog
from telegram.error import TelegramError

from bot.post import Post
from texts import about
from texts.commands import GROUP_ADMINISTRATOR_MENU, GROUP_MENU, PRIVATE_MENU, menu
from texts.translator import DEFAULT_LANGUAGE, LANGUAGES, translator_for

log = structlog.get_logger(__name__)

SCOPES = {
    "all_private_chats": PRIVATE_MENU,
    "all_group_chats": GROUP_MENU,
    "all_chat_administrators": GROUP_ADMINISTRATOR_MENU,
}
BEFORE_MENUS = 0.5  # seconds in which who wrote meanwhile is answered; all catalogues are read for the menus


async def introduce_soon(post: Post) -> None:
    """`introduce`, after the first answers."""
    await asyncio.sleep(BEFORE_MENUS)
    await introduce(post)


async def introduce(post: Post) -> None:
    """Registers menus and descriptions. A refusal costs the menus, not the start."""
    try:
        for method, parameters in introductions():
            await post.call(method, parameters)
    except TelegramError as error:
        log.warning("not_introduced", reason=error.message)


def introductions() -> Iterator[tuple[str, dict[str, Any]]]:
    """The calls to make; the language "" is for readers of any other language."""
    for code in ("", *LANGUAGES):
        t = translator_for(code or DEFAULT_LANGUAGE)
        for scope, names in SCOPES.items():
            yield "setMyCommands", {"commands": menu(t, names), "scope": {"type": scope}, "language_code": code}
        yield "setMyDescription", {"description": about.description(t), "language_code": code}
        yield "setMyShortDescription", {"short_description": about.short_description(t), "language_code": code}
