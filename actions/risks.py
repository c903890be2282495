"""Cities that may drop out of a network, and what points to it. For coordinators only."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from store import risks as store
from store.closing import cities_by_id
from store.coordinating import unreachable_participants
from store.meetings import next_meetings
from store.models import Membership, Network
from texts.risks import AtRisk, Sign

SILENT_FOR = timedelta(weeks=4)
IN_A_ROW = 2


def cities_at_risk(session: Session, networks: Sequence[Network], now: datetime) -> list[AtRisk]:
    """Of the networks that still meet, those with most signs first. Cities from which nobody came are told elsewhere.

    Missed: nobody of it was in the last two sessions of which somebody told. Silent: no answer to anything for four
    weeks, in which the network has met. Blocked: no letter reaches its titular,
    once the network has begun to meet.
    """
    open_ones = [network.id for network in networks if network.closed_at is None]
    going_on = list(next_meetings(session, open_ones, now))
    if not going_on:
        return []
    told, acts = store.told_sessions(session, going_on, now), store.last_acts(session, going_on)
    asked = store.last_over(session, going_on, now)
    blocked = {one.membership.id for one in unreachable_participants(session, going_on)}
    found: dict[tuple[int, int], tuple[Sign, ...]] = {}
    for titular, since in _cities(session, going_on):
        place = (titular.network_id, titular.city_id or 0)
        met = [one for one in told.get(place[0], []) if one.meeting.starts_at >= since][:IN_A_ROW]
        signs = {
            Sign.MISSED: len(met) == IN_A_ROW and not any(place[1] in one.present for one in met),
            Sign.SILENT: _is_silent(acts.get(place), asked.get(place[0]), now),
            Sign.BLOCKED: titular.id in blocked and place[0] in asked,
        }
        if any(signs.values()):
            found[place] = tuple(sign for sign, holds in signs.items() if holds)
    return _named(session, networks, found)


def _cities(session: Session, network_ids: Sequence[int]) -> list[tuple[Membership, datetime]]:
    """Of each city its titular, and since when it has anybody."""
    first: dict[tuple[int, int | None], tuple[Membership, datetime]] = {}
    for membership, _ in store.delegates_of(session, network_ids):
        place = (membership.network_id, membership.city_id)
        titular, since = first.get(place, (membership, membership.joined_at))
        first[place] = (titular, min(since, membership.joined_at))
    return list(first.values())


def _is_silent(acted_at: datetime | None, asked_at: datetime | None, now: datetime) -> bool:
    """Who was asked nothing since then is not silent."""
    return acted_at is not None and asked_at is not None and acted_at < now - SILENT_FOR and acted_at < asked_at


def _named(
    session: Session, networks: Sequence[Network], found: dict[tuple[int, int], tuple[Sign, ...]]
) -> list[AtRisk]:
    cities, by_id = cities_by_id(session, {city_id for _, city_id in found}), {one.id: one for one in networks}
    named = [AtRisk(by_id[network_id], cities[city_id], signs) for (network_id, city_id), signs in found.items()]
    return sorted(named, key=lambda one: (-len(one.signs), one.city.name, one.network.id))
