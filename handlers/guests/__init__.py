"""Guests come to one session: invited, asked beforehand, and answering."""

from handlers.feature import Feature
from handlers.guests import inviting, visiting
from texts.guests.presses import (
    GuestInvitingBegun,
    GuestLinkShown,
    GuestOpened,
    NextGuestInvitingBegun,
    VisitEndAsked,
    VisitEnded,
    VisitOpened,
    VisitProlonged,
)

FEATURE = Feature(
    presses={
        GuestInvitingBegun: inviting.begin_inviting,
        NextGuestInvitingBegun: inviting.begin_inviting_to_next,
        GuestOpened: inviting.open_guest,
        GuestLinkShown: inviting.show_guest_link,
        VisitProlonged: inviting.prolong,
        VisitEndAsked: inviting.ask_whether_to_end,
        VisitEnded: inviting.end,
        VisitOpened: visiting.open_visit,
    },
    forms=(inviting.FORM,),
    hub=(visiting.hub_key,),
)
