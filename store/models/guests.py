"""Guests of one session, and what the cities ask them."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from store.models.columns import Row


class Guest(Row):
    """Somebody from outside who comes to one session, announced perhaps before the link was opened.

    person_id: who came with the link
    about: what they talk about
    days: of access after the session's end
    ends_at: when access ends, by the session's present date; None: it has ended
    withdrawn_at: when it was said that they do not come
    """

    __tablename__ = "guest"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), index=True)
    invitation_id: Mapped[int | None] = mapped_column(ForeignKey("invitation.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    created_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    name: Mapped[str] = mapped_column(String(80))
    about: Mapped[str] = mapped_column(String(160), default="")
    days: Mapped[int]
    created_at: Mapped[datetime]
    ends_at: Mapped[datetime | None] = mapped_column(index=True)
    ended_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]


class GuestQuestion(Row):
    """What a city asks a guest. It is the city's, and outlives its author.

    noted_by: the coordinator who was told of it and wrote it down in the city's name
    put_away_at: when whoever prepares the session found it unfitting
    done_at: when it was marked as answered in the session
    answer: in writing, by the guest
    """

    __tablename__ = "guest_question"

    id: Mapped[int] = mapped_column(primary_key=True)
    guest_id: Mapped[int] = mapped_column(ForeignKey("guest.id"), index=True)
    city_id: Mapped[int] = mapped_column(ForeignKey("city.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    noted_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    text: Mapped[str] = mapped_column(String(240))
    language: Mapped[str] = mapped_column(String(2))
    asked_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    put_away_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    answer: Mapped[str] = mapped_column(String(700), default="")
    answered_at: Mapped[datetime | None] = mapped_column(index=True)


class GuestVote(Row):
    """Somebody wants to hear the answer to another one's question, too."""

    __tablename__ = "guest_vote"

    question_id: Mapped[int] = mapped_column(ForeignKey("guest_question.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)
    voted_at: Mapped[datetime]
