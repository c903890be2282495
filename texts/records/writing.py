"""A section of a record that is written by hand: the one question."""

from store.models import Section
from texts.meetings.shown import Reader
from texts.message import Html, Message, lines, paragraphs
from texts.records.desk import Place, Prepared
from texts.records.wording import title_of, worded
from texts.translator import Translator

LIMIT = 1500
WORDS = "words"


def saved(t: Translator) -> str:
    """The toast."""
    return t.plain("Saved. Nothing is published yet.")


def form_title(t: Translator) -> str:
    """What an unfinished section is called."""
    return t.label("a section of a record")


def words_question(reader: Reader, prepared: Prepared, chosen: Section) -> Message:
    """What a section is to say."""
    t, place = reader.translator, prepared.place(chosen)
    present = _present(reader, prepared, place)
    return Message(
        paragraphs(
            lines(
                t.say("✏️ <b>{title}</b>: what should stand in the record?", title=title_of(t, chosen)),
                t.say(
                    "Session {number} · {field}",
                    number=prepared.shown.meeting.number,
                    field=prepared.shown.network.field,
                ),
            ),
            t.say("What stands there (tap to copy): {words}", words=Html("<code>{}</code>").format(present))
            if present
            else None,
            t.say("One decision a line, all in one message. Everybody in the network reads them.")
            if chosen is Section.DECISIONS
            else t.say("It takes the place of what was collected. Everybody in the network reads it."),
        )
    )


def _present(reader: Reader, prepared: Prepared, place: Place) -> str:
    """What stands in a section, as somebody would type it."""
    if place.part is None or place.part.is_empty:
        return ""
    if place.part.text:
        return place.part.text
    told = worded(reader.translator, place.part, prepared.shown.network, reader.city)
    listed = [f"{line.lead}: {line.text}" if line.lead and line.text else line.lead or line.text for line in told.lines]
    return _within_limit([*told.paragraphs, *listed, *filter(None, [told.link])])


def _within_limit(told: list[str]) -> str:
    """As many whole lines as somebody could send back."""
    kept: list[str] = []
    for line in told:
        if len("\n".join([*kept, line])) > LIMIT:
            break
        kept.append(line)
    return "\n".join(kept)
