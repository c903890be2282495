"""Those who prepare a session change its agenda; two at once lose nothing, for each locks the session first."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions.agenda.proposing import proposal
from actions.agenda.refusals import AgendaChanged, AgendaFull, MinutesOutOfBounds
from actions.meetings.answering import check_answerable
from store import agenda as store
from store.locking import lock
from store.models import Agenda, AgendaItem, Meeting, Method, Network
from texts.agenda.methods import card_of
from texts.agenda.shown import LEAST_MINUTES, MOST_MINUTES

MOST_ITEMS = 30


def do_open(session: Session, meeting: Meeting, network: Network, *, now: datetime) -> Agenda:
    """The agenda as it is; the first who opens it finds the proposal, which is kept from then on."""
    agenda = store.agenda_of(session, meeting)
    if agenda is not None:
        return agenda
    lock(session, meeting)
    check_answerable(meeting, network, now)
    agenda = store.agenda_of(session, meeting)
    if agenda is None:
        agenda = Agenda(meeting_id=meeting.id, opened_at=now, sequence=0)
        session.add(agenda)
        session.flush()
        store.put_items(session, meeting, proposal(session, meeting), is_published=False)
    return agenda


def do_set_minutes(
    session: Session, meeting: Meeting, network: Network, item_id: int, *, seen: int, wanted: int, now: datetime
) -> None:
    """An item lasts so long. Raises AgendaChanged where it did not last as long as was `seen`."""
    agenda, items = lock_agenda(session, meeting, network, now)
    item = item_in(items, item_id)
    if not LEAST_MINUTES <= wanted <= MOST_MINUTES:
        raise MinutesOutOfBounds(LEAST_MINUTES, MOST_MINUTES)
    if item.minutes == wanted:
        return
    if item.minutes != seen:
        raise AgendaChanged
    item.minutes = wanted
    _changed(session, agenda)


def do_move_item(
    session: Session, meeting: Meeting, network: Network, item_id: int, *, seen: int, wanted: int, now: datetime
) -> None:
    """An item goes to another place. Raises AgendaChanged where it was not at the place that was `seen`."""
    agenda, items = lock_agenda(session, meeting, network, now)
    item = item_in(items, item_id)
    if item.position == wanted:
        return
    if item.position != seen or not 0 <= wanted < len(items):
        raise AgendaChanged
    items.remove(item)
    items.insert(wanted, item)
    store.renumber(session, items)
    _changed(session, agenda)


def do_remove_item(session: Session, meeting: Meeting, network: Network, item_id: int, *, now: datetime) -> None:
    """An item goes. Harmless when done twice."""
    agenda, items = lock_agenda(session, meeting, network, now)
    item = next((one for one in items if one.id == item_id), None)
    if item is not None:
        session.delete(item)
        items.remove(item)
        store.renumber(session, items)
        _changed(session, agenda)


def do_add_item(
    session: Session, meeting: Meeting, network: Network, method: Method, *, sequence: int, now: datetime
) -> AgendaItem:
    """With its usual minutes, at the end but before the closing."""
    agenda, items = lock_agenda(session, meeting, network, now)
    if agenda.sequence != sequence:
        raise AgendaChanged
    if len(items) >= MOST_ITEMS:
        raise AgendaFull(MOST_ITEMS)
    item = AgendaItem(
        meeting_id=meeting.id,
        is_published=False,
        position=len(items),
        method=method,
        minutes=card_of(method).usual,
    )
    session.add(item)
    is_before_last = bool(items) and items[-1].method is Method.CLOSING
    items.insert(len(items) - is_before_last, item)
    store.renumber(session, items)
    _changed(session, agenda)
    return item


def do_renew(session: Session, meeting: Meeting, network: Network, *, sequence: int, now: datetime) -> None:
    """Puts the proposal of now in the place of what was being prepared; what is published stays."""
    agenda, _ = lock_agenda(session, meeting, network, now)
    if agenda.sequence != sequence:
        raise AgendaChanged
    store.put_items(session, meeting, proposal(session, meeting), is_published=False)
    _changed(session, agenda)


def lock_agenda(session: Session, meeting: Meeting, network: Network, now: datetime) -> tuple[Agenda, list[AgendaItem]]:
    """What is being prepared, for nobody else to change until this unit ends; refuses when it is changed no more."""
    lock(session, meeting)
    check_answerable(meeting, network, now)
    agenda = store.agenda_of(session, meeting)
    if agenda is None:  # a key that nobody was given
        raise AgendaChanged
    session.refresh(agenda)
    return agenda, store.items_of(session, meeting, is_published=False)


def item_in(items: list[AgendaItem], item_id: int) -> AgendaItem:
    """One of them; raises AgendaChanged when it has gone."""
    item = next((one for one in items if one.id == item_id), None)
    if item is None:
        raise AgendaChanged
    return item


def _changed(session: Session, agenda: Agenda) -> None:
    agenda.sequence += 1
    session.flush()
