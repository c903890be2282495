"""What reaches guests by itself: reminders, and what changes of their session."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from actions import attention, letters
from actions.guests.showing import own_visit, subject_of, update_visits
from actions.guests.visiting import follow, follow_links
from actions.readers import reader_of
from store.guests import Visit, present_guests, visit_ever
from store.models import Kind, Meeting, Network, Person, ReminderKind
from texts.guests import visiting as texts
from texts.guests.visiting import OwnVisit
from texts.meetings.shown import Reader
from texts.message import Message
from texts.translator import translator_of


def follow_change(session: Session, network: Network, meeting: Meeting, *, since: datetime, now: datetime) -> None:
    """The session has another date, does not take place, or does after all: access follows, and guests are told."""
    follow_links(session, meeting)
    for guest, _ in present_guests(session, meeting.id):
        letters.withdraw(session, f"{subject_of(guest)}:")
        follow(session, guest, meeting, now=now)
    if since <= now:
        return
    update_visits(session, meeting, network, now=now)
    _tell(
        session,
        network,
        meeting,
        Kind.SESSION_CHANGED,
        "changed",
        lambda reader, visit: texts.moved(reader, visit, since),
        now,
    )


def tell_link(session: Session, network: Network, meeting: Meeting, waiting: set[int], *, now: datetime) -> None:
    """The last reminder went out without it; not to those (person ids) whose reminder still waits."""
    _tell(session, network, meeting, Kind.LINK, "link", texts.hour_before, now, besides=waiting)


def _tell(
    session: Session,
    network: Network,
    meeting: Meeting,
    kind: Kind,
    of: str,
    say: Callable[[Reader, OwnVisit], Message],
    now: datetime,
    besides: set[int] | None = None,
) -> None:
    for guest, person in present_guests(session, meeting.id):
        if person is None or person.telegram_id is None or person.id in (besides or set()):
            continue
        message = say(reader_of(session, person, None), own_visit(session, Visit(guest, meeting, network), person, now))
        postage = attention.postage(
            kind,
            person,
            key=f"{subject_of(guest)}:{of}:{meeting.sequence}:person:{person.id}",
            subject=subject_of(guest),
            concerns=meeting.starts_at,
            stale_at=meeting.starts_at,
            now=now,
        )
        letters.send(session, person.telegram_id, message, now=now, postage=postage)


def reminder(
    session: Session, person: Person, meeting: Meeting, kind: ReminderKind, now: datetime
) -> tuple[Message, str] | None:
    """What a guest is reminded of, and its subject; None: the visit has ended."""
    visit = visit_ever(session, person.id, meeting.id)
    if visit is None or visit.guest.ended_at is not None:
        return None
    say = texts.day_before if kind is ReminderKind.DAY_BEFORE else texts.hour_before
    told = say(reader_of(session, person, None), own_visit(session, visit, person, now))
    return told, subject_of(visit.guest)


def tell_of_end(session: Session, person: Person, visit: Visit, *, now: datetime) -> None:
    """Somebody else has ended it."""
    if person.telegram_id is None:
        return
    key = f"visit:{visit.guest.id}:ended"
    postage = attention.postage(Kind.PLACE_CHANGED, person, key=key, now=now)
    letters.send(
        session, person.telegram_id, texts.ended(translator_of(person), visit.network), now=now, postage=postage
    )
