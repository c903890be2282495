"""What the buttons of adoptions say when they are pressed.

`sequence`: of the adoption as it was shown; a key from before a change of it changes nothing.
"""

from enum import StrEnum

from store.adoptions import SourceKind
from store.attention import Tried
from store.frozen import frozen
from store.models import AdoptionState, City, Network
from texts.message import Button
from texts.presses import Press, press
from texts.translator import Translator

ALL = 0  # in the place of a city


class AdoptionPart(StrEnum):
    """What of it can be changed."""

    TAKES = "takes"
    CHANGES = "changes"
    FIRST_STEP = "first_step"
    STARTS_ON = "starts_on"


@press("ado")
@frozen
class AdoptionBegun(Press):
    """The reader's city will try this."""

    kind: SourceKind
    source_id: int


@press("adv")
@frozen
class AdoptionOpened(Press):
    """One, and the list to go back to."""

    adoption_id: int
    city_id: int = ALL
    page: int = 0


@press("adl")
@frozen
class AdoptionsListed(Press):
    """A page of the ledger of a network: all, or what a city took and gave."""

    network_id: int
    city_id: int = ALL
    page: int = 0


@press("adk")
@frozen
class AdoptionTellingAsked(Press):
    """Somebody would tell how it goes, before anybody asks."""

    adoption_id: int


@press("adt")
@frozen
class AdoptionTold(Press):
    """How it goes."""

    adoption_id: int
    state: AdoptionState
    sequence: int


@press("ads")
@frozen
class AdoptionUseTold(Press):
    """Whether what had worked is in use after half a year."""

    adoption_id: int
    still_used: bool
    sequence: int


@press("adg")
@frozen
class AdoptionCheckOpened(Press):
    """How does it go? Asked in a digest, which stays to be read."""

    adoption_id: int


@press("adc")
@frozen
class AdoptionChangeAsked(Press):
    """What of it should be changed?"""

    adoption_id: int


@press("adp")
@frozen
class AdoptionPartChosen(Press):
    """This part should be changed."""

    adoption_id: int
    part: AdoptionPart
    sequence: int


@press("adw")
@frozen
class AdoptionWithdrawalAsked(Press):
    """It should be withdrawn; asked once whether really."""

    adoption_id: int


@press("adx")
@frozen
class AdoptionWithdrawn(Press):
    """Yes, really."""

    adoption_id: int
    sequence: int


@press("adi")
@frozen
class LedgerPictureAsked(Press):
    """The ledger of a network as a picture."""

    network_id: int


@press("adn")
@frozen
class AdoptionNotingListed(Press):
    """What a city could take, for who notes it in its name."""

    network_id: int
    city_id: int
    page: int = 0


@press("adm")
@frozen
class AdoptionNotingBegun(Press):
    """The city takes this."""

    kind: SourceKind
    source_id: int
    city_id: int


def try_key(t: Translator, kind: SourceKind, source_id: int) -> Button:
    """Below what another city has shared."""
    return Button(t.label("🌱 We will try it"), AdoptionBegun(kind, source_id))


def own_key(t: Translator, adoption_id: int) -> Button:
    """The same once the reader's city has begun."""
    return Button(t.label("🌱 How we are trying it"), AdoptionOpened(adoption_id))


def ledger_key(t: Translator, network: Network, city: City | None = None) -> Button:
    """On the page of a network, or of a city."""
    return Button(t.label("🌱 Who learned from whom"), AdoptionsListed(network.id, ALL if city is None else city.id))


def check_key(t: Translator, tried: Tried) -> Button:
    """Below a digest that asks how it goes."""
    return Button(t.label("🌱 {city}: tell how it goes", city=tried.place.name), AdoptionCheckOpened(tried.id))


def noting_key(t: Translator, network: Network, city: City) -> Button:
    """To what can be noted for a city."""
    return Button(t.label("🌱 What it will try"), AdoptionNotingListed(network.id, city.id))
