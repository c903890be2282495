"""Queries of consultations, and what a file of answers writes."""

from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.database import insert_new
from store.locking import lock
from store.models import Consultation, ConsultationAnswer, ConsultationField, ConsultationMember


def slugs_of_consultations(session: Session) -> list[str]:
    """All of them, for who has mistyped one."""
    return list(session.scalars(sa.select(Consultation.slug).order_by(Consultation.slug)))


def consultation_by_slug(session: Session, slug: str) -> Consultation | None:
    """The consultation of that name."""
    return session.scalar(sa.select(Consultation).where(Consultation.slug == slug))


def fields_of(session: Session, consultation_id: int) -> list[ConsultationField]:
    """As the questionnaire has them."""
    found = sa.select(ConsultationField).where(ConsultationField.consultation_id == consultation_id)
    return list(session.scalars(found.order_by(ConsultationField.position, ConsultationField.id)))


def members_of(session: Session, consultation_id: int) -> list[ConsultationMember]:
    """By their names."""
    found = sa.select(ConsultationMember).where(ConsultationMember.consultation_id == consultation_id)
    return sorted(session.scalars(found), key=lambda member: member.slug)


def answers_of(session: Session, consultation_id: int) -> list[ConsultationAnswer]:
    """Of all members, in no order."""
    members = sa.select(ConsultationMember.id).where(ConsultationMember.consultation_id == consultation_id)
    return list(session.scalars(sa.select(ConsultationAnswer).where(ConsultationAnswer.member_id.in_(members))))


def lock_or_add(session: Session, slug: str, now: datetime) -> Consultation:
    """The consultation, which nobody else changes until this unit ends."""
    about = {"title": "", "questionnaire": "standard"}
    values = {"slug": slug, **about, "created_at": now, "changed_at": now}
    insert_new(session, Consultation, values, unique=("slug",))
    consultation = session.scalars(sa.select(Consultation).where(Consultation.slug == slug)).one()
    lock(session, consultation)
    return consultation


def add_fields(session: Session, consultation_id: int, names: Iterable[str]) -> list[ConsultationField]:
    """The consultation's fields, with those that were missing behind the others."""
    there = fields_of(session, consultation_id)
    missing = [name for name in names if name not in {field.name for field in there}]
    last = max((field.position for field in there), default=0)
    added = [
        ConsultationField(consultation_id=consultation_id, name=name, position=place)
        for place, name in enumerate(missing, start=last + 1)
    ]
    session.add_all(added)
    session.flush()
    return there + added


def replace_answers(session: Session, member: ConsultationMember, answers: Iterable[ConsultationAnswer]) -> None:
    """What the member had said is gone."""
    session.execute(sa.delete(ConsultationAnswer).where(ConsultationAnswer.member_id == member.id))
    session.add_all(answers)
