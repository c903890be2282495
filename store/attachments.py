"""Queries of what is attached to records, and of records that are still to be written."""

from collections import Counter
from collections.abc import Collection
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.database import carry_out
from store.models import AttachedTo, Attachment, AttachmentKind, Challenge, Experience, Person, Solution, Spoken

Attached = Counter[AttachmentKind]  # how many of each kind can be read
NEXT_SPOKEN = sa.select(sa.func.min(Spoken.ask_at))  # when the next one is to be asked for


class Due(NamedTuple):
    """A record whose words are to be asked for."""

    spoken: Spoken
    person: Person


def attachments_of(session: Session, about: AttachedTo, about_id: int) -> list[Attachment]:
    """All of them in their order, also those that are gone."""
    found = sa.select(Attachment).where(*_of(about, about_id)).order_by(Attachment.number, Attachment.id)
    return list(session.scalars(found))


def count_attachments(session: Session, about: AttachedTo, about_id: int) -> Attached:
    """How many of each kind can be read."""
    given = {"to": about, "of": about_id}
    return Counter({AttachmentKind(row.kind): row.number for row in carry_out(session, _counted(), given).rows})


@cache
def _counted() -> sa.Select[*tuple[Any, ...]]:
    """Asked for every card and page: built once."""
    of_record = (Attachment.about == sa.bindparam("to"), Attachment.about_id == sa.bindparam("of"))
    counted = sa.select(Attachment.kind, sa.func.count().label("number")).where(*of_record)
    return counted.where(Attachment.gone_at.is_(None)).group_by(Attachment.kind)


def count_all(session: Session, about: AttachedTo, about_id: int) -> int:
    """How many there are, also gone ones."""
    return session.scalar(sa.select(sa.func.count()).select_from(Attachment).where(*_of(about, about_id))) or 0


def attachment_named(session: Session, about: AttachedTo, about_id: int, unique_id: str) -> Attachment | None:
    """The same file or link, if it is attached already."""
    return session.scalar(sa.select(Attachment).where(*_of(about, about_id), Attachment.unique_id == unique_id))


def attachment_of_album(session: Session, person_id: int, album: str) -> Attachment | None:
    """A file of an album of which more may come."""
    of_album = (Attachment.person_id == person_id, Attachment.album == album)
    return session.scalar(sa.select(Attachment).where(*of_album).order_by(Attachment.id).limit(1))


def attachments_with(session: Session, about: AttachedTo, about_id: int, file_ids: Collection[str]) -> list[Attachment]:
    """Those of these files, in their order."""
    found = sa.select(Attachment).where(*_of(about, about_id), Attachment.file_id.in_(file_ids))
    return list(session.scalars(found.order_by(Attachment.number, Attachment.id)))


def forget_voice_of(session: Session, person_id: int) -> None:
    """What somebody said aloud, and that it was to be written."""
    voices = (AttachmentKind.VOICE, AttachmentKind.AUDIO)
    session.execute(sa.delete(Attachment).where(Attachment.person_id == person_id, Attachment.kind.in_(voices)))
    session.execute(sa.delete(Spoken).where(Spoken.person_id == person_id))


def unwritten_of(session: Session, person_id: int) -> list[Challenge | Experience]:
    """What somebody has told and not written."""
    challenges = sa.select(Challenge).where(Challenge.person_id == person_id, Challenge.problem == "")
    experiences = sa.select(Experience).where(Experience.person_id == person_id, Experience.done == "")
    return [
        *session.scalars(challenges.where(Challenge.withdrawn_at.is_(None))),
        *session.scalars(experiences.where(Experience.withdrawn_at.is_(None))),
    ]


def spoken_of(session: Session, about: AttachedTo, about_id: int) -> Spoken | None:
    """What waits for its words."""
    return session.scalar(sa.select(Spoken).where(Spoken.about == about, Spoken.about_id == about_id))


def spoken_due(session: Session, now: datetime, limit: int) -> list[Due]:
    """Those to be asked for; taken, where several look at once, by one."""
    found = (
        sa.select(Spoken, Person)
        .join(Person, Person.id == Spoken.person_id)
        .where(Spoken.ask_at <= now)
        .order_by(Spoken.ask_at, Spoken.id)
        .limit(limit)
        .with_for_update(of=Spoken, skip_locked=True)
    )
    return [Due(*row) for row in session.execute(found)]


def record_by_id(session: Session, about: AttachedTo, about_id: int) -> Challenge | Experience | Solution | None:
    """What something is attached to."""
    match about:
        case AttachedTo.CHALLENGE:
            return session.get(Challenge, about_id)
        case AttachedTo.EXPERIENCE:
            return session.get(Experience, about_id)
        case AttachedTo.SOLUTION:
            return session.get(Solution, about_id)


def _of(about: AttachedTo, about_id: int) -> tuple[sa.ColumnElement[bool], ...]:
    return Attachment.about == about, Attachment.about_id == about_id
