"""What cities take on in a session, until the next one."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from store.models.columns import Row, choice


class CommitmentState(StrEnum):
    """What the city says of it; `open`: nothing yet."""

    OPEN = "open"
    DOING = "doing"
    DONE = "done"
    CHANGED = "changed"
    BLOCKED = "blocked"


class Commitment(Row):
    """One small thing that a city does after a session. It is the city's, and outlives its author.

    It is due when the network's next session begins, whichever that is by then: so no date stands here.

    person_id: who wrote its words last
    noted_by: the coordinator who was told of it, or of how it goes, and wrote that down in the city's name
    earlier: the words before they first changed
    obstacle: what the city says of how it goes; while it is blocked, what is in the way
    challenge_id: of that, as the city has asked the network for help
    sequence: grows with every change, so that keys from before it change nothing
    check_at: when the city is to be asked how it goes; None: that has been done, or it was too late for it
    """

    __tablename__ = "commitment"
    __table_args__ = (UniqueConstraint("meeting_id", "city_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    city_id: Mapped[int] = mapped_column(ForeignKey("city.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    noted_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    text: Mapped[str] = mapped_column(String(200))
    earlier: Mapped[str] = mapped_column(String(200), default="")
    language: Mapped[str] = mapped_column(String(2))
    state: Mapped[CommitmentState] = mapped_column(choice(CommitmentState), default=CommitmentState.OPEN)
    obstacle: Mapped[str] = mapped_column(String(300), default="")
    challenge_id: Mapped[int | None] = mapped_column(ForeignKey("challenge.id"))
    sequence: Mapped[int] = mapped_column(default=1)
    taken_at: Mapped[datetime]
    changed_at: Mapped[datetime | None]
    check_at: Mapped[datetime | None] = mapped_column(index=True)
    withdrawn_at: Mapped[datetime | None]
