"""What the buttons of a session that is held say when they are pressed.

`sequence`: of the session as it was shown; a key from before a change of it changes nothing.
"""

from store.frozen import frozen
from store.models import NoteKind
from texts.presses import Press, press


@press("lo")
@frozen
class LiveOpened(Press):
    """A session as it goes: to lead it, or to take part."""

    meeting_id: int


@press("lb")
@frozen
class StartBegun(Press):
    """It should begin; asked once whether with this agenda."""

    meeting_id: int


@press("ls")
@frozen
class LiveStarted(Press):
    """It begins. `sequence`: of the agenda, as it was shown."""

    meeting_id: int
    sequence: int


@press("ln")
@frozen
class StageChosen(Press):
    """On to another stage, counted from 0."""

    meeting_id: int
    position: int
    sequence: int


@press("lp")
@frozen
class LivePaused(Press):
    """The clock stands still."""

    meeting_id: int
    sequence: int


@press("lr")
@frozen
class LiveResumed(Press):
    """It goes on."""

    meeting_id: int
    sequence: int


@press("lx")
@frozen
class TimeAdded(Press):
    """So many minutes more for the stage."""

    meeting_id: int
    minutes: int
    sequence: int


@press("le")
@frozen
class EndBegun(Press):
    """It should end; asked once."""

    meeting_id: int


@press("lf")
@frozen
class LiveEnded(Press):
    """Yes, it ends."""

    meeting_id: int
    sequence: int


@press("lh")
@frozen
class PresenceOpened(Press):
    """Who is there."""

    meeting_id: int


@press("lt")
@frozen
class PresenceMarked(Press):
    """Somebody is there, or is not."""

    meeting_id: int
    person_id: int
    is_there: bool


@press("ld")
@frozen
class RoomsOpened(Press):
    """The rooms as they were drawn; the first time they are drawn."""

    meeting_id: int


@press("lw")
@frozen
class RoomsDrawn(Press):
    """Drawn again, in the place of the draw that was seen."""

    meeting_id: int
    draw: int


@press("lu")
@frozen
class RoomsPublished(Press):
    """Everybody is told this draw."""

    meeting_id: int
    draw: int


@press("lc")
@frozen
class CaseCityAsked(Press):
    """Whose case it is that is heard now."""

    meeting_id: int


@press("lk")
@frozen
class CaseCityChosen(Press):
    """It is this city's. `part`: which case."""

    meeting_id: int
    part: int
    city_id: int


@press("ly")
@frozen
class NoteBegun(Press):
    """Something is to be written about a case."""

    meeting_id: int
    part: int
    kind: NoteKind
    city_id: int = 0  # in whose name it is noted; 0: it is the own one


@press("lz")
@frozen
class NoteTakenBack(Press):
    """It was not meant."""

    meeting_id: int
    part: int
    note_id: int
    city_id: int = 0


@press("lg")
@frozen
class HandedOpened(Press):
    """What the others wrote about the case of the reader's city."""

    meeting_id: int


@press("lka")
@frozen
class TypedAsNote(Press):
    """What was typed while a case is heard, without being asked for, is for its city."""

    meeting_id: int
    part: int
    kind: NoteKind


@press("lkb")
@frozen
class TypedAsOther(Press):
    """It is something else."""
