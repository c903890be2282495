"""What somebody does for a city, and who could do it instead."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions.access import access_passing_on
from actions.commitments.standing import standing_commitment
from actions.handovers.refusals import NoPlace, NotOfTheCity
from actions.rota.standing import standing_of
from store.adoptions import adoptions_by
from store.commitments import last_begun
from store.handovers import challenges_of
from store.memberships import city_by_id
from store.models import City, Commitment, CommitmentState, Meeting, Membership, Network, Person, Role
from store.network import Member, members_for
from store.rota import published_rota_of
from texts.handovers.asking import Place


def place_of(session: Session, person: Person, membership_id: int, now: datetime) -> Place:
    """What a delegate does for a city, for whoever may pass it on."""
    membership, holder, network = access_passing_on(session, person, membership_id)
    city = city_by_id(session, membership.city_id)
    if city is None or membership.role is not Role.DELEGATE:
        raise NoPlace
    commitment, turn = open_commitment(session, network, city, now), turn_of(session, network, city, now)
    return Place(
        membership,
        holder,
        network,
        city,
        turn if turn is not None and turn.starts_at > now else None,
        commitment.text if commitment is not None else "",
        len(challenges_of(session, membership)),
        len(adoptions_by(session, membership)),
        is_titular=titular_of(session, membership) == membership.id,
        is_own=holder.id == person.id,
    )


def colleagues_of(session: Session, membership: Membership) -> list[Member]:
    """The other delegates of the same city."""
    return [
        (each, person)
        for each, person in members_for(session, membership.network_id, membership.city_id or 0)
        if each.id != membership.id and each.role is Role.DELEGATE
    ]


def colleague(session: Session, membership: Membership, successor_id: int) -> Member:
    """One of them, or a refusal: they may have changed city since the key was shown."""
    for each, person in colleagues_of(session, membership):
        if each.id == successor_id:
            return each, person
    raise NotOfTheCity


def titular_of(session: Session, membership: Membership) -> int | None:
    """The membership of the titular of somebody's city."""
    delegates = (
        each.id
        for each, _ in members_for(session, membership.network_id, membership.city_id or 0)
        if each.role is Role.DELEGATE
    )
    return next(delegates, None)


def turn_of(session: Session, network: Network, city: City, now: datetime) -> Meeting | None:
    """In which the city's case is heard, or was."""
    rota = published_rota_of(session, network.id)
    return None if rota is None else standing_of(session, rota, network, now).meeting_of(city.id)


def has_place(membership: Membership, network: Network, city: City) -> bool:
    """Whether somebody does something for this city that they can pass on."""
    return membership.role is Role.DELEGATE and membership.city_id == city.id and network.closed_at is None


def open_commitment(session: Session, network: Network, city: City, now: datetime) -> Commitment | None:
    """What the city has taken on in the last session, and not done yet."""
    last = last_begun(session, [network.id], now).get(network.id)
    commitment = None if last is None else standing_commitment(session, last, city)
    return None if commitment is None or commitment.state is CommitmentState.DONE else commitment
