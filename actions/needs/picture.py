"""The map as a picture for who asks for it: drawn once for each language, then sent as it is."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions import letters
from actions.access import access_network
from actions.needs.drawing_up import needs_map
from actions.refusals import NotFound, Refused
from store import tasks
from store.models import MediaKind, Network, Person, Task, TaskKind
from texts.media import Kept, Media
from texts.message import Message
from texts.needs import picture as texts
from texts.needs.picture import NeedsPicture
from texts.translator import Translator, translator_of


def picture_for(session: Session, person: Person, network_id: int) -> NeedsPicture:
    """What is drawn for a member."""
    _, network = access_network(session, person, network_id)
    shown = needs_map(session, network)
    if shown.is_empty:
        raise NotFound
    return NeedsPicture(shown)


def want_picture(session: Session, person: Person, network: Network, now: datetime) -> None:
    """It is to be drawn, and to be sent to them."""
    details = {"network": network.id, "person": person.id}
    tasks.want(session, TaskKind.NEEDS, f"needs:{network.id}:person:{person.id}", details, now)


def asked_for(session: Session, task: Task) -> tuple[Translator, NeedsPicture] | None:
    """What a task is to draw; None when whoever is to get it takes part no more, or nobody needs anything."""
    person = session.get_one(Person, task.details["person"])
    try:
        return translator_of(person), picture_for(session, person, task.details["network"])
    except Refused:
        return None


def picture_message(t: Translator, drawn: NeedsPicture, digest: str) -> Message:
    """The picture with its words."""
    media = Media(MediaKind.PHOTO, Kept(digest, texts.file_name(t)))
    return Message(texts.caption(t, drawn.shown.network, drawn), media=media)


def send_picture(session: Session, task: Task, digest: str, now: datetime) -> None:
    """To who asked for it."""
    person, asked = session.get_one(Person, task.details["person"]), asked_for(session, task)
    if asked is not None and person.telegram_id is not None:
        letters.send(session, person.telegram_id, picture_message(*asked, digest), now=now)


def tell_failure(session: Session, task: Task, now: datetime) -> None:
    """Who asked for it does not wait for nothing."""
    person = session.get_one(Person, task.details["person"])
    network = session.get_one(Network, task.details["network"])
    if person.telegram_id is not None:
        letters.send(session, person.telegram_id, texts.failed(translator_of(person), network), now=now)
