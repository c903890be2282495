"""What cities can take, what they take of it, and what they do not take yet."""

from enum import StrEnum
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.models import Adoption, Challenge, City, Experience, Solution, Visibility


class SourceKind(StrEnum):
    """What a city takes."""

    EXPERIENCE = "e"
    SOLUTION = "s"


class Source(NamedTuple):
    """Something that can be taken, its network, and what it is called: an answer by the challenge."""

    record: Experience | Solution
    network_id: int
    title: str

    @property
    def kind(self) -> SourceKind:
        """Of the two."""
        return SourceKind.EXPERIENCE if isinstance(self.record, Experience) else SourceKind.SOLUTION


class Choice(NamedTuple):
    """Something that a city could take."""

    kind: SourceKind
    id: int
    title: str
    city: City


def adopters_of(session: Session, source: Source) -> list[tuple[Adoption, City]]:
    """Who takes this, the first one first."""
    found = sa.select(Adoption, City).join(City, City.id == Adoption.city_id)
    standing = found.where(_takes(source), Adoption.withdrawn_at.is_(None))
    return [(row[0], row[1]) for row in session.execute(standing.order_by(Adoption.adopted_at, Adoption.id))]


def adoption_of(session: Session, source: Source, city_id: int) -> Adoption | None:
    """The one that a city has of this."""
    standing = (_takes(source), Adoption.city_id == city_id, Adoption.withdrawn_at.is_(None))
    return session.scalar(sa.select(Adoption).where(*standing))


def _takes(source: Source) -> sa.ColumnElement[bool]:
    column = Adoption.experience_id if source.kind is SourceKind.EXPERIENCE else Adoption.solution_id
    return column == source.record.id


def choices_for(session: Session, network_id: int, city_id: int, *, offset: int, limit: int) -> list[Choice]:
    """What a city could take and does not yet, the newest first."""
    listed = _choices(network_id, city_id)
    found = sa.select(listed.c.kind, listed.c.id, listed.c.title, City).join(City, City.id == listed.c.city_id)
    newest = found.order_by(listed.c.published_at.desc(), listed.c.kind, listed.c.id.desc())
    return [Choice(SourceKind(row[0]), *row[1:]) for row in session.execute(newest.offset(offset).limit(limit))]


def choices_counted(session: Session, network_id: int, city_id: int) -> int:
    """How many there are."""
    return session.scalar(sa.select(sa.func.count()).select_from(_choices(network_id, city_id))) or 0


def _choices(network_id: int, city_id: int) -> sa.Subquery:
    taken = (Adoption.city_id == city_id, Adoption.withdrawn_at.is_(None))
    experiences = sa.select(
        sa.literal(SourceKind.EXPERIENCE.value).label("kind"),
        Experience.id,
        Experience.title,
        Experience.city_id,
        Experience.published_at,
    ).where(
        Experience.network_id == network_id,
        Experience.visibility == Visibility.NETWORK,
        Experience.withdrawn_at.is_(None),
        Experience.city_id != city_id,
        ~sa.exists().where(Adoption.experience_id == Experience.id, *taken),
    )
    solutions = (
        sa.select(
            sa.literal(SourceKind.SOLUTION.value).label("kind"),
            Solution.id,
            Challenge.title,
            Solution.city_id,
            Solution.published_at,
        )
        .join(Challenge, Challenge.id == Solution.challenge_id)
        .where(
            Challenge.network_id == network_id,
            Challenge.visibility == Visibility.NETWORK,
            Challenge.withdrawn_at.is_(None),
            Solution.withdrawn_at.is_(None),
            Solution.city_id != city_id,
            ~sa.exists().where(Adoption.solution_id == Solution.id, *taken),
        )
    )
    return sa.union_all(experiences, solutions).subquery()
