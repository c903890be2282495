"""What a network's coordination says to those who come in."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from store.models.columns import Row, choice


class TextKind(StrEnum):
    """ABOUT: on the network's page and on its invitations. WELCOME: once somebody is in."""

    ABOUT = "about"
    WELCOME = "welcome"


class NetworkText(Row):
    """One version of a network's text: the newest stands, an older one is what a change can be undone to.

    person_id: None where a programme file says it
    text: as it was written first; empty where the network has none since
    translations: the same in other languages, by language, as somebody wrote them
    """

    __tablename__ = "network_text"
    __table_args__ = (Index("ix_network_text_network_id_kind", "network_id", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    network_id: Mapped[int] = mapped_column(ForeignKey("network.id"))
    kind: Mapped[TextKind] = mapped_column(choice(TextKind))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    language: Mapped[str] = mapped_column(String(2))
    text: Mapped[str] = mapped_column(Text)
    translations: Mapped[dict[str, Any]] = mapped_column(default=dict)
    written_at: Mapped[datetime]

    @property
    def words(self) -> dict[str, str]:
        """By language, first as it was written first."""
        return {self.language: self.text, **self.translations} if self.text else {}

    def said_in(self, language: str) -> str:
        """To a reader of that language; perhaps empty."""
        return self.words.get(language, self.text)
