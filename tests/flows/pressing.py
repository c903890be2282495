"""Every kind of press, with fields that nobody issued: a new kind is covered without a change here."""

import typing
from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from enum import StrEnum
from typing import Any

import handlers  # noqa: F401 - whose imports register all presses
from texts.presses import _REGISTRY, ChatId, Press

INTEGERS = (1, 2, 3, 4, -1, 2**31 - 1)
CHATS = (1007, 0, -1001000000101, -1001000000102, 2**62, -(2**62))
STRINGS = ("", "1", "<b>&🙂", "9" * 25, "a\x00b", "١٢")
DATES = (date(1, 1, 1), date(9999, 12, 31), date(2027, 6, 15))
RAW = ("", ":", "x" * 64, "mn:", "mn:1", "fc", "fc:1", "fc:1:2:3:4", "fc:99999999999999999999:a:b", "fc:１:a:b", "\x00")


def kinds() -> list[type[Press]]:
    """All of them, by code."""
    return [_REGISTRY[code] for code in sorted(_REGISTRY)]


def presses_of(kind: type[Press]) -> Iterator[str]:
    """Callback data of one kind with every value that a field may have by hand."""
    hints = typing.get_type_hints(kind)
    values = [_values(hints[field.name]) for field in fields(kind)]
    seen = set()
    for number in range(max((len(of_field) for of_field in values), default=1)):
        press = kind(*(of_field[number % len(of_field)] for of_field in values))
        try:
            data = press.pack()
        except ValueError:  # longer than callback data can be
            continue
        if data not in seen:
            seen.add(data)
            yield data


def some_malformed(kind: type[Press], number: int) -> list[str]:
    """Callback data with the code of a kind and what is not its fields: the largest number, which a store may not take,
    and one of the others by turns, for all kinds are read in one way.
    """
    others = ("", ":", ":1:1:1:1:1:1:1:1", ":x")
    return [kind.code + ":" + "9" * 30, kind.code + others[number % len(others)]]


def _values(hint: Any) -> tuple[Any, ...]:
    if hint is bool:
        return (True, False)
    if hint is int:
        return INTEGERS
    if hint is ChatId:
        return CHATS
    if hint is date:
        return DATES
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return tuple(hint)
    return STRINGS
