"""What the buttons of an agenda say when they are pressed.

They carry what was seen: minutes and places change only when they still are as they were shown, and a key that is
pressed twice does once what it says. `sequence`: of the agenda as it was shown.
"""

from store.frozen import frozen
from store.models import Method
from texts.message import Button
from texts.presses import Press, press
from texts.translator import Translator


@press("ja")
@frozen
class AgendaOpened(Press):
    """A meeting's, to be prepared."""

    meeting_id: int


@press("ji")
@frozen
class ItemOpened(Press):
    """To what can be done with one item."""

    meeting_id: int
    item_id: int


@press("jc")
@frozen
class CourseOpened(Press):
    """How an item goes, minute by minute."""

    meeting_id: int
    item_id: int


@press("jm")
@frozen
class MinutesChanged(Press):
    """An item lasts so long, in the place of what was seen."""

    meeting_id: int
    item_id: int
    seen: int
    wanted: int


@press("jv")
@frozen
class ItemMoved(Press):
    """An item goes to another place, counted from 0."""

    meeting_id: int
    item_id: int
    seen: int
    wanted: int


@press("jr")
@frozen
class ItemRemoved(Press):
    """An item goes."""

    meeting_id: int
    item_id: int


@press("jn")
@frozen
class MethodsOpened(Press):
    """Which method is to be added."""

    meeting_id: int


@press("jd")
@frozen
class MethodAdded(Press):
    """This one."""

    meeting_id: int
    method: Method
    sequence: int


@press("jb")
@frozen
class RenewalBegun(Press):
    """Back to the proposal, which is asked once."""

    meeting_id: int


@press("jy")
@frozen
class AgendaRenewed(Press):
    """That is meant."""

    meeting_id: int
    sequence: int


@press("jq")
@frozen
class PublicationBegun(Press):
    """The network is to see it, which is asked once."""

    meeting_id: int


@press("jp")
@frozen
class AgendaPublished(Press):
    """That is meant."""

    meeting_id: int
    sequence: int


def agenda_key(t: Translator, meeting_id: int) -> Button:
    """From a session's page."""
    return Button(t.label("🗒 Agenda"), AgendaOpened(meeting_id))
