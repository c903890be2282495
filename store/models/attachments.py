"""What is attached to challenges, experiences and solutions; and records that were told before they were written."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from store.models.columns import Row, choice


class AttachedTo(StrEnum):
    """What has attachments."""

    CHALLENGE = "challenge"
    EXPERIENCE = "experience"
    SOLUTION = "solution"


class AttachmentKind(StrEnum):
    """What is attached; but for links by Telegram's name."""

    PHOTO = "photo"
    VIDEO = "video"
    DOCUMENT = "document"
    AUDIO = "audio"
    VOICE = "voice"
    LINK = "link"


class Attachment(Row):
    """One file that Telegram keeps, or one link.

    person_id: who sent it
    unique_id: Telegram's name of the file, the same however often it is sent; of a link, what it is told by
    name, duration: of a document as its author called it; of a recording in seconds
    caption: what was written below it
    number, album: of the message that it came in, and of the album which that belongs to
    gone_at: since when Telegram does not have the file any more
    """

    __tablename__ = "attachment"
    __table_args__ = (UniqueConstraint("about", "about_id", "unique_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    network_id: Mapped[int] = mapped_column(ForeignKey("network.id"), index=True)
    about: Mapped[AttachedTo] = mapped_column(choice(AttachedTo))
    about_id: Mapped[int]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[AttachmentKind] = mapped_column(choice(AttachmentKind))
    unique_id: Mapped[str] = mapped_column(String(64))
    file_id: Mapped[str] = mapped_column(String(256), default="")
    url: Mapped[str] = mapped_column(Text, default="")
    name: Mapped[str] = mapped_column(String(255), default="")
    size: Mapped[int] = mapped_column(BigInteger, default=0)
    duration: Mapped[int] = mapped_column(default=0)
    caption: Mapped[str] = mapped_column(Text, default="")
    number: Mapped[int] = mapped_column(BigInteger, default=0)
    album: Mapped[str | None] = mapped_column(String(64))
    added_at: Mapped[datetime]
    gone_at: Mapped[datetime | None]


class Spoken(Row):
    """A challenge or an experience of which there is a voice note and no words yet. The row goes when they are there.

    person_id: who told it, and is asked for the words
    number: of their message, to which the question replies
    asked: how often they have been asked
    ask_at: when they are asked next; None: not any more
    """

    __tablename__ = "spoken"
    __table_args__ = (UniqueConstraint("about", "about_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    network_id: Mapped[int] = mapped_column(ForeignKey("network.id"), index=True)
    about: Mapped[AttachedTo] = mapped_column(choice(AttachedTo))
    about_id: Mapped[int]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    number: Mapped[int] = mapped_column(BigInteger)
    asked: Mapped[int] = mapped_column(default=0)
    ask_at: Mapped[datetime | None] = mapped_column(index=True)
