"""What the buttons of cities' hours and days off say when they are pressed."""

from store.frozen import frozen
from texts.presses import Press, press


@press("ha")
@frozen
class CityCalendarsOpened(Press):
    """From the sessions of a network: when its cities work."""

    network_id: int


@press("hb")
@frozen
class CityCalendarOpened(Press):
    """One of them."""

    network_id: int
    city_id: int


@press("hc")
@frozen
class CityHoursBegun(Press):
    """A coordinator sets the hours of a city."""

    network_id: int
    city_id: int


@press("hd")
@frozen
class CityDaysBegun(Press):
    """A coordinator adds days off."""

    network_id: int
    city_id: int


@press("he")
@frozen
class CityDaysRemoved(Press):
    """A coordinator takes days off away again."""

    network_id: int
    city_id: int
    day_id: int


@press("hf")
@frozen
class CityRegionsOpened(Press):
    """A coordinator looks for the region of a city."""

    network_id: int
    city_id: int
    page: int = 0


@press("hg")
@frozen
class CityRegionChosen(Press):
    """That one."""

    network_id: int
    city_id: int
    region: str
