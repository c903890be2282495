"""What has happened in a network, in short, for whoever comes later."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions.access import access_network
from actions.catching_up.gathering import readable_notes
from actions.handovers.standing import open_commitment, turn_of
from store.catching_up import Exchanged, is_open, offers_around, sessions_with_records, shared_in
from store.handovers import open_challenges_counted, predecessor_of
from store.meetings import next_meeting
from store.memberships import city_by_id, city_for_clock
from store.models import City, Membership, Network, Person, Role
from store.network import members_for, staff_of
from texts.catching_up.shown import CatchUp, CityStands
from texts.meetings import Reader
from texts.translator import translator_of


def catch_up_of(session: Session, person: Person, network_id: int, now: datetime) -> tuple[CatchUp, Reader]:
    """All that is told to a member, and how they read it."""
    membership, network = access_network(session, person, network_id)
    city = city_by_id(session, membership.city_id)
    told = CatchUp(
        network,
        next_meeting(session, network.id, now),
        shared_in(session, network.id, now),
        [one for _, one in staff_of(session, network.id) if one.id != person.id],
        None if city is None else _stands(session, person, membership, network, city, now),
        predecessor_of(session, membership.id),
        sessions_with_records(session, network.id),
    )
    return told, Reader(translator_of(person), city_for_clock(session, person, city))


def open_offers(session: Session, network: Network, city: City) -> list[Exchanged]:
    """To and of a city, as far as they have still to arrive; the last first."""
    return [one for one in offers_around(session, network.id, city.id) if is_open(one[0])]


def _stands(
    session: Session, person: Person, membership: Membership, network: Network, city: City, now: datetime
) -> CityStands:
    turn = turn_of(session, network, city, now)
    commitment = open_commitment(session, network, city, now)
    offers = open_offers(session, network, city)
    notes = readable_notes(session, person, network, city)
    return CityStands(
        city,
        turn,
        turn is not None and turn.starts_at > now,
        "" if commitment is None else commitment.text,
        open_challenges_counted(session, network.id, city.id, person.id, sees_all=membership.role is Role.COORDINATOR),
        [one for _, one in members_for(session, network.id, city.id) if one.id != person.id],
        to_come=sum(receiver.id == city.id for _, _, receiver in offers),
        to_give=sum(giver.id == city.id for _, giver, _ in offers),
        notes=len(notes),
        notes_in=notes[0][0] if notes else None,
        is_noted=commitment is not None and commitment.noted_by is not None,
    )
