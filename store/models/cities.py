"""Cities and other member entities."""

from sqlalchemy import String
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
