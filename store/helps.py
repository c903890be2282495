"""What members can help with and need."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.models import Help, HelpKind, HelpTerm, Membership


def helps_of(session: Session, membership_id: int, kind: HelpKind) -> list[str]:
    """A member's offers or needs, in the order in which they were named."""
    found = sa.select(Help.text).where(Help.membership_id == membership_id, Help.kind == kind)
    return list(session.scalars(found.order_by(Help.id)))


def replace_helps(
    session: Session, membership_id: int, kind: HelpKind, things: Sequence[str], noted_by: int | None = None
) -> None:
    """These instead of those that there were. `noted_by`: who wrote them for the member."""
    _delete(session, Help.membership_id == membership_id, Help.kind == kind)
    session.add_all(Help(membership_id=membership_id, kind=kind, text=thing, noted_by=noted_by) for thing in things)
    session.flush()


def noted_helpers(session: Session, network_id: int, city_id: int) -> set[int]:
    """The ids of those people of a city for whom the coordination has written what they offer or need."""
    found = (
        sa.select(Membership.person_id)
        .join(Help, Help.membership_id == Membership.id)
        .where(
            Membership.network_id == network_id,
            Membership.city_id == city_id,
            Membership.left_at.is_(None),
            Help.noted_by.is_not(None),
        )
    )
    return set(session.scalars(found))


def forget_helps(session: Session, membership_ids: Sequence[int]) -> None:
    """All offers and needs of these memberships."""
    _delete(session, Help.membership_id.in_(membership_ids))


def unread_rows(session: Session, membership_id: int) -> list[Help]:
    """All that a member offers and needs, as rows that have not been read yet for what they are about."""
    unread = (Help.membership_id == membership_id, Help.made_with == "")
    return list(session.scalars(sa.select(Help).where(*unread).order_by(Help.id)))


def _delete(session: Session, *which: sa.ColumnElement[bool]) -> None:
    session.execute(sa.delete(HelpTerm).where(HelpTerm.help_id.in_(sa.select(Help.id).where(*which))))
    session.execute(sa.delete(Help).where(*which))


def helps_for_city(session: Session, network_id: int, city_id: int) -> list[tuple[int, HelpKind, str]]:
    """What the present members of a city offer and need: person, kind, text."""
    found = (
        sa.select(Membership.person_id, Help.kind, Help.text)
        .join(Membership, Membership.id == Help.membership_id)
        .where(
            Membership.network_id == network_id,
            Membership.city_id == city_id,
            Membership.left_at.is_(None),
        )
        .order_by(Help.id)
    )
    return [(row.person_id, row.kind, row.text) for row in session.execute(found)]
