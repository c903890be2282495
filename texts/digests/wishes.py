"""The keys below a digest, and what is said when they are pressed."""

from functools import cache

from store.frozen import frozen
from store.models import Person
from texts.attention.presses import DigestDaysOpened
from texts.dates import day_of
from texts.menu import MenuOpened
from texts.message import Button, Message, Rows, paragraphs
from texts.presses import Press, press
from texts.settings import what_a_pause_holds
from texts.translator import Translator, translator_for


@press("dp")
@frozen
class DigestPaused(Press):
    """Nothing by itself for a month."""


@press("de")
@frozen
class DigestPauseEnded(Press):
    """Messages again."""


@press("dn")
@frozen
class DigestDeclined(Press):
    """No digest in private."""


@press("dw")
@frozen
class DigestWanted(Press):
    """The digest in private again."""


@press("dgd")
@frozen
class DigestSeldomer(Press):
    """Once a month, no longer each week."""


@press("dge")
@frozen
class DigestOftener(Press):
    """Each week, no longer once a month."""


@cache
def keys_below(language: str, *, is_monthly: bool) -> Rows:
    """Below each digest in private."""
    t = translator_for(language)
    pause = Button(t.label("⏸ Pause for a month"), DigestPaused())
    decline = Button(t.label("🔕 Stop the digest"), DigestDeclined())
    rhythm = (
        Button(t.label("🗓 Every week"), DigestOftener())
        if is_monthly
        else Button(t.label("🗓 Less often"), DigestSeldomer())
    )
    return (rhythm, pause), (decline, Button(t.label("Open the menu"), start="menu"))


def monthly(t: Translator) -> Message:
    """After wanting it less often."""
    return Message(
        t.say("🗓 From now on the digest comes once a month, in the first full week, with all that is new until then."),
        ((Button(t.label("🗓 Every week"), DigestOftener()), Button(t.label("📬 Day and hour"), DigestDaysOpened())),),
    )


def weekly(t: Translator) -> Message:
    """After wanting it each week again."""
    return Message(
        t.say("🗓 From now on the digest comes every week, if there is something new."),
        ((Button(t.label("🗓 Less often"), DigestSeldomer()), Button(t.label("📬 Day and hour"), DigestDaysOpened())),),
    )


def paused(t: Translator, person: Person) -> Message:
    """After the pause was chosen."""
    until = day_of(t, person.paused_until) if person.paused_until is not None else ""
    return Message(
        paragraphs(t.say("⏸ Paused until {day}", day=until), what_a_pause_holds(t)),
        ((Button(t.label("▶️ End the pause"), DigestPauseEnded()),),),
    )


def pause_ended(t: Translator) -> Message:
    """After its end."""
    return Message(t.say("▶️ The pause is over: messages come again."), ((_menu(t),),))


def declined(t: Translator) -> Message:
    """After saying no to the digest."""
    return Message(
        t.say("🔕 No more weekly digest in private. The group keeps getting its own."),
        ((Button(t.label("📬 Get it in private again"), DigestWanted()),),),
    )


def wanted(t: Translator) -> Message:
    """After wanting it again."""
    return Message(t.say("📬 The weekly digest will come here again."), ((_menu(t),),))


def _menu(t: Translator) -> Button:
    return Button(t.label("Open the menu"), MenuOpened())
