"""A report as a file for who coordinates the network: printed in their language, and sent."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions import letters
from actions.access import access_coordinating
from actions.refusals import Refused
from store import tasks
from store.frozen import frozen
from store.models import MediaKind, Network, Person, Task, TaskKind
from texts.media import Kept, Media
from texts.message import Message
from texts.report import telling
from texts.translator import Translator, translator_of


@frozen
class Asked:
    """Of which network, and in whose language."""

    translator: Translator
    network: Network


def do_want_report(session: Session, person: Person, network_id: int, now: datetime) -> None:
    """Is to be printed as it stands then; asked for twice at once it is printed once."""
    network = access_coordinating(session, person, network_id)
    details = {"network": network.id, "person": person.id}
    tasks.want(session, TaskKind.REPORT, f"report:{network.id}:person:{person.id}", details, now)


def asked_for(session: Session, task: Task) -> Asked | None:
    """What a task is to print; None when it is not theirs any more."""
    person = session.get_one(Person, task.details["person"])
    try:
        return Asked(translator_of(person), access_coordinating(session, person, task.details["network"]))
    except Refused:
        return None


def send_file(session: Session, task: Task, digest: str, now: datetime) -> None:
    """To who asked for it."""
    asked = asked_for(session, task)
    if asked is not None:
        file = Media(MediaKind.DOCUMENT, Kept(digest, telling.file_name(asked.translator)))
        _send(session, task, Message(telling.caption(asked.translator, asked.network), media=file), now)


def tell_failure(session: Session, task: Task, now: datetime) -> None:
    """Nobody waits for nothing."""
    asked = asked_for(session, task)
    if asked is not None:
        _send(session, task, telling.failed(asked.translator, asked.network), now)


def _send(session: Session, task: Task, message: Message, now: datetime) -> None:
    person = session.get_one(Person, task.details["person"])
    if person.telegram_id is not None:
        letters.send(session, person.telegram_id, message, now=now)
