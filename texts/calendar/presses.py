"""What the buttons of calendars say when they are pressed."""

from store.frozen import frozen
from texts.presses import Press, press


@press("if")
@frozen
class SessionFileAsked(Press):
    """A session as a file, for a calendar."""

    meeting_id: int


@press("io")
@frozen
class CalendarOpened(Press):
    """The page of a calendar that is fetched; of all one's networks (0), or of one that one coordinates."""

    network_id: int = 0


@press("ia")
@frozen
class AddressAsked(Press):
    """A new address in the place of the one of this issue."""

    network_id: int
    issue: int


@press("ix")
@frozen
class AddressRevoked(Press):
    """The address of this issue is to lead nowhere."""

    network_id: int
    issue: int
