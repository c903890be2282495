"""The cities ask a guest beforehand, and vote; whoever prepares the session puts away what does not fit."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy.orm import Session

from actions import attention, letters
from actions.access import Speaker, access_contributing, access_guest, access_hosted_guest, access_speaking
from actions.guests.refusals import OwnQuestion, QuestionsClosed, QuestionStands, TooManyQuestions
from actions.meetings.recording import record
from actions.refusals import NetworkClosed, NotAllowed, NotFound
from store.database import row_by_id
from store.guests import Asked, Visit, asked_by, question_by_id, questions_to, vote_of
from store.locking import lock
from store.memberships import membership_of
from store.models import GuestQuestion, GuestVote, Kind, Person
from texts.guests import questions as texts
from texts.translator import translator_of

MOST = 3  # of one person to one guest


class Question(NamedTuple):
    """One to a guest."""

    asked: Asked
    visit: Visit


def is_open(visit: Visit, now: datetime) -> bool:
    """Whether something can be asked: until the session starts."""
    guest, meeting, network = visit
    takes_place = meeting.cancelled_at is None and network.closed_at is None
    return takes_place and guest.ended_at is None and meeting.starts_at > now


def check_network(visit: Visit) -> None:
    """A closed network can only be read."""
    if visit.network.closed_at is not None:
        raise NetworkClosed


def access_question(session: Session, person: Person, question_id: int) -> Question:
    """One that stands, of a session that the person takes part in."""
    question = question_by_id(session, question_id)
    if question is None:
        raise NotFound
    visit = access_guest(session, person, question.guest_id)
    return Question(standing(session, visit, question, person), visit)


def standing(session: Session, visit: Visit, question: GuestQuestion, reader: Person) -> Asked:
    """As it stands among the others; refuses one that was withdrawn or put away."""
    for asked in questions_to(session, visit.guest.id, reader.id):
        if asked.question.id == question.id:
            return asked
    raise NotFound


def access_asking(
    session: Session, person: Person, guest_id: int, city_id: int, now: datetime
) -> tuple[Visit, Speaker]:
    """A guest whom the person can ask something, and for which city."""
    visit = access_guest(session, person, guest_id)
    speaker = access_speaking(session, person, visit.meeting.id, city_id)
    if not is_open(visit, now):
        raise QuestionsClosed
    return visit, speaker


def check_room(session: Session, person: Person, visit: Visit, speaker: Speaker) -> None:
    """A few each, so that all are read; what is noted for cities is theirs."""
    if not speaker.is_noting and asked_by(session, visit.guest.id, person.id) >= MOST:
        raise TooManyQuestions


def do_ask(session: Session, person: Person, guest_id: int, city_id: int, words: str, *, now: datetime) -> Visit:
    """One more question."""
    visit, speaker = access_asking(session, person, guest_id, city_id, now)
    lock(session, visit.guest)
    check_room(session, person, visit, speaker)
    question = GuestQuestion(
        guest_id=visit.guest.id,
        city_id=speaker.city.id,
        person_id=person.id,
        noted_by=person.id if speaker.is_noting else None,
        text=words,
        language=person.language,
        asked_at=now,
        answer="",
    )
    session.add(question)
    session.flush()
    if speaker.is_noting:
        _record(session, person, visit, "guest_question_noted", question, now)
    return visit


def do_vote(session: Session, person: Person, question_id: int, *, is_wanted: bool, now: datetime) -> Visit:
    """The person wants to hear the answer, too, or does not any more; said twice it is the same."""
    asked, visit = access_question(session, person, question_id)
    membership, _ = access_contributing(session, person, visit.network.id)
    if membership.city_id is None:
        raise NotAllowed
    if is_own(asked, person):
        raise OwnQuestion
    if not is_open(visit, now):
        raise QuestionsClosed
    lock(session, visit.guest)
    vote = vote_of(session, question_id, person.id)
    if is_wanted and vote is None:
        session.add(GuestVote(question_id=question_id, person_id=person.id, voted_at=now))
    elif vote is not None and not is_wanted:
        session.delete(vote)
    session.flush()
    return visit


def is_own(asked: Asked, person: Person) -> bool:
    """Whether somebody wrote it for themselves; what was noted for a city is that city's."""
    return asked.question.person_id == person.id and asked.question.noted_by is None


def do_withdraw(session: Session, person: Person, question_id: int, *, now: datetime) -> Visit:
    """Whoever wrote it asks it no more, unless others have had something of it: the session, or the answer."""
    asked, visit = access_question(session, person, question_id)
    check_network(visit)
    if asked.question.person_id != person.id:
        raise NotAllowed
    lock(session, visit.guest)
    lock(session, asked.question)  # the guest may answer at this moment
    if asked.question.answered_at is not None or visit.meeting.starts_at <= now:
        raise QuestionStands
    asked.question.withdrawn_at = now
    session.flush()
    return visit


def do_put_away(session: Session, person: Person, question_id: int, *, now: datetime) -> Visit:
    """It is shown no more; its author is told, kindly. Harmless when done twice."""
    question = question_by_id(session, question_id)
    if question is None:
        raise NotFound
    visit = access_hosted_guest(session, person, question.guest_id)
    check_network(visit)
    lock(session, visit.guest)
    if question.put_away_at is None and question.withdrawn_at is None:
        question.put_away_at = now
        session.flush()
        _record(session, person, visit, "guest_question_put_away", question, now)
        if question.person_id != person.id:
            _tell_author(session, visit, question, now)
    return visit


def do_mark(session: Session, person: Person, question_id: int, *, is_done: bool, now: datetime) -> Question:
    """It was answered in the session, or was not after all."""
    asked, visit = access_question(session, person, question_id)
    access_hosted_guest(session, person, visit.guest.id)
    check_network(visit)
    lock(session, visit.guest)
    asked.question.done_at = (asked.question.done_at or now) if is_done else None
    session.flush()
    return Question(asked, visit)


def _tell_author(session: Session, visit: Visit, question: GuestQuestion, now: datetime) -> None:
    author = row_by_id(session, Person, question.person_id)
    is_there = author is not None and membership_of(session, author.id, visit.network.id) is not None
    if author is None or author.telegram_id is None or not is_there:
        return
    key = f"guest:{visit.guest.id}:question:{question.id}:away:person:{author.id}"
    postage = attention.postage(Kind.GUEST_QUESTION, author, key=key, now=now)
    message = texts.put_away_told(translator_of(author), visit, question)
    letters.send(session, author.telegram_id, message, now=now, postage=postage)


def _record(session: Session, person: Person, visit: Visit, deed: str, question: GuestQuestion, now: datetime) -> None:
    details = {"guest": visit.guest.id, "question": question.id, "city": question.city_id}
    record(session, person, visit.meeting, deed, now, details)
