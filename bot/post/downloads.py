"""Where the content of a file is that somebody sent: behind Telegram's server, or on a disk of ours.

telegram-bot-api with --local answers getFile with a path on its own machine. It is believed only of a server that the
installation runs itself, and only inside that server's folder for this bot.
"""

import shutil
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import unquote, urlsplit

COLONLESS = "~"  # what the server writes for the colon of a token where folders may not have one


class FileTooBig(Exception):
    """Larger than Telegram lets a bot fetch, or than was asked for."""


class Bounded:
    """Writes into a file as long as that stays small enough: what a server says of a size is not relied on."""

    def __init__(self, target: BinaryIO, most: int) -> None:
        self._target = target
        self._most = most
        self.size = 0

    def write(self, piece: bytes) -> int:
        self.size += len(piece)
        if self.size > self._most:
            raise FileTooBig
        return self._target.write(piece)

    def copy(self, path: Path) -> None:
        with path.open("rb") as file:
            shutil.copyfileobj(file, self)


class FileElsewhere(Exception):
    """The server names a file of this machine that is none of its own."""


def path_on_disk(file: dict[str, Any], token: str, *, is_own_server: bool) -> Path | None:
    """The file on this machine, or None when it is to be fetched. Raises FileElsewhere."""
    named = str(file.get("file_path", ""))
    named = unquote(urlsplit(named).path) if named.startswith("file:") else named
    if not Path(named).is_absolute():
        return None
    path = Path(named).resolve()
    if not is_own_server or not {token, token.replace(":", COLONLESS)} & set(path.parent.parts):
        raise FileElsewhere
    return path
