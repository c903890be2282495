"""A record is approved: it goes to the whole network, and from then on stands as it is until it is corrected."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from actions import attention, audit, letters
from actions.cards import post_card, reader_translator
from actions.letters.copies import edit_copies
from actions.meetings.showing import update_pages
from actions.readers import reader_of
from actions.records.drafting import draft_letters_of
from actions.records.refusals import RecordChanged, RecordEmpty
from actions.records.standing import prepared, published, subject_of
from actions.records.timing import morning_after
from actions.refusals import NetworkClosed
from store.chats import network_chats
from store.letters.copies import keep_copies_to
from store.locking import lock
from store.memberships import contributors
from store.models import City, Kind, Meeting, Network, Person, Record, RecordVersion
from texts.meetings.shown import Reader
from texts.message import Message
from texts.records import telling

NOTES_AFTER = timedelta(days=3)


def do_publish(
    session: Session,
    person: Person,
    record: Record,
    meeting: Meeting,
    network: Network,
    *,
    sequence: int,
    seen: str,
    now: datetime,
) -> bool:
    """Freezes what is prepared as the next version; True when there was something new.

    Raises RecordChanged when that is not what was `seen`: until it is approved, it grows with what people still say.
    The first one is sent to everybody; a later one takes its place where it was sent.
    """
    if network.closed_at is not None:
        raise NetworkClosed
    lock(session, record)
    one = prepared(session, record, meeting, network, now)
    if not one.has_changes:
        return False
    if record.sequence != sequence or one.shown.content.digest != seen:
        raise RecordChanged
    if not one.shown.content.parts:
        raise RecordEmpty
    _freeze(session, person, record, one.shown.content.frozen(), now)
    audit.record(
        session,
        now=now,
        deed="record_published",
        person_id=person.id,
        network_id=network.id,
        subject=subject_of(meeting),
        details={"version": record.version},
    )
    update_pages(session, meeting, network, now=now)
    if record.version > 1:
        _correct(session, meeting, network, now)
    else:
        # Nobody gets the record and the note at once.
        after_session, after_record = (meeting.starts_at, NOTES_AFTER), (now, timedelta(days=1))
        record.note_at = max(
            morning_after(Kind.SUPERIOR_NOTE, at, network, days) for at, days in (after_session, after_record)
        )
        letters.withdraw(session, draft_letters_of(meeting))
        _send(session, person, meeting, network, now)
    session.flush()
    return True


def readers_besides(
    session: Session, network: Network, person: Person, now: datetime
) -> list[tuple[Person, City | None]]:
    """To whom it goes: all who take part and are not on a break, but who publishes it."""
    return [
        (other, city)
        for other, city, is_reachable in contributors(session, network.id)
        if is_reachable and other.telegram_id is not None and other.id != person.id and not other.is_paused(now)
    ]


def _freeze(session: Session, person: Person, record: Record, content: dict[str, object], now: datetime) -> None:
    record.version += 1
    record.sequence += 1
    record.due_at = None
    record.published_at = record.published_at or now
    record.corrected_at = now if record.version > 1 else None
    frozen = RecordVersion(
        record_id=record.id, version=record.version, person_id=person.id, content=content, published_at=now
    )
    session.add(frozen)
    session.flush()


def _send(session: Session, person: Person, meeting: Meeting, network: Network, now: datetime) -> None:
    shown = published(session, meeting, network, now)
    for other, city in readers_besides(session, network, person, now):
        postage = attention.postage(
            Kind.RECORD_PUBLISHED,
            other,
            key=f"meeting:{meeting.id}:record:published:person:{other.id}",
            subject=subject_of(meeting),
            now=now,
        )
        message = telling.card(reader_of(session, other, city), shown)
        letters.send(session, other.telegram_id or 0, message, now=now, postage=postage)
    post_card(
        session,
        network,
        lambda t: telling.card(Reader(t, is_group=True), shown),
        subject=subject_of(meeting),
        key=f"card:{subject_of(meeting)}",
        now=now,
    )


def _correct(session: Session, meeting: Meeting, network: Network, now: datetime) -> None:
    """Everywhere it stands; who has left reads nothing new."""
    shown, subject = published(session, meeting, network, now), subject_of(meeting)
    readers = {
        person.telegram_id or 0: reader_of(session, person, city)
        for person, city, _ in contributors(session, network.id)
    }
    keep_copies_to(session, subject, [*readers, *(chat.id for chat in network_chats(session, network.id))])

    def render(chat_id: int) -> Message:
        reader = readers.get(chat_id) or Reader(reader_translator(session, network, chat_id), is_group=True)
        return telling.card(reader, shown)

    edit_copies(session, subject, render, now=now, of_network=network.id)
