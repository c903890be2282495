"""Files that were sent: their bytes, ids and paths."""

import re
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sandbox.call import Upload
from sandbox.refusal import Refusal, bad_request

Json = dict[str, Any]

LARGEST_DOWNLOAD = 20 * 1024 * 1024
LARGEST_UPLOAD = 50 * 1024 * 1024
LARGEST_LOCAL_UPLOAD = 2000 * 1024 * 1024
LARGEST_PHOTO = 10 * 1024 * 1024
HEAD = 1 << 18  # bytes in which a picture says how large it is
TAIL = 1 << 16  # bytes in which a recording says how long it lasts: one page of Ogg at most
FOLDERS = {
    "photo": "photos",
    "voice": "voice",
    "audio": "music",
    "video": "videos",
    "animation": "animations",
    "sticker": "stickers",
    "video_note": "video_notes",
}
SUFFIXES = {"photo": "jpg", "voice": "oga", "sticker": "webp", "video_note": "mp4"}
PREFIXES = {"photo": "AgAC", "voice": "AwAC", "audio": "CQAC", "video": "BAAC", "sticker": "CAAC", "animation": "CgAC"}
PREVIEW = 320  # the longer side of the small copy of a photo


@dataclass(frozen=True)
class StoredFile:
    kind: str
    number: int
    upload: Upload
    width: int = 0
    height: int = 0

    @property
    def file_id(self) -> str:
        return f"{PREFIXES.get(self.kind, 'BQAC')}AgQAAxkBAAM{self.number:08d}"

    @property
    def unique_id(self) -> str:
        return f"AQAD{self.number:08d}"

    @property
    def path(self) -> str:
        suffix = SUFFIXES.get(self.kind) or self.upload.file_name.rpartition(".")[2] or "bin"
        return f"{FOLDERS.get(self.kind, 'documents')}/file_{self.number}.{suffix}"

    def reference(self) -> Json:
        return {
            "file_id": self.file_id,
            "file_unique_id": self.unique_id,
            "file_size": self.upload.size,
        }


class Files:
    """`is_local`: as telegram-bot-api with --local keeps them, on a disk that the bot can read. `folder`: for those
    that are large, while the world is served."""

    def __init__(self, *, is_local: bool = False) -> None:
        self.is_local = is_local
        self.folder: Path | None = None
        self._by_id: dict[str, StoredFile] = {}
        self._by_path: dict[str, StoredFile] = {}
        self._media: dict[str, Any] = {}

    @property
    def largest_upload(self) -> int:
        return LARGEST_LOCAL_UPLOAD if self.is_local else LARGEST_UPLOAD

    def keep(self, kind: str, upload: Upload) -> StoredFile:
        width, height = dimensions(upload.head(HEAD)) or (0, 0)
        stored = StoredFile(kind, len(self._by_path) + 1, upload, width, height)
        self._by_id[stored.file_id] = stored
        self._by_path[stored.path] = stored
        return stored

    def by_id(self, file_id: str) -> StoredFile:
        try:
            return self._by_id[file_id]
        except KeyError:
            raise bad_request(_wrong_id(file_id)) from None

    def forget(self, file_id: str) -> None:
        """As if the id had been another bot's, or were too old: nobody can send the file by it any more."""
        del self._by_id[file_id]

    def path_on_disk(self, stored: StoredFile, token: str) -> Path:
        """Where a server with --local keeps it: in a folder of the bot's own."""
        if self.folder is None:
            raise Refusal(500, "Internal Server Error")
        path = self.folder / token / stored.path
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("wb") as file:
                file.writelines(stored.upload.pieces())
        return path

    def by_path(self, path: str) -> StoredFile | None:
        return self._by_path.get(path)

    def media(self, kind: str, upload: Upload) -> Any:
        """Keep what was uploaded and describe it as the message's field of that kind."""
        _check_size(kind, upload, self.largest_upload)
        stored = self.keep(kind, upload)
        if kind == "photo":
            shown: Any = self._photo_sizes(stored)
        else:
            shown = stored.reference() | _details(stored)
        self._media[stored.file_id] = shown
        return shown

    def known_media(self, kind: str, file_id: str) -> Any:
        """What was sent before, by its id; a photo's id stays a photo's."""
        stored = self.by_id(file_id)
        if kind != stored.kind:
            names = {"photo": "Photo", "document": "Document"}
            actual, wanted = names.get(stored.kind, stored.kind.title()), names.get(kind, kind.title())
            raise bad_request(f"can't use file of type {actual} as {wanted}")
        return self._media[file_id]

    def _photo_sizes(self, stored: StoredFile) -> list[Json]:
        if not stored.width:
            raise Refusal(400, "Bad Request: IMAGE_PROCESS_FAILED")
        if stored.width + stored.height > 10_000 or max(stored.width, stored.height) > 20 * min(
            stored.width, stored.height
        ):
            raise Refusal(400, "Bad Request: PHOTO_INVALID_DIMENSIONS")
        full = stored.reference() | {"width": stored.width, "height": stored.height}
        scale = PREVIEW / max(stored.width, stored.height)
        if scale >= 1:
            return [full]
        small = {
            **full,
            "file_id": full["file_id"] + "s",
            "file_unique_id": full["file_unique_id"] + "s",
            "width": max(1, round(stored.width * scale)),
            "height": max(1, round(stored.height * scale)),
        }
        self._by_id[small["file_id"]] = stored
        return [small, full]


def _check_size(kind: str, upload: Upload, largest: int) -> None:
    if not upload.size:
        raise bad_request("file must be non-empty")
    if upload.size > largest:
        raise Refusal(413, "Request Entity Too Large")
    if kind == "photo" and upload.size > LARGEST_PHOTO:
        raise bad_request(
            f"file of size {upload.size} bytes is too big for a photo; the maximum size is {LARGEST_PHOTO} bytes"
        )


def _wrong_id(file_id: str) -> str:
    """What cannot be an id at all is refused before anybody looks for it."""
    if not re.fullmatch("[A-Za-z0-9_-]*", file_id):
        return "wrong remote file identifier specified: Wrong character in the string"
    if len(file_id) % 4 == 1:
        return "wrong remote file identifier specified: Wrong padding length"
    return "wrong file identifier/HTTP URL specified"


def _details(stored: StoredFile) -> Json:
    """The fields that a kind of file has beside its reference."""
    named: Json = {"file_name": stored.upload.file_name, "mime_type": stored.upload.mime_type}
    size: Json = {"width": stored.width or 320, "height": stored.height or 240}
    return {
        "voice": {"duration": seconds(stored.upload.tail(TAIL)), "mime_type": "audio/ogg"},
        "audio": {"duration": 1, **named},
        "video": {"duration": 1, **size, **named},
        "animation": {"duration": 1, **size, **named},
        "video_note": {"duration": 1, "length": 240},
        "sticker": {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False},
    }.get(stored.kind, named)


def seconds(tail: bytes) -> int:
    """How long a recording in Ogg lasts: its last page counts the samples up to there, 48,000 a second in Opus."""
    page = tail.rfind(b"OggS")
    if page < 0 or len(tail) < page + 14:
        return 1
    return max(round(int.from_bytes(tail[page + 6 : page + 14], "little") / 48_000), 1)


def dimensions(content: bytes) -> tuple[int, int] | None:
    """Width and height of a PNG, GIF or JPEG."""
    if content[:8] == b"\x89PNG\r\n\x1a\n" and len(content) >= 24:
        width, height = struct.unpack(">II", content[16:24])
        return width, height
    if content[:3] == b"GIF" and len(content) >= 10:
        width, height = struct.unpack("<HH", content[6:10])
        return width, height
    return _jpeg_dimensions(content) if content[:2] == b"\xff\xd8" else None


def _jpeg_dimensions(content: bytes) -> tuple[int, int] | None:
    position = 2
    while position + 9 <= len(content) and content[position] == 0xFF:
        marker = content[position + 1]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", content[position + 5 : position + 9])
            return width, height
        position += 2 + int.from_bytes(content[position + 2 : position + 4], "big")
    return None
