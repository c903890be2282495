"""Queries of invitations."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.models import Invitation, Letter


def invitation_by_token(session: Session, token: str) -> Invitation | None:
    """The invitation behind a link, or None."""
    return session.scalar(sa.select(Invitation).where(Invitation.token == token))


def count_use(session: Session, invitation_id: int) -> bool:
    """Takes one use in the statement itself: of two people who come at once, the last use goes to one."""
    taken = session.execute(
        sa.update(Invitation)
        .where(
            Invitation.id == invitation_id,
            Invitation.used < Invitation.uses,
            Invitation.revoked_at.is_(None),
        )
        .values(used=Invitation.used + 1)
        .returning(Invitation.id)
    )
    return taken.first() is not None


def open_invitations(session: Session, network_id: int, now: datetime) -> list[Invitation]:
    """Those that still let somebody in, newest first."""
    return list(
        session.scalars(
            sa.select(Invitation)
            .where(
                Invitation.network_id == network_id,
                Invitation.revoked_at.is_(None),
                Invitation.expires_at > now,
                Invitation.used < Invitation.uses,
            )
            .order_by(Invitation.created_at.desc(), Invitation.id.desc())
        )
    )


def subject_last_shown(session: Session, chat_id: int, beginning: str) -> str | None:
    """The subject of the last message in a chat whose subject begins so."""
    shown = sa.select(Letter.subject).where(
        Letter.chat_id == chat_id, Letter.subject.startswith(beginning, autoescape=True)
    )
    return session.scalar(shown.order_by(Letter.id.desc()).limit(1))
