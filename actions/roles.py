"""Somebody who takes part already opens a link for another role: they are asked, and keep all that is theirs."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from actions import attention, audit, digests, letters
from actions.contacts import begin_anew
from actions.guests.coming import end_all, tell_cities
from actions.handovers.passing import do_take_over
from actions.invitations import InvitationRefused, do_use_invitation, find_invitation
from actions.menus import send_menu
from actions.mydata import is_last_coordinator
from actions.refusals import NotFound, Refused
from actions.reminders import plan_reminders_for
from store.memberships import city_by_id, members_of, membership_of
from store.models import City, Invitation, Kind, Membership, Network, Person, Role
from texts import roles as texts
from texts.message import Html
from texts.translator import Translator, translator_of


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
    before, is_left = (membership.role, offer.present_city), leaves_nobody(session, offer)
    do_use_invitation(session, invitation)
    details = {
        "from": membership.role.value,
        "to": invitation.role.value,
        "from_city_id": membership.city_id,
        "to_city_id": invitation.city_id,
    }
    membership.role, membership.city_id = invitation.role, invitation.city_id
    begin_anew(session, membership, now)
    session.flush()
    for visit in end_all(session, person, offer.network.id, now=now):
        tell_cities(session, visit.meeting, visit.network, now=now)
    do_take_over(session, invitation, membership, now=now)
    plan_reminders_for(session, membership, now=now)
    digests.plan_for_member(session, membership, offer.network, now=now)
    audit.record(
        session, now=now, deed="role_changed", person_id=person.id, network_id=offer.network.id, details=details
    )
    send_menu(session, person, now=now)
    _tell_of_change(session, person, offer, before, now, leaves_nobody=is_left)
    return offer


def leaves_nobody(session: Session, offer: Offer) -> bool:
    """Whether the network would be without facilitation."""
    facilitators = members_of(session, offer.network.id, Role.FACILITATOR)
    is_the_only = [each.id for each, _ in facilitators] == [offer.membership.id]
    return is_the_only and offer.invitation.role is not Role.FACILITATOR


def _tell_of_change(
    session: Session,
    person: Person,
    offer: Offer,
    before: tuple[Role, City | None],
    now: datetime,
    *,
    leaves_nobody: bool,
) -> None:
    """To the coordinator who made the link, or else to all who coordinate."""
    network, invitation = offer.network, offer.invitation
    coordinators = [each for _, each in members_of(session, network.id, Role.COORDINATOR) if each.id != person.id]
    for one in [each for each in coordinators if each.id == invitation.created_by] or coordinators:
        if one.telegram_id is None:
            continue
        message = texts.told_of_change(
            translator_of(one),
            network,
            person,
            before,
            (invitation.role, offer.city),
            leaves_nobody=leaves_nobody,
        )
        key = f"role:{offer.membership.id}:{now:%Y%m%d%H%M%S}:person:{one.id}"
        postage = attention.postage(Kind.ROLE_CHANGED, one, key=key, now=now)
        letters.send(session, one.telegram_id, message, now=now, postage=postage)
