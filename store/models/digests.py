"""What the coordination does with a network's digest before it goes out."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from store.models.columns import Row, choice


class NewsPart(StrEnum):
    """A kind of news that everybody in a network is told of. ANSWERS: to a challenge."""

    CHALLENGE = "challenge"
    EXPERIENCE = "experience"
    ANSWERS = "answers"
    SOLVED = "solved"
    ADOPTION = "adoption"
    PROMPT = "prompt"
    RESULTS = "results"
    RECORDING = "recording"


class DigestLine(Row):
    """A line of the coordination, told once to each reader, as any other piece of news.

    translations: the same in other languages, by language, as somebody wrote them
    """

    __tablename__ = "digest_line"
    __table_args__ = (Index("ix_digest_line_network_id_written_at", "network_id", "written_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    network_id: Mapped[int] = mapped_column(ForeignKey("network.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    language: Mapped[str] = mapped_column(String(2))
    text: Mapped[str] = mapped_column(Text)
    translations: Mapped[dict[str, Any]] = mapped_column(default=dict)
    written_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]


class DigestDrop(Row):
    """What had happened until `dropped_at` is in no digest; who may see it sees it everywhere else.

    about_id: of the challenge, the experience, the adoption, the prompt or the session
    """

    __tablename__ = "digest_drop"

    network_id: Mapped[int] = mapped_column(ForeignKey("network.id"), primary_key=True)
    part: Mapped[NewsPart] = mapped_column(choice(NewsPart), primary_key=True)
    about_id: Mapped[int] = mapped_column(primary_key=True)
    dropped_at: Mapped[datetime]
