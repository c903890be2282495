"""The ledger of a network as a picture for who asks for it."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from actions import pictures
from actions.access import access_network
from actions.pictures import Picture
from actions.refusals import NotFound
from store.adoptions import cities_linked, links
from store.models import Network, Person, Task, TaskKind
from texts.adoptions import picture as texts
from texts.adoptions.picture import Ledger
from texts.message import Message
from texts.translator import Translator


def ledger_for(session: Session, person: Person, network_id: int) -> Ledger:
    """What is drawn for a member."""
    _, network = access_network(session, person, network_id)
    found = links(session, network.id)
    if not found:
        raise NotFound
    return Ledger(network, cities_linked(session, network.id), found)


LEDGER = Picture(TaskKind.LEDGER, "network", ledger_for)


def picture_message(t: Translator, shown: Ledger, digest: str, unnamed: int) -> Message:
    """The picture with its words. `unnamed`: how many cities it does not name."""
    return pictures.picture_message(digest, texts.file_name(t), texts.caption(t, shown, unnamed))


def send_picture(session: Session, task: Task, digest: str, now: datetime, unnamed: Callable[[Ledger], int]) -> None:
    """To who asked for it."""
    LEDGER.send(session, task, lambda t, shown: picture_message(t, shown, digest, unnamed(shown)), now)


def tell_failure(session: Session, task: Task, now: datetime) -> None:
    """Who asked for it does not wait for nothing."""
    network = session.get_one(Network, task.details["network"])
    LEDGER.tell_failure(session, task, lambda t: texts.failed(t, network), now)
