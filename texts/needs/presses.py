"""What the buttons of the map of needs say when they are pressed."""

from store.frozen import frozen
from texts.message import Button
from texts.presses import Press, press
from texts.translator import Translator


@press("nmo")
@frozen
class NeedsMapOpened(Press):
    """The map of a network."""

    network_id: int
    page: int = 0


@press("nmp")
@frozen
class NeedsPictureAsked(Press):
    """The same as a picture."""

    network_id: int


@press("nmk")
@frozen
class WhoKnowsAsked(Press):
    """Who of the network knows about something, which is asked for."""

    network_id: int


def map_key(t: Translator, network_id: int) -> Button:
    """To the map."""
    return Button(t.label("🗺 Needs and offers"), NeedsMapOpened(network_id))


def picture_key(t: Translator, network_id: int) -> Button:
    """To its picture."""
    return Button(t.label("🖼 See it as a picture"), NeedsPictureAsked(network_id))


def who_knows_key(t: Translator, network_id: int) -> Button:
    """To who knows about something."""
    return Button(t.label("🔎 Who knows about…"), WhoKnowsAsked(network_id))
