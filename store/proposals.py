"""Queries of what leaves its network: what waits to be approved, and what was."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, field
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.database import all_straight, row_straight
from store.frozen import frozen
from store.models import (
    Challenge,
    City,
    Experience,
    FoundKind,
    Network,
    Proposal,
    ProposalState,
    Visibility,
)
from store.sheets import Grown


@frozen
class Words:
    """All that others would read of a record, in the shape in which it is kept once it is approved.

    parts: of the first visit, by name; fields: {"value", "language"} by name
    summaries: {"text", "city"} by language; files: the caption by number
    answers: {"id", "text", "language", "city"} each, of those whose authors agree
    """

    title: str
    language: str
    parts: Mapping[str, str]
    with_name: bool = False
    fields: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    summaries: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    answers: Sequence[Mapping[str, Any]] = ()

    def kept(self) -> dict[str, Any]:
        """As it lies in the store."""
        return asdict(self) | {"answers": list(self.answers)}


class Listed(NamedTuple):
    """One that is open to the reader, with whose it is."""

    proposal: Proposal
    record: Grown
    city: City | None
    network: Network


def kind_of(record: Grown) -> FoundKind:
    """As it is found."""
    return FoundKind.CHALLENGE if isinstance(record, Challenge) else FoundKind.EXPERIENCE


def proposal_of(session: Session, record: Grown) -> Proposal | None:
    """That of a record."""
    return row_straight(session, _OF_RECORD[isinstance(record, Challenge)], {"number": record.id})


_OF_RECORD = {
    is_challenge: sa.select(Proposal).where(column == sa.bindparam("number"))
    for is_challenge, column in ((True, Proposal.challenge_id), (False, Proposal.experience_id))
}


def record_of(session: Session, proposal: Proposal) -> Grown:
    """What it is about."""
    if proposal.challenge_id is not None:
        return session.get_one(Challenge, proposal.challenge_id)
    return session.get_one(Experience, proposal.experience_id)


def approved_words(proposal: Proposal) -> Words | None:
    """Those that were approved."""
    return None if proposal.said is None else Words(**proposal.said)


def next_waiting(session: Session, network_id: int, after: int) -> Proposal | None:
    """The one behind that of this number which waits to be approved, and behind the last one the first."""
    waiting = sa.select(Proposal).where(Proposal.network_id == network_id, _WAITS).order_by(Proposal.id).limit(1)
    return session.scalar(waiting.where(Proposal.id > after)) or session.scalar(waiting)


def waiting_in(session: Session, network_ids: Collection[int]) -> Counter[int]:
    """How many wait in each of these networks; those without any are left out."""
    found = sa.select(Proposal.network_id, sa.func.count()).where(Proposal.network_id.in_(network_ids), _WAITS)
    return Counter({row[0]: row[1] for row in session.execute(found.group_by(Proposal.network_id))})


def open_among(session: Session, kind: FoundKind, numbers: Collection[int]) -> dict[int, Proposal]:
    """Which of these records may be read beyond their networks."""
    if not numbers:
        return {}
    found = all_straight(session, _OPEN[kind is FoundKind.CHALLENGE], {"numbers": sorted(numbers)})
    return {(one.challenge_id or one.experience_id or 0): one for one in found}


_OPEN = {  # asked whenever a record is entered into the index: built once
    is_challenge: sa.select(Proposal).where(
        column.in_(sa.bindparam("numbers", expanding=True)), Proposal.open_to.is_not(None)
    )
    for is_challenge, column in ((True, Proposal.challenge_id), (False, Proposal.experience_id))
}


def listed_elsewhere(session: Session, besides: Collection[int], *, offset: int, limit: int) -> list[Listed]:
    """What is open beyond its network, of all but these networks, the latest first."""
    found = (
        _elsewhere(sa.select(Proposal, Challenge, Experience, City, Network).select_from(Proposal), besides)
        .join(Network, Network.id == Proposal.network_id)
        .outerjoin(City, City.id == sa.func.coalesce(Challenge.city_id, Experience.city_id))
    )
    rows = session.execute(found.order_by(Proposal.opened_at.desc(), Proposal.id.desc()).offset(offset).limit(limit))
    return [Listed(row[0], row[1] or row[2], row[3], row[4]) for row in rows]


def elsewhere_counted(session: Session, besides: Collection[int]) -> int:
    """How many there are."""
    return session.scalar(_elsewhere(sa.select(sa.func.count(Proposal.id)), besides)) or 0


def _elsewhere(found: sa.Select[*tuple[Any, ...]], besides: Collection[int]) -> sa.Select[*tuple[Any, ...]]:
    of_challenges = sa.and_(Challenge.withdrawn_at.is_(None), Challenge.visibility == Visibility.NETWORK)
    of_experiences = sa.and_(Experience.withdrawn_at.is_(None), Experience.visibility == Visibility.NETWORK)
    return (
        found.outerjoin(Challenge, Challenge.id == Proposal.challenge_id)
        .outerjoin(Experience, Experience.id == Proposal.experience_id)
        .where(
            Proposal.open_to.is_not(None),
            Proposal.network_id.not_in(besides),
            sa.or_(of_challenges, of_experiences),
        )
    )


_WAITS = Proposal.state == ProposalState.PROPOSED
