"""What an earlier edition left behind."""

from store.models import Archive, FoundKind
from texts.menu import MenuOpened
from texts.message import Button, Html, Message, paragraphs, quoted
from texts.search.kinds import link_key
from texts.translator import Translator


def page(t: Translator, archive: Archive) -> Message:
    """All of it."""
    return Message(
        paragraphs(
            t.say("🗄 <b>{name}</b> · {years}", name=archive.name, years=archive.years),
            t.count("{n} city took part.", "{n} cities took part.", archive.cities_count),
            t.say("<b>Fields:</b> {fields}", fields=t.list_of([Html.escape(field) for field in archive.fields]))
            if archive.fields
            else None,
            quoted(archive.summary) if archive.summary else None,
        ),
        ((Button(t.label("◀️ Back"), MenuOpened()), link_key(t, FoundKind.ARCHIVE, archive.id)),),
    )
