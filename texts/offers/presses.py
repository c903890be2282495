"""What the buttons of offers say when they are pressed."""

from store.frozen import frozen
from store.models import Arrival
from texts.message import Button
from texts.presses import Press, press
from texts.translator import Translator


@press("ll")
@frozen
class OffersOpened(Press):
    """Those of a session."""

    meeting_id: int


@press("li")
@frozen
class OfferOpened(Press):
    """One of them."""

    offer_id: int


@press("la")
@frozen
class OfferBegun(Press):
    """A city offers something. `for_city_id`: to whom, as far as it is known; 0: that is asked.

    city_id: which city; 0: the reader's own
    """

    meeting_id: int
    for_city_id: int
    city_id: int


@press("lv")
@frozen
class GiversOpened(Press):
    """Which city offers something, for those who note it."""

    meeting_id: int


@press("lj")
@frozen
class OfferWithdrawalAsked(Press):
    """It should be withdrawn; asked once whether really."""

    offer_id: int


@press("lm")
@frozen
class OfferWithdrawn(Press):
    """Yes, really."""

    offer_id: int


@press("lq")
@frozen
class OfferArrived(Press):
    """What has become of it, as the city says for which it was."""

    offer_id: int
    arrival: Arrival


def offers_key(t: Translator, meeting_id: int) -> Button:
    """To those of a session."""
    return Button(t.label("🎁 Offers"), OffersOpened(meeting_id))
