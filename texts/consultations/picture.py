"""The figures as a picture that goes around: counts under 3 are hidden in it."""

from collections.abc import Sequence

from store.frozen import frozen
from store.models import Consultation
from texts.consultations.desk_presses import ResultsShown
from texts.consultations.shown import title_of
from texts.message import Button, Html, Message, lines, paragraphs
from texts.translator import Translator

LEAST_TOLD = 3


@frozen
class Bars:
    """What is drawn of a field; None is hidden: fewer than 3 members said so."""

    field: str
    first: int | None
    wishes: int | None
    need: int | None
    offer: int | None


@frozen
class ResultsPicture:
    """All fields by demand, and how many have answered."""

    consultation: Consultation
    members: int
    answered: int
    fields: Sequence[Bars]


def words(t: Translator, drawn: ResultsPicture) -> dict[str, str]:
    """What stands around the bars."""
    return {
        "title": title_of(drawn.consultation),
        "rate": t.plain("{answered} of {all} members have answered", answered=drawn.answered, all=drawn.members),
        "wishes": t.plain("Members that wish for it"),
        "first": t.plain("of them as their first wish"),
        "need": t.plain("What they need (points from 0 to 3, added up)"),
        "offer": t.plain("What they can offer (the same)"),
        "hidden": t.plain("under 3"),
        "note": t.plain("Counts under 3 are hidden. What members say of themselves."),
    }


def caption(t: Translator, drawn: ResultsPicture) -> Html:
    """The same for who does not see it."""
    return paragraphs(
        t.say("🗳 <b>{title}</b>", title=title_of(drawn.consultation)),
        t.say("{answered} of {all} members have answered.", answered=drawn.answered, all=drawn.members),
        lines(*(_line(t, one) for one in drawn.fields)),
    )


def _line(t: Translator, one: Bars) -> Html:
    if one.wishes is None:
        return t.say("{field}: under 3", field=one.field)
    return t.count("{field}: {n} wish", "{field}: {n} wishes", one.wishes, field=one.field)


def file_name(t: Translator) -> str:
    """On the reader's phone."""
    return t.plain("consultation.png")


def failed(t: Translator, consultation: Consultation) -> Message:
    """In its place."""
    key = Button(t.label("📋 Results"), ResultsShown(consultation.id))
    return Message(t.say("The picture could not be drawn. The results in words say the same."), ((key,),))
