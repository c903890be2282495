"""What records are about: themes out of the controlled list in `thesaurus/themes.toml`."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from store.models.columns import Row, choice
from store.models.search import FoundKind


class RecordTheme(Row):
    """A theme of a challenge or an experience, or one that somebody has taken away from it.

    sdgs: the Sustainable Development Goals that the list has for it, as "11, 3": for whoever reads an export
    person_id: who set it so; None: its text suggested it. Where a person has set one, nothing is suggested any more
    """

    __tablename__ = "record_theme"

    kind: Mapped[FoundKind] = mapped_column(choice(FoundKind), primary_key=True)
    about_id: Mapped[int] = mapped_column(primary_key=True)
    theme: Mapped[str] = mapped_column(String(40), primary_key=True)
    sdgs: Mapped[str] = mapped_column(String(24))
    is_away: Mapped[bool] = mapped_column(default=False)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    set_at: Mapped[datetime]
