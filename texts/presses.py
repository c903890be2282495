"""Typed payloads of buttons: packed into callback data, unpacked when pressed, perhaps years later."""

import typing
from collections.abc import Callable
from dataclasses import MISSING, fields
from datetime import date
from enum import StrEnum
from functools import cache, lru_cache
from typing import Any, ClassVar, NewType, TypeVar

from store.frozen import frozen

MAX_BYTES = 64  # Bot API: InlineKeyboardButton.callback_data

_REGISTRY: dict[str, type["Press"]] = {}

P = TypeVar("P", bound="Press")

ChatId = NewType("ChatId", int)  # Telegram's numbers need more room than ours


@frozen
class Press:
    """What a button says when it is pressed. Rights are those of the one who presses, never of the button."""

    code: ClassVar[str]

    def pack(self) -> str:
        """Callback data: the code and the fields, at most 64 bytes."""
        packed = ":".join([self.code, *(_pack(getattr(self, field.name)) for field in fields(self))])
        if len(packed.encode()) > MAX_BYTES:
            raise ValueError(f"callback data of {type(self).__name__} is longer than {MAX_BYTES} bytes")
        return packed


def press(code: str) -> Callable[[type[P]], type[P]]:
    """Registers a press under a short code. When its fields change meaning, it gets a new code (`rsvp1` -> `rsvp2`)."""

    def register(kind: type[P]) -> type[P]:
        if code in _REGISTRY or ":" in code:
            raise ValueError(f"press code {code!r} is taken or unusable")
        kind.code = code
        _REGISTRY[code] = kind
        return kind

    return register


@lru_cache(1024)  # read for its rights before, and for what it does within a unit
def unpack(data: str) -> Press | None:
    """The press behind callback data, or None when nothing of ours was ever packed so."""
    code, *packed = data.split(":")
    kind = _REGISTRY.get(code)
    if kind is None:
        return None
    types = _types_of(code)
    if not _least_of(code) <= len(packed) <= len(types):
        return None
    try:
        return kind(**{name: _unpack(of, value) for (name, of), value in zip(types, packed, strict=False)})
    except ValueError:
        return None


@cache
def _types_of(code: str) -> tuple[tuple[str, Any], ...]:
    """The fields' names and types; annotations are words until they are looked up, which takes its time."""
    kind = _REGISTRY[code]
    hints = typing.get_type_hints(kind)
    return tuple((field.name, hints[field.name]) for field in fields(kind))


@cache
def _least_of(code: str) -> int:
    """How many fields a key has at the least: one that was shown before a field with a default was added lacks it."""
    return sum(field.default is MISSING for field in fields(_REGISTRY[code]))


def _pack(value: object) -> str:
    if isinstance(value, bool):
        return "1" if value else "0"
    packed = str(value)
    if ":" in packed:
        raise ValueError("a press field may not hold a colon")
    return packed


def _unpack(kind: Any, packed: str) -> object:
    if kind is bool:
        if packed not in ("0", "1"):
            raise ValueError(packed)
        return packed == "1"
    if kind is int:
        return _whole_number(packed, bits=31)  # a key of a table; PostgreSQL takes no larger one
    if kind is ChatId:
        return _whole_number(packed, bits=63)
    if kind is date:
        return date.fromisoformat(packed)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return kind(packed)
    return packed


def _whole_number(packed: str, *, bits: int) -> int:
    # int() also takes "１", "1_000" and any length; the store does not.
    if not packed.removeprefix("-").isascii() or not packed.removeprefix("-").isdigit() or len(packed) > 19:
        raise ValueError(packed)
    number = int(packed)
    if not -(2**bits) <= number < 2**bits:
        raise ValueError(packed)
    return number
