"""Announcements by coordinators."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any, TypedDict

from sqlalchemy import JSON, BigInteger, ForeignKey, String, Text, false
from sqlalchemy.orm import Mapped, mapped_column

from store.models.columns import Row, choice


class AnnouncementState(StrEnum):
    """`sending`: letters about it are on their way; `sent`: all of them have an outcome and the author was told.

    A correction or a withdrawal makes it `sending` again, until it has reached every copy.
    """

    PREVIEW = "preview"
    SCHEDULED = "scheduled"
    SENDING = "sending"
    SENT = "sent"
    CANCELLED = "cancelled"


class Narrowing(StrEnum):
    """By what an announcement is narrowed to some members of its networks."""

    ROLE = "role"
    CITY = "city"
    COUNTRY = "country"
    LANGUAGE = "language"
    ATTENDED = "attended"


class Attended(StrEnum):
    """How a member stands to the last session of a network, or to its next one."""

    ABSENT = "absent"
    CAME = "came"
    SILENT = "silent"


class Rhythm(StrEnum):
    """How an announcement goes out again and again."""

    WEEKLY = "weekly"
    MONTHLY = "monthly"
    SESSIONS = "sessions"


class MediaKind(StrEnum):
    """How a file is shown, by Telegram's name."""

    PHOTO = "photo"
    DOCUMENT = "document"
    VOICE = "voice"
    VIDEO = "video"
    AUDIO = "audio"


IN_ANNOUNCEMENTS = (MediaKind.PHOTO, MediaKind.DOCUMENT, MediaKind.VOICE)


class AnnouncedFile(TypedDict):
    """A file as its author sent it.

    kind: a `MediaKind`, one of `IN_ANNOUNCEMENTS`
    number: of the author's message that it came in; 0 where that was not kept
    words: what was written below it (HTML), as long as they are still those of the announcement
    """

    kind: str
    file_id: str
    number: int
    words: str


class Translation(TypedDict):
    """The words of an announcement in another language (HTML). `is_old`: the text has been changed since."""

    text: str
    is_old: bool


class Announcement(Row):
    """`text` is HTML made from the author's own formatting, already safe.

    files: in their order; several of them are an album
    album: how Telegram names the album of which more may come
    expanded_until: the last person whose letter is in the outbox; None when all of them are
    expected: how many letters there will be, as it was known when it began
    paused_at: since when what waits is held back
    revision: how often its copies were changed; the letters that change them are counted under it
    rewritten_until: the last copy still to go out that has the newest words; None when all of them have
    changed_until: the last delivered copy that is being changed or taken back; None when all of them are
    at_night: whether it reaches also those at once who are in their quiet hours then
    by_clock: the hour that each reader's own clock shows when it comes to them, as "2027-05-25T09:00"; empty: it comes
        to all at once. `send_at` is when the first of them has it
    look_at: when the clock looks at it next; None while nothing is under way
    audience: by the values of `Narrowing`, what a reader has to be one of; what is not there narrows nothing
    language: in which `text` is written; empty: in its author's
    translations: by language, each a `Translation`
    wants_reading: whether its readers are asked to confirm that they have read it
    reminded_at: when those who have not were asked once more; reminding_after: the last of them for whom a letter is in
        the outbox; None when all of them are
    rests: whether nothing is to be done before `look_at`: what is left waits for its readers' morning
    told_at, reported: when the author was last told how it stands, and of how many outcomes; -1 when a page of it was
        done since
    """

    __tablename__ = "announcement"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    files: Mapped[list[AnnouncedFile]] = mapped_column(JSON, default=list)
    album: Mapped[str | None] = mapped_column(String(64))
    state: Mapped[AnnouncementState] = mapped_column(choice(AnnouncementState), index=True)
    send_at: Mapped[datetime | None]
    at_night: Mapped[bool] = mapped_column(default=False, server_default=false())
    by_clock: Mapped[str] = mapped_column(String(16), default="", server_default="")
    audience: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    language: Mapped[str] = mapped_column(String(2), default="", server_default="")
    translations: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    wants_reading: Mapped[bool] = mapped_column(default=False, server_default=false())
    reminded_at: Mapped[datetime | None]
    reminding_after: Mapped[int | None]
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    expanded_until: Mapped[int | None]
    expected: Mapped[int] = mapped_column(default=0)
    paused_at: Mapped[datetime | None]
    revision: Mapped[int] = mapped_column(default=0)
    rewritten_until: Mapped[int | None] = mapped_column(BigInteger)
    changed_until: Mapped[int | None] = mapped_column(BigInteger)
    look_at: Mapped[datetime | None] = mapped_column(index=True)
    rests: Mapped[bool] = mapped_column(default=False, server_default=false())
    told_at: Mapped[datetime | None]
    reported: Mapped[int] = mapped_column(default=0)
    withdrawn_at: Mapped[datetime | None]


class AnnouncementNetwork(Row):
    """An announcement goes to one or several networks."""

    __tablename__ = "announcement_network"

    announcement_id: Mapped[int] = mapped_column(ForeignKey("announcement.id"), primary_key=True)
    network_id: Mapped[int] = mapped_column(ForeignKey("network.id"), primary_key=True, index=True)


class AnnouncementReading(Row):
    """Somebody has confirmed to have read an announcement."""

    __tablename__ = "announcement_reading"

    announcement_id: Mapped[int] = mapped_column(ForeignKey("announcement.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)
    read_at: Mapped[datetime]


class AnnouncementTemplate(Row):
    """What somebody has kept of an announcement of theirs, to begin others with. The columns are those of it."""

    __tablename__ = "announcement_template"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    announcement_id: Mapped[int] = mapped_column(ForeignKey("announcement.id"), index=True, unique=True)
    text: Mapped[str] = mapped_column(Text)
    files: Mapped[list[AnnouncedFile]] = mapped_column(JSON, default=list)
    language: Mapped[str] = mapped_column(String(2))
    translations: Mapped[dict[str, Any]] = mapped_column(default=dict)
    kept_at: Mapped[datetime]


class AnnouncementRepeat(Row):
    """An announcement that is not sent itself: announcements like it go out, one for each occasion.

    days_before: of a session, for that rhythm
    begins: the first hour on the clock of `zone`, as "2027-05-25T09:00"; of sessions only its hour counts
    until, times: the last day, or how many; both None while it is not decided when it ends
    made: how many there were
    due_at: when the next one is to be made, or it is to be seen whether there is one; None once it has ended
    """

    __tablename__ = "announcement_repeat"

    announcement_id: Mapped[int] = mapped_column(ForeignKey("announcement.id"), primary_key=True)
    rhythm: Mapped[Rhythm] = mapped_column(choice(Rhythm))
    days_before: Mapped[int] = mapped_column(default=0)
    begins: Mapped[str] = mapped_column(String(16))
    zone: Mapped[str] = mapped_column(String(64))
    until: Mapped[date | None]
    times: Mapped[int | None]
    made: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime | None] = mapped_column(index=True)


class AnnouncementRound(Row):
    """One of these announcements. `occasion`: the day or the session that it is for; there is one for each.

    round_id: the announcement; None where it was too late for one
    """

    __tablename__ = "announcement_round"

    announcement_id: Mapped[int] = mapped_column(ForeignKey("announcement_repeat.announcement_id"), primary_key=True)
    occasion: Mapped[str] = mapped_column(String(32), primary_key=True)
    round_id: Mapped[int | None] = mapped_column(ForeignKey("announcement.id"), index=True)
