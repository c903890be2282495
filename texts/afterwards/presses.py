"""What the buttons say that are pressed after a session."""

from enum import StrEnum

from store.frozen import frozen
from store.models import Meeting
from texts.message import Button
from texts.presses import Press, press
from texts.translator import Translator


class Part(StrEnum):
    """What somebody is asked after a session, one thing after the other."""

    PRESENCE = "p"
    TAKEAWAY = "t"
    COMMITMENT = "c"
    OPINION = "o"


class Told(StrEnum):
    """What was known of somebody when a key was shown."""

    NOTHING = "n"
    THERE = "t"
    AWAY = "a"


@press("up")
@frozen
class PresenceTold(Press):
    """I was there, or was not."""

    meeting_id: int
    was_there: bool


@press("uo")
@frozen
class AfterwardsOpened(Press):
    """What the person has told of a session, and what is left."""

    meeting_id: int


@press("ug")
@frozen
class WentOn(Press):
    """To what is left after this part."""

    meeting_id: int
    after: Part


@press("ut")
@frozen
class TakeawayBegun(Press):
    """What the person takes with them."""

    meeting_id: int


@press("ul")
@frozen
class TakeawaysOpened(Press):
    """What everybody takes with them."""

    meeting_id: int
    page: int = 0


@press("uc")
@frozen
class CommitmentAsked(Press):
    """What the city takes on; then on to the rest."""

    meeting_id: int


@press("uq")
@frozen
class OpinionBegun(Press):
    """How the person found it."""

    meeting_id: int


@press("ur")
@frozen
class RollOpened(Press):
    """Which cities were there, for those who run the session."""

    meeting_id: int


@press("us")
@frozen
class SeatOpened(Press):
    """That of one city."""

    meeting_id: int
    city_id: int


@press("un")
@frozen
class PresenceNoted(Press):
    """One of its people was there, or was not; 0: the city, whoever it was. `seen`: what stood there."""

    meeting_id: int
    city_id: int
    person_id: int
    was_there: bool
    seen: Told


@press("ub")
@frozen
class SummaryOpened(Press):
    """All that was told of a session."""

    meeting_id: int


@press("uv")
@frozen
class RecordingBegun(Press):
    """Where its recording is."""

    meeting_id: int


def own_key(t: Translator, meeting: Meeting) -> Button:
    """To what the reader has told."""
    return Button(t.label("📝 After the session"), AfterwardsOpened(meeting.id))


def go_on_key(t: Translator, meeting_id: int, after: Part) -> Button:
    """To what is left after a part."""
    return Button(t.label("▶️ Go on"), WentOn(meeting_id, after))
