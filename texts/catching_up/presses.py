"""The buttons below the message for whoever comes later. The way to it is `texts/handovers`."""

from dataclasses import dataclass

from texts.presses import Press, press


@press("zg")
@dataclass(frozen=True)
class CatchUpFileAsked(Press):
    """All of it in one document."""

    network_id: int


@press("zh")
@dataclass(frozen=True)
class RecordsListed(Press):
    """The records that can be read."""

    network_id: int
    page: int = 0


@press("zi")
@dataclass(frozen=True)
class CityOffersOpened(Press):
    """What has still to arrive, to and of the reader's city."""

    network_id: int
    page: int = 0
