"""What the buttons of meetings say when they are pressed."""

from enum import StrEnum

from store.frozen import frozen
from store.models import Answer
from texts.presses import Press, press


class Screen(StrEnum):
    """Where an answer was pressed, to be shown there again."""

    CARD = "c"
    PAGE = "p"


@press("mr")
@frozen
class InvitationAnswered(Press):
    """An answer to the date of this sequence."""

    meeting_id: int
    answer: Answer
    sequence: int
    screen: Screen


@press("md")
@frozen
class DetailsOpened(Press):
    """From a card, which stays where it is."""

    meeting_id: int


@press("mo")
@frozen
class MeetingOpened(Press):
    """From the list to a meeting's page."""

    meeting_id: int


@press("mka")
@frozen
class MoreOpened(Press):
    """What is needed more rarely of a meeting."""

    meeting_id: int


@press("ml")
@frozen
class MeetingsOpened(Press):
    """The list of what is ahead."""

    page: int = 0


@press("me")
@frozen
class PastMeetingsOpened(Press):
    """The list of what is over."""

    page: int = 0


@press("mw")
@frozen
class NetworkMeetingsOpened(Press):
    """From the coordinators' desk: the sessions of one network, those ahead or those that were."""

    network_id: int
    is_past: bool = False


@press("mv")
@frozen
class AnswersOpened(Press):
    """A coordinator wants to know who comes and who has not answered."""

    meeting_id: int


@press("mp")
@frozen
class NotingBegun(Press):
    """A coordinator was given an answer by telephone or mail: whose it is."""

    meeting_id: int
    page: int = 0


@press("mq")
@frozen
class NotingOpened(Press):
    """It is this person's: which one it is."""

    meeting_id: int
    person_id: int


@press("mu")
@frozen
class AnswerNoted(Press):
    """This one, to the date of this sequence, in the place of the one that was given then."""

    meeting_id: int
    person_id: int
    answer: Answer
    sequence: int
    given_at: int


@press("mm")
@frozen
class MoveBegun(Press):
    """A coordinator wants another date."""

    meeting_id: int


@press("mx")
@frozen
class CancelBegun(Press):
    """A coordinator wants to cancel the meeting, and is asked once more."""

    meeting_id: int


@press("my")
@frozen
class CancelConfirmed(Press):
    """A coordinator is sure that the meeting of this sequence does not take place."""

    meeting_id: int
    sequence: int


@press("mk")
@frozen
class LinkBegun(Press):
    """A coordinator sets the link to the call."""

    meeting_id: int


@press("mt")
@frozen
class TopicBegun(Press):
    """A coordinator sets the topic."""

    meeting_id: int


@press("ma")
@frozen
class AdditionBegun(Press):
    """A coordinator adds a session to a network."""

    network_id: int


@press("mb")
@frozen
class RestorationBegun(Press):
    """A coordinator wants a cancelled session back, and is asked once more."""

    meeting_id: int


@press("mc")
@frozen
class RestorationConfirmed(Press):
    """A coordinator is sure that the cancelled session of this sequence takes place."""

    meeting_id: int
    sequence: int
