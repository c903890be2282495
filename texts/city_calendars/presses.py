"""What the buttons of cities' hours and days off say when they are pressed."""

from dataclasses import dataclass

from texts.presses import Press, press


@press("ha")
@dataclass(frozen=True)
class CityCalendarsOpened(Press):
    """From the sessions of a network: when its cities work."""

    network_id: int


@press("hb")
@dataclass(frozen=True)
class CityCalendarOpened(Press):
    """One of them."""

    network_id: int
    city_id: int


@press("hc")
@dataclass(frozen=True)
class CityHoursBegun(Press):
    """A coordinator sets the hours of a city."""

    network_id: int
    city_id: int


@press("hd")
@dataclass(frozen=True)
class CityDaysBegun(Press):
    """A coordinator adds days off."""

    network_id: int
    city_id: int


@press("he")
@dataclass(frozen=True)
class CityDaysRemoved(Press):
    """A coordinator takes days off away again."""

    network_id: int
    city_id: int
    day_id: int


@press("hf")
@dataclass(frozen=True)
class CityRegionsOpened(Press):
    """A coordinator looks for the region of a city."""

    network_id: int
    city_id: int
    page: int = 0


@press("hg")
@dataclass(frozen=True)
class CityRegionChosen(Press):
    """That one."""

    network_id: int
    city_id: int
    region: str
