"""The smallest JSON that is a given type of the Bot API, made from aiogram's classes: all kinds, also tomorrow's."""

import types
import typing
from datetime import datetime, timedelta
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from tests.sandbox.aiogram_classes import aiogram_types, composed

Json = dict[str, Any]

SOMEBODY: Json = {"id": 7001, "is_bot": False, "first_name": "Alguien"}
A_GROUP: Json = {"id": -1009000000001, "type": "supergroup", "title": "Otro grupo"}
DEEPEST = 6  # types may hold themselves


def message_with(field: str, chat: Json, sender: Json, message_id: int) -> Json:
    """A message that has this one thing in it, as `location` or `new_chat_members`."""
    body = {"message_id": message_id, "date": 1_800_000_000, "chat": chat, "from": sender}
    info = composed(aiogram_types.Message).model_fields[field]
    return body | {info.alias or field: _value(info.annotation, 0)}


def message_fields() -> list[str]:
    """Every optional field of a message."""
    fields = aiogram_types.Message.model_fields
    return [name for name, info in fields.items() if not info.is_required() and name != "from_user"]


def update_kinds() -> list[str]:
    """Every kind of update."""
    return [name for name in aiogram_types.Update.model_fields if name != "update_id"]


def update_of(kind: str, update_id: int) -> Json:
    """The smallest update of a kind."""
    return {"update_id": update_id, kind: _value(composed(aiogram_types.Update).model_fields[kind].annotation, 0)}


def _value(wanted: Any, depth: int) -> Any:
    origin, arguments = typing.get_origin(wanted), typing.get_args(wanted)
    if origin is typing.Annotated:
        return _value(arguments[0], depth)
    if origin in (typing.Union, types.UnionType):
        return _value(next(one for one in arguments if one is not type(None)), depth)
    if origin is typing.Literal:
        return arguments[0]
    if origin is list:
        return [_value(arguments[0], depth)] if depth < DEEPEST else []
    if isinstance(wanted, type) and issubclass(wanted, BaseModel):
        return _model(wanted, depth)
    return _plain(wanted)


def _model(kind: type[BaseModel], depth: int) -> Json:
    if issubclass(kind, aiogram_types.User):
        return SOMEBODY
    if issubclass(kind, aiogram_types.Chat):
        return A_GROUP
    return {
        info.alias or name: info.default if _says_its_kind(info) else _value(info.annotation, depth + 1)
        for name, info in composed(kind).model_fields.items()
        if info.is_required() or _says_its_kind(info)
    }


def _says_its_kind(info: FieldInfo) -> bool:
    """`type: "gift"` and the like: named by a default that the wire always has."""
    return isinstance(info.default, str) and not info.is_required()


def _plain(wanted: Any) -> Any:
    if wanted is bool:
        return True
    if wanted is float:
        return 1.5
    if wanted is str:
        return "x"
    if wanted in (datetime, timedelta, int) or "DateTime" in str(wanted):
        return 1
    return "x" if isinstance(wanted, type) and issubclass(wanted, str) else 1
