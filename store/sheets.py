"""Queries of sheets: what is filled in, what was said before, summaries, and whom to ask for what is missing."""

from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.database import carry_out, row_straight
from store.models import (
    Challenge,
    City,
    Experience,
    Letter,
    Network,
    Person,
    Sheet,
    SheetSummary,
    SheetValue,
    SheetVersion,
)

NEXT_SHEET = sa.select(sa.func.min(Sheet.ask_at))  # when the bot comes back to somebody next

Grown = Challenge | Experience  # what has a sheet

_OF_CHALLENGE = sa.select(Sheet).where(Sheet.challenge_id == sa.bindparam("id"))
_OF_EXPERIENCE = sa.select(Sheet).where(Sheet.experience_id == sa.bindparam("id"))
_SUMMARIES = (
    sa.select(SheetSummary, Person, City)
    .join(Person, Person.id == SheetSummary.person_id)
    .outerjoin(City, City.id == SheetSummary.city_id)
)


class Kept(NamedTuple):
    """Earlier words, and who changed them."""

    version: SheetVersion
    by: Person


class Summarised(NamedTuple):
    """A summary with its author, and the city for which they wrote."""

    summary: SheetSummary
    author: Person
    city: City | None


class Due(NamedTuple):
    """A record for which the bot is to come back."""

    sheet: Sheet
    network: Network


def sheet_of(session: Session, record: Grown) -> Sheet | None:
    """That of a record."""
    found = _OF_CHALLENGE if isinstance(record, Challenge) else _OF_EXPERIENCE
    return row_straight(session, found, {"id": record.id})


def begin_sheet(session: Session, record: Grown, ask_at: datetime) -> None:
    """Of a record that nobody but who shared it has seen yet."""
    whose = {"challenge_id": None, "experience_id": None, f"{type(record).__tablename__}_id": record.id}
    given = {**whose, "network_id": record.network_id, "sequence": 0, "asked": 0, "asked_field": "", "ask_at": ask_at}
    carry_out(session, _BEGUN, given)


_COLUMNS: Any = Sheet.__table__.c
_BEGUN = (
    sa.insert(Sheet)
    .values({one.name: sa.bindparam(one.name, type_=one.type) for one in _COLUMNS if one.name != "id"})
    .inline()
)


def record_of(session: Session, sheet: Sheet) -> Grown:
    """What it belongs to."""
    if sheet.challenge_id is not None:
        return session.get_one(Challenge, sheet.challenge_id)
    return session.get_one(Experience, sheet.experience_id)


def values_of(session: Session, sheet_id: int) -> dict[str, SheetValue]:
    """What is filled in, by field."""
    found = session.scalars(sa.select(SheetValue).where(SheetValue.sheet_id == sheet_id))
    return {value.field: value for value in found}


def summary_of(session: Session, sheet_id: int, language: str) -> Summarised | None:
    """The record in this language."""
    found = _SUMMARIES.where(SheetSummary.sheet_id == sheet_id, SheetSummary.language == language)
    row = session.execute(found).first()
    return None if row is None else Summarised(*row)


def summaries_of(session: Session, sheet_id: int) -> list[Summarised]:
    """In all languages."""
    found = _SUMMARIES.where(SheetSummary.sheet_id == sheet_id).order_by(SheetSummary.language)
    return [Summarised(*row) for row in session.execute(found)]


def versions_counted(session: Session, sheet_id: int) -> int:
    """How often something was changed."""
    found = sa.select(sa.func.count(SheetVersion.id)).where(SheetVersion.sheet_id == sheet_id)
    return session.scalar(found) or 0


def versions_of(session: Session, sheet_id: int, *, offset: int, limit: int) -> list[Kept]:
    """What was said before, the newest first."""
    found = (
        sa.select(SheetVersion, Person)
        .join(Person, Person.id == SheetVersion.person_id)
        .where(SheetVersion.sheet_id == sheet_id)
        .order_by(SheetVersion.id.desc())
    )
    return [Kept(version, by) for version, by in session.execute(found.offset(offset).limit(limit))]


def version_by_id(session: Session, sheet_id: int, version_id: int) -> SheetVersion | None:
    """One of this record's."""
    found = sa.select(SheetVersion).where(SheetVersion.id == version_id, SheetVersion.sheet_id == sheet_id)
    return session.scalar(found)


def forget_versions(session: Session, sheet_id: int) -> None:
    """What was said before is nobody's to read any more."""
    session.execute(sa.delete(SheetVersion).where(SheetVersion.sheet_id == sheet_id))


def forget_versions_of(session: Session, person_id: int) -> None:
    """What somebody had written or changed: what they took back is not what they leave to their city."""
    mine = sa.or_(SheetVersion.person_id == person_id, SheetVersion.author_id == person_id)
    session.execute(sa.delete(SheetVersion).where(mine))


def has_letter(session: Session, chat_id: int, beginning: str) -> bool:
    """Whether somebody was sent a letter whose key begins so."""
    found = sa.select(Letter.id).where(Letter.chat_id == chat_id, Letter.key.startswith(beginning, autoescape=True))
    return session.scalar(found.limit(1)) is not None


def sheets_due(session: Session, now: datetime, limit: int) -> list[Due]:
    """Those whose moment has come; taken, where several look at once, by one."""
    found = (
        sa.select(Sheet, Network)
        .join(Network, Network.id == Sheet.network_id)
        .where(Sheet.ask_at <= now)
        .order_by(Sheet.ask_at, Sheet.id)
        .limit(limit)
        .with_for_update(of=Sheet, skip_locked=True)
    )
    return [Due(*row) for row in session.execute(found)]
