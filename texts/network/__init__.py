"""The network: its cities, who takes part for them, what they offer and need."""

from texts.network.presses import (
    CityChangeBegun,
    CityChangeConfirmed,
    CityChosen,
    CityOpened,
    NetworkOpened,
    PersonChosen,
)

__all__ = [
    "CityChangeBegun",
    "CityChangeConfirmed",
    "CityChosen",
    "CityOpened",
    "NetworkOpened",
    "PersonChosen",
]
