"""Messages that are followed: each subject has one, which is edited in place as things go on."""

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from store.models import UNSENT, Letter


def follow(session: Session, subject: str, chat_id: int, message_id: int) -> None:
    """From now on this message, and no other, is the one of this subject."""
    let_go(session, subject)
    session.execute(
        sa.update(Letter)
        .where(Letter.chat_id == chat_id, Letter.message_id == message_id, Letter.method.startswith("send"))
        .values(subject=subject, part=0)
    )


def let_go(session: Session, subject: str) -> None:
    """The messages of this subject are no longer followed."""
    session.execute(sa.update(Letter).where(Letter.subject == subject).values(subject=None))


def leave(session: Session, subject: str, message_id: int) -> None:
    """This message is no longer followed."""
    session.execute(
        sa.update(Letter).where(Letter.subject == subject, Letter.message_id == message_id).values(subject=None)
    )


def is_behind(session: Session, subject: str) -> bool:
    """Whether an edit of the message waits or is on the wire."""
    edit = aliased(Letter)
    waiting = sa.select(edit.id).where(
        edit.chat_id == Letter.chat_id, edit.message_id == Letter.message_id, edit.state.in_(UNSENT)
    )
    return session.scalar(sa.select(Letter.id).where(Letter.subject == subject, waiting.exists()).limit(1)) is not None
