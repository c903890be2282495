"""Files of a letter: opened to be read while they are sent, and known by their ids once they are."""

import os
from collections.abc import Iterator
from contextlib import ExitStack
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from telegram import InputFile

from store.files import File, Payload, captioned_place, files_in, has_files, is_file

MEGABYTE = 1024 * 1024
LARGEST_PHOTO = 10 * MEGABYTE
FILE_KINDS = ("photo", "document", "animation", "video", "audio", "voice", "sticker")


class Unsendable(Exception):
    """A file that Telegram would not take; the reason is in words."""


class Limits:
    """What a Bot API server takes: Telegram's own little, one that an installation runs itself more."""

    def __init__(self, *, is_own_server: bool) -> None:
        self.upload = (2000 if is_own_server else 50) * MEGABYTE
        self.download = (2000 if is_own_server else 20) * MEGABYTE


def opened(payload: Payload, files: ExitStack, limits: Limits) -> Payload:
    """The payload with its files open for reading; they are read while they are sent. Raises Unsendable."""
    if sum(checked_size(file, kind, limits) for kind, file in kinds_of_files(payload)) > limits.upload:
        raise Unsendable(
            f"the files are together larger than the {limits.upload // MEGABYTE} MB that a request may have"
        )
    parts: Payload = {}
    ready = {name: _opened(value, parts, files) for name, value in payload.items()}
    return ready | parts


def _opened(value: Any, parts: Payload, files: ExitStack) -> Any:
    """A file that is a parameter itself stands in its place; inside one (an album) it goes beside it, by name."""
    if is_file(value):
        return _input(value, files)
    return _attached(value, parts, files)


def _attached(value: Any, parts: Payload, files: ExitStack) -> Any:
    if is_file(value):
        name = f"file{len(parts)}"
        parts[name] = _input(value, files)
        return f"attach://{name}"
    if isinstance(value, list):
        return [_attached(inner, parts, files) for inner in value]
    if isinstance(value, dict):
        return {name: _attached(inner, parts, files) for name, inner in value.items()}
    return value


def _input(file: File, files: ExitStack) -> InputFile:
    if "text" in file:
        return InputFile(file["text"].encode(), name_of(file))
    if "qr" in file:
        return InputFile(_drawn(file["qr"]), name_of(file))
    if "bytes" in file:
        return InputFile(file["bytes"], name_of(file))
    return InputFile(files.enter_context(_open(file)), name_of(file), read_file_handle=False)


def name_of(file: File) -> str:
    """The name that people see."""
    return str(file["name"] if "name" in file else Path(file["path"]).name)


def checked_size(file: File, kind: str, limits: Limits) -> int:
    """The bytes of a file that can be read and that Telegram takes; a picture still to be drawn is too small to count.

    Before anything is sent: to be refused after an upload of minutes helps nobody. Raises Unsendable.
    """
    if "qr" in file:
        return 0
    size = _size(file)
    most, what = (LARGEST_PHOTO, "photo") if kind == "photo" else (limits.upload, "file")
    if not size:
        raise Unsendable(f"the file {name_of(file)} is empty")
    if size > most:
        raise Unsendable(f"the file {name_of(file)} is larger than the {most // MEGABYTE} MB that a {what} may have")
    return size


def _size(file: File) -> int:
    if "text" in file:
        return len(file["text"].encode())
    if "kept" in file or "bytes" in file:
        return len(file.get("bytes", b""))  # what was kept and is no more is as good as empty
    with _open(file) as content:
        return os.fstat(content.fileno()).st_size


def _open(file: File) -> BinaryIO:
    try:
        return Path(file["path"]).open("rb")
    except FileNotFoundError:
        raise Unsendable(f"the file {name_of(file)} is no longer there") from None
    except OSError as trouble:
        raise Unsendable(f"the file {name_of(file)} cannot be read: {trouble.strerror}") from None


def _drawn(content: str) -> bytes:
    import segno

    picture = BytesIO()
    segno.make(content, error="m").save(picture, kind="png", scale=10, border=4)
    return picture.getvalue()


def kinds_of_files(payload: Payload) -> list[tuple[str, File]]:
    """All files of ours in their order, each with the kind it is shown as."""
    items = payload["media"] if isinstance(payload.get("media"), list) else [payload.get("media"), payload]
    return [
        (str(item.get("type", name)), value)
        for item in items
        if isinstance(item, dict)
        for name, value in item.items()
        if is_file(value)
    ]


def messages_in(result: object, payload: Payload) -> tuple[int | None, tuple[int, ...]]:
    """The message that was sent; of an album the one with its words, and all of them."""
    if isinstance(result, list):
        numbers = tuple(message["message_id"] for message in result)
        return numbers[captioned_place(payload["media"])], numbers
    return result.get("message_id") if isinstance(result, dict) else payload.get("message_id"), ()


def file_ids_in(result: object, payload: Payload) -> tuple[str, ...]:
    """The ids by which the files of the payload that were uploaded can be sent again, in their order."""
    if not has_files(payload):
        return ()
    items, sent = (payload["media"], result) if isinstance(result, list) else ([payload], [result])
    return tuple(_ids(items, sent))


def _ids(items: list[Payload], sent: list[Any]) -> Iterator[str]:
    for item, message in zip(items, sent, strict=True):
        for _ in files_in(item):
            yield _file_id(message)


def _file_id(message: Any) -> str:
    """Of the sizes of a photo the largest."""
    for kind in FILE_KINDS:
        found = message.get(kind) if isinstance(message, dict) else None
        largest = found[-1] if isinstance(found, list) and found else found
        if isinstance(largest, dict) and "file_id" in largest:
            return str(largest["file_id"])
    return ""
