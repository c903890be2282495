"""Answers go into the store and come out of it."""

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from actions import audit
from actions.consultations.answers import Answers, Member, Said
from actions.consultations.hours import as_written, hours_in
from actions.programme.fields import SLUG, near
from actions.refusals import Refused
from store import consultations as store
from store.models import Consultation, ConsultationAnswer, ConsultationField, ConsultationMember


class ConsultationUnknown(Refused):
    """There is none of that name; its text says which there are."""


class SlugWrong(Refused):
    """Not a name for a consultation."""


@dataclass(frozen=True)
class Imported:
    """How many members came, gave other answers than before, or the same."""

    new: int
    changed: int
    unchanged: int


def do_import(session: Session, slug: str, answers: Answers, *, now: datetime) -> Imported:
    """Replaces what the members of a file had said; others stay as they are. The first one makes the consultation."""
    if not re.fullmatch(SLUG, slug) or len(slug) > 64:
        raise SlugWrong(f'"{slug[:64]}" is no name for a consultation: a-z, digits and hyphens, as otono-2027')
    consultation = store.lock_or_add(session, slug, now)
    before = {member.slug: member for member in _answers_of(session, consultation).members}
    fields = store.add_fields(session, consultation.id, answers.fields)
    rows = {row.slug: row for row in store.members_of(session, consultation.id)}
    changed = [one for one in answers.members if one.slug in before and before[one.slug] != one]
    new = [one for one in answers.members if one.slug not in before]
    for member in changed + new:
        _keep(session, consultation, rows.get(member.slug), member, fields)
    imported = Imported(len(new), len(changed), len(answers.members) - len(new) - len(changed))
    _note(session, consultation, imported, now)
    return imported


def _keep(
    session: Session,
    consultation: Consultation,
    row: ConsultationMember | None,
    member: Member,
    fields: list[ConsultationField],
) -> None:
    if row is None:
        row = ConsultationMember(consultation_id=consultation.id, slug=member.slug)
        session.add(row)
    row.country, row.language, row.zone = member.country, member.language, member.zone
    row.first_time, row.hours = member.first_time, as_written(member.hours)
    session.flush()
    said = [(field, member.said[field.name]) for field in fields if field.name in member.said]
    store.replace_answers(session, row, [_row(row, field, one) for field, one in said])


def _row(member: ConsultationMember, field: ConsultationField, said: Said) -> ConsultationAnswer:
    return ConsultationAnswer(
        member_id=member.id,
        field_id=field.id,
        rank=said.rank,
        need=said.need,
        offer=said.offer,
        level=said.level,
    )


def _note(session: Session, consultation: Consultation, imported: Imported, now: datetime) -> None:
    consultation.changed_at = now
    audit.record(
        session,
        now=now,
        deed="consultation_imported",
        subject=f"consultation:{consultation.id}",
        details={"new": imported.new, "changed": imported.changed, "unchanged": imported.unchanged},
    )


def answers_of(session: Session, slug: str) -> Answers:
    """All that was answered, or a refusal that says which consultations there are."""
    consultation = store.consultation_by_slug(session, slug)
    if consultation is None:
        known = store.slugs_of_consultations(session)
        there_are = ", ".join(known) or "none yet: run `microrredes consultation import SLUG FILE.csv` first"
        raise ConsultationUnknown(f'unknown consultation "{slug[:64]}"{near(slug, known)}; there are {there_are}')
    return _answers_of(session, consultation)


def _answers_of(session: Session, consultation: Consultation) -> Answers:
    fields = store.fields_of(session, consultation.id)
    names = {field.id: field.name for field in fields}
    said: dict[int, dict[str, Said]] = defaultdict(dict)
    for row in store.answers_of(session, consultation.id):
        said[row.member_id][names[row.field_id]] = Said(row.rank, row.need, row.offer, row.level)
    members = [_member(row, said[row.id]) for row in store.members_of(session, consultation.id)]
    return Answers(tuple(field.name for field in fields), tuple(members))


def _member(row: ConsultationMember, said: dict[str, Said]) -> Member:
    hours = hours_in(row.hours)
    return Member(row.slug, row.country, row.language, row.zone, row.first_time, hours, said)
