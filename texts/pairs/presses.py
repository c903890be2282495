"""What the buttons of pairs say when they are pressed.

`sequence`: of the pair, or of the month's pairs, as it was shown; a key from before a change of it changes nothing.
A `city_id` of 0 is the reader's own.
"""

from store.frozen import frozen
from store.models import Met
from texts.message import Button
from texts.presses import Press, press
from texts.translator import Translator


@press("pra")
@frozen
class PairsOpened(Press):
    """The pairs of a network."""

    network_id: int


@press("prb")
@frozen
class PairsSwitched(Press):
    """The coordination opens or closes them."""

    network_id: int
    is_on: bool


@press("prc")
@frozen
class PairWished(Press):
    """A city wants to meet others, or does not."""

    network_id: int
    city_id: int
    wants: bool


@press("prd")
@frozen
class PairOpened(Press):
    """One."""

    pair_id: int


@press("pre")
@frozen
class DateAgreed(Press):
    """The date stands."""

    pair_id: int
    sequence: int


@press("prf")
@frozen
class RefusalAsked(Press):
    """A city cannot this month: really?"""

    pair_id: int
    sequence: int


@press("prg")
@frozen
class MonthRefused(Press):
    """Yes, it cannot."""

    pair_id: int
    sequence: int


@press("prh")
@frozen
class MeetingTold(Press):
    """Whether they met."""

    pair_id: int
    city_id: int
    met: Met


@press("pri")
@frozen
class WritingBegun(Press):
    """A message to the other city."""

    pair_id: int


@press("prj")
@frozen
class PairUndone(Press):
    """The coordination parts two before they are told."""

    pair_id: int
    sequence: int


@press("prk")
@frozen
class HandPairBegun(Press):
    """It puts two together: which one, and then with which other one. 0: that is still to be chosen."""

    round_id: int
    sequence: int
    city_id: int = 0
    other_id: int = 0


@press("prl")
@frozen
class WishesNoted(Press):
    """It notes what cities have said otherwise."""

    network_id: int


@press("prm")
@frozen
class SwitchingOffAsked(Press):
    """No more pairs: really?"""

    network_id: int


def pairs_key(t: Translator, network_id: int) -> Button:
    """To the pairs of a network."""
    return Button(t.label("🔁 City pairs"), PairsOpened(network_id))


def own_key(t: Translator, pair_id: int) -> Button:
    """To that of the reader's city."""
    return Button(t.label("🔁 Our pair"), PairOpened(pair_id))
