"""Queries of the closing report of a network: one statement a figure, where no other page asks the same."""

from collections import defaultdict
from collections.abc import Collection
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from store.models import (
    Adoption,
    Challenge,
    City,
    Commitment,
    Composition,
    Consultation,
    Convening,
    ConveningState,
    Meeting,
    Membership,
    Met,
    Offer,
    Pair,
    PairCity,
    Person,
    Presence,
    Proposal,
    Role,
    Satisfaction,
    Solution,
    Statement,
    Visibility,
)

Scores = dict[Statement, dict[int, int]]  # how often each statement was given each score


class Attended(NamedTuple):
    """What is known of a city in a session. people: how many of its people were there, as far as they are known."""

    meeting_id: int
    city_id: int | None
    was_there: bool
    people: int


class Shared(NamedTuple):
    """A challenge as its network reads it, with whose it is, and what of it is open to others."""

    challenge: Challenge
    city: City | None
    proposal: Proposal | None


class Answered(NamedTuple):
    """An answer to one of these challenges: who gives, and who receives."""

    solution: Solution
    city: City | None
    challenge: Challenge
    asker: City | None


class Offered(NamedTuple):
    """What a city offered another one in a session."""

    offer: Offer
    meeting: Meeting
    city: City
    receiver: City


class Taken(NamedTuple):
    """What a city took on in a session."""

    commitment: Commitment
    meeting: Meeting
    city: City


_ASKER = aliased(City)


def consultation_behind(session: Session, network_id: int) -> Consultation | None:
    """The one whose members' answers the network was made of; None: it was made otherwise."""
    found = (
        sa.select(Convening.made, Consultation)
        .join(Composition, Composition.id == Convening.composition_id)
        .join(Consultation, Consultation.id == Composition.consultation_id)
        .where(Convening.state == ConveningState.MADE)
        .order_by(Convening.id.desc())
    )
    made = (consultation for made, consultation in session.execute(found) if network_id in made.get("networks", ()))
    return next(made, None)


def people_by_role(session: Session, network_id: int) -> dict[Role, int]:
    """Everybody who ever took part, also who has left since; only how many."""
    found = sa.select(Membership.role, sa.func.count(Membership.id)).where(Membership.network_id == network_id)
    return {row[0]: row[1] for row in session.execute(found.group_by(Membership.role))}


def cities_with_people(session: Session, network_id: int) -> set[int]:
    """Those of which anybody ever took part."""
    found = sa.select(Membership.city_id).where(Membership.network_id == network_id, Membership.city_id.is_not(None))
    return {city_id for city_id in session.scalars(found) if city_id is not None}


def attended_in(session: Session, meeting_ids: Collection[int]) -> list[Attended]:
    """By session and city: those of which anything was told."""
    there = sa.func.max(sa.case((Presence.was_there, 1), else_=0))
    is_known = sa.and_(Presence.was_there, Person.erased_at.is_(None))
    people = sa.func.count(sa.distinct(sa.case((is_known, Presence.person_id))))
    found = (
        sa.select(Presence.meeting_id, Presence.city_id, there, people)
        .outerjoin(Person, Person.id == Presence.person_id)
        .where(Presence.meeting_id.in_(meeting_ids))
        .group_by(Presence.meeting_id, Presence.city_id)
    )
    return [Attended(row[0], row[1], bool(row[2]), row[3]) for row in session.execute(found)]


def scores_in(session: Session, meeting_ids: Collection[int]) -> dict[int, Scores]:
    """By session, how its people found it; those in which nobody said so are left out."""
    scores: dict[int, Scores] = defaultdict(lambda: {statement: {} for statement in Statement})
    for row in session.scalars(sa.select(Satisfaction).where(Satisfaction.meeting_id.in_(meeting_ids))):
        scores[row.meeting_id][row.statement][row.score] = row.number
    return scores


def challenges_in(session: Session, network_id: int) -> list[Shared]:
    """What its people read, the first one first."""
    found = (
        sa.select(Challenge, City, Proposal)
        .outerjoin(City, City.id == Challenge.city_id)
        .outerjoin(Proposal, Proposal.challenge_id == Challenge.id)
        .where(*_read_in(network_id))
    )
    return [Shared(*row) for row in session.execute(found.order_by(Challenge.published_at, Challenge.id))]


def solutions_in(session: Session, network_id: int) -> list[Answered]:
    """All answers to what its people read, the first one first."""
    found = (
        sa.select(Solution, City, Challenge, _ASKER)
        .join(Challenge, Challenge.id == Solution.challenge_id)
        .outerjoin(City, City.id == Solution.city_id)
        .outerjoin(_ASKER, _ASKER.id == Challenge.city_id)
        .where(*_read_in(network_id), Solution.withdrawn_at.is_(None))
    )
    return [Answered(*row) for row in session.execute(found.order_by(Solution.published_at, Solution.id))]


def _read_in(network_id: int) -> tuple[sa.ColumnElement[bool], ...]:
    is_read = (Challenge.visibility == Visibility.NETWORK, Challenge.withdrawn_at.is_(None))
    return Challenge.network_id == network_id, *is_read


def offers_in(session: Session, meeting_ids: Collection[int]) -> list[Offered]:
    """All of these sessions, the first one first."""
    found = (
        sa.select(Offer, Meeting, City, _ASKER)
        .join(Meeting, Meeting.id == Offer.meeting_id)
        .join(City, City.id == Offer.city_id)
        .join(_ASKER, _ASKER.id == Offer.for_city_id)
        .where(Offer.meeting_id.in_(meeting_ids), Offer.withdrawn_at.is_(None))
    )
    return [Offered(*row) for row in session.execute(found.order_by(Meeting.starts_at, Offer.id))]


def adoptions_in(session: Session, network_id: int) -> list[Adoption]:
    """What its cities took of each other, the first one first."""
    found = sa.select(Adoption).where(Adoption.network_id == network_id, Adoption.withdrawn_at.is_(None))
    return list(session.scalars(found.order_by(Adoption.adopted_at, Adoption.id)))


def commitments_in(session: Session, meeting_ids: Collection[int]) -> list[Taken]:
    """By session, then by the cities' names."""
    found = (
        sa.select(Commitment, Meeting, City)
        .join(Meeting, Meeting.id == Commitment.meeting_id)
        .join(City, City.id == Commitment.city_id)
        .where(Commitment.meeting_id.in_(meeting_ids), Commitment.withdrawn_at.is_(None))
    )
    return [Taken(*row) for row in session.execute(found.order_by(Meeting.starts_at, City.name, City.slug))]


def cities_that_met(session: Session, network_id: int) -> list[frozenset[int]]:
    """For each meeting of two cities, or three, between sessions: those that met, as one of them at least says."""
    found = (
        sa.select(Pair.id, PairCity.city_id, PairCity.met)
        .join(PairCity, PairCity.pair_id == Pair.id)
        .where(Pair.network_id == network_id, Pair.ended_at.is_(None), PairCity.cannot_at.is_(None))
        .order_by(Pair.id, PairCity.city_id)
    )
    cities: dict[int, set[int]] = defaultdict(set)
    met: set[int] = set()
    for pair_id, city_id, said in session.execute(found):
        cities[pair_id].add(city_id)
        if said is Met.YES:
            met.add(pair_id)
    return [frozenset(cities[pair_id]) for pair_id in cities if pair_id in met]
