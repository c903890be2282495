"""What the keys of a network's digest say, as its coordination sees it before it goes out.

`issue`: the day of that digest, as a number; a key from before it went out changes nothing of the next.
"""

from store.frozen import frozen
from store.models import NewsPart
from texts.languages import Language
from texts.message import Button
from texts.presses import Press, press
from texts.translator import Translator


@press("dgf")
@frozen
class PreviewOpened(Press):
    """What is to go out, from the network's page."""

    network_id: int


@press("dgg")
@frozen
class DropsOpened(Press):
    """What can be left out."""

    network_id: int
    issue: int
    page: int = 0


@press("dgh")
@frozen
class NewsDropped(Press):
    """This is in no digest, or is after all."""

    network_id: int
    issue: int
    part: NewsPart
    about_id: int
    is_away: bool
    page: int


@press("dgi")
@frozen
class LineOpened(Press):
    """The coordination's own line."""

    network_id: int
    issue: int


@press("dgj")
@frozen
class LineBegun(Press):
    """Somebody writes it, in this language."""

    network_id: int
    issue: int
    language: Language


@press("dgk")
@frozen
class LineTakenBack(Press):
    """It does not go out."""

    network_id: int
    issue: int


@press("dgl")
@frozen
class PreviewAccepted(Press):
    """It is fine as it is."""

    network_id: int
    issue: int


@press("dgm")
@frozen
class InGroupChosen(Press):
    """Whether the network's groups have a digest."""

    network_id: int
    is_wanted: bool


@press("dgn")
@frozen
class NetworkDaysOpened(Press):
    """On which day the network has its digest."""

    network_id: int


@press("dgo")
@frozen
class NetworkDayChosen(Press):
    """On this weekday from now on."""

    network_id: int
    weekday: int


def desk_key(t: Translator, network_id: int) -> Button:
    """On the network's page of the coordinators."""
    return Button(t.label("📬 Digest"), PreviewOpened(network_id))
