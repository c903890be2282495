"""What these keys say when they are pressed.

`sequence`: of the answer as it was shown; a key from before a change of it changes nothing.
"""

from store.frozen import frozen
from store.models import Applied
from texts.message import Button
from texts.presses import Press, press
from texts.translator import Translator


@press("fua")
@frozen
class FollowUpBegun(Press):
    """Was it applied? The rest is asked then."""

    follow_up_id: int
    applied: Applied
    sequence: int


@press("fub")
@frozen
class FollowUpOpened(Press):
    """What a city has told, or the question."""

    follow_up_id: int


@press("fud")
@frozen
class FollowUpsEnded(Press):
    """No more questions to this city."""

    follow_up_id: int


@press("fue")
@frozen
class FollowUpsOpened(Press):
    """What all cities of a network have told."""

    network_id: int


def network_key(t: Translator, network_id: int) -> Button:
    """From the page of a network that has ended."""
    return Button(t.label("🌱 What came of it"), FollowUpsOpened(network_id))
