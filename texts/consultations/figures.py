"""The figures of a consultation in words, for who convenes."""

from collections.abc import Mapping, Sequence

from store.models import Consultation
from texts.consultations.desk_presses import (
    ConsultationOpened,
    ResultsDrawn,
)
from texts.consultations.shown import Overview, Stand, title_of
from texts.message import Button, Html, Message, lines, paragraphs
from texts.translator import Translator


def rate(t: Translator, shown: Overview) -> Html:
    """How many have answered."""
    answered, begun = shown.number(Stand.ANSWERED), shown.number(Stand.BEGUN)
    return lines(
        t.say("<b>{answered} of {all}</b> have answered", answered=answered, all=len(shown.members)),
        t.say(
            "{begun} have begun · {silent} have not opened their link", begun=begun, silent=shown.number(Stand.UNOPENED)
        ),
    )


def answers_caption(t: Translator, one: Consultation) -> Html:
    """Of the file."""
    return t.say("⬇️ All answers to “{title}”. For the coordination: cities are named in it.", title=title_of(one))


def table(
    t: Translator, shown: Overview, fields: Sequence[tuple[str, Mapping[str, int]]], more: Sequence[Html]
) -> Message:
    """The figures in words, for the coordination: nothing is hidden."""
    rows = [
        t.say(
            "<b>{field}</b>\n{wishes} wish for it, {first} as the first · needs {need} · offers {offer}",
            field=name,
            **figures,
        )
        for name, figures in fields
    ]
    begun = shown.number(Stand.BEGUN)
    back = Button(t.label("◀️ Back"), ConsultationOpened(shown.consultation.id))
    return Message(
        paragraphs(
            lines(t.say("📋 <b>{title}</b>", title=title_of(shown.consultation)), rate(t, shown)),
            lines(*rows),
            lines(*more) if more else None,
            t.say("What was said in answers that are not finished is counted, too.") if begun else None,
            t.say("For the coordination: small counts are not hidden here. They are in the picture."),
        ),
        ((Button(t.label("🖼 As a picture"), ResultsDrawn(shown.consultation.id)), back),),
    )


def chosen_line(t: Translator, title: Html, counts: Sequence[tuple[str, int]]) -> Html:
    """How often each option of a question was chosen."""
    said = [Html("{name} {number}").format(name=name, number=number) for name, number in counts]
    return Html("<b>{title}</b>\n{counts}").format(
        title=title, counts=Html(" · ").join(said) if said else t.say("nobody yet")
    )
