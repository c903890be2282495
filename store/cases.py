"""Queries of what cities bring to their turn: when they are briefed, and what they ask the others."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.database import carry_out
from store.models import (
    NOT_BEGUN,
    UNSENT,
    Briefing,
    CaseQuestion,
    City,
    Letter,
    LetterState,
    Meeting,
    Person,
    Rota,
    RotaTurn,
)
from store.models.letters import written_out

NEXT_BRIEFING = sa.select(sa.func.min(Briefing.due_at))  # when the people of a city are briefed

_ASKED = (  # whenever a session is told of: built once
    sa.select(CaseQuestion.city_id, CaseQuestion.text)
    .join(RotaTurn, sa.and_(RotaTurn.rota_id == CaseQuestion.rota_id, RotaTurn.city_id == CaseQuestion.city_id))
    .where(RotaTurn.meeting_id == sa.bindparam("meeting_id"))
    .order_by(CaseQuestion.city_id, CaseQuestion.place)
)


def briefings_of(session: Session, rota_id: int) -> dict[int, Briefing]:
    """All that were ever planned, by the city's id."""
    found = sa.select(Briefing).where(Briefing.rota_id == rota_id)
    return {briefing.city_id: briefing for briefing in session.scalars(found)}


def briefings_due(session: Session, now: datetime, limit: int) -> list[Briefing]:
    """Those whose moment has come; what another process has in hand is left to it."""
    found = (
        sa.select(Briefing)
        .where(Briefing.due_at <= now)
        .order_by(Briefing.due_at, Briefing.rota_id, Briefing.city_id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return list(session.scalars(found))


def take_back_briefings(session: Session, prefix: str) -> int:
    """Unsent letters whose key begins so are not sent; their keys are free again. Gives how many they are."""
    unsent = (Letter.state.in_(written_out(*UNSENT)), Letter.state.in_(NOT_BEGUN))
    change = sa.update(Letter).where(*unsent, Letter.key.startswith(prefix, autoescape=True))
    taken_back = change.values(state=LetterState.WITHDRAWN, key=None, subject=None, lease_until=None)
    return len(session.scalars(taken_back.returning(Letter.id)).all())


def questions_of(session: Session, rota_id: int, city_id: int) -> list[str]:
    """What a city asks, in its order."""
    found = sa.select(CaseQuestion.text).where(CaseQuestion.rota_id == rota_id, CaseQuestion.city_id == city_id)
    return list(session.scalars(found.order_by(CaseQuestion.place)))


def cities_that_ask(session: Session, rota_id: int) -> frozenset[int]:
    """The ids of the cities whose questions are there."""
    return frozenset(session.scalars(sa.select(CaseQuestion.city_id).where(CaseQuestion.rota_id == rota_id)))


def questions_in(session: Session, meeting: Meeting) -> dict[int, tuple[str, ...]]:
    """What the cities ask whose cases are heard in a session, by the city's id."""
    asked: dict[int, tuple[str, ...]] = defaultdict(tuple)
    for city_id, text in carry_out(session, _ASKED, {"meeting_id": meeting.id}).rows:
        asked[city_id] += (text,)
    return dict(asked)


def cities_noted_in(session: Session, meeting: Meeting) -> frozenset[int]:
    """The ids of those of them whose questions the coordination has noted."""
    is_turn = sa.and_(RotaTurn.rota_id == CaseQuestion.rota_id, RotaTurn.city_id == CaseQuestion.city_id)
    found = sa.select(CaseQuestion.city_id).join(RotaTurn, is_turn)
    return frozenset(
        session.scalars(found.where(RotaTurn.meeting_id == meeting.id, CaseQuestion.noted_by.is_not(None)))
    )


def save_questions(
    session: Session,
    rota: Rota,
    city: City,
    questions: Sequence[str],
    person: Person,
    now: datetime,
    noted_by: int | None = None,
) -> None:
    """In the place of those that were there."""
    of_city = (CaseQuestion.rota_id == rota.id, CaseQuestion.city_id == city.id)
    session.execute(sa.delete(CaseQuestion).where(*of_city).execution_options(synchronize_session="fetch"))
    session.add_all(
        CaseQuestion(
            rota_id=rota.id,
            city_id=city.id,
            place=place,
            person_id=person.id,
            text=text,
            language=person.language if noted_by is None else city.language,
            written_at=now,
            noted_by=noted_by,
        )
        for place, text in enumerate(questions, 1)
    )
    session.flush()


def questions_to_read(session: Session, meeting: Meeting) -> dict[int, list[CaseQuestion]]:
    """The same as rows, with their languages."""
    is_turn = sa.and_(RotaTurn.rota_id == CaseQuestion.rota_id, RotaTurn.city_id == CaseQuestion.city_id)
    found = sa.select(CaseQuestion).join(RotaTurn, is_turn).where(RotaTurn.meeting_id == meeting.id)
    asked: dict[int, list[CaseQuestion]] = defaultdict(list)
    for question in session.scalars(found.order_by(CaseQuestion.city_id, CaseQuestion.place)):
        asked[question.city_id].append(question)
    return dict(asked)
