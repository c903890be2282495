"""Somebody who takes part already opens a link for another role: they are asked, and keep all that is theirs."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from actions import audit, digests
from actions.invitations import InvitationRefused, do_use_invitation, find_invitation
from actions.menus import send_menu
from actions.mydata import is_last_coordinator
from actions.refusals import NotFound, Refused
from actions.reminders import plan_reminders_for
from store.memberships import city_by_id, membership_of
from store.models import City, Invitation, Membership, Network, Person, Role
from texts import roles as texts
from texts.message import Html
from texts.translator import Translator


class LastCoordinator(Refused):
    """Somebody has to coordinate the network."""

    def sentence(self, t: Translator) -> Html:
        return texts.last_coordinator(t)


@dataclass(frozen=True)
class Offer:
    """What a link would make of a member."""

    membership: Membership
    network: Network
    present_city: City | None
    invitation: Invitation
    city: City | None


def offered_behind(session: Session, person: Person, token: str, now: datetime) -> Offer | None:
    """The other role or city for which the link is; None when it changes nothing, or lets nobody in any more.

    A guest's link is for those who are not in: it takes nothing from a member.
    """
    try:
        invitation = find_invitation(session, token, now)
    except InvitationRefused:
        return None
    membership = membership_of(session, person.id, invitation.network_id)
    if membership is None or invitation.role is Role.GUEST:
        return None
    is_of_city = invitation.role is not Role.DELEGATE or invitation.city_id == membership.city_id
    if invitation.role is membership.role and is_of_city:
        return None
    return Offer(
        membership,
        session.get_one(Network, membership.network_id),
        city_by_id(session, membership.city_id),
        invitation,
        city_by_id(session, invitation.city_id),
    )


def do_change_role(session: Session, person: Person, token: str, *, now: datetime) -> Offer:
    """Takes a use of the link. Offers and needs stay; what was shared stays with the city for which it was."""
    offer = offered_behind(session, person, token, now)
    if offer is None:
        raise NotFound
    membership, invitation = offer.membership, offer.invitation
    if invitation.role is not Role.COORDINATOR and is_last_coordinator(session, membership):
        raise LastCoordinator
    do_use_invitation(session, invitation)
    details = {
        "from": membership.role.value,
        "to": invitation.role.value,
        "from_city_id": membership.city_id,
        "to_city_id": invitation.city_id,
    }
    membership.role, membership.city_id = invitation.role, invitation.city_id
    session.flush()
    plan_reminders_for(session, membership, now=now)
    digests.plan_for_member(session, membership, offer.network, now=now)
    audit.record(
        session, now=now, deed="role_changed", person_id=person.id, network_id=offer.network.id, details=details
    )
    send_menu(session, person, now=now)
    return offer
