"""The map as a picture for who asks for it."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions import pictures
from actions.access import access_network
from actions.needs.drawing_up import needs_map
from actions.pictures import Picture
from actions.refusals import NotFound
from store.models import Network, Person, Task, TaskKind
from texts.message import Message
from texts.needs import picture as texts
from texts.needs.picture import NeedsPicture
from texts.translator import Translator


def picture_for(session: Session, person: Person, network_id: int) -> NeedsPicture:
    """What is drawn for a member."""
    _, network = access_network(session, person, network_id)
    shown = needs_map(session, network)
    if shown.is_empty:
        raise NotFound
    return NeedsPicture(shown)


NEEDS = Picture(TaskKind.NEEDS, "network", picture_for)


def picture_message(t: Translator, drawn: NeedsPicture, digest: str) -> Message:
    """The picture with its words."""
    return pictures.picture_message(digest, texts.file_name(t), texts.caption(t, drawn.shown.network, drawn))


def send_picture(session: Session, task: Task, digest: str, now: datetime) -> None:
    """To who asked for it."""
    NEEDS.send(session, task, lambda t, drawn: picture_message(t, drawn, digest), now)


def tell_failure(session: Session, task: Task, now: datetime) -> None:
    """Who asked for it does not wait for nothing."""
    network = session.get_one(Network, task.details["network"])
    NEEDS.tell_failure(session, task, lambda t: texts.failed(t, network), now)
