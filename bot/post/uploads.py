"""Files of a letter: opened to be read while they are sent, and known by their ids once they are."""

from collections.abc import Iterator
from contextlib import ExitStack
from io import BytesIO
from pathlib import Path
from typing import Any

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
    parts: Payload = {}
    ready = {name: _opened(value, name, parts, files, limits) for name, value in payload.items()}
    return ready | parts


def _opened(value: Any, kind: str, parts: Payload, files: ExitStack, limits: Limits) -> Any:
    """A file that is a parameter itself stands in its place; inside one (an album) it goes beside it, by name."""
    if is_file(value):
        return _input(value, kind, files, limits)
    return _attached(value, parts, files, limits)


def _attached(value: Any, parts: Payload, files: ExitStack, limits: Limits) -> Any:
    if isinstance(value, list):
        return [_attached(inner, parts, files, limits) for inner in value]
    if not isinstance(value, dict):
        return value
    return {
        name: _attach(inner, str(value.get("type")), parts, files, limits)
        if is_file(inner)
        else _attached(inner, parts, files, limits)
        for name, inner in value.items()
    }


def _attach(file: File, kind: str, parts: Payload, files: ExitStack, limits: Limits) -> str:
    name = f"file{len(parts)}"
    parts[name] = _input(file, kind, files, limits)
    return f"attach://{name}"


def _input(file: File, kind: str, files: ExitStack, limits: Limits) -> InputFile:
    name = checked_file(file, kind, limits)
    if "text" in file:
        return InputFile(file["text"].encode(), name)
    if "qr" in file:
        return InputFile(_drawn(file["qr"]), name)
    return InputFile(files.enter_context(Path(file["path"]).open("rb")), name, read_file_handle=False)


def checked_file(file: File, kind: str, limits: Limits) -> str:
    """The name of a file that can be read and that Telegram takes. Raises Unsendable."""
    if "qr" in file:
        return str(file["name"])
    if "text" in file:
        _check_size(file["name"], len(file["text"].encode()), kind, limits)
        return str(file["name"])
    path = Path(file["path"])
    name = str(file.get("name", path.name))
    try:
        with path.open("rb"):
            _check_size(name, path.stat().st_size, kind, limits)
    except FileNotFoundError:
        raise Unsendable(f"the file {name} is no longer there") from None
    except OSError as trouble:
        raise Unsendable(f"the file {name} cannot be read: {trouble.strerror}") from None
    return name


def _check_size(name: str, size: int, kind: str, limits: Limits) -> None:
    """Before anything is sent: to be refused after an upload of minutes helps nobody."""
    most, what = (LARGEST_PHOTO, "photo") if kind == "photo" else (limits.upload, "file")
    if not size:
        raise Unsendable(f"the file {name} is empty")
    if size > most:
        raise Unsendable(f"the file {name} is larger than the {most // MEGABYTE} MB that a {what} may have")


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
