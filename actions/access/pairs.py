"""Pairs of cities: who reads of one, speaks for one of its cities, or changes it by hand."""

from typing import NamedTuple

from sqlalchemy.orm import Session

from actions.access.behalf import OWN, Voice, access_voice
from actions.access.networks import access_coordinating, access_network
from actions.refusals import NotAllowed, NotFound
from store.database import row_by_id
from store.models import City, Membership, Network, PairCity, PairRound, Person, Role
from store.pairs import Paired, pair_by_id


class Seen(NamedTuple):
    """A pair before somebody who may read of it."""

    membership: Membership
    network: Network
    round: PairRound
    paired: Paired

    @property
    def coordinates(self) -> bool:
        """Whether that is the coordination."""
        return self.membership.role is Role.COORDINATOR


class Spoken(NamedTuple):
    """Somebody who speaks for one of its cities, and what that city has said so far."""

    seen: Seen
    voice: Voice
    city: City
    said: PairCity


def access_pair(session: Session, person: Person, pair_id: int) -> Seen:
    """One of the person's city, once it is told; the coordination sees all, and before."""
    paired = pair_by_id(session, pair_id)
    if paired is None:
        raise NotFound
    membership, network = access_network(session, person, paired.pair.network_id)
    round_ = session.get_one(PairRound, paired.pair.round_id)
    is_own = round_.left_at is not None and paired.said_by(membership.city_id or OWN) is not None
    if not is_own and membership.role is not Role.COORDINATOR:
        raise NotFound
    return Seen(membership, network, round_, paired)


def access_in_pair(session: Session, person: Person, pair_id: int, city_id: int = OWN) -> Spoken:
    """One of its cities: the person's own, or any for its coordination."""
    seen = access_pair(session, person, pair_id)
    voice = access_voice(session, person, seen.network.id, city_id)
    said = None if voice.city is None else seen.paired.said_by(voice.city.id)
    if voice.city is None or said is None or seen.round.left_at is None:
        raise NotAllowed
    return Spoken(seen, voice, voice.city, said)


def access_planned_pairs(session: Session, person: Person, round_id: int) -> tuple[Network, PairRound]:
    """Pairs that the person sees before they leave, as the coordination."""
    round_ = row_by_id(session, PairRound, round_id)
    if round_ is None:
        raise NotFound
    return access_coordinating(session, person, round_.network_id), round_
