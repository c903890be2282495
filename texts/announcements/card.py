"""The announcement itself, exactly as it is read."""

from collections.abc import Sequence

from store.models import Announcement, MediaKind, Network
from texts.media import Media, media_of
from texts.message import Html, Message, paragraphs
from texts.translator import Translator

MOST_NAMED = 3


def card(t: Translator, announcement: Announcement, networks: Sequence[Network], author: str) -> Message:
    """Who says it and to whom, in the reader's language, then the author's own words. `author` is empty once erased."""
    text = Html(announcement.text)
    files = tuple(Media(MediaKind(file["kind"]), file["file_id"]) for file in announcement.files)
    return Message(paragraphs(_header(t, networks, author), text or None), media=media_of(files))


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
