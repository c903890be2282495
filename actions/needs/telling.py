"""Five days before a network first meets, who prepares the session has the map, and reads whose part is missing."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from actions import attention, letters
from actions.needs.drawing_up import needs_map
from store.commitments import last_begun
from store.meetings import next_meeting
from store.memberships import members_of
from store.models import Kind, Meeting, Network, Person, Role
from texts.needs.pages import before_first_session
from texts.translator import translator_of

BEFORE = timedelta(days=5)


def map_day(network: Network, first: Meeting) -> date:
    """On the network's clock."""
    return (first.starts_at - BEFORE).astimezone(ZoneInfo(network.zone)).date()


def tell_map(session: Session, network: Network, first: Meeting, now: datetime) -> None:
    """Once: to the facilitation, or to the coordination where there is none."""
    readers = _readers(session, network)
    shown = needs_map(session, network) if readers else None
    for person in readers:
        if shown is None or person.telegram_id is None or person.is_paused(now):
            continue
        zone = ZoneInfo(person.zone)
        postage = attention.postage(Kind.NEEDS_MAP, person, key=f"needs:{network.id}:person:{person.id}", now=now)
        due = (postage.due_at or now).astimezone(zone).date()
        days = (first.starts_at.astimezone(zone).date() - due).days
        message = before_first_session(translator_of(person), shown, days)
        letters.send(session, person.telegram_id, message, now=now, postage=postage)


def first_session_ahead(session: Session, network: Network, now: datetime) -> Meeting | None:
    """None once a network has met, or while no date stands."""
    return None if last_begun(session, [network.id], now) else next_meeting(session, network.id, now)


def _readers(session: Session, network: Network) -> list[Person]:
    prepares = members_of(session, network.id, Role.FACILITATOR) or members_of(session, network.id, Role.COORDINATOR)
    return [person for _, person in prepares]
