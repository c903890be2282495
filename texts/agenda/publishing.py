"""Before an agenda is published: where it will stand; and after that, where it stands."""

from collections.abc import Sequence

from store.models import Chat
from texts.agenda.desk import listed
from texts.agenda.presses import AgendaOpened, AgendaPublished
from texts.agenda.shown import Outline
from texts.lists import some_of
from texts.meetings.shown import heading
from texts.message import Button, Html, Message, excerpt, lines, paragraphs
from texts.translator import Translator

MOST_GROUPS = 4


def publication_question(t: Translator, outline: Outline, groups: Sequence[Chat], lacking: Sequence[Chat]) -> Message:
    """Asked once. groups: those of the network; lacking: those of them in which it is posted."""
    meeting = outline.meeting
    if lacking:
        where = t.count(
            "It is posted in {n} group: {names}. It also stands on the session’s page.",
            "It is posted in {n} groups: {names}. It also stands on the session’s page.",
            len(lacking),
            names=_named(t, lacking),
        )
    elif groups:
        where = t.say("It changes where it stands already, without a new message: {names}.", names=_named(t, groups))
    else:
        where = t.say("No group is connected: it stands on the session’s page, and nobody gets a message.")
    return Message(
        paragraphs(
            lines(t.say("<b>Publish this agenda?</b>"), heading(t, meeting, outline.network)),
            listed(t, outline),
            where,
        ),
        (
            (Button(t.label("📣 Yes, publish it"), AgendaPublished(meeting.id, outline.agenda.sequence)),),
            (Button(t.label("◀️ Back"), AgendaOpened(meeting.id)),),
        ),
    )


def _named(t: Translator, groups: Sequence[Chat]) -> Html:
    return some_of(t, [Html("<b>{}</b>").format(excerpt(one.title, 60) or "—") for one in groups], MOST_GROUPS)


def published(t: Translator, groups: int) -> str:
    """The toast; `groups`: in how many it stands."""
    if not groups:
        return t.plain("Published: it stands on the session’s page.")
    return t.count(
        "Published: it stands in {n} group and on the session’s page.",
        "Published: it stands in {n} groups and on the session’s page.",
        groups,
    ).unescape()
