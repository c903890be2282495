"""The document for whoever comes later: made when it is asked for, and by itself when somebody takes over a place."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from actions import attention, letters
from actions.access import access_network
from actions.catching_up.gathering import everything_for
from actions.letters import Postage
from actions.readers import reader_of
from actions.refusals import Refused
from store import tasks
from store.memberships import city_by_id
from store.models import Kind, MediaKind, Network, Person, Task, TaskKind
from texts.catching_up import message, paper
from texts.catching_up.shown import Everything
from texts.media import Kept, Media
from texts.meetings.shown import Reader
from texts.message import Message
from texts.translator import translator_of


def want_file(session: Session, person: Person, network: Network, now: datetime, *, comes_with: str = "") -> None:
    """It is to be made, and to be sent to them. `comes_with`: the key of what they are told by itself, in the morning:
    it is made when it is to be read.
    """
    due_at = attention.due_moment(Kind.PLACE_CHANGED, person.zone, now) if comes_with else now
    details: dict[str, Any] = {"network": network.id, "person": person.id, "comes_with": comes_with}
    tasks.want(session, TaskKind.CATCH_UP, f"catch-up:{network.id}:person:{person.id}", details, now, due_at=due_at)


def printed_for(session: Session, person: Person, network_id: int, now: datetime) -> tuple[Reader, Everything]:
    """What is printed for a member."""
    told = everything_for(session, person, network_id, now)
    membership, _ = access_network(session, person, network_id)
    return reader_of(session, person, city_by_id(session, membership.city_id)), told


def asked_for(session: Session, task: Task, now: datetime) -> tuple[Reader, Everything] | None:
    """What a task is to print; None when whoever is to get it takes part no more."""
    try:
        return printed_for(session, session.get_one(Person, task.details["person"]), task.details["network"], now)
    except Refused:
        return None


def file_message(person: Person, network: Network, digest: str) -> Message:
    """The PDF."""
    t = translator_of(person)
    return Message(paper.caption(t, network), media=Media(MediaKind.DOCUMENT, Kept(digest, paper.file_name(t))))


def send_file(session: Session, task: Task, digest: str, now: datetime) -> None:
    """To who asked for it, at once; to who has taken over a place, with what they are told."""
    person = session.get_one(Person, task.details["person"])
    try:
        _, network = access_network(session, person, task.details["network"])
    except Refused:
        return
    if person.telegram_id is not None:
        postage = _postage(person, task.details["comes_with"], now)
        letters.send(session, person.telegram_id, file_message(person, network, digest), now=now, postage=postage)


def tell_failure(session: Session, task: Task, now: datetime) -> None:
    """Who asked for it does not wait for nothing; who did not has the key to ask for it."""
    person = session.get_one(Person, task.details["person"])
    network = session.get_one(Network, task.details["network"])
    if person.telegram_id is not None and not task.details["comes_with"]:
        letters.send(session, person.telegram_id, message.file_failed(translator_of(person), network), now=now)


def _postage(person: Person, comes_with: str, now: datetime) -> Postage:
    if not comes_with:
        return letters.ANSWER
    return attention.postage(Kind.PLACE_CHANGED, person, key=f"{comes_with}:file", now=now)
