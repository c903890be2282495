"""The parameters of a call: strings of a query or form, values of a JSON body, files of a multipart one."""

import json
from collections.abc import Collection, Iterable
from typing import Any
from urllib.parse import parse_qsl

from python_multipart.exceptions import MultipartParseError
from python_multipart.multipart import MultipartParser, parse_options_header

from sandbox.call import Upload
from sandbox.refusal import Refusal, bad_request

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


def read_parameters(query: bytes, content_type: str, body: bytes) -> Parameters:
    """Body over query, as Telegram's server has it."""
    received: dict[str, Value] = dict(_form(query)) if query else {}
    if body:
        received.update(_read_body(content_type, body))
    return Parameters(received)


def _read_body(content_type: str, body: bytes) -> Iterable[tuple[str, Value]]:
    kind = content_type.partition(";")[0].strip().lower()
    if kind == "application/json":
        return _json_body(body)
    if kind == "multipart/form-data":
        return _multipart(content_type, body)
    if kind == "application/x-www-form-urlencoded":
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


class _Parts:
    """Collects the parts of a multipart body from the parser's callbacks."""

    def __init__(self) -> None:
        self.found: list[tuple[str, Value]] = []
        self._header_name = b""
        self._header_value = b""
        self._headers: dict[bytes, bytes] = {}
        self._content: list[bytes] = []

    def on_part_begin(self) -> None:
        self._headers = {}
        self._content = []

    def on_header_field(self, data: bytes, start: int, end: int) -> None:
        self._header_name += data[start:end]

    def on_header_value(self, data: bytes, start: int, end: int) -> None:
        self._header_value += data[start:end]

    def on_header_end(self) -> None:
        self._headers[self._header_name.lower()] = self._header_value
        self._header_name = self._header_value = b""

    def on_part_data(self, data: bytes, start: int, end: int) -> None:
        self._content.append(data[start:end])

    def on_part_end(self) -> None:
        _, options = parse_options_header(self._headers.get(b"content-disposition", b""))
        name = options.get(b"name", b"").decode("utf-8", "replace")
        content = b"".join(self._content)
        if b"filename" in options:
            kind = self._headers.get(b"content-type", b"application/octet-stream").decode("latin-1")
            file_name = options[b"filename"].decode("utf-8", "replace")
            self.found.append((name, Upload(file_name, kind, content)))
        else:
            self.found.append((name, content.decode("utf-8", "replace")))


def _multipart(content_type: str, body: bytes) -> Iterable[tuple[str, Value]]:
    _, options = parse_options_header(content_type)
    boundary = options.get(b"boundary")
    if not boundary:
        raise Refusal(400, "Bad Request: boundary field is empty")
    parts = _Parts()
    callbacks: Any = {name: getattr(parts, name) for name in dir(parts) if name.startswith("on_")}
    parser = MultipartParser(boundary, callbacks)
    try:
        parser.write(body)
        parser.finalize()
    except MultipartParseError:
        raise bad_request("can't parse multipart body") from None
    return parts.found
