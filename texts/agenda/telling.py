"""An agenda as the network reads it: on a card in its groups, and on the session's page."""

from collections.abc import Sequence
from dataclasses import replace

from store.models import City
from texts.agenda.shown import Outline, sign_of, told
from texts.meetings.presses import DetailsOpened
from texts.meetings.shown import Reader, heading, hours, when, when_plain
from texts.message import Button, Html, Message, lines, paragraphs
from texts.translator import Translator

SHORT = 4  # lines that may stand open on a page that says much else


def card(t: Translator, outline: Outline, cities: Sequence[City]) -> Message:
    """In a group, on the clock of the network, with those of its `cities`."""
    meeting, network = outline.meeting, outline.network
    reader = Reader(t, is_group=True)
    if meeting.cancelled_at is not None:
        struck = Html("<s>{moment}</s>").format(moment=when_plain(reader, meeting.starts_at, outline.now))
        return Message(
            paragraphs(
                t.say("🚫 <b>This session has been cancelled.</b>"),
                lines(heading(t, meeting, network), struck),
            )
        )
    moment = when(reader, meeting.starts_at, network, outline.now)
    return Message(
        paragraphs(
            t.say("🗒 <b>Agenda of the session</b>"),
            lines(
                heading(t, meeting, network),
                t.say("{moment} · {minutes} min", moment=moment, minutes=meeting.minutes),
            ),
            lines(_listed(t, without_guests(outline)), _too_long(t, outline)),
            lines(t.say("Local time in each city:"), hours(t, meeting.starts_at, cities)),
        ),
        ((Button(t.label("Details"), DetailsOpened(meeting.id)),),),
    )


def on_page(t: Translator, outline: Outline) -> Html:
    """On the session's page, on the reader's clock; what is long opens with a tap."""
    is_long = len(outline.lines) > SHORT
    opening = Html("<blockquote expandable>") if is_long else Html("<blockquote>")
    quote = Html("{opening}{listed}</blockquote>").format(opening=opening, listed=_listed(t, outline))
    return lines(t.say("🗒 Agenda:"), quote, _too_long(t, outline))


def without_guests(outline: Outline) -> Outline:
    """As it stands in groups, where the session's own card names them: that one follows who comes and who is erased."""
    return replace(outline, lines=tuple(replace(one, guests=()) for one in outline.lines))


def _listed(t: Translator, outline: Outline) -> Html:
    return lines(
        *(Html("{sign}{line}").format(sign=sign_of(outline, one), line=told(t, outline, one)) for one in outline.lines)
    )


def _too_long(t: Translator, outline: Outline) -> Html | None:
    """The session has become shorter since it was published."""
    if not outline.too_many:
        return None
    return t.say("What has a ⚠️ does not fit: the session lasts {minutes} min.", minutes=outline.meeting.minutes)
