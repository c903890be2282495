"""The announcement itself, exactly as it is read."""

from collections.abc import Sequence

from store.models import Announcement, AnnouncementTemplate, MediaKind, Network
from texts.announcements.placeholders import Filling, filled
from texts.announcements.presses import AnnouncementRead
from texts.media import Media, media_of
from texts.message import Button, Html, Message, paragraphs
from texts.translator import Translator

MOST_NAMED = 3


def card(
    t: Translator,
    announcement: Announcement,
    networks: Sequence[Network],
    author: str,
    filling: Filling | None = None,
    *,
    asks: bool = False,
) -> Message:
    """Who says it and to whom, in the reader's language, then the author's words, in that language if there are any.

    author: empty once erased
    filling: what is filled in for this reader; None: nothing is
    asks: whether the reader is to confirm that they have read it
    """
    text = Html(words_in(announcement, t.language))
    if filling is not None:
        text = filled(t, text, filling)
    files = tuple(Media(MediaKind(file["kind"]), file["file_id"]) for file in announcement.files)
    rows = (read_key(t, announcement),) if asks else ()
    return Message(paragraphs(_header(t, networks, author), text or None), rows, media=media_of(files))


def words_in(announcement: Announcement | AnnouncementTemplate, language: str) -> str:
    """The author's words in a language, or else those that they were written in (HTML)."""
    translation = (announcement.translations or {}).get(language)
    return announcement.text if translation is None else str(translation["text"])


def read_key(t: Translator, announcement: Announcement) -> tuple[Button, ...]:
    """Below a copy whose reader is to confirm."""
    return (Button(t.label("✅ I have read it"), AnnouncementRead(announcement.id)),)


def withdrawn_card(t: Translator, announcement: Announcement, networks: Sequence[Network], author: str) -> Message:
    """What stands in the place of a copy that is too old to be deleted."""
    whole = card(t, announcement, networks, author)
    note = t.say("<i>This announcement has been withdrawn.</i>")
    return Message(paragraphs(_header(t, networks, author), note), media=whole.media)


def _header(t: Translator, networks: Sequence[Network], author: str) -> Html:
    if not author:
        return t.say("📣 <b>Announcement</b> · {networks}", networks=named(t, networks))
    return t.say("📣 <b>Announcement</b> · {networks} · {author}", networks=named(t, networks), author=author)


def named(t: Translator, networks: Sequence[Network]) -> Html:
    """The networks by name, or how many when they are many."""
    if len(networks) > MOST_NAMED:
        return t.count("{n} micro-network", "{n} micro-networks", len(networks))
    return t.list_of([Html.escape(network.name) for network in networks])
