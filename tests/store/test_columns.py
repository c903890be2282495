"""Moments go into both databases, and come out of them, as the same instants."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Dialect
from sqlalchemy.engine import make_url

from store.models.columns import Moment

NOON = datetime(2027, 6, 2, 12, tzinfo=UTC)
IN_MADRID = NOON.astimezone(ZoneInfo("Europe/Madrid"))
SQLITE, POSTGRES = (make_url(url).get_dialect()() for url in ("sqlite://", "postgresql+asyncpg://"))


@pytest.mark.parametrize(
    ("dialect", "kept"), [(SQLITE, NOON.replace(tzinfo=None)), (POSTGRES, NOON)], ids=["sqlite", "postgres"]
)
def test_moment_is_kept_in_utc(dialect: Dialect, kept: datetime) -> None:
    went_in = Moment().process_bind_param(IN_MADRID, dialect)
    came_out = Moment().process_result_value(went_in, dialect)

    assert (went_in, came_out) == (kept, NOON)
    assert came_out is not None
    assert came_out.tzinfo is UTC


def test_no_moment_stays_none() -> None:
    assert Moment().process_bind_param(None, SQLITE) is None
    assert Moment().process_result_value(None, SQLITE) is None


def test_moment_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        Moment().process_bind_param(datetime(2027, 6, 2, 12), SQLITE)  # noqa: DTZ001
