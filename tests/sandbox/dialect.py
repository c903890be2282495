"""Two other readers of the Bot API, aiogram and python-telegram-bot, asked whether they understand what is said."""

import re
import typing
from collections.abc import Iterable
from typing import Any

import telegram
from pydantic import BaseModel

from sandbox.call import Call, Upload
from sandbox.people import Bot
from sandbox.world import World
from tests.sandbox.aiogram_classes import aiogram_types, composed, method_classes, reader_of_result

NEWER_THAN_10_0 = frozenset({"can_send_welcome_messages"})


def check_call(call: Call) -> None:
    """Fail unless the method exists, every parameter is one of its own and can be read, and so can the result."""
    kind = method_classes().get(call.method.lower())
    assert kind is not None, f"there is no method {call.method}"
    parameters = {name: _plain(value) for name, value in call.decoded.items()}
    attached = {value[len("attach://") :] for value in _strings(parameters) if value.startswith("attach://")}
    parameters = {name: value for name, value in parameters.items() if name not in attached}
    unknown = parameters.keys() - kind.model_fields.keys()
    assert not unknown, f"{call.method} has no parameter {sorted(unknown)}"
    read = composed(kind).model_validate(parameters)
    assert not _unread(read), f"{call.method}: nobody reads {_unread(read)}"
    if call.response and call.response["ok"]:
        check_result(call.method, call.response["result"])


def check_result(method: str, result: Any) -> None:
    kind = method_classes()[method.lower()]
    wanted = typing.cast(Any, kind).__returning__
    read = reader_of_result(method.lower()).validate_python(result)
    assert not _unread(read), f"the result of {method} has what nobody reads: {_unread(read)}"
    for value in result if isinstance(result, list) else [result]:
        if isinstance(value, dict):
            _read_with_ptb(_class_name(wanted, value), value)


def check_update(body: dict[str, Any]) -> None:
    read = composed(aiogram_types.Update).model_validate(body)
    assert not _unread(read), f"an update has what nobody reads: {_unread(read)}"
    update = _read_with_ptb("Update", body)
    assert update.to_dict()["update_id"] == body["update_id"]


def check_world(world: World) -> None:
    """All that was called and all that was told."""
    for call in world.calls:
        if _is_new(call.method, call.decoded, call.response):
            check_call(call)
    for bot in world.bots.values():
        check_updates(bot)


def check_updates(bot: Bot) -> None:
    for update in bot.inbox.emitted:
        if _is_new("update", update.body, None):
            check_update(update.body)


# What people and bots put into words, which no reader looks at: any string will do there.
WORDS = (
    "text|message_text|caption|title|description|query|first_name|last_name|username|file_name|file_path|file_id"
    "|file_unique_id|data|callback_data|url|invite_link|start_parameter|custom_title"
)
IN_WORDS = re.compile(rf"""('(?:{WORDS})': )(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")""")
NUMBERS = re.compile(r"\d+")
# Keys of a row, rows, parts of a text that are formatted: one after the other of the same form.
ALIKE = (re.compile(r"(\{[^{}\[\]]*\})(?:, \1)+"), re.compile(r"(\[[^\[\]]*\])(?:, \1)+"))

_checked: set[int] = set()


def _is_new(method: str, parameters: Any, response: Any) -> bool:
    """Reading takes far longer than the call did: what has the same form is read once a session."""
    form = hash(_form(f"{method} {parameters!r} {response!r}"))
    if form in _checked:
        return False
    _checked.add(form)
    return True


def _form(said: str) -> str:
    """Without words, numbers, and how many alike there are."""
    form = NUMBERS.sub("0", IN_WORDS.sub(r"\1", said))
    for alike in ALIKE:
        form = alike.sub(r"\1", form)
    return form


def _plain(value: Any) -> Any:
    if isinstance(value, Upload):
        return aiogram_types.BufferedInputFile(b"", value.file_name)
    return value


def _strings(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _strings(inner)


def _unread(value: Any) -> list[str]:
    """Names that aiogram took along without knowing them."""
    if isinstance(value, BaseModel):
        names = sorted(value.model_extra or ())
        return names + [name for inner in value.__dict__.values() for name in _unread(inner)]
    if isinstance(value, list | tuple):
        return [name for inner in value for name in _unread(inner)]
    return []


def _class_name(wanted: Any, value: dict[str, Any]) -> str:
    """What python-telegram-bot calls this result."""
    if "status" in value and "user" in value:
        return "ChatMember"
    if "type" in value and set(value) <= {"type", "text", "web_app"}:
        return "MenuButton"
    arguments = typing.get_args(wanted)
    name = (arguments[0] if arguments else wanted).__name__
    return "Message" if arguments and "message_id" in value and "chat" in value else str(name)


def _read_with_ptb(name: str, value: dict[str, Any]) -> Any:
    kind = getattr(telegram, name)
    read = kind.de_json(dict(value), None)
    assert read is not None, f"python-telegram-bot cannot read this as {name}"
    unknown = read.api_kwargs.keys() - NEWER_THAN_10_0
    assert not unknown, f"python-telegram-bot does not know {sorted(unknown)} of {name}"
    return read
