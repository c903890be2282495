"""Somebody who took part without Telegram comes in: the same place goes on, with all that was noted of them."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions import audit
from actions.access import access_coordinating
from actions.cards import reader_translator
from actions.handovers.passing import do_wait_for_successor, subject_of
from actions.handovers.refusals import IsOnTelegram
from actions.handovers.telling import tell
from actions.letters.copies import edit_copies
from actions.refusals import NotFound
from store.database import row_by_id
from store.handovers import handover_by_invitation
from store.locking import lock
from store.memberships import city_by_id, members_of
from store.models import City, Handover, Invitation, Kind, Membership, Network, Person, Role
from store.people import move_rows
from store.registration import membership_ever
from texts.handovers import arriving as texts
from texts.message import Message
from texts.translator import translator_of


def do_make_own_link(
    session: Session, coordinator: Person, membership_id: int, *, now: datetime
) -> tuple[Handover, Invitation, bool]:
    """A link with which somebody without Telegram comes in; False when it is out already."""
    membership = row_by_id(session, Membership, membership_id)
    if membership is None:
        raise NotFound
    access_coordinating(session, coordinator, membership.network_id)
    lock(session, membership)
    if session.get_one(Person, membership.person_id).telegram_id is not None:
        raise IsOnTelegram
    return do_wait_for_successor(session, coordinator, membership_id, leaves=False, now=now)


def do_arrive(session: Session, invitation: Invitation, person: Person, *, now: datetime) -> None:
    """Whoever comes in with the link of a person without Telegram is that person from now on.

    Where they have been in the network before, the place is passed on to them as to anybody else.
    """
    handover = handover_by_invitation(session, invitation.id)
    if handover is None:
        return
    membership = session.get_one(Membership, handover.membership_id)
    lock(session, membership)
    noted = session.get_one(Person, membership.person_id)
    if noted.telegram_id is not None or noted.erased_at is not None:
        return
    if membership_ever(session, person.id, membership.network_id) is not None:
        handover.leaves = True  # nobody stays twice
        return
    if membership.left_at is None and membership.role is Role.DELEGATE and membership.city_id == invitation.city_id:
        _become(session, handover, membership, noted, person, now)


def _become(
    session: Session, handover: Handover, membership: Membership, noted: Person, person: Person, now: datetime
) -> None:
    handover.done_at = now
    session.flush()
    details: dict[str, object] = {"member": person.id, "city_id": membership.city_id}
    move_rows(session, noted, person)
    audit.record(
        session,
        now=now,
        deed="person_arrived",
        person_id=person.id,
        network_id=membership.network_id,
        details=details,
    )
    network, city = session.get_one(Network, membership.network_id), city_by_id(session, membership.city_id)
    if city is not None:
        _tell(session, handover, network, city, person, now)


def _tell(session: Session, handover: Handover, network: Network, city: City, person: Person, now: datetime) -> None:
    def come(chat_id: int) -> Message:
        return texts.arrived(reader_translator(session, network, chat_id), network, city, person)

    edit_copies(session, subject_of(handover), come, now=now)
    for _, one in members_of(session, network.id, Role.COORDINATOR):
        message = texts.arrived(translator_of(one), network, city, person)
        tell(session, Kind.ROLE_CHANGED, one, f"{subject_of(handover)}:person:{one.id}", message, now)
