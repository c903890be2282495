"""Those who prepare a session publish its agenda: in the groups, and on the session's page for everybody."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions import audit
from actions.agenda.changing import lock_agenda
from actions.agenda.following import follow_agenda, subject_of
from actions.agenda.refusals import AgendaChanged, AgendaEmpty, AgendaTooLong
from actions.agenda.standing import outline_of
from actions.cards import groups_without, post_card
from actions.meetings.showing import update_pages
from store.agenda import put_items
from store.models import Chat, Meeting, Network, Person
from store.programme import cities_of_network
from texts.agenda import telling
from texts.agenda.shown import Outline


def do_publish(
    session: Session, person: Person, meeting: Meeting, network: Network, *, sequence: int, now: datetime
) -> None:
    """From now on the network sees it as it is. The card is posted once in each group, and edited from then on.

    What is published already is posted only where it does not stand yet.
    """
    agenda, items = lock_agenda(session, meeting, network, now)
    outline = outline_of(session, agenda, meeting, network, now)
    if agenda.published_at is not None and not outline.has_changes and not outline.too_many:
        _post(session, outline)
        return
    if agenda.sequence != sequence:
        raise AgendaChanged
    check_publishable(outline)
    put_items(session, meeting, [(one.method, one.minutes, one.city_id) for one in items], is_published=True)
    agenda.published_at = now
    session.flush()
    audit.record(
        session,
        now=now,
        deed="agenda_published",
        person_id=person.id,
        network_id=network.id,
        subject=subject_of(meeting),
        details={"minutes": outline.minutes, "parts": len(items)},
    )
    _post(session, outline)
    update_pages(session, meeting, network, now=now)
    follow_agenda(session, meeting, network, now=now)


def check_publishable(outline: Outline) -> None:
    """Refuses an agenda with nothing in it, or with more than the session has time for."""
    if not outline.lines:
        raise AgendaEmpty
    if outline.too_many:
        raise AgendaTooLong(outline.too_many)


def groups_without_it(session: Session, meeting: Meeting, network: Network) -> list[Chat]:
    """The groups in which an agenda would be posted if it were published."""
    return groups_without(session, network, _key(meeting))


def _post(session: Session, outline: Outline) -> None:
    meeting, network = outline.meeting, outline.network
    cities = cities_of_network(session, network.id)
    post_card(
        session,
        network,
        lambda t: telling.card(t, outline, cities),
        subject=subject_of(meeting),
        key=_key(meeting),
        now=outline.now,
    )


def _key(meeting: Meeting) -> str:
    return f"card:{subject_of(meeting)}"
