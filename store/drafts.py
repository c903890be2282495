"""Unfinished forms."""

from functools import cache

import sqlalchemy as sa
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from store.database import carry_out
from store.models import Draft

UNASKED = "unasked"  # among the answers of a form that began without its person's doing
FILES_SENT = "files_sent"  # and what had come without words, so that it began

# Asked with every press and every text: built once.
_OF_PERSON = sa.select(Draft).where(Draft.person_id == sa.bindparam("person_id"))
_BY_ID = _OF_PERSON.where(Draft.id == sa.bindparam("draft_id"))
_OF_FORM = _OF_PERSON.where(Draft.form == sa.bindparam("form"))
_AWAITING = _OF_PERSON.where(Draft.awaiting)


def draft_by_id(session: Session, person_id: int, draft_id: int) -> Draft | None:
    """A draft of this person."""
    return session.scalar(_BY_ID, {"person_id": person_id, "draft_id": draft_id})


def draft_of(session: Session, person_id: int, form: str) -> Draft | None:
    """The person's draft of this form."""
    return session.scalar(_OF_FORM, {"person_id": person_id, "form": form})


def awaiting_draft(session: Session, person_id: int) -> Draft | None:
    """The draft that the next text belongs to."""
    return session.scalar(_AWAITING, {"person_id": person_id})


def drafts_of(session: Session, person_id: int) -> list[Draft]:
    """All unfinished forms that a person has begun, the latest first."""
    found = sa.select(Draft).where(Draft.person_id == person_id).order_by(Draft.updated_at.desc())
    return [draft for draft in session.scalars(found) if not nobody_began(draft)]


def nobody_began(draft: Draft) -> bool:
    """Its question was put to somebody who had not asked for it, and who has left it unanswered."""
    return UNASKED in draft.answers and draft.answers.keys() <= {UNASKED, FILES_SENT, "argument"}


def put_to_sleep(session: Session, person_id: int) -> None:
    """No draft of this person takes text any more."""
    if carry_out(session, _sleep(), {"of_person": person_id}).rowcount:
        for present in session.identity_map.values():
            if isinstance(present, Draft) and present.person_id == person_id:
                set_committed_value(present, "awaiting", False)


@cache
def _sleep() -> sa.Update:
    awaiting = (Draft.person_id == sa.bindparam("of_person"), Draft.awaiting)
    return sa.update(Draft).where(*awaiting).values(awaiting=False)


def forget_draft(session: Session, person_id: int, form: str, argument: str) -> None:
    """What was begun about something that is the person's no longer."""
    begun = draft_of(session, person_id, form)
    if begun is not None and begun.answers.get("argument") == argument:
        session.delete(begun)
        session.flush()
