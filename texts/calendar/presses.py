"""What the buttons of calendars say when they are pressed."""

from dataclasses import dataclass

from texts.presses import Press, press


@press("if")
@dataclass(frozen=True)
class SessionFileAsked(Press):
    """A session as a file, for a calendar."""

    meeting_id: int


@press("io")
@dataclass(frozen=True)
class CalendarOpened(Press):
    """The page of a calendar that is fetched; of all one's networks (0), or of one that one coordinates."""

    network_id: int = 0


@press("ia")
@dataclass(frozen=True)
class AddressAsked(Press):
    """A new address in the place of the one of this issue."""

    network_id: int
    issue: int


@press("ix")
@dataclass(frozen=True)
class AddressRevoked(Press):
    """The address of this issue is to lead nowhere."""

    network_id: int
    issue: int
