"""A session while it is held: its stages, who is there, and what people write during a case."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from store.models.agenda import Method
from store.models.columns import Row, choice


class AgendaSource(StrEnum):
    """Out of what the stages were made."""

    PUBLISHED = "published"
    PREPARED = "prepared"
    PROPOSED = "proposed"


class NoteKind(StrEnum):
    """What is written while everybody is silent."""

    DID = "did"
    QUESTION = "question"
    BEWARE = "beware"


class LiveSession(Row):
    """A meeting from when somebody has started it.

    person_id: who started it
    position: of the stage that runs
    stage_ends_at: when its time is over, as far as it is not paused
    touched_at: when somebody last pressed a key of it: one that was forgotten ends by itself
    draw: grows with each draw of rooms, also when the session is held anew; published_draw: which one people were told,
    0: none of this time
    sequence: grows with every change that a key makes, so that keys that were shown before it change nothing
    due_at: when its cards show something else; None: it is over
    """

    __tablename__ = "live_session"

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    source: Mapped[AgendaSource] = mapped_column(choice(AgendaSource))
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    position: Mapped[int] = mapped_column(default=0)
    stage_ends_at: Mapped[datetime]
    paused_at: Mapped[datetime | None]
    touched_at: Mapped[datetime]
    draw: Mapped[int] = mapped_column(default=0)
    published_draw: Mapped[int] = mapped_column(default=0)
    sequence: Mapped[int] = mapped_column(default=1)
    due_at: Mapped[datetime | None] = mapped_column(index=True)


class LiveStage(Row):
    """A step of a method, as the agenda was when the session began: later changes of the agenda are none of it.

    part: the place of its method in the agenda, from 0 on; step: its place in the card of the method
    seconds_left: of its time, as it was left last
    city_id: whose case it is
    """

    __tablename__ = "live_stage"

    meeting_id: Mapped[int] = mapped_column(ForeignKey("live_session.meeting_id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    part: Mapped[int]
    method: Mapped[Method] = mapped_column(choice(Method))
    step: Mapped[int]
    minutes: Mapped[int]
    seconds_left: Mapped[int]
    city_id: Mapped[int | None] = mapped_column(ForeignKey("city.id"))
    entered_at: Mapped[datetime | None]


class LivePresence(Row):
    """Somebody is there, or is not, whatever they had answered; without a row the answer counts.

    room: in which of those that were drawn last; told_room: in which of those that everybody was told
    marked_by: who leads the session and has marked it; None: they were put into a room, or have written
    """

    __tablename__ = "live_presence"

    meeting_id: Mapped[int] = mapped_column(ForeignKey("live_session.meeting_id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)
    is_there: Mapped[bool]
    room: Mapped[int | None]
    told_room: Mapped[int | None]
    marked_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class LiveNote(Row):
    """What somebody wrote in silence about a case. Only the people of the case's city read it, once it is over.

    part: which case; city_id: of who wrote it; handed_at: when it was given to them
    noted_by: who wrote it in the name of a city that is not theirs
    """

    __tablename__ = "live_note"
    __table_args__ = (Index("ix_live_note_meeting_id_part", "meeting_id", "part"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("live_session.meeting_id"))
    part: Mapped[int]
    for_city_id: Mapped[int] = mapped_column(ForeignKey("city.id"))
    city_id: Mapped[int] = mapped_column(ForeignKey("city.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[NoteKind] = mapped_column(choice(NoteKind))
    text: Mapped[str] = mapped_column(String(400))
    language: Mapped[str] = mapped_column(String(2))
    written_at: Mapped[datetime]
    handed_at: Mapped[datetime | None]
    noted_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
