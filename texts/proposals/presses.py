"""What the buttons of proposals say when they are pressed."""

from dataclasses import dataclass

from store.models import FoundKind, Readers
from texts.presses import Press, press


@press("psa")
@dataclass(frozen=True)
class ReadersOpened(Press):
    """Who reads a record, to have more people read it, or fewer."""

    kind: FoundKind
    about_id: int


@press("psb")
@dataclass(frozen=True)
class ProposalBegun(Press):
    """How others would read it."""

    kind: FoundKind
    about_id: int
    reach: Readers
    with_name: bool


@press("psc")
@dataclass(frozen=True)
class Proposed(Press):
    """It should be proposed so."""

    kind: FoundKind
    about_id: int
    reach: Readers
    with_name: bool
    sequence: int


@press("psd")
@dataclass(frozen=True)
class NarrowingAsked(Press):
    """Only the coordination should read it: really?"""

    kind: FoundKind
    about_id: int


@press("pse")
@dataclass(frozen=True)
class Narrowed(Press):
    """Fewer people should read it."""

    kind: FoundKind
    about_id: int
    to: Readers
    sequence: int


@press("psf")
@dataclass(frozen=True)
class AnswerAgreed(Press):
    """Whether one's answer may be read wherever its challenge is."""

    solution_id: int
    agrees: bool


@press("psg")
@dataclass(frozen=True)
class QueueOpened(Press):
    """What waits for the coordination of a network: the one behind this number."""

    network_id: int
    after: int


@press("psh")
@dataclass(frozen=True)
class ProposalApproved(Press):
    """It may be read there."""

    proposal_id: int
    reach: Readers
    sequence: int


@press("psi")
@dataclass(frozen=True)
class ReturnBegun(Press):
    """It should not, and why."""

    proposal_id: int
    sequence: int


@press("psj")
@dataclass(frozen=True)
class ElsewhereListed(Press):
    """A page of what other networks share with all."""

    page: int


@press("psk")
@dataclass(frozen=True)
class FilesWanted(Press):
    """What is attached to a record of another network should be sent."""

    kind: FoundKind
    about_id: int
