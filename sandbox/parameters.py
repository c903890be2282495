"""The parameters of a call, read as its method wants them."""

import json
from collections.abc import Collection
from typing import Any

from sandbox.call import Upload
from sandbox.refusal import bad_request

Json = dict[str, Any]
Value = Any
TRUE = frozenset({"true", "yes", "1"})


class Parameters:
    """What was sent, read as the method wants it. What is not asked for is ignored, as Telegram does."""

    __slots__ = ("received",)

    def __init__(self, received: dict[str, Value]) -> None:
        self.received = received

    def has(self, name: str) -> bool:
        value = self.received.get(name)
        return value is not None and value != ""

    def text(self, name: str, default: str = "") -> str:
        value = self.received.get(name)
        if value is None or isinstance(value, Upload):
            return default
        if isinstance(value, str):
            return value
        return json.dumps(value, ensure_ascii=False)

    def integer(self, name: str, default: int = 0) -> int:
        """Not a number reads as 0, as it does on Telegram."""
        value = self.received.get(name)
        if value is None or value == "" or isinstance(value, Upload):
            return default
        try:
            return int(value)
        except (TypeError, ValueError, OverflowError):
            return 0

    def flag(self, name: str) -> bool:
        value = self.received.get(name)
        return value is True or str(value).lower() in TRUE

    def json(self, name: str, complaint: str) -> Value:
        """A JSON value, or None when it was not sent; `complaint` is said when it cannot be read."""
        value = self.received.get(name)
        if value is None or value == "":
            return None
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value)
        except ValueError:
            raise bad_request(complaint) from None

    def object(self, name: str, complaint: str) -> Json | None:
        value = self.json(name, complaint)
        if value is None or isinstance(value, dict):
            return value
        raise bad_request(complaint)

    def array(self, name: str, complaint: str) -> list[Value] | None:
        value = self.json(name, complaint)
        if value is None or isinstance(value, list):
            return value
        raise bad_request(complaint)

    def upload(self, name: str) -> Upload | None:
        value = self.received.get(name)
        return value if isinstance(value, Upload) else None


def known(names: Collection[str], given: Json) -> Json:
    """The fields that Telegram knows; others it drops without a word."""
    return {name: value for name, value in given.items() if name in names and value is not None}


def whole_number(value: Value, complaint: str) -> int:
    """A number inside a JSON value, which may come as a string."""
    try:
        return int(value)
    except (TypeError, ValueError, OverflowError):
        raise bad_request(complaint) from None
