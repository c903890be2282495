"""Adoptions: a city tries what another one has shared, and says how it went; the ledger of it, as list and picture."""

from handlers.adoptions.changing import FORM as CHANGE_FORM
from handlers.adoptions.changing import ask_for_new_text, ask_what_to_change, ask_whether_to_withdraw, withdraw
from handlers.adoptions.noting import begin_noting, list_choices
from handlers.adoptions.picture import send_picture
from handlers.adoptions.showing import follow_link, list_adoptions, open_adoption, open_check
from handlers.adoptions.telling import FORM as LEARNED_FORM
from handlers.adoptions.telling import ask_how_it_goes, tell, tell_use
from handlers.adoptions.trying import FORM, begin
from handlers.feature import Feature
from texts.adoptions.presses import (
    AdoptionBegun,
    AdoptionChangeAsked,
    AdoptionCheckOpened,
    AdoptionNotingBegun,
    AdoptionNotingListed,
    AdoptionOpened,
    AdoptionPartChosen,
    AdoptionsListed,
    AdoptionTellingAsked,
    AdoptionTold,
    AdoptionUseTold,
    AdoptionWithdrawalAsked,
    AdoptionWithdrawn,
    LedgerPictureAsked,
)

FEATURE = Feature(
    presses={
        AdoptionBegun: begin,
        AdoptionOpened: open_adoption,
        AdoptionsListed: list_adoptions,
        AdoptionTellingAsked: ask_how_it_goes,
        AdoptionTold: tell,
        AdoptionUseTold: tell_use,
        AdoptionCheckOpened: open_check,
        AdoptionChangeAsked: ask_what_to_change,
        AdoptionPartChosen: ask_for_new_text,
        AdoptionWithdrawalAsked: ask_whether_to_withdraw,
        AdoptionWithdrawn: withdraw,
        LedgerPictureAsked: send_picture,
        AdoptionNotingListed: list_choices,
        AdoptionNotingBegun: begin_noting,
    },
    forms=(FORM, LEARNED_FORM, CHANGE_FORM),
    links={"adoption": follow_link},
)
