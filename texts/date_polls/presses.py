"""What the buttons of polls about dates say when they are pressed."""

from store.frozen import frozen
from store.models import Availability, DatePoll
from texts.message import Button
from texts.presses import Press, press
from texts.translator import Translator


@press("vb")
@frozen
class DatePollBegun(Press):
    """From a page of fair dates: a coordinator wants to ask first. `meeting_id`: 0 for one that is to be added."""

    network_id: int
    meeting_id: int
    page: int


@press("va")
@frozen
class DateAnswered(Press):
    """A delegate's answer to one date."""

    option_id: int
    availability: Availability


@press("vs")
@frozen
class DateOpened(Press):
    """A delegate wants to answer this date next, or anew."""

    option_id: int


@press("vo")
@frozen
class DatePollOpened(Press):
    """What has been answered, for a coordinator; one's own answers, for a delegate."""

    poll_id: int


@press("vc")
@frozen
class DateChosen(Press):
    """A coordinator wants the session on this date."""

    option_id: int


@press("ve")
@frozen
class DatePollEndBegun(Press):
    """A coordinator wants none of the dates, and is asked once more."""

    poll_id: int


@press("vx")
@frozen
class DatePollEnded(Press):
    """A coordinator is sure that none of the dates is wanted."""

    poll_id: int


def poll_key(t: Translator, poll: DatePoll) -> Button:
    """To the poll that runs, from the pages of its session."""
    return Button(t.label("🗳 Date poll"), DatePollOpened(poll.id))
