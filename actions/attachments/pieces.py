"""What came, before it is attached to anything: a file as Telegram tells of it, or a link."""

import re
from collections.abc import Mapping
from dataclasses import asdict
from hashlib import sha256
from typing import Any
from urllib.parse import SplitResult, urlsplit

from actions.attachments.refusals import NoLink, OtherFile, TooBig
from store.frozen import frozen
from store.models import AttachmentKind

LARGEST = 20 * 1024 * 1024  # what a bot may fetch: nobody could look after what is larger
LONGEST_LINK = 500
LONGEST_NAME = 255
LONGEST_CAPTION = 1024
FILES = frozenset(AttachmentKind) - {AttachmentKind.LINK}

_WITH_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:\S+", re.IGNORECASE)


@frozen
class Piece:
    """As in `Attachment`."""

    kind: AttachmentKind
    unique_id: str
    file_id: str = ""
    url: str = ""
    name: str = ""
    size: int = 0
    duration: int = 0
    caption: str = ""
    number: int = 0
    album: str | None = None

    def kept(self) -> dict[str, Any]:
        """As a draft keeps it."""
        return asdict(self) | {"kind": self.kind.value}


def piece_kept(kept: Mapping[str, Any]) -> Piece:
    """What a draft has kept."""
    return Piece(**{**kept, "kind": AttachmentKind(kept["kind"])})


def file_piece(kind: str, file_id: str, unique_id: str, *, size: int, name: str, duration: int) -> Piece:
    """A file; refuses what is not kept, and what is larger than bots may fetch."""
    if kind not in FILES:
        raise OtherFile
    if size > LARGEST:
        raise TooBig(name, size)
    return Piece(AttachmentKind(kind), unique_id, file_id, name=_short(name), size=size, duration=duration)


def link_in(text: str) -> Piece:
    """The link in a message, and as its title what else stands there; refuses what is no link of the web."""
    words = text.split()
    found = next((word for word in words if _WITH_SCHEME.fullmatch(word)), "")
    address = _address(found)
    if address is None or len(found) > LONGEST_LINK:
        raise NoLink
    title = " ".join(word for word in words if word != found)
    told_by = sha256(found.encode()).hexdigest()
    return Piece(AttachmentKind.LINK, told_by, url=found, name=_short(address.hostname or ""), caption=title)


def _address(found: str) -> SplitResult | None:
    """None: nothing that a browser opens, or that says one host and means another."""
    try:
        address = urlsplit(found)
        is_of_web = address.scheme.lower() in ("http", "https") and bool(address.hostname)
    except ValueError:
        return None
    return address if is_of_web and "@" not in address.netloc else None


def _short(name: str) -> str:
    return " ".join(name.split())[:LONGEST_NAME]
