"""Where a network stands, as it is told to whoever comes later: in one message, and whole in a document."""

from collections.abc import Sequence
from datetime import datetime

from store.catching_up import Exchanged, Shared
from store.challenges import ListedChallenge
from store.experiences import ListedExperience
from store.frozen import frozen
from store.live import Noted
from store.models import City, Commitment, Experience, Meeting, Network, Person
from store.network import Member
from store.solutions import Offered
from texts.records.content import Part


@frozen
class CityStands:
    """How a city stands in the network.

    turn: in which its case is or was heard; is_ahead: it is still to come
    is_noted: what it has taken on was noted by the coordination
    challenges: how many of its own wait for an answer
    to_come, to_give: how many offers to it, and of it, have still to arrive
    notes: how many it has received about its case, and notes_in: in which session last; none for who may not read them
    people: who else takes part for it
    """

    city: City
    turn: Meeting | None
    is_ahead: bool
    commitment: str
    challenges: int
    people: Sequence[Person]
    to_come: int = 0
    to_give: int = 0
    notes: int = 0
    notes_in: Meeting | None = None
    is_noted: bool = False


@frozen
class CatchUp:
    """All that the message tells. `city`: None for those who come for none.

    before: whose place the reader has taken over
    recorded: sessions with a record to read, the last first
    """

    network: Network
    meeting: Meeting | None
    shared: Shared
    staff: Sequence[Person]
    city: CityStands | None
    before: str = ""
    recorded: Sequence[Meeting] = ()


@frozen
class Held:
    """A session. `cities`: that were there, as far as it is known."""

    meeting: Meeting
    cities: Sequence[City]


@frozen
class OwnCity:
    """What the document tells of the reader's city; the newest first.

    questions: what it asks the others in its turn
    notes: that others wrote about its case, for those who may read them
    """

    city: City
    turn: Meeting | None
    questions: Sequence[str]
    commitments: Sequence[tuple[Meeting, Commitment]]
    received: Sequence[Exchanged]
    given: Sequence[Exchanged]
    notes: Sequence[tuple[Meeting, Noted]]
    challenges: Sequence[tuple[ListedChallenge, Sequence[Offered]]]
    experiences: Sequence[Experience]


@frozen
class Everything:
    """All that the document tells, as far as its reader may read it at this moment.

    sessions: those ahead, the next first, then those held, the last first
    agreed: the decisions of published records; challenges, experiences: what others have shared, in short
    """

    network: Network
    before: str
    sessions: Sequence[Held]
    own: OwnCity | None
    agreed: Sequence[tuple[Meeting, Part]]
    challenges: Sequence[ListedChallenge]
    experiences: Sequence[ListedExperience]
    staff: Sequence[Member]
    people: Sequence[tuple[City, Sequence[Member]]]
    now: datetime
