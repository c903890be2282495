"""What the buttons of the rota of cases say when they are pressed.

`sequence`: of the rota as it was shown; a key from before a change of turns changes nothing.
"""

from store.frozen import frozen
from texts.message import Button
from texts.presses import Press, press
from texts.translator import Translator


@press("oo")
@frozen
class RotaOpened(Press):
    """A network's: to be drawn up and changed, for those who coordinate it; to be read, for others."""

    network_id: int


@press("od")
@frozen
class RotaDrawn(Press):
    """A coordinator wants a proposal, where there is none."""

    network_id: int


@press("or")
@frozen
class RotaRedrawn(Press):
    """A coordinator wants the proposal drawn up anew."""

    rota_id: int
    sequence: int


@press("op")
@frozen
class PublicationBegun(Press):
    """A coordinator wants everybody to see it, and is asked once more."""

    rota_id: int


@press("oy")
@frozen
class RotaPublished(Press):
    """A coordinator is sure."""

    rota_id: int
    sequence: int


@press("ot")
@frozen
class TurnOpened(Press):
    """To where a city's turn can go, for a coordinator."""

    rota_id: int
    city_id: int


@press("om")
@frozen
class TurnMoved(Press):
    """A coordinator gives a city a free place."""

    rota_id: int
    sequence: int
    city_id: int
    meeting_id: int


@press("ox")
@frozen
class TurnsExchanged(Press):
    """A coordinator gives each of two cities the turn of the other."""

    rota_id: int
    sequence: int
    city_id: int
    other_city_id: int


@press("os")
@frozen
class SwapBegun(Press):
    """Somebody of a city wants another turn for it: with which city it could swap."""

    network_id: int
    city_id: int = 0  # in whose name the coordination does it; 0: it is the own one


@press("oc")
@frozen
class SwapChosen(Press):
    """With which city, and is asked once more."""

    network_id: int
    sequence: int
    other_city_id: int
    city_id: int = 0  # in whose name the coordination does it; 0: it is the own one


@press("oa")
@frozen
class SwapAsked(Press):
    """The other city is to be asked."""

    network_id: int
    sequence: int
    other_city_id: int
    city_id: int = 0  # in whose name the coordination does it; 0: it is the own one


@press("ow")
@frozen
class SwapOpened(Press):
    """The question of another city, to be answered."""

    swap_id: int


@press("oe")
@frozen
class SwapAnswered(Press):
    """The city that is asked accepts, or keeps its turn."""

    swap_id: int
    is_accepted: bool


@press("oq")
@frozen
class SwapWithdrawn(Press):
    """The city that asks wants no answer any more."""

    swap_id: int


@press("ob")
@frozen
class GivingBackBegun(Press):
    """A city cannot present, and is asked once more."""

    network_id: int
    city_id: int = 0  # in whose name the coordination does it; 0: it is the own one


@press("og")
@frozen
class TurnGivenBack(Press):
    """It has no turn from now on."""

    network_id: int
    sequence: int
    city_id: int = 0  # in whose name the coordination does it; 0: it is the own one


@press("ou")
@frozen
class QuestionsBegun(Press):
    """Somebody of a presenting city writes or changes what it asks the others."""

    network_id: int
    city_id: int = 0  # in whose name the coordination does it; 0: it is the own one


def questions_key(t: Translator, network_id: int, *, is_there: bool) -> Button:
    """To what a presenting city asks the others; `is_there`: to be changed."""
    words = t.label("❓ Change our questions") if is_there else t.label("❓ Write our questions")
    return Button(words, QuestionsBegun(network_id))


def noting_keys(t: Translator, network_id: int, city_id: int) -> tuple[Button, Button]:
    """The same for the coordination, in the name of a city: its questions, and its turn."""
    return (
        Button(t.label("❓ Questions for the case"), QuestionsBegun(network_id, city_id)),
        Button(t.label("🔁 Its turn"), SwapBegun(network_id, city_id)),
    )


def swap_key(t: Translator, network_id: int) -> Button:
    """To what a city can do about its turn."""
    return Button(t.label("🔁 Change turn"), SwapBegun(network_id))


def rota_key(t: Translator, network_id: int) -> Button:
    """To the rota of a network."""
    return Button(t.label("🎤 Rota of cases"), RotaOpened(network_id))


def rota_key_of(t: Translator, network_id: int, field: str) -> Button:
    """The same where there are several."""
    return Button(t.label("🎤 Rota · {field}", field=field), RotaOpened(network_id))
