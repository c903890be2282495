"""What is attached to a record, as it is sent; and what is said of a file that Telegram has no more."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from store.files import captioned_place
from store.models import AttachedTo, Attachment, AttachmentKind, MediaKind
from texts.attachments.presses import AttachmentsOpened
from texts.attachments.shown import About, named, what_it_is
from texts.media import MOST, Media, media_of
from texts.message import Button, Html, Message, lines, paragraphs
from texts.sharing import whose
from texts.translator import Translator

SHORT = 700  # characters of words that fit below a file of an album, with the title of the record

_FAMILIES = {
    AttachmentKind.PHOTO: "seen",
    AttachmentKind.VIDEO: "seen",
    AttachmentKind.DOCUMENT: "document",
    AttachmentKind.AUDIO: "audio",
}


def messages(t: Translator, about: About, attached: Sequence[Attachment]) -> list[Message]:
    """Everything in its order: what may stand together as albums, and all links in one message."""
    files = [one for one in attached if one.kind is not AttachmentKind.LINK]
    links = [one for one in attached if one.kind is AttachmentKind.LINK]
    told = [_together(t, about, run) for run in _runs(files)]
    return [*told, _links(t, about, links)] if links else told


def alone(t: Translator, about: About, file: Attachment) -> Message:
    """One file by itself."""
    return _together(t, about, [file])


def _runs(files: Sequence[Attachment]) -> Iterator[list[Attachment]]:
    """Files one after the other that Telegram shows as an album; voice notes and long words stand alone."""
    for family, run in groupby(files, lambda file: _FAMILIES.get(file.kind, "") if len(file.caption) <= SHORT else ""):
        members = list(run)
        most = MOST if family else 1
        yield from (members[first : first + most] for first in range(0, len(members), most))


def _together(t: Translator, about: About, files: Sequence[Attachment]) -> Message:
    kinds = [{"type": file.kind.value} for file in files]
    first = captioned_place(kinds)
    said = paragraphs(_heading(t, about), _words(files[first]))
    media = tuple(
        Media(MediaKind(file.kind.value), file.file_id, Html() if place == first else _words(file) or Html())
        for place, file in enumerate(files)
    )
    return Message(said, media=media_of(media))


def _heading(t: Translator, about: About) -> Html:
    return t.say("📎 {title} · {city}", title=named(t, about), city=whose(t, about.city))


def _words(file: Attachment) -> Html | None:
    return Html.escape(file.caption) if file.caption else None


def _links(t: Translator, about: About, links: Sequence[Attachment]) -> Message:
    """The host always stands beside what its author called the link."""
    return Message(paragraphs(_heading(t, about), lines(*(_link(link) for link in links))))


def _link(link: Attachment) -> Html:
    opened = Html('🔗 <a href="{url}">{words}</a>').format(url=link.url, words=link.caption or link.url)
    return Html("{} ({})").format(opened, link.name) if link.caption else opened


def gone(t: Translator, about: About, file: Attachment, *, owner_is_told: bool) -> Message:
    """To who asked for it."""
    gaps = {"what": what_it_is(t, file), "title": named(t, about)}
    if owner_is_told:
        told = t.say(
            "One of the files of {title} is no longer at Telegram: {what}. Whoever shared it has been told, "
            "and can send it again.",
            **gaps,
        )
    else:
        told = t.say("One of the files of {title} is no longer at Telegram: {what}.", **gaps)
    return Message(told)


def gone_of_own(t: Translator, about: About, file: Attachment) -> Message:
    """To who can send it again, once."""
    return Message(
        paragraphs(
            t.say(
                "⚠️ Telegram no longer has a file that was attached to {title}: {what}.",
                title=named(t, about),
                what=what_it_is(t, file),
            ),
            t.say("Nothing else is lost. It can be sent again from here."),
        ),
        ((Button(t.label("📎 Attachments"), AttachmentsOpened(AttachedTo(about.kind), about.id)),),),
    )
