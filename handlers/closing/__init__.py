"""The end of a network: what is missing, closing it, reopening it."""

from handlers.closing.deciding import ask_whether_to_close, close, reopen
from handlers.closing.showing import follow_link, open_checklist, open_city
from handlers.feature import Feature
from texts.closing.presses import CityEndOpened, ClosingAsked, ClosingOpened, NetworkEnded, NetworkReopened

FEATURE = Feature(
    presses={
        ClosingOpened: open_checklist,
        CityEndOpened: open_city,
        ClosingAsked: ask_whether_to_close,
        NetworkEnded: close,
        NetworkReopened: reopen,
    },
    links={"closing": follow_link},
)
