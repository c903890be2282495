"""Queries of the themes of records."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.database import all_straight, insert_all_new
from store.models import Challenge, Experience, FoundKind, RecordTheme, Visibility


def rows_of(session: Session, kind: FoundKind, about_id: int) -> list[RecordTheme]:
    """All that was said of a record, what was taken away too, in the order in which it was."""
    return all_straight(session, _SAID, {"kind": kind, "about_id": about_id})


_SAID = (
    sa.select(RecordTheme)
    .where(RecordTheme.kind == sa.bindparam("kind"), RecordTheme.about_id == sa.bindparam("about_id"))
    .order_by(RecordTheme.set_at, RecordTheme.theme)
)


def add_suggested(session: Session, kind: FoundKind, about_id: int, goals: Mapping[str, str], set_at: datetime) -> None:
    """Themes that the text of a record suggests, each with its goals."""
    of_record: dict[str, Any] = {"kind": kind, "about_id": about_id, "is_away": False, "person_id": None}
    rows = [{**of_record, "theme": theme, "sdgs": sdgs, "set_at": set_at} for theme, sdgs in goals.items()]
    insert_all_new(session, RecordTheme, rows, unique=["kind", "about_id", "theme"])


def themes_of(session: Session, kind: FoundKind, about_id: int) -> list[str]:
    """What a record is about."""
    return [row.theme for row in rows_of(session, kind, about_id) if not row.is_away]


def themes_in_networks(session: Session, networks: Collection[int]) -> set[str]:
    """What the records are about that everybody in these networks may read."""
    if not networks:
        return set()
    of_records = [
        sa.select(RecordTheme.theme)
        .join(table, table.id == RecordTheme.about_id)
        .where(
            RecordTheme.kind == kind,
            RecordTheme.is_away.is_(False),
            table.network_id.in_(networks),
            table.visibility == Visibility.NETWORK,
            table.withdrawn_at.is_(None),
        )
        for kind, table in ((FoundKind.CHALLENGE, Challenge), (FoundKind.EXPERIENCE, Experience))
    ]
    return set(session.scalars(sa.union(*of_records)))
