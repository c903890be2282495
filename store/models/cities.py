"""Cities and other member entities."""

from datetime import date, time

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from store.models.columns import Row


class City(Row):
    """A city or entity of the programme. Names collide, so a city is shown with its country and found by slug."""

    __tablename__ = "city"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str] = mapped_column(String(128))
    country: Mapped[str] = mapped_column(String(2))  # ISO 3166-1 alpha-2
    zone: Mapped[str] = mapped_column(String(64))  # IANA name
    language: Mapped[str] = mapped_column(String(2))
    region: Mapped[str] = mapped_column(
        String(32), default=""
    )  # whose holidays it has too: ISO 3166-2 less the country
    opens_at: Mapped[time] = mapped_column(default=time(9))  # from Monday to Friday, on the wall clock there
    closes_at: Mapped[time] = mapped_column(default=time(18))


class CityDay(Row):
    """Days on which a city is closed beside the public holidays: a local feast, or a recess. Both ends belong to it."""

    __tablename__ = "city_day"
    __table_args__ = (Index("ix_city_day_city_id_ends_on", "city_id", "ends_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    city_id: Mapped[int] = mapped_column(ForeignKey("city.id"))
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    name: Mapped[str] = mapped_column(String(80))
