"""What is attached, in few words: the line and the keys of a record's page, and the line of its card."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from store.frozen import frozen
from store.models import AttachedTo, Attachment, AttachmentKind, Challenge, City, Experience
from texts.attachments.presses import AttachingBegun, AttachmentsOpened, AttachmentsWanted, WritingBegun
from texts.forms import HALF_A_ROW
from texts.message import Button, Html, Message, excerpt, lines, paragraphs
from texts.translator import Translator

Attached = Mapping[AttachmentKind, int]  # how many of each kind there are

_MINUTE = 60
_CAPTION = 60
_NAME = 60


@frozen
class About:
    """What something is attached to. `title`: of a solution that of its challenge; city: None, for coordination."""

    kind: AttachedTo
    id: int
    title: str
    city: City | None


def is_unwritten(record: Challenge | Experience) -> bool:
    """Whether it was told in a voice note and its words are not there yet."""
    if isinstance(record, Challenge):
        return not record.problem
    return not (record.done and record.regret)


def unwritten(t: Translator) -> Html:
    """In the place of the words."""
    return t.say("🎙 Told in a voice note; still to be written in two sentences.")


def named(t: Translator, about: About) -> Html:
    """As “The title”, or “Answer to the title”."""
    if about.kind is AttachedTo.SOLUTION:
        return t.say("Answer to “{title}”", title=about.title)
    return t.say("“{title}”", title=about.title)


def line(t: Translator, attached: Attached) -> Html | None:
    """As "📎 2 photos · 1 recording · 1 link"; None: nothing is."""
    counted = list(_counted(t, attached))
    return Html("📎 {}").format(Html(" · ").join(counted)) if counted else None


def _counted(t: Translator, attached: Attached) -> Iterator[Html]:
    photos, videos = attached.get(AttachmentKind.PHOTO, 0), attached.get(AttachmentKind.VIDEO, 0)
    documents, links = attached.get(AttachmentKind.DOCUMENT, 0), attached.get(AttachmentKind.LINK, 0)
    recordings = attached.get(AttachmentKind.VOICE, 0) + attached.get(AttachmentKind.AUDIO, 0)
    if photos:
        yield t.count("{n} photo", "{n} photos", photos)
    if videos:
        yield t.count("{n} video", "{n} videos", videos)
    if documents:
        yield t.count("{n} document", "{n} documents", documents)
    if recordings:
        yield t.count("{n} recording", "{n} recordings", recordings)
    if links:
        yield t.count("{n} link", "{n} links", links)


def beside(
    t: Translator,
    page: Message,
    about: tuple[AttachedTo, int],
    attached: Attached,
    *,
    is_own: bool,
    is_to_write: bool = False,
    has_way_back: bool = True,
) -> Message:
    """A record's page with the line, and the keys above its last row, which leads back; or else below all.

    is_to_write: by the reader, before all else
    """
    keys = tuple(_keys(t, about, attached, is_own=is_own))
    write = ((Button(t.label("✍️ Write it down"), WritingBegun(*about)),),) if is_to_write else ()
    above, below = (page.rows[:-1], page.rows[-1:]) if has_way_back else (page.rows, ())
    rows = (*write, *above, *((keys,) if keys else ()), *below)
    return replace(page, text=paragraphs(page.text, line(t, attached)), rows=rows)


def _keys(t: Translator, about: tuple[AttachedTo, int], attached: Attached, *, is_own: bool) -> Iterator[Button]:
    number = sum(attached.values())
    if is_own:
        if number:
            yield Button(t.label("📎 Attachments ({n})", n=number), AttachmentsOpened(*about))
        else:
            yield attach_key(t, about)
    elif number:
        yield wanted_key(t, about)


def attach_key(t: Translator, about: tuple[AttachedTo, int]) -> Button:
    """To add something."""
    return Button(t.label("📎 Attach"), AttachingBegun(*about))


def wanted_key(t: Translator, about: tuple[AttachedTo, int]) -> Button:
    """To have it sent."""
    return Button(t.label("📎 See what is attached"), AttachmentsWanted(*about))


def with_key_above(message: Message, key: Button) -> Message:
    """What is said after something was shared, with one more key above the last row."""
    return replace(message, rows=(*message.rows[:-1], (key,), *message.rows[-1:]))


def with_key_beside(message: Message, key: Button) -> Message:
    """The same, in the row above the last where that has room for it: a page with many rows hides its words."""
    *above, beside, back = ((), *message.rows)
    if len(beside) == 1 and max(len(beside[0].text), len(key.text)) <= HALF_A_ROW:
        return replace(message, rows=(*above[1:], (*beside, key), back))
    return with_key_above(message, key)


def described(t: Translator, attachment: Attachment) -> Html:
    """One of them in a list: what it is, and how it begins what was said of it."""
    said = excerpt(attachment.caption, _CAPTION)
    gone = t.say("⚠️ no longer at Telegram: it can be sent again") if attachment.gone_at is not None else None
    what = what_it_is(t, attachment)
    return lines(Html("{}: {}").format(what, said) if said else what, gone)


def what_it_is(t: Translator, attachment: Attachment) -> Html:
    """As "📄 cost.pdf" or "🎙 Voice note, 0:42"."""
    lasts = f"{attachment.duration // _MINUTE}:{attachment.duration % _MINUTE:02}"
    name = excerpt(attachment.name, _NAME)
    match attachment.kind:
        case AttachmentKind.PHOTO:
            return t.say("🖼 Photo")
        case AttachmentKind.VIDEO:
            return t.say("🎬 Video, {lasts}", lasts=lasts)
        case AttachmentKind.DOCUMENT:
            return Html("📄 {}").format(name) if name else t.say("📄 Document")
        case AttachmentKind.AUDIO:
            return Html("🎧 {}").format(name) if name else t.say("🎧 Recording, {lasts}", lasts=lasts)
        case AttachmentKind.VOICE:
            return t.say("🎙 Voice note, {lasts}", lasts=lasts)
        case AttachmentKind.LINK:
            return Html("🔗 {}").format(name)
