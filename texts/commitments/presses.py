"""What the buttons of commitments say when they are pressed.

`sequence`: of the commitment as it was shown; a key from before a change of it changes nothing.
"""

from store.attention import Checked
from store.frozen import frozen
from store.models import City, CommitmentState, Meeting
from texts.message import Button
from texts.presses import Press, press
from texts.translator import Translator


@press("wl")
@frozen
class CommitmentsOpened(Press):
    """What the cities have taken on in a session."""

    meeting_id: int


@press("wo")
@frozen
class CommitmentOpened(Press):
    """That of one city; where there is none, the question for it."""

    meeting_id: int
    city_id: int


@press("wg")
@frozen
class CheckOpened(Press):
    """How does it go? Asked in a digest, which stays to be read."""

    commitment_id: int


@press("wb")
@frozen
class CommitmentBegun(Press):
    """Other words for it."""

    meeting_id: int
    city_id: int


@press("ws")
@frozen
class CommitmentTold(Press):
    """How it goes."""

    meeting_id: int
    city_id: int
    state: CommitmentState
    sequence: int


@press("ww")
@frozen
class CommitmentWithdrawalAsked(Press):
    """It should be withdrawn; asked once whether really."""

    meeting_id: int
    city_id: int


@press("wx")
@frozen
class CommitmentWithdrawn(Press):
    """Yes, really."""

    meeting_id: int
    city_id: int
    sequence: int


@press("wh")
@frozen
class CommitmentHelpAsked(Press):
    """What is in the way becomes a challenge for the network."""

    meeting_id: int
    city_id: int


def own_key(t: Translator, meeting: Meeting, city: City) -> Button:
    """To that of the reader's city."""
    return Button(t.label("🤝 Our commitment"), CommitmentOpened(meeting.id, city.id))


def own_key_in(t: Translator, meeting: Meeting, city: City, field: str) -> Button:
    """The same where there are several networks."""
    return Button(t.label("🤝 Commitment · {field}", field=field), CommitmentOpened(meeting.id, city.id))


def all_key(t: Translator, meeting: Meeting) -> Button:
    """To those of all cities."""
    return Button(t.label("🤝 Commitments"), CommitmentsOpened(meeting.id))


def all_key_in(t: Translator, meeting: Meeting, field: str) -> Button:
    """The same where there are several networks."""
    return Button(t.label("🤝 Commitments · {field}", field=field), CommitmentsOpened(meeting.id))


def check_key(t: Translator, check: Checked) -> Button:
    """Below a digest that asks how it goes."""
    return Button(t.label("🤝 {city}: tell how it goes", city=check.place.name), CheckOpened(check.id))
