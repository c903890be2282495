"""Methods as those read of them who prepare an agenda: how one goes, and what can be added."""

from store.models import Method
from texts.agenda.methods import about, card_of, course_of, title_of
from texts.agenda.presses import AgendaOpened, ItemOpened, MethodAdded
from texts.agenda.shown import Line, Outline, what
from texts.dates import hour
from texts.message import Button, Html, Message, lines, paragraphs
from texts.presses import Press
from texts.translator import Translator


def course(t: Translator, outline: Outline, one: Line, *, is_open: bool) -> Message:
    """How an item goes, minute by minute, in the minutes that it has."""
    chosen, starts_at = one.item, outline.starts_at(one)
    card = card_of(chosen.method)
    back: Press = ItemOpened(chosen.meeting_id, chosen.id) if is_open else AgendaOpened(chosen.meeting_id)
    return Message(
        paragraphs(
            lines(
                Html("📖 <b>{what}</b>").format(what=what(t, one)),
                t.say("From {hour}, {minutes} min", hour=hour(t, starts_at), minutes=chosen.minutes),
            ),
            Html("<i>{about}</i>").format(about=about(t, chosen.method)),
            lines(
                *(
                    Html("<b>{begins}–{ends}</b> {words}").format(begins=begins, ends=ends, words=words)
                    for begins, ends, words in course_of(t, chosen.method, chosen.minutes)
                )
            ),
            t.say("⚠️ In less than {least} min something has to be left out.", least=card.least)
            if chosen.minutes < card.least
            else None,
        ),
        ((Button(t.label("◀️ Back"), back),),),
    )


def methods(t: Translator, outline: Outline) -> Message:
    """What can be added."""
    meeting, sequence = outline.meeting, outline.agenda.sequence
    keys = tuple(Button(title_of(t, method), MethodAdded(meeting.id, method, sequence)) for method in Method)
    known = lines(
        *(
            t.say(
                "<b>{title}</b> ({minutes} min): {about}",
                title=title_of(t, method),
                minutes=card_of(method).usual,
                about=about(t, method),
            )
            for method in Method
        )
    )
    return Message(
        lines(
            t.say("➕ <b>What is to be added?</b>"),
            Html("<blockquote expandable>{known}</blockquote>").format(known=known),
        ),
        (
            *(keys[start : start + 2] for start in range(0, len(keys) - 1, 2)),
            (keys[-1], Button(t.label("◀️ Agenda"), AgendaOpened(meeting.id))),
        ),
    )
