"""Everything that was shared, as JSON Lines: one file for each kind of record, one record a line.

Left out on purpose: Telegram's ids of people and chats (with them a leaked file would name private accounts, and they
say nothing about the work), the tokens of invitations and the addresses of calendars (they open the door), unfinished
drafts (nobody has shared them yet), who has said how they found a session (among few it would tell what), what is
written in silence about a case (for its city alone), and what only the machinery needs (letters, updates, reminders,
paces).
"""

import json
import os
from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from enum import Enum
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from reports.exports.kinds import KINDS, Kind
from reports.folders import FolderRefused, check_folder, made_beside

__all__ = ["FolderRefused", "check_folder", "records", "write_export"]

FORMAT = 1
ABOUT = "about.json"
ROWS_AT_A_TIME = 500
Tell = Callable[[str, int], None]


def write_export(
    session: Session, folder: Path, network_id: int | None, *, now: datetime, tell: Tell = lambda _what, _n: None
) -> dict[str, int]:
    """Writes all files, or none: they are made beside `folder` and moved there when the last one is whole.

    Gives the number of records of each kind. Only the owner of the folder may read it: it names people.
    """
    with made_beside(folder, last=ABOUT) as making:
        written = {kind.name: _write(session, kind, making, network_id, tell) for kind in _kinds(network_id)}
        _write_about(making, written, network_id, now)
    return written


def _kinds(network_id: int | None) -> list[Kind]:
    return [kind for kind in KINDS if network_id is None or kind.of_network is not None]


def _write(session: Session, kind: Kind, folder: Path, network_id: int | None, tell: Tell) -> int:
    number = 0
    with (folder / f"{kind.name}.jsonl").open("w", encoding="utf-8", newline="\n") as file:
        for record in records(session, kind, network_id):
            file.write(json.dumps(record, ensure_ascii=False) + "\n")
            number += 1
            tell(kind.name, number)
        _to_disk(file.fileno())
    return number


def records(session: Session, kind: Kind, network_id: int | None) -> Iterator[dict[str, Any]]:
    """The rows of a kind in the order of their keys, as JSON knows values."""
    table = [column for column in kind.table.__table__.columns if column.name not in kind.without]
    columns = [kind.instead.get(column.name, column).label(column.name) for column in table]
    query = sa.select(*columns).order_by(*kind.table.__table__.primary_key)
    if network_id is not None and kind.of_network is not None:
        query = query.where(kind.of_network(network_id))
    if kind.always is not None:
        query = query.where(kind.always)
    for row in session.execute(query.execution_options(yield_per=ROWS_AT_A_TIME)):
        yield {name: _plain(value) for name, value in row._mapping.items()}


def _plain(value: Any) -> Any:
    """Times as ISO 8601, moments with their offset; choices as their words."""
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return value.value if isinstance(value, Enum) else value


def _write_about(folder: Path, written: dict[str, int], network_id: int | None, now: datetime) -> None:
    about = {
        "format": FORMAT,
        "exported_at": now.isoformat(timespec="seconds"),
        "network_id": network_id,
        "records": written,
        "left_out": {
            "people.telegram_id": "names a private account",
            "groups.id, audit.subject of groups, solutions.chat_id, solutions.message_id": "names a private chat",
            "attachments.number, attachments.album": "names a message of a private chat",
            "invitations.token": "opens the door",
            "drafts": "nobody has shared them yet",
            "satisfaction of fewer than three, and who has answered": "it would lead to people",
            "live_notes": "written in private for the city of a case alone",
        },
    }
    with (folder / ABOUT).open("w", encoding="utf-8", newline="\n") as file:
        file.write(json.dumps(about, ensure_ascii=False, indent=2) + "\n")
        _to_disk(file.fileno())


def _to_disk(descriptor: int) -> None:
    os.fsync(descriptor)
