"""The buttons of what is stored about a person."""

from store.frozen import frozen
from texts.presses import Press, press


@press("yo")
@frozen
class MyDataOpened(Press):
    """What is stored."""


@press("ye")
@frozen
class ExportAsked(Press):
    """All of it as a file."""


@press("yx")
@frozen
class EraseBegun(Press):
    """Everything should go; asked once more."""


@press("yy")
@frozen
class EraseConfirmed(Press):
    """Everything goes."""


@press("yn")
@frozen
class LeavingOpened(Press):
    """Which network to leave."""


@press("yl")
@frozen
class LeaveBegun(Press):
    """This network should be left; asked once more."""

    network_id: int


@press("yc")
@frozen
class LeaveConfirmed(Press):
    """This network is left."""

    network_id: int
