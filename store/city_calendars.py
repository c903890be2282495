"""The days on which cities are closed beside the public holidays."""

from collections.abc import Collection
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.models import CityDay


def days_of_cities(session: Session, city_ids: Collection[int], first: date, last: date) -> list[CityDay]:
    """Those that touch the time from `first` to `last`, the earliest first."""
    found = sa.select(CityDay).where(CityDay.city_id.in_(city_ids), CityDay.ends_on >= first, CityDay.starts_on <= last)
    return list(session.scalars(found.order_by(CityDay.starts_on, CityDay.id)))


def days_from(session: Session, city_id: int, day: date) -> list[CityDay]:
    """Those of a city that are not over on `day`, the earliest first."""
    found = sa.select(CityDay).where(CityDay.city_id == city_id, CityDay.ends_on >= day)
    return list(session.scalars(found.order_by(CityDay.starts_on, CityDay.id)))
