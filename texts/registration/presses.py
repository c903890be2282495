"""What the buttons of the way in say when they are pressed, and what its questions can be answered by key."""

from store.frozen import frozen
from texts.languages import Language
from texts.presses import Press, press

FROM_TELEGRAM = "telegram"
AS_NOTED = "noted"
YES = "yes"
OTHER = "other"
ELSEWHERE = "elsewhere"


@press("rw")
@frozen
class WelcomeShown(Press):
    """The welcome was asked for in a language. Nothing is stored before consent, so the button knows it all."""

    token: str
    language: Language


@press("ra")
@frozen
class ConsentGiven(Press):
    """The notice was read and agreed to."""

    token: str
    language: Language


@press("rn")
@frozen
class ConsentRefused(Press):
    """The notice was not agreed to."""

    token: str
    language: Language
