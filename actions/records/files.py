"""A record as a PDF for somebody who asks for it: made once for each language and place, then sent as it is."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions import letters
from actions.access import access_meeting, access_prepared_meeting
from actions.readers import reader_of
from actions.records.standing import open_record, prepared, published
from actions.refusals import Refused
from store import tasks
from store.memberships import city_by_id, membership_of
from store.models import MediaKind, Meeting, Network, Person, Task, TaskKind
from texts.media import Kept, Media
from texts.meetings.shown import Reader
from texts.message import Message
from texts.records import paper, telling
from texts.records.telling import Shown
from texts.translator import translator_of


def want_file(session: Session, person: Person, meeting: Meeting, *, is_draft: bool, now: datetime) -> None:
    """It is to be made, and to be sent to them."""
    key = f"record:{meeting.id}:{'draft' if is_draft else 'published'}:person:{person.id}"
    details = {"meeting": meeting.id, "network": meeting.network_id, "person": person.id, "is_draft": is_draft}
    tasks.want(session, TaskKind.RECORD, key, details, now)


def shown_to(session: Session, person: Person, meeting_id: int, *, is_draft: bool, now: datetime) -> Shown:
    """What is printed for somebody, if they may see it."""
    if not is_draft:
        return published(session, *access_meeting(session, person, meeting_id), now)
    meeting, network = access_prepared_meeting(session, person, meeting_id)
    return prepared(session, open_record(session, meeting, network, now), meeting, network, now).shown


def asked_for(session: Session, task: Task, now: datetime) -> tuple[Shown, Reader] | None:
    """What a task is to print and for whom; None when whoever asked may not see it any more."""
    person = session.get_one(Person, task.details["person"])
    try:
        shown = shown_to(session, person, task.details["meeting"], is_draft=task.details["is_draft"], now=now)
    except Refused:
        return None
    return shown, reader_in(session, person, shown.network)


def reader_in(session: Session, person: Person, network: Network) -> Reader:
    """A person, with the city for which they take part."""
    membership = membership_of(session, person.id, network.id)
    return reader_of(session, person, city_by_id(session, membership.city_id if membership is not None else None))


def file_message(reader: Reader, shown: Shown, digest: str) -> Message:
    """The PDF."""
    t = reader.translator
    return Message(
        telling.file_caption(t, shown), media=Media(MediaKind.DOCUMENT, Kept(digest, paper.file_name(t, shown)))
    )


def send_file(session: Session, task: Task, digest: str, now: datetime) -> None:
    """To who asked for it."""
    person, asked = session.get_one(Person, task.details["person"]), asked_for(session, task, now)
    if asked is not None and person.telegram_id is not None:
        letters.send(session, person.telegram_id, file_message(asked[1], asked[0], digest), now=now)


def tell_failure(session: Session, task: Task, now: datetime) -> None:
    """Who asked for it does not wait for nothing."""
    person, meeting = session.get_one(Person, task.details["person"]), session.get_one(Meeting, task.details["meeting"])
    if person.telegram_id is not None:
        letters.send(session, person.telegram_id, telling.file_failed(translator_of(person), meeting), now=now)
