"""Values: frozen dataclasses that are made when the first of them is.

To make one, Python writes the source of six methods and compiles it. There are some nine hundred, of which a bot that
starts needs a few: the others took a good part of its start, and of its memory.
"""

from dataclasses import Field, dataclass, field
from threading import RLock
from typing import Any, TypeVar, dataclass_transform

T = TypeVar("T")

FIELDS = "__dataclass_fields__"
MATCHED = "__match_args__"
_making = RLock()  # the first two of a kind may come at once, in two threads


@dataclass_transform(frozen_default=True, field_specifiers=(field, Field))
def frozen(kind: type[T]) -> type[T]:
    """`@dataclass(frozen=True)`, as soon as it matters."""
    for name, standing in _STANDING.items():
        if name not in kind.__dict__:
            setattr(kind, name, standing)
    return kind


def _make(kind: type) -> None:
    """And what it comes from. What stands there is replaced and at no moment missing."""
    with _making:
        for each in reversed(kind.__mro__):
            if isinstance(each.__dict__.get(FIELDS), _Asked):
                dataclass(init=False, repr=False, eq=False, frozen=True)(each)
                like_it: type = dataclass(frozen=True)(type(each.__name__, (each,), {"__doc__": each.__doc__}))
                for name, standing in _STANDING.items():
                    if each.__dict__[name] is standing:
                        setattr(each, name, like_it.__dict__[name])


class _Asked:
    """Stands where a dataclass has what it is asked for as a whole, for whoever asks before there is one."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __get__(self, _one: object, kind: type) -> Any:
        _make(kind)
        return getattr(kind, self._name)


def _init(self: Any, *given: Any, **named: Any) -> None:
    _make(type(self))
    self.__init__(*given, **named)


# What was copied, or came from another process, is there without its `__init__`.
def _eq(self: Any, other: object) -> Any:
    _make(type(self))
    return self.__eq__(other)


def _hash(self: Any) -> int:
    _make(type(self))
    return hash(self)


def _repr(self: Any) -> str:
    _make(type(self))
    return repr(self)


_STANDING: dict[str, Any] = {
    "__init__": _init,
    "__eq__": _eq,
    "__hash__": _hash,
    "__repr__": _repr,
    **{name: _Asked(name) for name in (FIELDS, MATCHED)},
}
