"""What the buttons of the network's pages say when they are pressed."""

from store.frozen import frozen
from texts.presses import Press, press


@press("no")
@frozen
class NetworkOpened(Press):
    """A network's page; 0 when it is not known which."""

    network_id: int
    page: int = 0


@press("nc")
@frozen
class CityOpened(Press):
    """A city's page in a network."""

    network_id: int
    city_id: int
    page: int = 0


@press("nm")
@frozen
class CityChangeBegun(Press):
    """A coordinator looks for a person whose city changes."""

    network_id: int
    city_id: int
    page: int = 0


@press("nw")
@frozen
class PersonChosen(Press):
    """Whose city changes."""

    membership_id: int


@press("nt")
@frozen
class CityChosen(Press):
    """The city that the person takes part for from now on."""

    membership_id: int
    city_id: int


@press("ny")
@frozen
class CityChangeConfirmed(Press):
    """Yes, for that city."""

    membership_id: int
    city_id: int
