"""What a guest reads of the session, in every copy that stands somewhere.

Meetings ask this when they change, so nothing here knows how meetings are told of.
"""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from actions.agenda.standing import published_outline_of
from actions.guests.visiting import ends_at
from actions.letters.copies import edit_copies
from actions.readers import reader_of
from store.guests import Visit, present_guests, questions_to
from store.models import Guest, Meeting, Network, Person
from texts.agenda.telling import on_page
from texts.guests import visiting as texts
from texts.guests.visiting import OwnVisit
from texts.meetings.shown import Counts, Shown
from texts.message import Message
from texts.translator import translator_of

NOBODY = Counts(0, 0, 0, 0)  # who comes is for the cities


def subject_of(guest: Guest) -> str:
    """Of a guest's pages and reminders."""
    return f"visit:{guest.id}"


def own_visit(session: Session, visit: Visit, person: Person, now: datetime) -> OwnVisit:
    """All that texts tell a guest."""
    guest, meeting, network = visit
    outline = published_outline_of(session, meeting, network, now)
    return OwnVisit(
        guest,
        Shown(meeting, network, NOBODY, (), (), now),
        questions_to(session, guest.id),
        ends_at(guest, meeting),
        None if outline is None else on_page(translator_of(person), outline),
    )


def visit_page(session: Session, visit: Visit, person: Person, now: datetime) -> Message:
    """The guest's page, which follows what changes."""
    page = texts.page(reader_of(session, person, None), own_visit(session, visit, person, now))
    return replace(page, subject=subject_of(visit.guest))


def update_visits(session: Session, meeting: Meeting, network: Network, *, now: datetime) -> None:
    """Edits what guests have open, so that nobody goes by an old date or misses the link."""
    for guest, person in present_guests(session, meeting.id):
        if person is not None:
            _update(session, Visit(guest, meeting, network), person, now)


def _update(session: Session, visit: Visit, person: Person, now: datetime) -> None:
    edit_copies(session, subject_of(visit.guest), lambda _chat_id: visit_page(session, visit, person, now), now=now)
