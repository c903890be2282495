"""The buttons below the message for whoever comes later. The way to it is `texts/handovers`."""

from store.frozen import frozen
from texts.presses import Press, press


@press("zg")
@frozen
class CatchUpFileAsked(Press):
    """All of it in one document."""

    network_id: int


@press("zh")
@frozen
class RecordsListed(Press):
    """The records that can be read."""

    network_id: int
    page: int = 0


@press("zi")
@frozen
class CityOffersOpened(Press):
    """What has still to arrive, to and of the reader's city."""

    network_id: int
    page: int = 0
