"""A guest answers in writing what the cities ask, until access ends."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions.access import access_own_visit
from actions.guests.asking import Question, check_network, standing
from actions.refusals import NotFound
from store.guests import question_by_id
from store.locking import lock
from store.models import Person


def access_own_question(session: Session, person: Person, question_id: int) -> Question:
    """One that the person is asked as a guest."""
    question = question_by_id(session, question_id)
    if question is None:
        raise NotFound
    visit = access_own_visit(session, person, question.guest_id)
    return Question(standing(session, visit, question, person), visit)


def do_answer(session: Session, person: Person, question_id: int, words: str, *, now: datetime) -> Question:
    """The answer, or better words for it."""
    asked, visit = access_own_question(session, person, question_id)
    check_network(visit)
    lock(session, asked.question)
    if asked.question.withdrawn_at is not None or asked.question.put_away_at is not None:  # at this very moment
        raise NotFound
    asked.question.answer = words
    asked.question.answered_at = asked.question.answered_at or now
    session.flush()
    return Question(asked, visit)
