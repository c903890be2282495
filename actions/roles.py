"""Somebody who takes part already opens a link for another role: they are asked, and keep all that is theirs."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions import attention, audit, digests, letters
from actions.contacts import begin_anew
from actions.groups import tell_what_stays_connected
from actions.guests.coming import end_all, tell_cities
from actions.handovers.passing import do_take_over
from actions.invitations import InvitationRefused, do_use_invitation, find_invitation
from actions.menus import send_menu
from actions.mydata import is_last_coordinator
from actions.network import access_member
from actions.refusals import NotFound, Refused
from actions.reminders import plan_reminders_for
from store.frozen import frozen
from store.locking import lock
from store.memberships import city_by_id, members_of, membership_of
from store.models import City, Invitation, Kind, Membership, Network, Person, Role
from store.network import city_in_network
from texts import roles as texts
from texts.message import Html
from texts.translator import Translator, translator_of


class RoleChangedMeanwhile(Refused):
    """Somebody was quicker, or the person used a link."""

    def sentence(self, t: Translator) -> Html:
        return texts.changed_meanwhile(t)


class LastCoordinator(Refused):
    """Somebody has to coordinate the network."""

    def sentence(self, t: Translator) -> Html:
        return texts.last_coordinator(t)


@frozen
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
    _place(session, membership, invitation.role, invitation.city_id, now)
    do_take_over(session, invitation, membership, now=now)
    _plan(session, membership, person, offer.network, now)
    audit.record(
        session, now=now, deed="role_changed", person_id=person.id, network_id=offer.network.id, details=details
    )
    _tell_of_change(session, person, offer, before, now, leaves_nobody=is_left)
    return offer


def do_give_role(
    session: Session,
    coordinator: Person,
    membership_id: int,
    role: Role,
    city_id: int,
    *,
    present: Role,
    now: datetime,
) -> tuple[Person, Network]:
    """A coordinator decides what somebody is from now on, who is told; `city_id` is 0 for those who speak for none.

    Raises RoleChangedMeanwhile when they are not `present` any more. Harmless when done twice.
    """
    membership, person, network = access_member(session, coordinator, membership_id)
    lock(session, network)  # of two who coordinate and take that from each other, one stays
    session.refresh(membership)
    city = city_in_network(session, network.id, city_id) if city_id else None
    if role is Role.GUEST or (city is None and (city_id or role is Role.DELEGATE)):
        raise NotFound
    before = {"role": membership.role.value, "city_id": membership.city_id}
    after = {"role": role.value, "city_id": city.id if city is not None else None}
    if before == after:
        return person, network
    if membership.role is not present:
        raise RoleChangedMeanwhile
    if role is not Role.COORDINATOR and is_last_coordinator(session, membership):
        raise LastCoordinator
    if membership.role is Role.COORDINATOR:
        tell_what_stays_connected(session, person, network, now)
    _place(session, membership, role, city.id if city is not None else None, now)
    _plan(session, membership, person, network, now)
    details = {"member": person.id, "before": before, "after": after}
    audit.record(session, now=now, deed="role_given", person_id=coordinator.id, network_id=network.id, details=details)
    _tell_person(session, membership, person, network, city, now)
    return person, network


def _place(session: Session, membership: Membership, role: Role, city_id: int | None, now: datetime) -> None:
    membership.role, membership.city_id = role, city_id
    begin_anew(session, membership, now)
    session.flush()


def _plan(session: Session, membership: Membership, person: Person, network: Network, now: datetime) -> None:
    """What comes to them from now on, and what no longer does."""
    for visit in end_all(session, person, network.id, now=now):
        tell_cities(session, visit.meeting, visit.network, now=now)
    plan_reminders_for(session, membership, now=now)
    digests.plan_for_member(session, membership, network, now=now)
    send_menu(session, person, now=now)


def _tell_person(
    session: Session, membership: Membership, person: Person, network: Network, city: City | None, now: datetime
) -> None:
    """Only of the last of several changes that wait for the morning."""
    if person.telegram_id is None:
        return
    letters.withdraw(session, f"role:{membership.id}:given:")
    key = f"role:{membership.id}:given:{now:%Y%m%d%H%M%S}:person:{person.id}"
    postage = attention.postage(Kind.PLACE_CHANGED, person, key=key, now=now)
    message = texts.told_of_role(translator_of(person), network, membership.role, city)
    letters.send(session, person.telegram_id, message, now=now, postage=postage)


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
