"""What the buttons say with which the coordination notes something for a city."""

from dataclasses import dataclass

from store.models import Availability, NotedKind
from texts.presses import Press, press


@press("bo")
@dataclass(frozen=True)
class BehalfOpened(Press):
    """What can be noted for a city now."""

    network_id: int
    city_id: int


@press("bn")
@dataclass(frozen=True)
class NotedOpened(Press):
    """What is noted for a city, for its people and the coordination."""

    network_id: int
    city_id: int


@press("bt")
@dataclass(frozen=True)
class NotedTakenOver(Press):
    """One of the city's people says that something is their own."""

    kind: NotedKind
    about_id: int


@press("bc")
@dataclass(frozen=True)
class ChallengeNotingBegun(Press):
    """A challenge of the city."""

    network_id: int
    city_id: int


@press("be")
@dataclass(frozen=True)
class ExperienceNotingBegun(Press):
    """An experience of the city."""

    network_id: int
    city_id: int


@press("bl")
@dataclass(frozen=True)
class SolutionNotingListed(Press):
    """Which challenge of the others the city answers."""

    network_id: int
    city_id: int
    page: int = 0


@press("bs")
@dataclass(frozen=True)
class SolutionNotingBegun(Press):
    """The city answers this challenge."""

    challenge_id: int
    city_id: int


@press("bu")
@dataclass(frozen=True)
class OutcomeNotingListed(Press):
    """Of which of the city's challenges is told how it stands."""

    network_id: int
    city_id: int
    page: int = 0


@press("bd")
@dataclass(frozen=True)
class DatesNotingOpened(Press):
    """A poll about dates, answered for the city. `option_id`: the date that is asked about; 0: the next one."""

    poll_id: int
    city_id: int
    option_id: int = 0


@press("ba")
@dataclass(frozen=True)
class DateNoted(Press):
    """What the city said about a date."""

    option_id: int
    city_id: int
    availability: Availability


@press("bq")
@dataclass(frozen=True)
class AnswerNotingBegun(Press):
    """The city answers the question of the month."""

    prompt_id: int
    city_id: int


@press("bm")
@dataclass(frozen=True)
class LiveNotingOpened(Press):
    """While a case is heard: what the city says to it."""

    meeting_id: int
    city_id: int


@press("bw")
@dataclass(frozen=True)
class TakeawayNotingBegun(Press):
    """What the city takes with it out of a session."""

    meeting_id: int
    city_id: int


@press("bh")
@dataclass(frozen=True)
class HelpsNotingBegun(Press):
    """What one of its people offers and needs."""

    membership_id: int


@press("bp")
@dataclass(frozen=True)
class PersonNotingBegun(Press):
    """Somebody without Telegram takes part for the city."""

    network_id: int
    city_id: int


@press("bv")
@dataclass(frozen=True)
class NoteWritersOpened(Press):
    """Whoever leads a session is asked whose words are to be noted."""

    meeting_id: int
