"""Answers go into the store and come out of it."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from actions import audit
from actions.consultations.answers import Answers, Member, Said
from actions.consultations.hours import as_written, hours_in
from actions.programme.fields import SLUG, near
from actions.refusals import Refused
from store import consultations as store
from store import consulted
from store.frozen import frozen
from store.locking import lock
from store.models import AnsweredBy, Consultation, ConsultationAnswer, ConsultationField, ConsultationMember
from store.programme import city_by_slug
from texts.consultations.questionnaire import columns

IN_CHAT = (AnsweredBy.CITY, AnsweredBy.COORDINATION)


class ConsultationUnknown(Refused):
    """There is none of that name; its text says which there are."""


class SlugWrong(Refused):
    """Not a name for a consultation."""


@frozen
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
    for row in store.members_of(session, consultation.id):  # as each press does: nothing is said between read and kept
        lock(session, row)
    before = {member.slug: member for member in answers_in_store(session, consultation).members}
    fields = store.add_fields(session, consultation.id, answers.fields)
    rows = {row.slug: row for row in store.members_of(session, consultation.id)}
    read = [_with_kept(one, before.get(one.slug), rows.get(one.slug), answers.questions) for one in answers.members]
    changed = [one for one in read if one.slug in before and before[one.slug] != one]
    new = [one for one in read if one.slug not in before]
    for member in changed + new:
        row = rows.get(member.slug) or _new_row(session, consultation, member)
        said = before[member.slug].said if member.slug in before else {}
        _keep(session, row, member, fields)
        if member.said and member.said != said:
            row.answered_by, row.said_at, row.finished_at = AnsweredBy.FILE, now, row.finished_at or now
    imported = Imported(len(new), len(changed), len(answers.members) - len(new) - len(changed))
    _note(session, consultation, imported, now)
    return imported


def _with_kept(
    member: Member, before: Member | None, row: ConsultationMember | None, questions: tuple[str, ...]
) -> Member:
    """With what the member had said to questions of which the file has no column. Of a row that says nothing at all,
    with all that was said in the chat: a list of members, loaded once more, takes no answer away.
    """
    if before is None or row is None:
        return member
    if row.answered_by in IN_CHAT and not (member.said or member.hours or member.replies):
        return replace(member, hours=before.hours, said=before.said, replies=before.replies)
    kept = {one: said for one, said in before.replies.items() if one not in questions}
    return replace(member, replies={**kept, **member.replies})


def _keep(session: Session, row: ConsultationMember, member: Member, fields: list[ConsultationField]) -> None:
    row.country, row.language, row.zone = member.country, member.language, member.zone
    row.first_time, row.hours = member.first_time, as_written(member.hours)
    session.flush()
    said = [(field, member.said[field.name]) for field in fields if field.name in member.said]
    store.replace_answers(session, row, [_row(row, field, one) for field, one in said])
    for column, question in columns().items():
        consulted.keep_reply(session, row.id, question.id, member.replies.get(column, ""))


def _new_row(session: Session, consultation: Consultation, member: Member) -> ConsultationMember:
    """One of that name in the programme is that city."""
    city = city_by_slug(session, member.slug)
    row = ConsultationMember(consultation_id=consultation.id, slug=member.slug)
    if city is not None:
        row.name, row.city_id = city.name, city.id
    session.add(row)
    return row


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
    return answers_in_store(session, known_consultation(session, slug))


def known_consultation(session: Session, slug: str) -> Consultation:
    """The one of that name, or a refusal that says which there are."""
    consultation = store.consultation_by_slug(session, slug)
    if consultation is None:
        known = store.slugs_of_consultations(session)
        there_are = ", ".join(known) or "none yet: run `microrredes consultation import SLUG FILE.csv` first"
        raise ConsultationUnknown(f'unknown consultation "{slug[:64]}"{near(slug, known)}; there are {there_are}')
    return consultation


def answers_in_store(session: Session, consultation: Consultation) -> Answers:
    """All that was answered in the chat, by hand and in files."""
    fields = store.fields_of(session, consultation.id)
    names = {field.id: field.name for field in fields}
    said: dict[int, dict[str, Said]] = defaultdict(dict)
    for row in store.answers_of(session, consultation.id):
        said[row.member_id][names[row.field_id]] = Said(row.rank, row.need, row.offer, row.level)
    replies = consulted.replies_in(session, consultation.id)
    members = [
        _member(row, said[row.id], replies.get(row.id, {})) for row in store.members_of(session, consultation.id)
    ]
    questions = tuple(column for column in columns() if any(column in member.replies for member in members))
    return Answers(tuple(field.name for field in fields), tuple(members), questions)


def _member(row: ConsultationMember, said: dict[str, Said], replies: Mapping[str, str]) -> Member:
    hours = hours_in(row.hours)
    by_column = {column: replies[question.id] for column, question in columns().items() if question.id in replies}
    return Member(row.slug, row.country, row.language, row.zone, row.first_time, hours, said, by_column)
