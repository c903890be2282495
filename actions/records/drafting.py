"""Two days after a session those who approve its record get the draft."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from actions import attention, letters
from actions.readers import reader_of
from actions.records.standing import prepared
from actions.recurrence import to_utc
from store.memberships import city_by_id, members_of
from store.models import City, Kind, Meeting, Network, Person, Record, Role
from store.records import begin_record
from texts.records import desk

DAYS_AFTER = timedelta(days=2)
AT = time(9)  # on the clock of the network


def plan_record(session: Session, meeting: Meeting, network: Network) -> None:
    """A session has begun: two days later, or on the working day after that, its record is due."""
    begin_record(session, meeting, morning_after(Kind.RECORD_DRAFT, meeting.starts_at, network, DAYS_AFTER))


def morning_after(kind: Kind, moment: datetime, network: Network, days: timedelta) -> datetime:
    """So many days later, or on the working day after that: when what is said of a record is due in the network."""
    zone = ZoneInfo(network.zone)
    day = moment.astimezone(zone).date() + days
    return attention.due_moment(kind, network.zone, to_utc(datetime.combine(day, AT), zone))


def draft_letters_of(meeting: Meeting) -> str:
    """What the keys of these letters begin with."""
    return f"meeting:{meeting.id}:record:draft:"


def send_draft(session: Session, record: Record, meeting: Meeting, network: Network, *, now: datetime) -> int:
    """To those who facilitate, or where nobody does to those who coordinate; gives how many they are.

    Not one that was published before.
    """
    record.due_at = None
    if record.version or meeting.cancelled_at is not None:
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
