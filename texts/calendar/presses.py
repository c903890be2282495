"""What the buttons of calendars say when they are pressed."""

from dataclasses import dataclass

from texts.presses import Press, press


@press("if")
@dataclass(frozen=True)
class SessionFileAsked(Press):
    """A session as a file, for a calendar."""

    meeting_id: int
