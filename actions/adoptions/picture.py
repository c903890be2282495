"""The ledger of a network as a picture for who asks for it: drawn once for each language, then sent as it is."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from actions import letters
from actions.access import access_network
from actions.refusals import NotFound, Refused
from store import tasks
from store.adoptions import cities_linked, links
from store.models import MediaKind, Network, Person, Task, TaskKind
from texts.adoptions import picture as texts
from texts.adoptions.picture import Ledger
from texts.media import Kept, Media
from texts.message import Message
from texts.translator import Translator, translator_of


def ledger_for(session: Session, person: Person, network_id: int) -> Ledger:
    """What is drawn for a member."""
    _, network = access_network(session, person, network_id)
    found = links(session, network.id)
    if not found:
        raise NotFound
    return Ledger(network, cities_linked(session, network.id), found)


def want_picture(session: Session, person: Person, network: Network, now: datetime) -> None:
    """It is to be drawn, and to be sent to them."""
    details = {"network": network.id, "person": person.id}
    tasks.want(session, TaskKind.LEDGER, f"ledger:{network.id}:person:{person.id}", details, now)


def asked_for(session: Session, task: Task) -> tuple[Translator, Ledger] | None:
    """What a task is to draw; None when whoever is to get it takes part no more, or all was withdrawn."""
    person = session.get_one(Person, task.details["person"])
    try:
        return translator_of(person), ledger_for(session, person, task.details["network"])
    except Refused:
        return None


def picture_message(t: Translator, shown: Ledger, digest: str, unnamed: int) -> Message:
    """The picture with its words."""
    media = Media(MediaKind.PHOTO, Kept(digest, texts.file_name(t)))
    return Message(texts.caption(t, shown, unnamed), media=media)


def send_picture(session: Session, task: Task, digest: str, now: datetime, unnamed: Callable[[Ledger], int]) -> None:
    """To who asked for it. `unnamed`: how many cities the picture does not name."""
    person, asked = session.get_one(Person, task.details["person"]), asked_for(session, task)
    if asked is not None and person.telegram_id is not None:
        message = picture_message(*asked, digest, unnamed(asked[1]))
        letters.send(session, person.telegram_id, message, now=now)


def tell_failure(session: Session, task: Task, now: datetime) -> None:
    """Who asked for it does not wait for nothing."""
    person = session.get_one(Person, task.details["person"])
    network = session.get_one(Network, task.details["network"])
    if person.telegram_id is not None:
        letters.send(session, person.telegram_id, texts.failed(translator_of(person), network), now=now)
