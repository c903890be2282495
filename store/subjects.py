"""A message of the bot becomes one about something else, or about nothing."""

from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, Session

from store.database import carry_out
from store.letters import COUNTED
from store.letters.copies import copies
from store.models import NOT_BEGUN, Lane, Letter, LetterState
from store.models.letters import written_out


def change_subject(session: Session, chat_id: int, message_id: int, subject: str | None) -> None:
    """Makes a message of the bot one about something else: edits of what it was do not reach it any more."""
    of_it = {"of_chat": chat_id, "of_message": message_id}
    changed = carry_out(session, _without_subject(), of_it).rows
    if changed:  # whoever held the copy until now has perhaps left an edit, which a statement begun before does not see
        carry_out(session, _without_subject(), of_it)
    for (before,) in changed:
        if before is not None:
            _break_up(session, before, chat_id, message_id)
    if subject is not None:
        carry_out(session, _with_subject(), {**of_it, "about": subject})


def _break_up(session: Session, subject: str, chat_id: int, message_id: int) -> None:
    """A part of a copy becomes something else: the other parts are nothing but messages."""
    for copy in copies(session, subject):
        if (chat_id, message_id) in [(part.chat_id, part.message_id) for part in copy.parts]:
            parts = sa.update(Letter).where(Letter.id.in_([part.letter_id for part in copy.parts]))
            session.execute(parts.values(subject=None))


@cache
def _without_subject() -> sa.Update:
    """Gives the subjects of which the message has been a further part; these are still to be taken away."""
    in_bulk, not_begun = Letter.lane.in_(written_out(Lane.BULK)), Letter.state.in_(written_out(*NOT_BEGUN))
    is_edit_to_come = sa.and_(in_bulk, not_begun, _begins(Letter.method, "edit"))
    is_further = sa.and_(Letter.part > 0, _begins(Letter.method, "send"))
    (withdrawn,) = written_out(LetterState.WITHDRAWN)
    return (
        _of_message()
        .where(sa.or_(sa.and_(Letter.subject.is_not(None), ~_is_counted()), is_edit_to_come))
        .values(
            subject=sa.case((is_further, Letter.subject), else_=None),
            state=sa.case((is_edit_to_come, withdrawn), else_=Letter.state),
        )
        .returning(Letter.subject)
    )


@cache
def _with_subject() -> sa.Update:
    is_free = sa.or_(Letter.subject.is_(None), ~_is_counted())
    is_begun = _begins(Letter.method, "send")
    return _of_message().where(is_begun, is_free).values(subject=sa.bindparam("about"), part=0)


def _is_counted() -> sa.ColumnElement[bool]:
    return sa.or_(*(_begins(Letter.subject, beginning) for beginning in COUNTED))


def _begins(column: InstrumentedAttribute[Any], beginning: str) -> sa.ColumnElement[bool]:
    (pattern,) = written_out(f"{beginning}%")
    return column.like(pattern)


def _of_message() -> sa.Update:
    return sa.update(Letter).where(
        Letter.chat_id == sa.bindparam("of_chat", type_=sa.BigInteger),
        Letter.message_id == sa.bindparam("of_message", type_=sa.BigInteger),
    )
