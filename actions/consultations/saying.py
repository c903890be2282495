"""A member's answer changes with each press: nothing has to be sent in. What one says is locked for the others."""

from collections.abc import Callable
from datetime import datetime
from typing import Concatenate, ParamSpec

from sqlalchemy.orm import Session

from actions import audit, letters
from actions.access import Answering
from actions.consultations.hours import as_written, hours_in, shifted
from actions.consultations.refusals import ConsultationClosed, EnoughWishes, NothingSaid
from actions.consultations.standing import is_open, offset_of
from actions.refusals import TooLong, UnknownPress
from store import consultations as store
from store import consulted
from store.locking import lock
from store.models import AnsweredBy, ConsultationAnswer, FieldLevel, Person
from texts.consultations.presses import Measure
from texts.consultations.questionnaire import Question, QuestionKind, question_named, questions_of

MOST_VALUE = 3
WORDS_LIMIT = 500

Given = ParamSpec("Given")
Change = Callable[Concatenate[Session, Answering, Given], bool]
Deed = Callable[Concatenate[Session, Person, Answering, datetime, Given], bool]


def _deed(change: Change[Given]) -> Deed[Given]:
    """Of a change that says whether it was one: only while the consultation is open, one at a time, and kept whose."""

    def do(
        session: Session,
        person: Person,
        answering: Answering,
        now: datetime,
        /,
        *given: Given.args,
        **named: Given.kwargs,
    ) -> bool:
        lock(session, answering.member)
        check_open(answering, now)
        has_changed = change(session, answering, *given, **named)
        if has_changed:
            _keep_whose(session, person, answering, now)
        return has_changed

    return do


def check_open(answering: Answering, now: datetime) -> None:
    """Refuses from the last moment on; also who notes in a member's name, and may set another last day."""
    if not is_open(answering.consultation, now):
        raise ConsultationClosed


@_deed
def do_wish(session: Session, answering: Answering, field_id: int) -> bool:
    """The next wish. Harmless when it is one already."""
    answer = _answer(session, answering, field_id)
    if answer.rank is not None:
        return False
    most = next(one.most for one in _questions(answering) if one.kind is QuestionKind.RANK)
    ranks = [one.rank for one in _answers(session, answering) if one.rank is not None]
    if len(ranks) >= most:
        raise EnoughWishes(most)
    answer.rank = max(ranks, default=0) + 1
    session.add(answer)
    session.flush()
    return True


@_deed
def do_undo_wish(session: Session, answering: Answering, field_id: int) -> bool:
    """Takes the last wish back, as long as it is this one; what was said of the field goes with it."""
    ranked = sorted((one.rank, one) for one in _answers(session, answering) if one.rank is not None)
    if not ranked or ranked[-1][1].field_id != field_id:
        return False
    session.delete(ranked[-1][1])
    session.flush()
    return True


@_deed
def do_measure(session: Session, answering: Answering, field_id: int, measure: Measure, value: int) -> bool:
    """How much is needed, or offered."""
    if not 0 <= value <= MOST_VALUE:
        raise UnknownPress
    answer = _answer(session, answering, field_id)
    if getattr(answer, measure) == value:
        return False
    setattr(answer, measure, value)
    return _said(session, answer)


@_deed
def do_level(session: Session, answering: Answering, field_id: int, level: str) -> bool:
    """How far along."""
    if level not in {one.value for one in FieldLevel}:
        raise UnknownPress
    answer = _answer(session, answering, field_id)
    if answer.level is FieldLevel(level):
        return False
    answer.level = FieldLevel(level)
    return _said(session, answer)


@_deed
def do_mark_hour(session: Session, answering: Answering, hour: int, *, suits: bool) -> bool:
    """An hour of the member's own clock; kept in UTC, as in files."""
    if not 0 <= hour <= 23:
        raise UnknownPress
    member = answering.member
    before = hours_in(member.hours)
    (in_utc,) = shifted([hour], -offset_of(answering.consultation, member))
    after = before | {in_utc} if suits else before - {in_utc}
    member.hours = as_written(after)
    session.flush()
    return after != before


@_deed
def do_mark_option(session: Session, answering: Answering, question_id: str, option: str, *, is_chosen: bool) -> bool:
    """Chosen, or no more. Of a question that takes one, the other one is chosen no more."""
    question = _question(answering, question_id)
    offered = _offered(session, answering, question)
    if option not in offered:
        raise UnknownPress
    before = consulted.replies_of_member(session, answering.member.id).get(question_id, "")
    chosen = {one for one in before.split(";") if one} - {option}
    if is_chosen:
        chosen = chosen | {option} if _takes_several(question) else {option}
    after = ";".join(one for one in offered if one in chosen)
    consulted.keep_reply(session, answering.member.id, question_id, after)
    return after != before


@_deed
def do_write(session: Session, answering: Answering, question_id: str, words: str) -> bool:
    """What was typed; nothing takes it away."""
    if _question(answering, question_id).kind is not QuestionKind.TEXT:
        raise UnknownPress
    before = consulted.replies_of_member(session, answering.member.id).get(question_id, "")
    consulted.keep_reply(session, answering.member.id, question_id, words)
    return words != before


@_deed
def do_write_more(session: Session, answering: Answering, question_id: str, words: str) -> bool:
    """Behind what stands there already; harmless when done twice."""
    if _question(answering, question_id).kind is not QuestionKind.TEXT:
        raise UnknownPress
    before = consulted.replies_of_member(session, answering.member.id).get(question_id, "")
    if before.endswith(words):
        return False
    after = f"{before} {words}".strip()
    if len(after) > WORDS_LIMIT:
        raise TooLong(len(after), WORDS_LIMIT)
    consulted.keep_reply(session, answering.member.id, question_id, after)
    return True


def do_finish(session: Session, person: Person, answering: Answering, *, now: datetime) -> None:
    """Nothing is asked any more, and nobody reminded. Harmless when done twice."""
    lock(session, answering.member)
    check_open(answering, now)
    member = answering.member
    has_replied = bool(member.hours or consulted.replies_of_member(session, member.id))
    if not has_replied and not _answers(session, answering):
        raise NothingSaid
    if member.finished_at is None:
        member.finished_at = now
        member.said_at = member.said_at or now
        member.answered_by = member.answered_by or _by(answering)
        letters.withdraw(session, nudge_key(answering.consultation.id, member.id))
        _note(session, person, answering, "consultation_answered", now)


def nudge_key(consultation_id: int, member_id: int) -> str:
    """With which the keys of a member's reminders begin."""
    return f"consultation:{consultation_id}:member:{member_id}:"


def _keep_whose(session: Session, person: Person, answering: Answering, now: datetime) -> None:
    member, by = answering.member, _by(answering)
    if answering.is_noting and member.answered_by is not by:
        _note(session, person, answering, "consultation_noted", now)
    member.answered_by, member.said_at = by, now
    session.flush()


def _by(answering: Answering) -> AnsweredBy:
    return AnsweredBy.COORDINATION if answering.is_noting else AnsweredBy.CITY


def _note(session: Session, person: Person, answering: Answering, deed: str, now: datetime) -> None:
    audit.record(
        session,
        now=now,
        deed=deed,
        person_id=person.id,
        subject=f"consultation:{answering.consultation.id}",
        details={"member": answering.member.id, "by": _by(answering).value},
    )


def _answers(session: Session, answering: Answering) -> list[ConsultationAnswer]:
    return list(consulted.answers_of_member(session, answering.member.id).values())


def _answer(session: Session, answering: Answering, field_id: int) -> ConsultationAnswer:
    """Of a field of this consultation; new when nothing was said of it yet."""
    if field_id not in {one.id for one in store.fields_of(session, answering.consultation.id)}:
        raise UnknownPress
    answer = session.get(ConsultationAnswer, (answering.member.id, field_id), populate_existing=True)
    return answer or ConsultationAnswer(member_id=answering.member.id, field_id=field_id, need=0, offer=0)


def _said(session: Session, answer: ConsultationAnswer) -> bool:
    session.add(answer)
    session.flush()
    return True


def _questions(answering: Answering) -> tuple[Question, ...]:
    return questions_of(answering.consultation.questionnaire)


def _question(answering: Answering, question_id: str) -> Question:
    question = question_named(answering.consultation.questionnaire, question_id)
    if question is None:
        raise UnknownPress
    return question


def _offered(session: Session, answering: Answering, question: Question) -> list[str]:
    match question.kind:
        case QuestionKind.CHOOSE:
            return list(question.options)
        case QuestionKind.SCALE:
            return [str(number) for number in range(1, question.most + 1)]
        case QuestionKind.CHALLENGES:
            return [str(one.id) for one in consulted.challenges_of(session, answering.consultation.id)]
        case _:
            raise UnknownPress


def _takes_several(question: Question) -> bool:
    return question.kind is QuestionKind.CHALLENGES or (question.kind is QuestionKind.CHOOSE and question.most > 1)
