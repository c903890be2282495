"""Files in a payload, and their ids once sent.

Where the Bot API wants a file, `{"path": ..., "name": ...}` is one on this machine (its name may be left out),
`{"text": ..., "name": ...}` one that was written into the letter itself, and `{"qr": ..., "name": ...}` the picture of
a QR code with that content.
"""

from contextlib import ExitStack
from io import BytesIO
from pathlib import Path
from typing import Any

from telegram import InputFile

Payload = dict[str, Any]

FILE_KINDS = ("photo", "document", "animation", "video", "audio", "voice", "sticker")


def has_files(payload: Payload) -> bool:
    """Asked of every letter: what has a text has no file."""
    return "text" not in payload and any(_is_file(value) for value in _values(payload))


def opened(payload: Payload, files: ExitStack) -> Payload:
    """The payload with its files open for reading; they are read while they are sent. Raises OSError."""
    parts: Payload = {}
    ready = {name: _input(value, files) if _is_file(value) else value for name, value in payload.items()}
    ready = {name: _attached(value, parts, files) for name, value in ready.items()}
    return ready | parts


def file_id_in(result: object) -> str | None:
    """The id by which the file in a sent message can be sent again."""
    if not isinstance(result, dict):
        return None
    for kind in FILE_KINDS:
        found = result.get(kind)
        largest = found[-1] if isinstance(found, list) and found else found
        if isinstance(largest, dict) and "file_id" in largest:
            return str(largest["file_id"])
    return None


def _attached(value: Any, parts: Payload, files: ExitStack) -> Any:
    """A file inside a parameter (an album, an exchanged picture) goes beside it, under a name of its own."""
    if _is_file(value):
        name = f"file{len(parts)}"
        parts[name] = _input(value, files)
        return f"attach://{name}"
    if isinstance(value, dict):
        return {name: _attached(inner, parts, files) for name, inner in value.items()}
    if isinstance(value, list):
        return [_attached(inner, parts, files) for inner in value]
    return value


def _input(file: dict[str, str], files: ExitStack) -> InputFile:
    if "text" in file:
        return InputFile(file["text"].encode(), file["name"])
    if "qr" in file:
        return InputFile(_drawn(file["qr"]), file["name"])
    path = Path(file["path"])
    return InputFile(files.enter_context(path.open("rb")), file.get("name", path.name), read_file_handle=False)


def _drawn(content: str) -> bytes:
    import segno

    picture = BytesIO()
    segno.make(content, error="m").save(picture, kind="png", scale=10, border=4)
    return picture.getvalue()


def _is_file(value: object) -> bool:
    return isinstance(value, dict) and (value.keys() in ({"path"}, {"path", "name"}, {"text", "name"}, {"qr", "name"}))


def _values(value: object) -> list[object]:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [value, *(found for each in inner for found in _values(each))]
