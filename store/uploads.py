"""Which files Telegram has already, and who uploads those that it has not: each is uploaded once.

A letter that waits for somebody's upload is put off exactly until that claim ends, so that it is found again by the
moment when the upload is done or has failed.
"""

from collections.abc import Collection, Mapping, Sequence, Set
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.database import insert_new
from store.models import Letter, LetterState, Upload


class Busy(Exception):
    """Somebody is uploading one of the files, until that moment at most."""

    def __init__(self, until: datetime) -> None:
        super().__init__()
        self.until = until


def known(session: Session, bot_id: int, fingerprints: Collection[str]) -> dict[str, str]:
    """The ids of those of these files that Telegram has, by fingerprint."""
    found = sa.select(Upload.fingerprint, Upload.file_id).where(*_of(bot_id, fingerprints), Upload.file_id.is_not(None))
    return {row.fingerprint: row.file_id for row in session.execute(found)}


def claim(session: Session, bot_id: int, fingerprints: Set[str], now: datetime, until: datetime) -> dict[str, str]:
    """The ids of those that Telegram has; the others are the caller's to upload. Raises Busy, having claimed nothing.

    What others upload stays locked until the caller commits: whoever ends it then finds the letter that was put off.
    """
    rows = {row.fingerprint: row for row in session.scalars(_locked(bot_id, fingerprints))}
    claims = [row.claimed_until for row in rows.values() if row.file_id is None and row.claimed_until is not None]
    if others := [claimed for claimed in claims if claimed > now]:
        raise Busy(max(others))
    ids = {fingerprint: row.file_id for fingerprint, row in rows.items() if row.file_id is not None}
    with session.begin_nested():  # of an album all or none; going back to here would give up no lock from before
        for fingerprint in sorted(fingerprints - ids.keys()):
            if fingerprint in rows:
                rows[fingerprint].claimed_until = until
            else:
                _claim_new(session, bot_id, fingerprint, now, until)
    return ids


def _claim_new(session: Session, bot_id: int, fingerprint: str, now: datetime, until: datetime) -> None:
    row = {"bot_id": bot_id, "fingerprint": fingerprint, "file_id": None, "claimed_until": until, "uploaded_at": now}
    if not insert_new(session, Upload, row, unique=["bot_id", "fingerprint"]):
        raise Busy(now)  # in this very moment somebody else began: it is seen when asked again


def keep(session: Session, bot_id: int, file_ids: Mapping[str, str], now: datetime) -> None:
    """They have been uploaded. Letters that wait for them may go."""
    for row in session.scalars(_locked(bot_id, file_ids)):
        _free_letters(session, [row])
        row.file_id, row.claimed_until, row.uploaded_at = file_ids[row.fingerprint], None, now


def release(session: Session, bot_id: int, fingerprints: Collection[str]) -> None:
    """They could not be uploaded: whoever comes next tries."""
    unfinished = [row for row in session.scalars(_locked(bot_id, fingerprints)) if row.file_id is None]
    _free_letters(session, unfinished)
    for row in unfinished:
        session.delete(row)


def release_all(session: Session) -> None:
    """Nobody is uploading anything: what was claimed was claimed by a process that is gone."""
    unfinished = list(session.scalars(sa.select(Upload).where(Upload.file_id.is_(None))))
    _free_letters(session, unfinished)
    for row in unfinished:
        session.delete(row)


def forget(session: Session, bot_id: int, file_ids: Mapping[str, str]) -> None:
    """Telegram refuses these ids. One that has been replaced meanwhile stays."""
    for row in session.scalars(_locked(bot_id, file_ids)):
        if row.file_id == file_ids[row.fingerprint]:
            session.delete(row)


def forget_old(session: Session, before: datetime) -> None:
    """Uploads of long ago: should such a file be needed again, it is uploaded once more."""
    session.execute(sa.delete(Upload).where(Upload.uploaded_at < before))


def _free_letters(session: Session, rows: Sequence[Upload]) -> None:
    ends = [row.claimed_until for row in rows if row.claimed_until is not None]
    if ends:
        waiting = (Letter.lease_until.in_(ends), Letter.state == LetterState.WAITING)
        session.execute(sa.update(Letter).where(*waiting).values(lease_until=None))


def _of(bot_id: int, fingerprints: Collection[str]) -> tuple[sa.ColumnElement[bool], ...]:
    return Upload.bot_id == bot_id, Upload.fingerprint.in_(list(fingerprints))


def _locked(bot_id: int, fingerprints: Collection[str]) -> sa.Select[Upload]:
    """In one order for everybody, and as they are now."""
    found = sa.select(Upload).where(*_of(bot_id, fingerprints)).order_by(Upload.fingerprint)
    return found.with_for_update().execution_options(populate_existing=True)
