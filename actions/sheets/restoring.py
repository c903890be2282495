"""What a record said before is said again: by one press, which can be taken back in the same way."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions import challenges, experiences
from actions.access import Open
from actions.refusals import NotFound
from actions.sheets.filling import do_fill, seen_of, take_over
from actions.sheets.keeping import locked_sheet
from actions.sheets.refusals import SheetChanged
from actions.sheets.summarising import do_sum_up
from store import sheets as store
from store.models import Challenge, Person, SheetVersion
from texts.challenges.presses import ChallengePart
from texts.experiences.presses import ExperiencePart
from texts.sheets.fields import field_named, kind_of
from texts.sheets.versions import language_of_summary


def do_restore(
    session: Session, person: Person, tended: Open, version_id: int, *, sequence: int, now: datetime
) -> bool:
    """The words of a version stand again; False: they stand already.

    Raises SheetChanged when the record's words are others than those of the sequence that was seen.
    """
    sheet = locked_sheet(session, tended.record)
    version = store.version_by_id(session, sheet.id, version_id)
    if version is None:
        raise NotFound
    if _stands(session, tended, version):
        return False
    if sheet.sequence != sequence:
        raise SheetChanged
    _put_back(session, person, tended, version, now)
    return True


def _stands(session: Session, tended: Open, version: SheetVersion) -> bool:
    language = language_of_summary(version.field)
    if language is not None:
        summary = store.summary_of(session, version.sheet_id, language)
        return summary is not None and summary.summary.text == version.value["text"]
    if _is_part(version.field):
        return bool(getattr(tended.record, version.field, None) == version.value["text"])
    present = store.values_of(session, version.sheet_id).get(version.field)
    return present is not None and present.value == version.value


def _put_back(session: Session, person: Person, tended: Open, version: SheetVersion, now: datetime) -> None:
    language = language_of_summary(version.field)
    if language is not None:
        do_sum_up(session, person, tended, language, version.value["text"], now=now, author_id=version.author_id)
        return
    if _is_part(version.field):
        _put_part_back(session, person, tended, version, now)
        return
    field = field_named(kind_of(tended.record), version.field)
    if field is None:  # an upgrade took it away
        raise NotFound
    seen = seen_of(store.values_of(session, version.sheet_id).get(field.name))
    do_fill(session, person, tended, field, version.value, seen=seen, now=now)


def _put_part_back(session: Session, person: Person, tended: Open, version: SheetVersion, now: datetime) -> None:
    record, words = tended.record, version.value["text"]
    take_over(session, person, record, now)
    if isinstance(record, Challenge):
        challenges.do_change_challenge(session, person, record, ChallengePart(version.field), words, now)
    else:
        experiences.do_change_experience(session, person, record, ExperiencePart(version.field), words, now)


def _is_part(name: str) -> bool:
    return name in {*ChallengePart, *ExperiencePart}
