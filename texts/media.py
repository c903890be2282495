"""Files that go with what is said: those that Telegram has, by their id, and those of ours."""

from typing import Any

from markupsafe import Markup

from store.files import captioned_place
from store.frozen import frozen
from store.models import MediaKind

NO_WORDS = Markup()
FEWEST, MOST = 2, 10  # files of an album
IN_ALBUMS = (MediaKind.PHOTO, MediaKind.DOCUMENT)
TOGETHER = ({MediaKind.PHOTO, MediaKind.VIDEO}, {MediaKind.DOCUMENT}, {MediaKind.AUDIO})  # what one album may hold


@frozen
class OnDisk:
    """A file on this machine, under the name that people see; of its own when there is none."""

    path: str
    name: str = ""

    def payload(self) -> dict[str, Any]:
        """As a letter carries it."""
        return {"path": self.path} | ({"name": self.name} if self.name else {})


@frozen
class Written:
    """A small file that is written here and now. A personal one is never kept for anybody else."""

    text: str
    name: str
    is_personal: bool = False

    def payload(self) -> dict[str, Any]:
        """As a letter carries it."""
        return {"text": self.text, "name": self.name} | ({"personal": True} if self.is_personal else {})


@frozen
class QrPicture:
    """The picture of a QR code with this content, drawn when the letter is posted."""

    content: str
    name: str

    def payload(self) -> dict[str, Any]:
        """As a letter carries it."""
        return {"qr": self.content, "name": self.name}


@frozen
class Kept:
    """A file that was made and is kept in the store, under the name that people see."""

    digest: str
    name: str

    def payload(self) -> dict[str, Any]:
        """As a letter carries it."""
        return {"kept": self.digest, "name": self.name}


File = str | OnDisk | Written | QrPicture | Kept  # a string is the id of a file that Telegram has


@frozen
class Media:
    """One file, shown as its kind is. `words`: its own in an album, where it is not the one with the words of all."""

    kind: MediaKind
    file: File
    words: Markup = NO_WORDS

    @property
    def method(self) -> str:
        """The Bot API method that sends it."""
        return f"send{self.kind.value.capitalize()}"

    def payload(self, words: dict[str, Any]) -> dict[str, Any]:
        """Parameters of `method` with the caption that `words` are."""
        return {self.kind.value: _in_letter(self.file), **words}


@frozen
class Album:
    """Several photos and videos, or several documents, that stand together. Telegram puts no buttons under them."""

    files: tuple[Media, ...]
    method = "sendMediaGroup"

    def __post_init__(self) -> None:
        kinds = {media.kind for media in self.files}
        if not FEWEST <= len(self.files) <= MOST or not any(kinds <= these for these in TOGETHER):
            raise ValueError(f"{len(self.files)} files of {sorted(kinds)} are no album")

    def payload(self, words: dict[str, Any]) -> dict[str, Any]:
        """Parameters of `method` with the caption that `words` are."""
        items = [_item(media) for media in self.files]
        items[captioned_place(items)] |= words
        return {"media": items}


def _item(media: Media) -> dict[str, Any]:
    own = {"caption": str(media.words), "parse_mode": "HTML"} if media.words else {}
    return {"type": media.kind.value, "media": _in_letter(media.file), **own}


def media_of(files: tuple[Media, ...]) -> Media | Album | None:
    """However many files there are, as they are sent."""
    if not files:
        return None
    return files[0] if len(files) == 1 else Album(files)


def _in_letter(file: File) -> Any:
    return file if isinstance(file, str) else file.payload()
