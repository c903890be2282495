"""What cities offer each other in a session: made in three questions, noted for others, withdrawn, and received."""

from handlers.feature import Feature
from handlers.offers.making import FORM, begin_offer, open_givers
from handlers.offers.showing import ask_whether_to_withdraw, open_offer, open_offers, tell_arrival, withdraw
from texts.offers.presses import (
    GiversOpened,
    OfferArrived,
    OfferBegun,
    OfferOpened,
    OffersOpened,
    OfferWithdrawalAsked,
    OfferWithdrawn,
)

FEATURE = Feature(
    presses={
        OffersOpened: open_offers,
        OfferOpened: open_offer,
        GiversOpened: open_givers,
        OfferBegun: begin_offer,
        OfferWithdrawalAsked: ask_whether_to_withdraw,
        OfferWithdrawn: withdraw,
        OfferArrived: tell_arrival,
    },
    forms=(FORM,),
)
