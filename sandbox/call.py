"""What a bot asked, as it arrived."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PIECE = 1 << 16


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came in a multipart body: its bytes, or where they lie when they are many."""

    file_name: str
    mime_type: str
    kept: bytes | Path

    @property
    def size(self) -> int:
        return self.kept.stat().st_size if isinstance(self.kept, Path) else len(self.kept)

    @property
    def content(self) -> bytes:
        return self.kept.read_bytes() if isinstance(self.kept, Path) else self.kept

    def head(self, length: int) -> bytes:
        """The first so many bytes."""
        return self._between(0, length)

    def tail(self, length: int) -> bytes:
        """The last so many bytes."""
        return self._between(max(self.size - length, 0), self.size)

    def pieces(self) -> Iterator[bytes]:
        """All of it, never much at once."""
        for start in range(0, self.size, PIECE):
            yield self._between(start, start + PIECE)

    def _between(self, start: int, end: int) -> bytes:
        if isinstance(self.kept, bytes):
            return self.kept[start:end]
        with self.kept.open("rb") as file:
            file.seek(start)
            return file.read(end - start)


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
    def is_done(self) -> bool:
        """Whether what was asked has been done, whatever became of the answer."""
        return bool((self.response or {}).get("ok"))

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
