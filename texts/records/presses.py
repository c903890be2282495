"""What the buttons of records say when they are pressed.

`sequence`: of the record as it was shown; a key from before a change of it changes nothing.
"""

from store.frozen import frozen
from store.models import Meeting, Network, Section
from texts.message import Button, Html
from texts.presses import Press, press
from texts.translator import Translator


@press("rca")
@frozen
class RecordOpened(Press):
    """The published record, whole."""

    meeting_id: int


@press("rcb")
@frozen
class RecordFileAsked(Press):
    """The published record as a PDF."""

    meeting_id: int


@press("rcd")
@frozen
class RecordDeskOpened(Press):
    """The record for those who approve it."""

    meeting_id: int


@press("rcf")
@frozen
class DraftFileAsked(Press):
    """What would be published, as a PDF for the one who asks."""

    meeting_id: int


@press("rcs")
@frozen
class SectionOpened(Press):
    """One section, with what can be done with it."""

    meeting_id: int
    section: Section


@press("rcw")
@frozen
class SectionBegun(Press):
    """It is to be written by hand."""

    meeting_id: int
    section: Section


@press("rcl")
@frozen
class SectionLeftOut(Press):
    """It is not to be in the record, or is to be in it again."""

    meeting_id: int
    section: Section
    is_left_out: bool
    sequence: int


@press("rcr")
@frozen
class SectionCollected(Press):
    """It is to be what has been collected, not what was written by hand."""

    meeting_id: int
    section: Section
    sequence: int


@press("rcp")
@frozen
class PublicationAsked(Press):
    """How it looks to the others, and to how many it goes."""

    meeting_id: int


@press("rcy")
@frozen
class RecordPublished(Press):
    """Yes, really. `content`: the digest of what was shown, for what is collected grows without anybody's editing."""

    meeting_id: int
    sequence: int
    content: str


def open_key(t: Translator, meeting: Meeting) -> Button:
    """To the published record."""
    return Button(t.label("📝 Record of the session"), RecordOpened(meeting.id))


def desk_key(t: Translator, meeting: Meeting) -> Button:
    """To the record for those who approve it."""
    return Button(t.label("✏️ Prepare the record"), RecordDeskOpened(meeting.id))


def desk_key_of(t: Translator, meeting: Meeting, network: Network) -> Button:
    """The same beside those of other networks."""
    words = t.label("✏️ Record {number}: {field}", number=meeting.number, field=network.field)
    return Button(words, RecordDeskOpened(meeting.id))


def file_key(t: Translator, meeting: Meeting) -> Button:
    """To the PDF."""
    return Button(t.label("📄 Record (PDF)"), RecordFileAsked(meeting.id))


def desk_line(t: Translator, meeting: Meeting, network: Network, number: int) -> Html:
    """Of what needs a coordinator. meeting: the last one of so many."""
    if number > 1:
        return t.count(
            "📝 {network}: {n} record is not published yet.",
            "📝 {network}: {n} records are not published yet.",
            number,
            network=network.name,
        )
    return t.say(
        "📝 {network}: the record of session {number} is not published yet.",
        network=network.name,
        number=meeting.number,
    )
