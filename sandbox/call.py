"""What a bot asked, as it arrived."""

import json
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came in a multipart body."""

    file_name: str
    mime_type: str
    content: bytes


@dataclass(slots=True)
class Call:
    """One call and its outcome; `status` is None when the connection was cut."""

    bot_id: int
    method: str
    parameters: dict[str, Any]
    response: dict[str, Any] | None = None
    status: int | None = None

    @property
    def decoded(self) -> dict[str, Any]:
        """The parameters with those that are JSON in a string taken out of it."""
        return {name: decoded(name, value) for name, value in self.parameters.items()}

    @property
    def result(self) -> Any:
        return (self.response or {}).get("result")


WORDS = frozenset(
    {"text", "caption", "url", "payload", "description", "short_description", "name", "question", "title"}
)


def decoded(name: str, value: Any) -> Any:
    """A form's string as the value it stands for; words stay words, though they read `[1]` or `true`."""
    if not isinstance(value, str) or name in WORDS:
        return value
    if value[:1] in ("{", "["):
        try:
            return json.loads(value)
        except ValueError:
            return value
    return {"true": True, "True": True, "false": False, "False": False}.get(value, value)
