"""Files in the payload of a letter.

Where the Bot API wants a file, a string is the id of one that Telegram has. `{"path": ..., "name": ...}` is one on this
machine (its name may be left out), `{"text": ..., "name": ...}` one that is written in the letter itself, and
`{"qr": ..., "name": ...}` the picture of a QR code with that content,
`{"kept": ..., "name": ...}` one that was made and is kept in the store, by its digest; on its way to the door that is
`{"bytes": ..., "name": ...}`. With `"personal": true` nobody else ever gets it.
"""

from collections.abc import Iterator, Sequence
from typing import Any

Payload = dict[str, Any]
File = dict[str, Any]

PARAMETERS = ("photo", "document", "voice", "media", "audio", "video", "animation")  # where files may be
_FORMS = ({"path"}, {"path", "name"}, {"text", "name"}, {"qr", "name"}, {"kept", "name"}, {"bytes", "name"})


def has_files(payload: Payload) -> bool:
    """Whether something of ours is to be uploaded. Most letters are texts, and are not searched for it."""
    return any(name in payload for name in PARAMETERS) and next(files_in(payload), None) is not None


def files_in(value: object) -> Iterator[File]:
    """All of them, in their order."""
    if is_file(value):
        yield value  # type: ignore[misc]
        return
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for each in inner:
        yield from files_in(each)


def is_file(value: object) -> bool:
    """Whether it is one of ours."""
    return isinstance(value, dict) and value.keys() - {"personal"} in _FORMS


def with_files(payload: Payload, files: Sequence[str | File | None]) -> Payload:
    """The payload with these ids in the places of its files, in their order; None leaves a file as it is."""
    left = iter(files)
    return {name: _with_files(value, left) for name, value in payload.items()}


def _with_files(value: Any, left: Iterator[str | File | None]) -> Any:
    if is_file(value):
        return next(left, None) or value
    if isinstance(value, dict):
        return {name: _with_files(inner, left) for name, inner in value.items()}
    return [_with_files(inner, left) for inner in value] if isinstance(value, list) else value


def captioned_place(items: Sequence[Payload]) -> int:
    """The file of an album with which its words stand, as in people's own albums: first photo, last document."""
    return len(items) - 1 if items[0]["type"] == "document" else 0


def words_of(payload: Payload) -> Payload:
    """The part of a payload that holds its text or caption: of an album one of its files."""
    items = payload.get("media")
    return items[captioned_place(items)] if isinstance(items, list) else payload


def with_words(payload: Payload, words: Payload) -> Payload:
    """The payload with that part replaced."""
    items = payload.get("media")
    if not isinstance(items, list):
        return words
    place = captioned_place(items)
    return payload | {"media": [*items[:place], words, *items[place + 1 :]]}
