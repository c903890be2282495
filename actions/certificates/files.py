"""Certificates as files: one's own, or those of all for who coordinates."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from actions import attention, letters
from actions.access import access_coordinating
from actions.closing.farewell import say_to
from actions.letters import Postage
from actions.refusals import NotFound, Refused
from store import certificates as store
from store.certificates import Held
from store.closing import closing_of
from store.frozen import frozen
from store.memberships import members_of, membership_of
from store.models import Kind, MediaKind, Network, Person, Role, Task
from texts.certificates import paper, telling
from texts.certificates.paper import Printed
from texts.closing.farewell import reading_key
from texts.media import Kept, Media
from texts.message import Html, Message
from texts.translator import Translator, translator_of


@frozen
class Asked:
    """What is printed in one file, and in whose language what stands around it is. is_all: everybody's."""

    translator: Translator
    network: Network
    printed: Sequence[Printed]
    is_all: bool


def own_for(session: Session, person: Person, network_id: int) -> Asked:
    """One's own of a network; also who has left it since holds it still."""
    held = store.certificate_of(session, network_id, person.id)
    if held is None:
        raise NotFound
    return Asked(translator_of(person), held.network, _printed(session, held.network, [held]), is_all=False)


def all_for(session: Session, person: Person, network_id: int) -> Asked:
    """Everybody's, for who coordinates."""
    network = access_coordinating(session, person, network_id)
    held = store.certificates_in(session, network.id)
    if not held:
        raise NotFound
    return Asked(translator_of(person), network, _printed(session, network, held), is_all=True)


def asked_for(session: Session, task: Task) -> Asked | None:
    """What a task is to print; None when it is not theirs any more."""
    person = session.get_one(Person, task.details["person"])
    try:
        found = all_for if task.details["is_all"] else own_for
        return found(session, person, task.details["network"])
    except Refused:
        return None


def file_message(asked: Asked, digest: str) -> Message:
    """The PDF, to who has asked for it."""
    t = asked.translator
    if asked.is_all:
        return _file(digest, paper.file_name_of_all(t), telling.caption_of_all(t, asked.network, len(asked.printed)))
    return _file(digest, paper.file_name(t), telling.caption(t, asked.printed[0].held))


def _farewell(session: Session, person: Person, asked: Asked, digest: str) -> Message:
    """The PDF as the network ends: one message says both."""
    t, belongs = asked.translator, membership_of(session, person.id, asked.network.id) is not None
    told = _file(digest, paper.file_name(t), telling.farewell(t, asked.printed[0].held, belongs=belongs))
    return told.with_rows((reading_key(t, asked.network.id),)) if belongs else told


def _file(digest: str, name: str, caption: Html) -> Message:
    return Message(caption, media=Media(MediaKind.DOCUMENT, Kept(digest, name)))


def send_file(session: Session, task: Task, digest: str, now: datetime) -> None:
    """At once to who asked for it; or else in waking hours, once."""
    person, asked = session.get_one(Person, task.details["person"]), asked_for(session, task)
    if asked is None or person.telegram_id is None:
        return
    if task.details["is_asked"]:
        letters.send(session, person.telegram_id, file_message(asked, digest), now=now)
    else:
        told, postage = _farewell(session, person, asked, digest), _postage(person, asked.printed[0].held, now)
        letters.send(session, person.telegram_id, told, now=now, postage=postage)


def tell_failure(session: Session, task: Task, now: datetime) -> None:
    """Nobody waits for nothing: the key asks for it once more. Who has not asked is told that the network has ended."""
    person = session.get_one(Person, task.details["person"])
    network = session.get_one(Network, task.details["network"])
    if not task.details["is_asked"]:
        membership = membership_of(session, person.id, network.id)
        say_to(session, network, [(membership, person)] if membership is not None else [], now)
    elif person.telegram_id is not None:
        told = telling.failed(translator_of(person), network, is_all=task.details["is_all"])
        letters.send(session, person.telegram_id, told, now=now)


def _postage(person: Person, held: Held, now: datetime) -> Postage:
    key = f"certificate:{held.certificate.id}:person:{person.id}"
    return attention.postage(Kind.CERTIFICATE, person, key=key, now=now)


def _printed(session: Session, network: Network, held: Sequence[Held]) -> list[Printed]:
    signed_by = _signed_by(session, network)
    return [Printed(translator_of(one.person), one, signed_by) for one in held if one.person is not None]


def _signed_by(session: Session, network: Network) -> str:
    """Who closed it; or else who coordinates it first."""
    closing = closing_of(session, network.id)
    closed_by = None if closing is None or closing.person_id is None else session.get(Person, closing.person_id)
    if closed_by is not None and closed_by.erased_at is None:
        return closed_by.name
    coordinators = members_of(session, network.id, Role.COORDINATOR)
    return coordinators[0][1].name if coordinators else ""
