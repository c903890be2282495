"""What the buttons of proposals say when they are pressed."""

from store.frozen import frozen
from store.models import FoundKind, Readers
from texts.presses import Press, press


@press("psa")
@frozen
class ReadersOpened(Press):
    """Who reads a record, to have more people read it, or fewer."""

    kind: FoundKind
    about_id: int


@press("psb")
@frozen
class ProposalBegun(Press):
    """How others would read it."""

    kind: FoundKind
    about_id: int
    reach: Readers
    with_name: bool


@press("psc")
@frozen
class Proposed(Press):
    """It should be proposed so."""

    kind: FoundKind
    about_id: int
    reach: Readers
    with_name: bool
    sequence: int


@press("psd")
@frozen
class NarrowingAsked(Press):
    """Only the coordination should read it: really?"""

    kind: FoundKind
    about_id: int


@press("pse")
@frozen
class Narrowed(Press):
    """Fewer people should read it."""

    kind: FoundKind
    about_id: int
    to: Readers
    sequence: int


@press("psf")
@frozen
class AnswerAgreed(Press):
    """Whether one's answer may be read wherever its challenge is."""

    solution_id: int
    agrees: bool


@press("psg")
@frozen
class QueueOpened(Press):
    """What waits for the coordination of a network: the one behind this number."""

    network_id: int
    after: int


@press("psh")
@frozen
class ProposalApproved(Press):
    """It may be read there."""

    proposal_id: int
    reach: Readers
    sequence: int


@press("psi")
@frozen
class ReturnBegun(Press):
    """It should not, and why."""

    proposal_id: int
    sequence: int


@press("psj")
@frozen
class ElsewhereListed(Press):
    """A page of what other networks share with all."""

    page: int


@press("psk")
@frozen
class FilesWanted(Press):
    """What is attached to a record of another network should be sent."""

    kind: FoundKind
    about_id: int
