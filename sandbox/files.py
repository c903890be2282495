"""Files that were sent: their bytes, ids and paths."""

import struct
from dataclasses import dataclass
from typing import Any

from sandbox.call import Upload
from sandbox.refusal import Refusal, bad_request

Json = dict[str, Any]

LARGEST_DOWNLOAD = 20 * 1024 * 1024
LARGEST_UPLOAD = 50 * 1024 * 1024
LARGEST_PHOTO = 10 * 1024 * 1024
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
            "file_size": len(self.upload.content),
        }


class Files:
    def __init__(self) -> None:
        self._by_id: dict[str, StoredFile] = {}
        self._by_path: dict[str, StoredFile] = {}
        self._media: dict[str, Any] = {}

    def keep(self, kind: str, upload: Upload) -> StoredFile:
        width, height = dimensions(upload.content) or (0, 0)
        stored = StoredFile(kind, len(self._by_path) + 1, upload, width, height)
        self._by_id[stored.file_id] = stored
        self._by_path[stored.path] = stored
        return stored

    def by_id(self, file_id: str) -> StoredFile:
        try:
            return self._by_id[file_id]
        except KeyError:
            raise bad_request("wrong file identifier/HTTP URL specified") from None

    def by_path(self, path: str) -> StoredFile | None:
        return self._by_path.get(path)

    def media(self, kind: str, upload: Upload) -> Any:
        """Keep what was uploaded and describe it as the message's field of that kind."""
        _check_size(kind, upload)
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


def _check_size(kind: str, upload: Upload) -> None:
    if not upload.content:
        raise bad_request("file must be non-empty")
    if len(upload.content) > (LARGEST_PHOTO if kind == "photo" else LARGEST_UPLOAD):
        raise Refusal(413, "Request Entity Too Large")


def _details(stored: StoredFile) -> Json:
    """The fields that a kind of file has beside its reference."""
    named: Json = {"file_name": stored.upload.file_name, "mime_type": stored.upload.mime_type}
    size: Json = {"width": stored.width or 320, "height": stored.height or 240}
    return {
        "voice": {"duration": 1, "mime_type": "audio/ogg"},
        "audio": {"duration": 1, **named},
        "video": {"duration": 1, **size, **named},
        "animation": {"duration": 1, **size, **named},
        "video_note": {"duration": 1, "length": 240},
        "sticker": {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False},
    }.get(stored.kind, named)


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
