"""What the keys of a closing say when they are pressed.

`sequence`: of the closing as it was shown; a key from before it was closed or reopened changes nothing.
"""

from store.frozen import frozen
from texts.message import Button
from texts.presses import Press, press
from texts.translator import Translator


@press("cla")
@frozen
class ClosingOpened(Press):
    """What is still missing before a network ends, city by city."""

    network_id: int
    page: int = 0


@press("clb")
@frozen
class CityEndOpened(Press):
    """What is missing of one city."""

    network_id: int
    city_id: int


@press("clc")
@frozen
class ClosingAsked(Press):
    """Close it? least: sessions for a certificate; 0: as proposed."""

    network_id: int
    least: int = 0


@press("cld")
@frozen
class NetworkEnded(Press):
    """Yes, close it."""

    network_id: int
    sequence: int
    least: int


@press("cle")
@frozen
class NetworkReopened(Press):
    """No, after all: it goes on."""

    network_id: int
    sequence: int


def closing_key(t: Translator, network_id: int) -> Button:
    """For who coordinates a network."""
    return Button(t.label("🏁 Closing"), ClosingOpened(network_id))
