"""Queries of how a network ends: what its cities have, and when the farewell leaves."""

from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.models import (
    Adoption,
    Challenge,
    City,
    Closing,
    Commitment,
    CommitmentState,
    Experience,
    Meeting,
    Network,
    Outcome,
    Proposal,
    ProposalState,
    Readers,
    Record,
    Sheet,
    SheetValue,
    Solution,
    Visibility,
)

NEXT_FAREWELL = sa.select(sa.func.min(Closing.due_at))  # when one leaves
_ENDED = (CommitmentState.DONE, CommitmentState.CHANGED)


def closing_of(session: Session, network_id: int) -> Closing | None:
    """That of a network, also when it was reopened."""
    return session.get(Closing, network_id)


def farewells_due(session: Session, now: datetime, limit: int) -> list[tuple[Closing, Network]]:
    """Closings that nobody took back in time; taken, where several look at once, by one."""
    found = (
        sa.select(Closing, Network)
        .join(Network, Network.id == Closing.network_id)
        .where(Closing.due_at <= now)
        .order_by(Closing.due_at, Closing.network_id)
        .limit(limit)
        .with_for_update(of=Closing, skip_locked=True)
    )
    return [(row[0], row[1]) for row in session.execute(found)]


def sessions_of(session: Session, network_id: int) -> list[Meeting]:
    """Those that are not cancelled, in their order."""
    found = sa.select(Meeting).where(Meeting.network_id == network_id, Meeting.cancelled_at.is_(None))
    return list(session.scalars(found.order_by(Meeting.starts_at, Meeting.id)))


def recorded(session: Session, meeting_ids: Collection[int]) -> set[int]:
    """The sessions whose record was published."""
    found = sa.select(Record.meeting_id).where(Record.meeting_id.in_(meeting_ids), Record.version > 0)
    return set(session.scalars(found))


def open_commitments(session: Session, meeting_ids: Collection[int]) -> list[Commitment]:
    """What cities have taken on and not done yet, the latest first."""
    found = sa.select(Commitment).where(
        Commitment.meeting_id.in_(meeting_ids),
        Commitment.withdrawn_at.is_(None),
        Commitment.state.not_in(_ENDED),
    )
    return list(session.scalars(found.order_by(Commitment.taken_at.desc(), Commitment.id.desc())))


def experiences_in(session: Session, network_id: int) -> list[tuple[Experience, Proposal | None]]:
    """What cities have shared of what they did, the latest first, and how far each is read."""
    found = (
        sa.select(Experience, Proposal)
        .outerjoin(Proposal, Proposal.experience_id == Experience.id)
        .where(
            Experience.network_id == network_id,
            Experience.withdrawn_at.is_(None),
            Experience.visibility == Visibility.NETWORK,
            Experience.city_id.is_not(None),
        )
    )
    ordered = found.order_by(Experience.published_at.desc(), Experience.id.desc())
    return [(row[0], row[1]) for row in session.execute(ordered)]


def is_read_outside(proposal: Proposal | None) -> bool:
    """Whether a record was approved for others than its network."""
    if proposal is None:
        return False
    return proposal.state is ProposalState.APPROVED and proposal.open_to in (Readers.NETWORKS, Readers.PUBLIC)


def fields_filled(session: Session, network_id: int) -> dict[int, set[str]]:
    """What is filled in of each experience of a network."""
    found = (
        sa.select(Sheet.experience_id, SheetValue.field)
        .join(SheetValue, SheetValue.sheet_id == Sheet.id)
        .where(Sheet.network_id == network_id, Sheet.experience_id.is_not(None))
    )
    filled: dict[int, set[str]] = {}
    for number, field in session.execute(found):
        filled.setdefault(number or 0, set()).add(field)
    return filled


def cities_by_id(session: Session, city_ids: Collection[int]) -> dict[int, City]:
    """Those with these numbers."""
    return {city.id: city for city in session.scalars(sa.select(City).where(City.id.in_(city_ids)))}


def shared_in(session: Session, network_id: int) -> tuple[int, int, int, int]:
    """How many challenges, how many of them solved, how many answers, how many experiences; as its people read them."""
    of_it = (Challenge.network_id == network_id, Challenge.withdrawn_at.is_(None))
    shown = (*of_it, Challenge.visibility == Visibility.NETWORK)
    answers = sa.select(sa.func.count(Solution.id)).join(Challenge, Challenge.id == Solution.challenge_id)
    return (
        session.scalar(sa.select(sa.func.count(Challenge.id)).where(*shown)) or 0,
        session.scalar(sa.select(sa.func.count(Challenge.id)).where(*shown, Challenge.outcome == Outcome.SOLVED)) or 0,
        session.scalar(answers.where(*shown, Solution.withdrawn_at.is_(None))) or 0,
        len(experiences_in(session, network_id)),
    )


def adoptions_by_state(session: Session, network_id: int) -> dict[str, int]:
    """How many things cities took of others, by how that went."""
    found = sa.select(Adoption.state, sa.func.count()).where(
        Adoption.network_id == network_id, Adoption.withdrawn_at.is_(None)
    )
    return {row[0].value: row[1] for row in session.execute(found.group_by(Adoption.state))}
