"""The figures as a picture for who asks for it."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from actions import pictures
from actions.access import access_consultation
from actions.consultations.answers import Answers, Said
from actions.consultations.importing import answers_in_store
from actions.consultations.naming import field_namer
from actions.consultations.refusals import TooFewToDraw
from actions.consultations.results import results_of
from actions.pictures import Picture
from store.models import Consultation, Person, Task, TaskKind
from texts.consultations import picture as texts
from texts.consultations.picture import LEAST_TOLD, Bars, ResultsPicture
from texts.message import Message
from texts.translator import Translator


def picture_for(session: Session, person: Person, consultation_id: int) -> ResultsPicture:
    """What is drawn for who convenes, and may forward it."""
    consultation = access_consultation(session, person, consultation_id)
    answers = answers_in_store(session, consultation)
    results = results_of(answers)
    if results.answered < LEAST_TOLD:
        raise TooFewToDraw
    name = field_namer(session, answers.fields)
    bars = [_bars(answers, demand.field, name(demand.field)) for demand in results.fields]
    return ResultsPicture(consultation, results.members, results.answered, bars)


def _bars(answers: Answers, field: str, name: str) -> Bars:
    said = [member.of(field) for member in answers.members]
    return Bars(
        name,
        first=_told(said, lambda one: int(one.rank == 1)),
        wishes=_told(said, lambda one: int(one.rank is not None)),
        need=_told(said, lambda one: one.need),
        offer=_told(said, lambda one: one.offer),
    )


def _told(said: list[Said], measure: Callable[[Said], int]) -> int | None:
    """The sum; hidden where one or two members alone make it."""
    measured = [measure(one) for one in said]
    return None if 0 < sum(value > 0 for value in measured) < LEAST_TOLD else sum(measured)


RESULTS = Picture(TaskKind.CONSULTATION, "consultation", picture_for)


def picture_message(t: Translator, drawn: ResultsPicture, digest: str) -> Message:
    """The picture with its words."""
    return pictures.picture_message(digest, texts.file_name(t), texts.caption(t, drawn))


def send_picture(session: Session, task: Task, digest: str, now: datetime) -> None:
    """To who asked for it."""
    RESULTS.send(session, task, lambda t, drawn: picture_message(t, drawn, digest), now)


def tell_failure(session: Session, task: Task, now: datetime) -> None:
    """Who asked for it does not wait for nothing. What is discarded meanwhile nobody waits for."""
    consultation = session.get(Consultation, task.details["consultation"])
    if consultation is not None:
        RESULTS.tell_failure(session, task, lambda t: texts.failed(t, consultation), now)
