"""The figures as a picture for who asks for it: drawn once for each language, then sent as it is."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from actions import letters
from actions.access import access_consultation
from actions.consultations.answers import Answers, Said
from actions.consultations.importing import answers_in_store
from actions.consultations.refusals import TooFewToDraw
from actions.consultations.results import results_of
from actions.refusals import Refused
from store import tasks
from store.models import Consultation, MediaKind, Person, Task, TaskKind
from texts.consultations import picture as texts
from texts.consultations.picture import LEAST_TOLD, Bars, ResultsPicture
from texts.media import Kept, Media
from texts.message import Message
from texts.translator import Translator, translator_of


def picture_for(session: Session, person: Person, consultation_id: int) -> ResultsPicture:
    """What is drawn for who convenes, and may forward it."""
    consultation = access_consultation(session, person, consultation_id)
    answers = answers_in_store(session, consultation)
    results = results_of(answers)
    if results.answered < LEAST_TOLD:
        raise TooFewToDraw
    bars = [_bars(answers, demand.field) for demand in results.fields]
    return ResultsPicture(consultation, results.members, results.answered, bars)


def _bars(answers: Answers, field: str) -> Bars:
    said = [member.of(field) for member in answers.members]
    return Bars(
        field,
        first=_told(said, lambda one: int(one.rank == 1)),
        wishes=_told(said, lambda one: int(one.rank is not None)),
        need=_told(said, lambda one: one.need),
        offer=_told(said, lambda one: one.offer),
    )


def _told(said: list[Said], measure: Callable[[Said], int]) -> int | None:
    """The sum; hidden where one or two members alone make it."""
    measured = [measure(one) for one in said]
    return None if 0 < sum(value > 0 for value in measured) < LEAST_TOLD else sum(measured)


def want_picture(session: Session, person: Person, consultation: Consultation, now: datetime) -> None:
    """It is to be drawn, and to be sent to them."""
    details = {"consultation": consultation.id, "person": person.id}
    tasks.want(session, TaskKind.CONSULTATION, f"consultation:{consultation.id}:person:{person.id}", details, now)


def asked_for(session: Session, task: Task) -> tuple[Translator, ResultsPicture] | None:
    """What a task is to draw; None when whoever is to get it convenes no more, or nothing is left to be told."""
    person = session.get_one(Person, task.details["person"])
    try:
        return translator_of(person), picture_for(session, person, task.details["consultation"])
    except Refused:
        return None


def picture_message(t: Translator, drawn: ResultsPicture, digest: str) -> Message:
    """The picture with its words."""
    media = Media(MediaKind.PHOTO, Kept(digest, texts.file_name(t)))
    return Message(texts.caption(t, drawn), media=media)


def send_picture(session: Session, task: Task, digest: str, now: datetime) -> None:
    """To who asked for it."""
    person, asked = session.get_one(Person, task.details["person"]), asked_for(session, task)
    if asked is not None and person.telegram_id is not None:
        letters.send(session, person.telegram_id, picture_message(*asked, digest), now=now)


def tell_failure(session: Session, task: Task, now: datetime) -> None:
    """Who asked for it does not wait for nothing."""
    person = session.get_one(Person, task.details["person"])
    consultation = session.get(Consultation, task.details["consultation"])
    if person.telegram_id is not None and consultation is not None:
        letters.send(session, person.telegram_id, texts.failed(translator_of(person), consultation), now=now)
