"""Two days after a session those who approve its record get the draft."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions import attention, letters
from actions.readers import reader_of
from actions.records.standing import prepared
from actions.records.timing import draft_due
from store.memberships import city_by_id, members_of
from store.models import City, Kind, Meeting, Network, Person, Record, Role
from store.records import begin_record
from texts.records import desk


def plan_record(session: Session, meeting: Meeting, network: Network) -> None:
    """A session has begun: two days later, or on the working day after that, its record is due."""
    begin_record(session, meeting, draft_due(meeting, network))


def draft_letters_of(meeting: Meeting) -> str:
    """What the keys of these letters begin with."""
    return f"meeting:{meeting.id}:record:draft:"


def send_draft(session: Session, record: Record, meeting: Meeting, network: Network, *, now: datetime) -> int:
    """To those who facilitate, or where nobody does to those who coordinate; gives how many they are.

    Not one that was published before, nor in a network that takes nothing more.
    """
    record.due_at = None
    if record.version or meeting.cancelled_at is not None or network.closed_at is not None:
        return 0
    shown = prepared(session, record, meeting, network, now)
    found = approvers(session, network, now)
    for person, city in found:
        key = f"{draft_letters_of(meeting)}person:{person.id}"
        postage = attention.postage(Kind.RECORD_DRAFT, person, key=key, now=now)
        message = desk.page(reader_of(session, person, city), shown)
        letters.send(session, person.telegram_id or 0, message, now=now, postage=postage)
    return len(found)


def approvers(session: Session, network: Network, now: datetime) -> list[tuple[Person, City | None]]:
    """Who is asked to approve the records of a network."""
    for role in (Role.FACILITATOR, Role.COORDINATOR):
        found = [
            (person, city_by_id(session, membership.city_id))
            for membership, person in members_of(session, network.id, role)
            if person.telegram_id is not None and not person.is_paused(now)
        ]
        if found:
            return found
    return []
