"""What its owner sees of what is attached to a record, and the question for more."""

from collections.abc import Sequence

from store.models import Attachment
from texts.attachments.presses import (
    AttachingBegun,
    AttachmentOpened,
    AttachmentRemoved,
    AttachmentsOpened,
    AttachmentsWanted,
    CaptionChangeAsked,
    RecordOpened,
)
from texts.attachments.shown import About, described, named, what_it_is
from texts.forms import FormChosen
from texts.lists import in_even_rows, number_buttons
from texts.menu import back_button
from texts.message import Button, Html, Message, Rows, lines, paragraphs, quoted
from texts.sharing import new_text_question
from texts.translator import Translator

DONE = "done"
KEYS_IN_A_ROW = 5


def form_title(t: Translator) -> str:
    """What unfinished attaching is called."""
    return t.label("attaching something")


def caption_title(t: Translator) -> str:
    """What an unfinished change of its words is called."""
    return t.label("the words of an attachment")


def files_question(t: Translator, draft_id: int, about: About, attached: Sequence[Attachment], most: int) -> Message:
    """More of it, as long as it is wanted. What has come is kept already."""
    return Message(
        paragraphs(
            t.say("📎 <b>What should be attached to {title}?</b>", title=named(t, about)),
            _list(t, attached),
            t.say(
                "Photos, videos, documents, voice notes, or a link; several at once, too. "
                "What is written below a file is kept with it."
            ),
            t.say("{n} of {most} so far.", n=len(attached), most=most) if attached else None,
        ),
        ((Button(t.label("✅ Done"), FormChosen(draft_id, "files", DONE)),),),
    )


def withdrawn_meanwhile(t: Translator) -> Message:
    """Somebody was attaching something to what is not there any more."""
    return Message(
        t.say("What this was to be attached to is no longer there. What was sent stays in this chat."),
        ((back_button(t),),),
    )


def page(t: Translator, about: About, attached: Sequence[Attachment], most: int) -> Message:
    """All of it, to its owner."""
    to = (about.kind, about.id)
    more: Rows = ((Button(t.label("➕ Add"), AttachingBegun(*to)),),) if len(attached) < most else ()
    see: Rows = ((Button(t.label("📤 Send it to me"), AttachmentsWanted(*to)),),) if attached else ()
    numbers = number_buttons([AttachmentOpened(one.id) for one in attached])
    return Message(
        paragraphs(
            t.say("📎 <b>Attached to {title}</b>", title=named(t, about)),
            _list(t, attached) or t.say("Nothing is attached."),
            t.say("To change the words of one, or to remove it: its number.") if attached else None,
        ),
        (*in_even_rows(numbers, KEYS_IN_A_ROW), *more, *see, (Button(t.label("◀️ Back"), RecordOpened(*to)),)),
    )


def one(t: Translator, about: About, attachment: Attachment) -> Message:
    """One of them, to its owner."""
    return Message(
        paragraphs(
            described(t, attachment) if attachment.gone_at is not None else what_it_is(t, attachment),
            quoted(attachment.caption) if attachment.caption else None,
            Html.escape(attachment.url) if attachment.url else None,
        ),
        (
            (
                Button(t.label("✏️ Words"), CaptionChangeAsked(attachment.id)),
                Button(t.label("🗑 Remove"), AttachmentRemoved(attachment.id)),
            ),
            (Button(t.label("◀️ Back"), AttachmentsOpened(about.kind, about.id)),),
        ),
    )


def caption_question(t: Translator, attachment: Attachment) -> Message:
    """What is said of it."""
    return new_text_question(t, t.label("The words of the attachment"), attachment.caption)


def removed(t: Translator) -> str:
    """The toast."""
    return t.plain("Removed. Sent again, it is there again.")


def on_their_way(t: Translator, number: int) -> str:
    """The toast."""
    return str(t.count("{n} file or link is on its way.", "{n} files and links are on their way.", number))


def nothing_there(t: Translator) -> str:
    """The toast where all of it was removed meanwhile."""
    return t.plain("Nothing is attached any more.")


def _list(t: Translator, attached: Sequence[Attachment]) -> Html | None:
    described_all = [Html("{}. {}").format(number, described(t, one)) for number, one in enumerate(attached, start=1)]
    return lines(*described_all) if described_all else None
