"""What needs a coordinator today, of all their networks: gathered here, put in order by `texts/coordinating/needs`."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from actions.live.standing import at_hand
from actions.lost import number_lost
from actions.meetings.attendance import attendance_of
from actions.risks import cities_at_risk
from actions.rota.standing import standing_of
from store import coordinating as store
from store.announcements import scheduled_of
from store.date_polls import undecided_poll
from store.models import Meeting, Network, Person
from store.proposals import waiting_in
from store.records import unpublished
from store.rota import published_rotas
from texts.coordinating.needs import Linkless, Needs, Silence, Turnless, Unanswered, Undecided, Unrecorded

SOON = timedelta(days=7)
RECORD_AFTER = timedelta(days=2)  # when its draft goes out
UNANSWERED_AFTER = timedelta(days=7)


def needs_of(session: Session, coordinator: Person, networks: Sequence[Network], now: datetime) -> Needs:
    """What needs a coordinator of these networks today."""
    network_ids = [network.id for network in networks]
    groups = store.connected_groups(session, network_ids)
    unreachable = store.unreachable_participants(session, network_ids)
    empty = store.empty_cities(session, [network.id for network in networks if network.closed_at is None])
    return Needs(
        at_hand=tuple(at_hand(session, networks, now)),
        silence=_first_silence(session, coordinator, network_ids, now),
        linkless=_first_linkless(session, network_ids, now),
        undecided=_first_undecided(session, network_ids, now),
        turnless=_first_turnless(session, network_ids, now),
        unrecorded=_unrecorded(session, network_ids, now),
        proposed=_first_proposed(session, networks),
        unreachable=tuple({one.person.id: one.person.name for one in unreachable}.values()),
        lost=number_lost(session, networks, now),
        unanswered=_first_unanswered(session, network_ids, now),
        at_risk=tuple(cities_at_risk(session, networks, now)),
        groupless=tuple(one for one in networks if one.id not in groups and one.closed_at is None),
        empty=tuple((network, empty[network.id]) for network in networks if network.id in empty),
        scheduled=tuple(one.send_at for one in scheduled_of(session, coordinator.id) if one.send_at is not None),
    )


def _unrecorded(session: Session, network_ids: Sequence[int], now: datetime) -> tuple[Unrecorded, ...]:
    """Of each network its last session without a record, and how many there are."""
    of_networks: dict[int, list[tuple[Meeting, Network]]] = {}
    for meeting, network in unpublished(session, network_ids, now - RECORD_AFTER):
        of_networks.setdefault(network.id, []).append((meeting, network))
    return tuple(Unrecorded(*found[0], len(found)) for found in of_networks.values())


def _first_proposed(session: Session, networks: Sequence[Network]) -> tuple[Network, int] | None:
    waiting = waiting_in(session, [network.id for network in networks])
    return next(((network, waiting[network.id]) for network in networks if waiting[network.id]), None)


def _first_silence(session: Session, coordinator: Person, network_ids: Sequence[int], now: datetime) -> Silence | None:
    """The next meeting within days of which somebody has not said whether they come."""
    for meeting, network in store.next_meetings(session, network_ids, now, now + SOON):
        silent = attendance_of(session, meeting).silent(besides=coordinator.id)
        if silent:
            return Silence(meeting, network, tuple(silent))
    return None


def _first_linkless(session: Session, network_ids: Sequence[int], now: datetime) -> Linkless | None:
    """The next meeting within days whose call has no link."""
    for meeting, network in store.next_meetings(session, network_ids, now, now + SOON):
        if not meeting.link:
            return Linkless(meeting, network)
    return None


def _first_undecided(session: Session, network_ids: Sequence[int], now: datetime) -> Undecided | None:
    """The poll about dates that has waited longest for a choice."""
    found = undecided_poll(session, network_ids, now)
    return None if found is None else Undecided(*found)


def _first_turnless(session: Session, network_ids: Sequence[int], now: datetime) -> Turnless | None:
    """The first published rota that leaves a city without a session, as long as sessions are ahead."""
    for rota, network in published_rotas(session, network_ids):
        standing = standing_of(session, rota, network, now)
        if standing.unplaced and any(standing.is_ahead(place.meeting) for place in standing.places):
            return Turnless(network, standing.unplaced)
    return None


def _first_unanswered(session: Session, network_ids: Sequence[int], now: datetime) -> Unanswered | None:
    """The challenge that has waited longest, for a week at the least."""
    found = store.unanswered_challenges(session, network_ids, now - UNANSWERED_AFTER)
    return Unanswered(*found[0], len(found) - 1) if found else None
