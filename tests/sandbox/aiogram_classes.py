"""aiogram's classes of all that the Bot API knows.

When it is imported it composes the readers of hundreds of them, which takes seconds. Here each composes its own when it
is first asked for.
"""

import functools
import typing
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from pydantic import BaseModel, TypeAdapter

Model = typing.TypeVar("Model", bound=BaseModel)


@contextmanager
def _composing_nothing() -> Iterator[None]:
    composing = BaseModel.__dict__["model_rebuild"]
    type.__setattr__(BaseModel, "model_rebuild", classmethod(lambda _kind, **_names: None))
    try:
        yield
    finally:
        type.__setattr__(BaseModel, "model_rebuild", composing)


with _composing_nothing():
    import aiogram.methods
    from aiogram import types as aiogram_types
    from aiogram.client.default import Default
    from aiogram.methods.base import TelegramMethod

__all__ = ["TelegramMethod", "aiogram_types", "composed", "method_classes", "reader_of_result"]

# What the annotations of aiogram's fields name.
NAMES: dict[str, Any] = {name: getattr(aiogram_types, name) for name in aiogram_types.__all__}
NAMES |= {"List": list, "Default": Default} | {name: getattr(typing, name) for name in ("Literal", "Optional", "Union")}


def composed(kind: type[Model]) -> type[Model]:
    """The class, which can read now."""
    kind.model_rebuild(_types_namespace=NAMES)
    return kind


@functools.cache
def method_classes() -> dict[str, type[TelegramMethod[Any]]]:
    """aiogram's class of each method, by its name in lower case."""
    classes = [getattr(aiogram.methods, name) for name in aiogram.methods.__all__]
    return {
        kind.__api_method__.lower(): kind for kind in classes if isinstance(getattr(kind, "__api_method__", None), str)
    }


@functools.cache
def reader_of_result(method: str) -> TypeAdapter[Any]:
    """What reads that which a method returns. Most of it is messages: composed once, they are part of all others."""
    composed(aiogram_types.Message)
    reader = TypeAdapter(typing.cast(Any, method_classes()[method]).__returning__)
    reader.rebuild(force=True, _types_namespace=NAMES)
    return reader
