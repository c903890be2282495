"""What the buttons of the few say when they are pressed."""

from store.attention import Put
from store.frozen import frozen
from texts.message import Button
from texts.presses import Press, press
from texts.translator import Translator


@press("fea")
@frozen
class AskAnswerBegun(Press):
    """An answer, in the form of answers."""

    asking_id: int


@press("feo")
@frozen
class AskOpened(Press):
    """What one is asked, again."""

    asking_id: int


@press("fes")
@frozen
class SuggestionsOpened(Press):
    """Somebody else may know: a page of whom."""

    asking_id: int
    page: int


@press("fec")
@frozen
class SuggestionChosen(Press):
    """This one."""

    asking_id: int
    person_id: int


@press("fed")
@frozen
class AskDeclined(Press):
    """It is not theirs."""

    asking_id: int


@press("fem")
@frozen
class AskShown(Press):
    """What one is asked about a challenge, from a digest."""

    challenge_id: int


def asked_key(t: Translator, one: Put) -> Button:
    """Below a digest that brings the question."""
    if one.place is None:
        return Button(t.label("🙋 See the question"), AskShown(one.id))
    return Button(t.label("🙋 {city}: see the question", city=one.place.name), AskShown(one.id))
