"""What comes after the first message of an announcement: more words, or more files."""

from collections.abc import Sequence

from actions.announcements.refusals import LeftOut
from actions.announcements.writing import Content
from store.models import AnnouncedFile, Announcement, MediaKind
from texts.media import IN_ALBUMS, MOST
from texts.message import Html


def content_of(announcement: Announcement) -> Content:
    """What it says so far."""
    return Content(announcement.text, announcement.text, tuple(announcement.files), announcement.album)


def joined(first: Content, second: Content, seam: str) -> Content:
    """Both in one, with `seam` between their words."""
    files = in_one_album([*first.files, *second.files])
    text, html = (seam.join(filter(None, words)) for words in ((first.text, second.text), (first.html, second.html)))
    return Content(text, html, with_words(files, html), second.album or first.album)


def replaced(first: Content, second: Content) -> Content:
    """The second alone. Words without a file take the place of words; the files stay."""
    if second.files:
        return second
    return Content(second.text, second.html, with_words(first.files, second.html), first.album)


def in_one_album(files: Sequence[AnnouncedFile]) -> list[AnnouncedFile]:
    """Files in their order; refuses what Telegram does not show together."""
    kinds = {MediaKind(file["kind"]) for file in files}
    if len(files) > 1 and (len(kinds) > 1 or not kinds <= set(IN_ALBUMS) or len(files) > MOST):
        raise LeftOut
    return sorted(files, key=lambda file: file["number"])


def with_words(files: Sequence[AnnouncedFile], html: str) -> tuple[AnnouncedFile, ...]:
    """The words are those of all files: they stand with the first, and are still there when another file comes."""
    return tuple(AnnouncedFile(**(file | {"words": "" if place else Html(html)})) for place, file in enumerate(files))
