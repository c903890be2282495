"""Unfinished forms."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.models import Draft

UNASKED = "unasked"  # among the answers of a form that began without its person's doing


def draft_by_id(session: Session, person_id: int, draft_id: int) -> Draft | None:
    """A draft of this person."""
    return session.scalar(sa.select(Draft).where(Draft.id == draft_id, Draft.person_id == person_id))


def draft_of(session: Session, person_id: int, form: str) -> Draft | None:
    """The person's draft of this form."""
    return session.scalar(sa.select(Draft).where(Draft.person_id == person_id, Draft.form == form))


def awaiting_draft(session: Session, person_id: int) -> Draft | None:
    """The draft that the next text belongs to."""
    return session.scalar(sa.select(Draft).where(Draft.person_id == person_id, Draft.awaiting))


def drafts_of(session: Session, person_id: int) -> list[Draft]:
    """All unfinished forms that a person has begun, the latest first."""
    found = sa.select(Draft).where(Draft.person_id == person_id).order_by(Draft.updated_at.desc())
    return [draft for draft in session.scalars(found) if not nobody_began(draft)]


def nobody_began(draft: Draft) -> bool:
    """Its question was put to somebody who had not asked for it, and who has left it unanswered."""
    return UNASKED in draft.answers and draft.answers.keys() <= {UNASKED, "argument"}


def put_to_sleep(session: Session, person_id: int) -> None:
    """No draft of this person takes text any more."""
    session.execute(
        sa.update(Draft)
        .where(Draft.person_id == person_id, Draft.awaiting)
        .values(awaiting=False)
        .execution_options(synchronize_session="fetch")
    )


def forget_draft(session: Session, person_id: int, form: str, argument: str) -> None:
    """What was begun about something that is the person's no longer."""
    begun = draft_of(session, person_id, form)
    if begun is not None and begun.answers.get("argument") == argument:
        session.delete(begun)
        session.flush()
