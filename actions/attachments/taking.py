"""Attaching files and links to a record, changing what is said of them, and removing them."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from itertools import islice

from sqlalchemy.orm import Session

from actions import audit
from actions.access import Attachable, network_id_of
from actions.attachments.pieces import Piece
from actions.attachments.refusals import Full
from actions.attachments.standing import kind_of, refresh, subject_of
from actions.proposals.following import follow
from store.attachments import attachment_named, count_all
from store.locking import lock
from store.models import Attachment, Person, Solution

MOST = 10  # of one record


def do_attach(session: Session, person: Person, record: Attachable, piece: Piece, *, now: datetime) -> None:
    """The same file again is the same attachment: it says what came with it last, and is there again if it was gone."""
    lock(session, record)
    present = attachment_named(session, kind_of(record), record.id, piece.unique_id)
    if present is None:
        _add(session, person, record, piece, now)
    else:
        present.file_id, present.gone_at = piece.file_id, None
        present.caption = piece.caption or present.caption
    session.flush()
    refresh(session, record, now)


def do_attach_all(
    session: Session, person: Person, record: Attachable, pieces: Iterable[Piece], *, now: datetime
) -> None:
    """What came before its record was there, as far as there is room for it."""
    room = MOST - count_all(session, kind_of(record), record.id)
    for piece in islice(pieces, room):
        do_attach(session, person, record, piece, now=now)


def do_caption(session: Session, attachment: Attachment, record: Attachable, caption: str, *, now: datetime) -> None:
    """Other words below it."""
    attachment.caption = caption
    if not isinstance(record, Solution):
        follow(session, record, now)


def do_remove(session: Session, person: Person, attachment: Attachment, record: Attachable, *, now: datetime) -> None:
    """It is not kept any more. Sending it again brings it back."""
    lock(session, record)
    session.delete(attachment)
    session.flush()
    _record(session, person, record, "attachment_removed", attachment, now)
    refresh(session, record, now)


def _add(session: Session, person: Person, record: Attachable, piece: Piece, now: datetime) -> None:
    if count_all(session, kind_of(record), record.id) >= MOST:
        raise Full(MOST)
    attachment = Attachment(
        network_id=network_id_of(session, record),
        about=kind_of(record),
        about_id=record.id,
        person_id=person.id,
        added_at=now,
        **asdict(piece),
    )
    session.add(attachment)
    session.flush()
    _record(session, person, record, "attachment_added", attachment, now)


def _record(
    session: Session, person: Person, record: Attachable, deed: str, attachment: Attachment, now: datetime
) -> None:
    audit.record(
        session,
        now=now,
        deed=deed,
        person_id=person.id,
        network_id=attachment.network_id,
        subject=subject_of(record),
        details={"attachment": attachment.id, "kind": attachment.kind.value},
    )
