"""What a bot sets up about itself: commands by scope and language, names, menu buttons."""

import re
from collections.abc import Callable
from typing import Any

from sandbox.parameters import Parameters, whole_number
from sandbox.people import Bot, Chat, User
from sandbox.refusal import bad_request
from sandbox.world import World

Json = dict[str, Any]
Key = tuple[str, int, int, str]  # scope, chat, user, language
SCOPES = frozenset(
    {
        "default",
        "all_private_chats",
        "all_group_chats",
        "all_chat_administrators",
        "chat",
        "chat_administrators",
        "chat_member",
    }
)
COMMAND = re.compile(r"[a-z0-9_]{1,32}")
MOST_COMMANDS = 100
LIMITS = {"name": 64, "description": 512, "short_description": 120}


def get_me(_world: World, bot: Bot, _parameters: Parameters) -> Json:
    return bot.full_json()


def set_my_commands(world: World, bot: Bot, parameters: Parameters) -> bool:
    commands = parameters.json("commands", "can't parse commands JSON object") or []
    if not isinstance(commands, list):
        raise bad_request("expected an Array of BotCommand")
    if len(commands) > MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    bot.commands[_key(world, parameters)] = [_command(command) for command in commands]
    world.events.tell("commands", list(world.users))
    return True


def _command(command: Any) -> Json:
    if not isinstance(command, dict):
        raise bad_request("can't parse BotCommand: expected an Object")
    for name in ("command", "description"):
        if name not in command:
            raise bad_request(f"can't parse BotCommand: Can't find field \"{name}\"")
    name, description = str(command["command"]).removeprefix("/").lower(), str(command["description"]).strip()
    if not COMMAND.fullmatch(name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(description) <= 256:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name, "description": description}


def get_my_commands(world: World, bot: Bot, parameters: Parameters) -> list[Json]:
    return bot.commands.get(_key(world, parameters), [])


def delete_my_commands(world: World, bot: Bot, parameters: Parameters) -> bool:
    bot.commands.pop(_key(world, parameters), None)
    world.events.tell("commands", list(world.users))
    return True


def _key(world: World, parameters: Parameters) -> Key:
    scope = parameters.json("scope", "can't parse BotCommandScope JSON object") or {"type": "default"}
    if not isinstance(scope, dict):
        raise bad_request("can't parse BotCommandScope: BotCommandScope must be an Object")
    kind = str(scope.get("type"))
    if kind not in SCOPES:
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    chat_id = whole_number(scope.get("chat_id", 0), "chat not found")
    user_id = whole_number(scope.get("user_id", 0), "can't parse BotCommandScope: Invalid user_id specified")
    if kind in ("chat", "chat_administrators", "chat_member") and chat_id not in (*world.users, *world.chats):
        raise bad_request("chat not found")
    return kind, chat_id, user_id, _language(parameters)


def _language(parameters: Parameters) -> str:
    code = parameters.text("language_code")
    if code and not re.fullmatch("[a-z]{2}", code):
        raise bad_request("invalid language code specified")
    return code


def commands_shown(bot: Bot, chat: Chat, user: User) -> list[Json]:
    """The menu of this person in this chat: the narrowest scope first, in each the person's language first."""
    if chat.is_private:
        keys = [("chat", chat.id, 0), ("all_private_chats", 0, 0), ("default", 0, 0)]
    else:
        keys = [("chat_member", chat.id, user.id)]
        if chat.status(user.id).administers:
            keys += [("chat_administrators", chat.id, 0)]
        keys += [("chat", chat.id, 0)]
        if chat.status(user.id).administers:
            keys += [("all_chat_administrators", 0, 0)]
        keys += [("all_group_chats", 0, 0), ("default", 0, 0)]
    for scope, chat_id, user_id in keys:
        for language in ((user.language_code or "")[:2], ""):
            if commands := bot.commands.get((scope, chat_id, user_id, language)):
                return commands
    return []


def word_setter(word: str) -> Callable[[World, Bot, Parameters], bool]:
    def set_word(_world: World, bot: Bot, parameters: Parameters) -> bool:
        value, language = parameters.text(word).strip(), _language(parameters)
        if len(value) > LIMITS[word]:
            raise bad_request(f"bot {word.replace('_', ' ')} is too long")
        bot.words[word, language] = value
        return True

    return set_word


def word_getter(word: str) -> Callable[[World, Bot, Parameters], Json]:
    def get_word(_world: World, bot: Bot, parameters: Parameters) -> Json:
        default = bot.name if word == "name" else ""
        language = _language(parameters)
        return {word: bot.words.get((word, language)) or bot.words.get((word, "")) or default}

    return get_word


def set_chat_menu_button(_world: World, bot: Bot, parameters: Parameters) -> bool:
    button = parameters.object("menu_button", "can't parse menu button JSON object") or {"type": "default"}
    if button.get("type") not in ("commands", "web_app", "default"):
        raise bad_request("can't parse menu button: MenuButton has unsupported type")
    bot.menu_buttons[parameters.integer("chat_id")] = button
    return True


def get_chat_menu_button(_world: World, bot: Bot, parameters: Parameters) -> Json:
    default = bot.menu_buttons.get(0, {"type": "commands"})
    return bot.menu_buttons.get(parameters.integer("chat_id"), default)


def done(_world: World, _bot: Bot, _parameters: Parameters) -> bool:
    return True


METHODS: dict[str, Callable[[World, Bot, Parameters], Any]] = {
    "getme": get_me,
    "logout": done,
    "close": done,
    "setmycommands": set_my_commands,
    "getmycommands": get_my_commands,
    "deletemycommands": delete_my_commands,
    "setchatmenubutton": set_chat_menu_button,
    "getchatmenubutton": get_chat_menu_button,
    **{f"setmy{word.replace('_', '')}": word_setter(word) for word in LIMITS},
    **{f"getmy{word.replace('_', '')}": word_getter(word) for word in LIMITS},
}
