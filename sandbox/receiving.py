"""The body of a call as it comes in: strings of a query or form, values of a JSON body, files of a multipart one.

What is large goes to disk as it arrives.
"""

import json
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import parse_qsl
from uuid import uuid4

from python_multipart.exceptions import MultipartParseError
from python_multipart.multipart import MultipartParser, parse_options_header

from sandbox.call import Upload
from sandbox.parameters import Parameters
from sandbox.refusal import Refusal, bad_request

Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Value = Any

IN_MEMORY = 1 << 20  # bytes of one file; what is larger lies on disk
BEYOND_FILES = 1 << 20  # bytes that parameters may take beside the largest file
TOO_LARGE = Refusal(413, "Request Entity Too Large")


class Body:
    """What has come, and how it is to be read."""

    def __init__(self, query: bytes, content_type: str, largest_file: int, folder: Path | None) -> None:
        self._query = query
        self._content_type = content_type
        self._kind = content_type.partition(";")[0].strip().lower()
        self._most = largest_file + BEYOND_FILES
        self._size = 0
        self._pieces: list[bytes] = []
        self._trouble: Refusal | None = None
        self._multipart = self._parser(folder)

    async def receive(self, receive: Receive) -> bool:
        """All of it; False when whoever sent it hung up before its end. What is too large is read to its end, so that
        the answer can be, and forgotten.
        """
        more = True
        while more:
            message = await receive()
            if message["type"] == "http.disconnect":
                return False
            self._take(message.get("body", b""))
            more = bool(message.get("more_body"))
        return True

    def forget(self) -> None:
        """Nothing came of it: its files go."""
        self._pieces.clear()
        if self._multipart:
            self._multipart.forget()

    def parameters(self) -> Parameters:
        """Body over query, as Telegram's server has it."""
        received: dict[str, Value] = dict(_form(self._query)) if self._query else {}
        received.update(self._read())
        return Parameters(received)

    @property
    def is_too_large(self) -> bool:
        return self._size > self._most

    def _parser(self, folder: Path | None) -> "_Multipart | None":
        if self._kind != "multipart/form-data":
            return None
        try:
            return _Multipart(self._content_type, folder)
        except Refusal as refusal:
            self._trouble = refusal
            return None

    def _take(self, piece: bytes) -> None:
        self._size += len(piece)
        if self.is_too_large:
            self.forget()
        elif self._multipart is None:
            self._pieces.append(piece)
        elif self._trouble is None:
            try:
                self._multipart.write(piece)
            except MultipartParseError:
                self._trouble = bad_request("can't parse multipart body")

    def _read(self) -> Iterable[tuple[str, Value]]:
        if self._trouble:
            raise self._trouble
        if self._multipart:
            return self._multipart.finish()
        body = b"".join(self._pieces)
        if body and self._kind == "application/json":
            return _json_body(body)
        if self._kind == "application/x-www-form-urlencoded":
            return _form(body)
        return ()


def _json_body(body: bytes) -> Iterable[tuple[str, Value]]:
    try:
        value = json.loads(body)
    except ValueError:
        raise bad_request("can't parse JSON object") from None
    if not isinstance(value, dict):
        raise bad_request("expected an Object")
    return value.items()


def _form(body: bytes) -> Iterable[tuple[str, str]]:
    return parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True)


class _Multipart:
    """Collects the parts of a multipart body from the parser's callbacks."""

    def __init__(self, content_type: str, folder: Path | None) -> None:
        _, options = parse_options_header(content_type)
        boundary = options.get(b"boundary")
        if not boundary:
            raise Refusal(400, "Bad Request: boundary field is empty")
        callbacks: Any = {name: getattr(self, name) for name in dir(self) if name.startswith("on_")}
        self._parser = MultipartParser(boundary, callbacks)
        self._folder = folder
        self._found: list[tuple[str, Value]] = []
        self._header_name = b""
        self._header_value = b""
        self._headers: dict[bytes, bytes] = {}
        self._content = _Content(None)
        self._has_ended = False

    def write(self, piece: bytes) -> None:
        self._parser.write(piece)

    def finish(self) -> list[tuple[str, Value]]:
        """All parts. One that breaks off is none: the last boundary has to be there."""
        if not self._has_ended:
            raise bad_request("can't parse multipart body")
        return self._found

    def forget(self) -> None:
        """Nothing that has come is wanted."""
        self._content.forget()
        for _, value in self._found:
            if isinstance(value, Upload) and isinstance(value.kept, Path):
                value.kept.unlink(missing_ok=True)
        self._found.clear()

    def on_part_begin(self) -> None:
        self._headers = {}
        self._content = _Content(self._folder)

    def on_header_field(self, data: bytes, start: int, end: int) -> None:
        self._header_name += data[start:end]

    def on_header_value(self, data: bytes, start: int, end: int) -> None:
        self._header_value += data[start:end]

    def on_header_end(self) -> None:
        self._headers[self._header_name.lower()] = self._header_value
        self._header_name = self._header_value = b""

    def on_part_data(self, data: bytes, start: int, end: int) -> None:
        self._content.add(data[start:end])

    def on_end(self) -> None:
        self._has_ended = True

    def on_part_end(self) -> None:
        _, options = parse_options_header(self._headers.get(b"content-disposition", b""))
        name = options.get(b"name", b"").decode("utf-8", "replace")
        kept = self._content.ended()
        if b"filename" in options:
            kind = self._headers.get(b"content-type", b"application/octet-stream").decode("latin-1")
            self._found.append((name, Upload(options[b"filename"].decode("utf-8", "replace"), kind, kept)))
        else:
            words = kept.read_bytes() if isinstance(kept, Path) else kept
            self._found.append((name, words.decode("utf-8", "replace")))


class _Content:
    """The content of one part: in memory until it is large, and then in a file of the folder."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._pieces: list[bytes] = []
        self._size = 0
        self._path: Path | None = None
        self._file: BinaryIO | None = None

    def add(self, piece: bytes) -> None:
        self._size += len(piece)
        if self._file is None:
            self._pieces.append(piece)
            if self._folder is not None and self._size > IN_MEMORY:
                self._move_to(self._folder)
        else:
            self._file.write(piece)

    def ended(self) -> bytes | Path:
        if self._file is None or self._path is None:
            return b"".join(self._pieces)
        self._file.close()
        return self._path

    def forget(self) -> None:
        self._pieces.clear()
        if self._file is not None and self._path is not None:
            self._file.close()
            self._path.unlink(missing_ok=True)

    def _move_to(self, folder: Path) -> None:
        self._path = folder / uuid4().hex
        self._file = self._path.open("wb")
        self._file.writelines(self._pieces)
        self._pieces.clear()
