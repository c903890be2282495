"""What a file is known by, whoever sends it: a hash of its content, its name and the way it is shown."""

import asyncio
import hashlib
from pathlib import Path

from bot.post.uploads import Limits, Unsendable, checked_size, kinds_of_files, name_of
from store.files import File, Payload

REMEMBERED = 256  # files of this machine whose content need not be read again


class Fingerprints:
    """Reads each file of this machine once, as long as it stays as it was."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._read: dict[tuple[str, int, int, int], bytes] = {}
        self._reading = asyncio.Lock()

    async def of(self, payload: Payload) -> list[str | None]:
        """Those of the payload's files in their order; None for those that are personal. Raises Unsendable."""
        return [await self._of(file, kind) for kind, file in kinds_of_files(payload)]

    async def _of(self, file: File, kind: str) -> str | None:
        name = name_of(file)
        await asyncio.to_thread(checked_size, file, kind, self._limits)
        if file.get("personal"):
            return None
        content = await self._content_of(file, name)
        return hashlib.sha256(b"\0".join((kind.encode(), name.encode(), content))).hexdigest()

    async def _content_of(self, file: File, name: str) -> bytes:
        if "bytes" in file:
            return hashlib.sha256(file["bytes"]).digest()
        if "path" not in file:
            form = "text" if "text" in file else "qr"
            return hashlib.sha256(f"{form}\0{file[form]}".encode()).digest()
        async with self._reading:  # of many letters with the same file one reads it
            try:
                return await asyncio.to_thread(self._read_once, Path(file["path"]))
            except OSError as trouble:
                raise Unsendable(f"the file {name} cannot be read: {trouble.strerror}") from None

    def _read_once(self, path: Path) -> bytes:
        status = path.stat()
        state = (str(path), status.st_ino, status.st_size, status.st_mtime_ns)
        if state not in self._read:
            if len(self._read) >= REMEMBERED:
                self._read.clear()
            with path.open("rb") as file:
                self._read[state] = hashlib.file_digest(file, "sha256").digest()
        return self._read[state]
