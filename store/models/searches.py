"""What people look for."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from store.models.columns import Row


class Search(Row):
    """What somebody looks for, so that the keys below the results work for weeks.

    filters: what it is narrowed to; page: the one that was shown last; used_at: when
    """

    __tablename__ = "search"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    words: Mapped[str] = mapped_column(String(200))
    filters: Mapped[dict[str, Any]]
    page: Mapped[int] = mapped_column(default=0)
    used_at: Mapped[datetime] = mapped_column(index=True)
