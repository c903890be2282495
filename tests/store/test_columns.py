"""Moments go into both databases, and come out of them, as the same instants."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import DateTime, Dialect
from sqlalchemy.engine import make_url

from store.models.columns import Moment

NOON = datetime(2027, 6, 2, 12, tzinfo=UTC)
IN_MADRID = NOON.astimezone(ZoneInfo("Europe/Madrid"))
SQLITE, POSTGRES = (make_url(url).get_dialect()() for url in ("sqlite://", "postgresql+asyncpg://"))


@pytest.mark.parametrize(
    ("dialect", "kept"), [(SQLITE, "2027-06-02 12:00:00.000000"), (POSTGRES, NOON)], ids=["sqlite", "postgres"]
)
def test_moment_is_kept_in_utc(dialect: Dialect, kept: object) -> None:
    written, read = Moment().bind_processor(dialect), Moment().result_processor(dialect, None)

    assert written(IN_MADRID) == kept
    assert read(kept) == NOON
    assert read(kept).tzinfo is UTC
    assert (written(None), read(None)) == (None, None)


@pytest.mark.parametrize(
    "moment",
    [
        NOON,
        NOON.replace(microsecond=7),
        datetime.min.replace(tzinfo=UTC),
        datetime.max.replace(tzinfo=UTC),
    ],
)
def test_moment_is_written_on_sqlite_as_sqlalchemy_writes_it(moment: datetime) -> None:
    own = DateTime().dialect_impl(SQLITE).bind_processor(SQLITE)

    assert own is not None
    assert Moment().bind_processor(SQLITE)(moment) == own(moment.replace(tzinfo=None))


def test_no_moment_stays_none() -> None:
    assert Moment().process_bind_param(None, POSTGRES) is None
    assert Moment().process_result_value(None, POSTGRES) is None


def test_moment_without_zone_is_refused() -> None:
    for dialect in (SQLITE, POSTGRES):
        with pytest.raises(ValueError, match="time zone"):
            Moment().bind_processor(dialect)(datetime(2027, 6, 2, 12))  # noqa: DTZ001
