"""Which chat or message a call means, and whether the bot may: the refusals that come before any method's own."""

from typing import Any

from sandbox.message import Message
from sandbox.parameters import Parameters
from sandbox.people import Bot, Chat, Status
from sandbox.refusal import bad_request, forbidden, upgraded
from sandbox.world import World

Json = dict[str, Any]
NAMES = {"group": "group chat", "supergroup": "supergroup chat", "channel": "channel chat"}


def read_chat(world: World, bot: Bot, parameters: Parameters, name: str = "chat_id") -> Chat:
    """A chat that the bot may look at."""
    chat = _find_chat(world, bot, parameters.text(name))
    if chat.migrated_to:
        raise upgraded(chat.migrated_to)
    if chat.kind in ("supergroup", "channel"):
        _check_inside(chat, bot)
    return chat


def write_chat(world: World, bot: Bot, parameters: Parameters) -> Chat:
    """A chat that the bot may write to."""
    chat = read_chat(world, bot, parameters)
    if chat.is_private:
        _check_reachable(world, bot, chat)
        return chat
    _check_inside(chat, bot)
    if chat.is_broadcast and not chat.status(bot.id).administers:
        raise bad_request("need administrator rights in the channel chat")
    return chat


def _find_chat(world: World, bot: Bot, written: str) -> Chat:
    if not written:
        raise bad_request("chat_id is empty")
    try:
        chat_id = int(written)
    except ValueError:
        raise bad_request("chat not found") from None
    if chat_id in world.chats and _was_ever_inside(world.chats[chat_id], bot):
        return world.chats[chat_id]
    if chat_id in world.bots:
        raise forbidden("bots can't send messages to bots")
    if chat_id not in world.users:
        raise bad_request("chat not found")
    return world.private(bot, chat_id)


def _was_ever_inside(chat: Chat, bot: Bot) -> bool:
    return bot.id in chat.members


def _check_inside(chat: Chat, bot: Bot) -> None:
    status = chat.status(bot.id)
    if status is Status.KICKED:
        raise forbidden(f"bot was kicked from the {NAMES[chat.kind]}")
    if not status.is_inside:
        raise forbidden(f"bot is not a member of the {NAMES[chat.kind]}")


def _check_reachable(world: World, bot: Bot, chat: Chat) -> None:
    if world.users[chat.id].is_deactivated:
        raise forbidden("user is deactivated")
    if chat.blocked:
        raise forbidden("bot was blocked by the user")
    if not chat.started:
        shares = any(
            group.status(bot.id).is_inside and group.status(chat.id).is_inside for group in world.chats.values()
        )
        raise forbidden("bot can't initiate conversation with a user") if shares else bad_request("chat not found")


def need_administrator(chat: Chat, bot: Bot, complaint: str = "not enough rights") -> None:
    if not chat.status(bot.id).administers:
        raise bad_request(complaint)


def find_message(chat: Chat, parameters: Parameters, what: str, name: str = "message_id") -> Message:
    """The message meant, or "message to edit not found" and the like."""
    number = parameters.integer(name)
    if number not in chat.messages:
        raise bad_request(f"message to {what} not found")
    return chat.messages[number]


def user_of(world: World, parameters: Parameters) -> int:
    user_id = parameters.integer("user_id")
    if user_id <= 0:
        raise bad_request("invalid user_id specified")
    if world.person(user_id) is None:
        raise bad_request("user not found")
    return user_id
