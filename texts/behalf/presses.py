"""What the buttons say with which the coordination notes something for a city."""

from store.frozen import frozen
from store.models import Availability, NotedKind
from texts.presses import Press, press


@press("bo")
@frozen
class BehalfOpened(Press):
    """What can be noted for a city now."""

    network_id: int
    city_id: int


@press("bn")
@frozen
class NotedOpened(Press):
    """What is noted for a city, for its people and the coordination."""

    network_id: int
    city_id: int


@press("bt")
@frozen
class NotedTakenOver(Press):
    """One of the city's people says that something is their own."""

    kind: NotedKind
    about_id: int


@press("bc")
@frozen
class ChallengeNotingBegun(Press):
    """A challenge of the city."""

    network_id: int
    city_id: int


@press("be")
@frozen
class ExperienceNotingBegun(Press):
    """An experience of the city."""

    network_id: int
    city_id: int


@press("bl")
@frozen
class SolutionNotingListed(Press):
    """Which challenge of the others the city answers."""

    network_id: int
    city_id: int
    page: int = 0


@press("bs")
@frozen
class SolutionNotingBegun(Press):
    """The city answers this challenge."""

    challenge_id: int
    city_id: int


@press("bu")
@frozen
class OutcomeNotingListed(Press):
    """Of which of the city's challenges is told how it stands."""

    network_id: int
    city_id: int
    page: int = 0


@press("bd")
@frozen
class DatesNotingOpened(Press):
    """A poll about dates, answered for the city. `option_id`: the date that is asked about; 0: the next one."""

    poll_id: int
    city_id: int
    option_id: int = 0


@press("ba")
@frozen
class DateNoted(Press):
    """What the city said about a date."""

    option_id: int
    city_id: int
    availability: Availability


@press("bq")
@frozen
class AnswerNotingBegun(Press):
    """The city answers the question of the month."""

    prompt_id: int
    city_id: int


@press("bm")
@frozen
class LiveNotingOpened(Press):
    """While a case is heard: what the city says to it."""

    meeting_id: int
    city_id: int


@press("bw")
@frozen
class TakeawayNotingBegun(Press):
    """What the city takes with it out of a session."""

    meeting_id: int
    city_id: int


@press("bh")
@frozen
class HelpsNotingBegun(Press):
    """What one of its people offers and needs."""

    membership_id: int


@press("bp")
@frozen
class PersonNotingBegun(Press):
    """Somebody without Telegram takes part for the city."""

    network_id: int
    city_id: int


@press("bv")
@frozen
class NoteWritersOpened(Press):
    """Whoever leads a session is asked whose words are to be noted."""

    meeting_id: int
