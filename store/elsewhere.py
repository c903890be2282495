"""Queries of what other networks have opened lately, and of what each reader is interested in."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.database import carry_out
from store.models import (
    Challenge,
    City,
    Experience,
    FoundKind,
    Help,
    HelpKind,
    Membership,
    Network,
    Proposal,
    RecordTheme,
    Visibility,
)
from store.models.columns import Moment
from store.news import Place

MOST = 200  # of one span: the latest


class Opened(NamedTuple):
    """A record that its network has opened to all, in the words that were approved."""

    at: datetime
    network_id: int
    person_id: int
    kind: FoundKind
    id: int
    title: str
    place: Place | None


class Need(NamedTuple):
    """What somebody has said that they need, in their network's field."""

    person_id: int
    text: str
    field: str


# Asked for each page of digests: built once.
_AUTHOR = sa.func.coalesce(Challenge.person_id, Experience.person_id)
_IS_THERE = sa.or_(
    *(
        sa.and_(table.id.is_not(None), table.withdrawn_at.is_(None), table.visibility == Visibility.NETWORK)
        for table in (Challenge, Experience)
    )
)
_OPENED = (
    sa.select(
        Proposal.opened_at,
        Proposal.network_id,
        Proposal.challenge_id,
        Proposal.experience_id,
        Proposal.said,
        _AUTHOR.label("person_id"),
        City.name,
        City.country,
    )
    .outerjoin(Challenge, Challenge.id == Proposal.challenge_id)
    .outerjoin(Experience, Experience.id == Proposal.experience_id)
    .outerjoin(City, City.id == sa.func.coalesce(Challenge.city_id, Experience.city_id))
    .where(
        Proposal.open_to.is_not(None),
        Proposal.opened_at >= sa.bindparam("since", type_=Moment),
        Proposal.opened_at < sa.bindparam("until", type_=Moment),
        _IS_THERE,
    )
    .order_by(Proposal.opened_at.desc(), Proposal.id.desc())
    .limit(MOST)
)
_OWN = [
    sa.select(table.person_id, RecordTheme.theme)
    .join(table, table.id == RecordTheme.about_id)
    .where(
        RecordTheme.kind == kind,
        RecordTheme.is_away.is_(False),
        table.person_id.in_(sa.bindparam("people", expanding=True)),
        table.withdrawn_at.is_(None),
    )
    for kind, table in ((FoundKind.CHALLENGE, Challenge), (FoundKind.EXPERIENCE, Experience))
]
_NEEDS = (
    sa.select(Membership.person_id, Help.text, Network.field)
    .join(Membership, Membership.id == Help.membership_id)
    .join(Network, Network.id == Membership.network_id)
    .where(
        Help.kind == HelpKind.NEED,
        Membership.person_id.in_(sa.bindparam("people", expanding=True)),
        Membership.left_at.is_(None),
    )
)


def opened_between(session: Session, since: datetime, until: datetime) -> list[Opened]:
    """What networks have opened beyond themselves in a span, the latest first."""
    return [_opened(row) for row in carry_out(session, _OPENED, {"since": since, "until": until}).rows]


def _opened(row: Any) -> Opened:
    kind, number = (
        (FoundKind.CHALLENGE, row.challenge_id) if row.challenge_id is not None else (FoundKind.EXPERIENCE, row[3])
    )
    place = None if row.name is None else Place(row.name, row.country)
    return Opened(row.opened_at, row.network_id, row.person_id, kind, number, row.said["title"], place)


def themes_of_records(session: Session, records: Collection[Opened]) -> dict[tuple[FoundKind, int], set[str]]:
    """What each of them is about."""
    found: defaultdict[tuple[FoundKind, int], set[str]] = defaultdict(set)
    for kind in {one.kind for one in records}:
        numbers = [one.id for one in records if one.kind is kind]
        themes = sa.select(RecordTheme.about_id, RecordTheme.theme).where(
            RecordTheme.kind == kind, RecordTheme.about_id.in_(numbers), RecordTheme.is_away.is_(False)
        )
        for about_id, theme in session.execute(themes):
            found[kind, about_id].add(theme)
    return found


def themes_of_people(session: Session, people: Collection[int]) -> defaultdict[int, set[str]]:
    """What the records of each of these people are about."""
    themes: defaultdict[int, set[str]] = defaultdict(set)
    for asked in _OWN:
        for person_id, theme in carry_out(session, asked, {"people": list(people)}).rows:
            themes[person_id].add(theme)
    return themes


def needs_of(session: Session, people: Collection[int]) -> list[Need]:
    """What each of these people needs."""
    return [Need(*row) for row in carry_out(session, _NEEDS, {"people": list(people)}).rows]
