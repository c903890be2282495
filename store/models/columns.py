"""Column types shared by all tables."""

from datetime import UTC, datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any, ClassVar

from sqlalchemy import JSON, BigInteger, DateTime, Dialect, Enum, Integer, MetaData
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

# Named constraints: SQLite can only change a table through Alembic's batch mode when it can name what it drops.
NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Moment(TypeDecorator[datetime]):
    """An aware datetime in UTC, in and out, on both databases."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        return None if value is None else _in_utc(value)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        return None if value is None else value.astimezone(UTC)

    # SQLite keeps text. SQLAlchemy's own way there and back takes half as long again, with the same outcome.

    def bind_processor(self, dialect: Dialect) -> Any:
        return _written if dialect.name == "sqlite" else super().bind_processor(dialect)

    def result_processor(self, dialect: Dialect, coltype: object) -> Any:
        return _read if dialect.name == "sqlite" else super().result_processor(dialect, coltype)


_WITHOUT_ZONE = len("2027-11-30 17:00:00.000000")


def _in_utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    return moment if moment.tzinfo is UTC else moment.astimezone(UTC)


@lru_cache(512)
def _written(moment: datetime | None) -> str | None:
    """As SQLAlchemy writes it: without its zone, which is UTC, and always with six digits of a second.

    Kept, for a unit writes the same few moments again and again, and putting one into words takes as long as SQLite
    takes to find a row.
    """
    return None if moment is None else _in_utc(moment).isoformat(" ", "microseconds")[:_WITHOUT_ZONE]


def _read(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(f"{text}+00:00")


# SQLite only numbers rows by itself when the key is a plain INTEGER.
BigId = BigInteger().with_variant(Integer, "sqlite")


def choice(kind: type[StrEnum], *, check: str = "") -> Enum:
    """A text column with a check, not a database enum: a new value is then an ordinary migration.

    check: what the check is called, where a table has another column of the same kind
    """
    return Enum(
        kind,
        native_enum=False,
        create_constraint=True,
        length=16,
        name=check or kind.__name__.lower(),
        values_callable=lambda values: [value.value for value in values],
    )


class Row(DeclarativeBase):
    """What every table class inherits."""

    metadata = MetaData(naming_convention=NAMES)
    # One of each for all columns: of a class SQLAlchemy makes one for each column, and half a kilobyte beside it.
    type_annotation_map: ClassVar[dict[Any, Any]] = {datetime: Moment(), dict[str, Any]: JSON(), list[str]: JSON()}
