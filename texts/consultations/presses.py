"""The keys of who answers a consultation for a member."""

from enum import StrEnum

from store.frozen import frozen
from texts.languages import Language
from texts.message import Button
from texts.presses import Press, press
from texts.translator import Translator

SUMMARY = "end"  # the last page
FIRST = "fields"


class Measure(StrEnum):
    """What is said of a field by a number."""

    NEED = "need"
    OFFER = "offer"


@press("cnw")
@frozen
class ConsultedWelcomed(Press):
    """The welcome behind a member's link was asked for in another language."""

    token: str
    language: Language


@press("cny")
@frozen
class ConsultedAgreed(Press):
    """Somebody agreed to answer for the member behind a link."""

    token: str
    language: Language


@press("cnn")
@frozen
class ConsultedDeclined(Press):
    """Somebody does not want to answer."""

    token: str
    language: Language


@press("cnj")
@frozen
class AnsweringBegun(Press):
    """Somebody of a member's city agreed to answer for it without its link, or a coordinator in its name."""

    member_id: int


@press("cnp")
@frozen
class AnswerPageOpened(Press):
    """A page of a member's answer was opened."""

    member_id: int
    page: str


@press("cnr")
@frozen
class FieldWished(Press):
    """A field was tapped as the next wish."""

    member_id: int
    field_id: int


@press("cnu")
@frozen
class WishUndone(Press):
    """The last wish, this field, was taken back."""

    member_id: int
    field_id: int


@press("cnm")
@frozen
class FieldMeasured(Press):
    """How much is needed or offered in a field."""

    member_id: int
    field_id: int
    measure: Measure
    value: int


@press("cnl")
@frozen
class FieldLevelled(Press):
    """How far along a member is in a field."""

    member_id: int
    field_id: int
    level: str


@press("cnh")
@frozen
class HourMarked(Press):
    """An hour of the member's own clock suits, or does not."""

    member_id: int
    hour: int
    suits: bool


@press("cno")
@frozen
class OptionMarked(Press):
    """An option of a question was chosen, or is no more."""

    member_id: int
    question: str
    option: str
    is_chosen: bool


@press("cnt")
@frozen
class WordsBegun(Press):
    """Somebody wants to write what a question asks."""

    member_id: int
    question: str


@press("cnk")
@frozen
class TypedAsWords(Press):
    """What was typed on another page, without being asked for, is what a question asks.

    is_more: it goes behind what was written before, and not in its place
    """

    member_id: int
    question: str
    is_more: bool = False


@press("cnx")
@frozen
class WordsRemoved(Press):
    """What was written is to be gone."""

    member_id: int
    question: str


@press("cne")
@frozen
class AnswerFinished(Press):
    """All is said that is to be said."""

    member_id: int


def answering_key(t: Translator, member_id: int, name: str | None = None) -> Button:
    """From the hub and from letters. name: of the member, where somebody has several."""
    text = t.label("🗳 Answer the consultation")
    if name is not None:
        text = t.label("🗳 Answer for {member}", member=name)
    return Button(text, AnswerPageOpened(member_id, FIRST))


def going_on_key(t: Translator, member_id: int, name: str | None = None, *, is_done: bool) -> Button:
    """From the hub, to what was said before. is_done: nothing is missing."""
    text = t.label("🗳 See the answer") if is_done else t.label("🗳 Go on with the answer")
    return Button(text if name is None else f"{text} · {name}", AnswerPageOpened(member_id, SUMMARY))
