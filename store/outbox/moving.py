"""A group that becomes a supergroup gets a new id, and its messages get new numbers."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.models import NOT_BEGUN, Letter, LetterState, Pace
from store.outbox.pace import chat_key

LEFT_BEHIND = "the message stayed in the group of before"


def move_letters(session: Session, old_id: int, new_id: int) -> None:
    """Carries the chat's letters over, in the transaction that moves the chat.

    Messages of before cannot be reached under the new id, and their numbers come again for other messages: they are
    forgotten, and letters that would change such a message are refused.
    """
    if old_id == new_id:
        return
    not_begun = (Letter.chat_id == old_id, Letter.state.in_(NOT_BEGUN))
    session.execute(
        sa.update(Letter)
        .where(*not_begun, Letter.method.not_like("send%"))
        .values(state=LetterState.REFUSED, lease_until=None, reason=LEFT_BEHIND)
    )
    # Who leased them would post to the old id.
    session.execute(sa.update(Letter).where(*not_begun).values(state=LetterState.WAITING, lease_until=None))
    session.execute(
        sa.update(Letter).where(Letter.chat_id == old_id).values(chat_id=new_id, message_id=None, album=None)
    )
    session.execute(sa.delete(Pace).where(Pace.key == chat_key(old_id)))
