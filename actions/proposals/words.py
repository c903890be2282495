"""What others would read of a record as it is now, and what they read of it: no more than was approved."""

import json
import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session

from store import sheets
from store.attachments import attachments_of
from store.models import AttachedTo, Attachment, Challenge, Proposal, Solution
from store.proposals import Words, approved_words, kind_of, record_of
from store.sheets import Grown
from store.solutions import standing_solutions
from texts.sheets.fields import CONTACT

PARTS = {True: ("problem", "tried"), False: ("done", "regret")}  # whether it is a challenge


def words_of(session: Session, record: Grown, *, with_name: bool) -> Words:
    """As the record is now: without whom to ask, whom only its network may."""
    sheet = sheets.sheet_of(session, record)
    fields = {} if sheet is None else sheets.values_of(session, sheet.id)
    summaries = [] if sheet is None else sheets.summaries_of(session, sheet.id)
    return Words(
        title=record.title,
        language=record.language,
        parts={name: getattr(record, name) for name in PARTS[isinstance(record, Challenge)]},
        with_name=with_name,
        fields={
            name: {"value": dict(one.value), "language": one.language}
            for name, one in sorted(fields.items())
            if name != CONTACT
        },
        summaries={one.summary.language: {"text": one.summary.text, "city": one.summary.city_id} for one in summaries},
        files={str(one.id): one.caption for one in _files(session, record)},
        answers=[_answer(solution) for solution in _agreed(session, record)],
    )


def mark_of(words: Words) -> int:
    """The same for the same words."""
    return zlib.crc32(json.dumps(words.kept(), sort_keys=True).encode())


def words_outside(session: Session, proposal: Proposal) -> Words | None:
    """What was approved, but for what was taken back since: that is gone at once."""
    approved = approved_words(proposal)
    if approved is None:
        return None
    return still(approved, words_of(session, record_of(session, proposal), with_name=proposal.with_name))


def has_news(approved: Words, now: Words) -> bool:
    """Whether a record says something that was not approved."""
    return still(approved, now) != now


def still(approved: Words, now: Words) -> Words:
    """Of what was approved, all that was not taken back since."""
    there = {answer["id"] for answer in now.answers}
    return replace(
        approved,
        with_name=approved.with_name and now.with_name,
        summaries={language: one for language, one in approved.summaries.items() if language in now.summaries},
        files={number: caption for number, caption in approved.files.items() if now.files.get(number) == caption},
        answers=[answer for answer in approved.answers if answer["id"] in there],
    )


def files_outside(session: Session, record: Grown, words: Words) -> list[Attachment]:
    """Those of its attachments that are among these words."""
    return [one for one in _files(session, record) if str(one.id) in words.files]


def _files(session: Session, record: Grown) -> Iterator[Attachment]:
    for one in attachments_of(session, AttachedTo(kind_of(record).value), record.id):
        if one.gone_at is None:
            yield one


def _agreed(session: Session, record: Grown) -> list[Solution]:
    if not isinstance(record, Challenge):
        return []
    return [one for one in standing_solutions(session, record.id) if one.agreed_at is not None]


def _answer(solution: Solution) -> dict[str, Any]:
    return {
        "id": solution.id,
        "text": solution.text,
        "language": solution.language,
        "city": solution.city_id,
    }
