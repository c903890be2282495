"""How a network stands before it is closed, and what it leaves behind."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from actions.records.collecting import heard_in
from store import closing as store
from store.models import Commitment, Meeting, Network
from store.presence import presences_of
from store.programme import cities_of_network
from texts.closing.shown import Checklist, CityEnd, Farewell, Sheeted
from texts.sheets.fields import FIELDS, RecordKind


def checklist_of(session: Session, network: Network, now: datetime) -> Checklist:
    """City by city, by name."""
    planned = store.sessions_of(session, network.id)
    held = [one for one in planned if is_over(one, now)]
    there, told = _told_in(session, held)
    heard = {city.id for meeting in held for city in heard_in(session, meeting)}
    sheets, commitments = _sheets(session, network), _commitments(session, held)
    recorded = store.recorded(session, [one.id for one in held])
    ends = [
        CityEnd(
            city,
            attended=len(there[city.id]),
            untold=tuple(one for one in held if one.id not in told[city.id]),
            is_heard=city.id in heard,
            commitments=tuple(commitments[city.id]),
            sheet=sheets.get(city.id),
        )
        for city in cities_of_network(session, network.id)
    ]
    return Checklist(
        network,
        meetings=tuple(held),
        ahead=len(planned) - len(held),
        unrecorded=tuple(one for one in held if one.id not in recorded),
        cities=tuple(ends),
        closing=store.closing_of(session, network.id),
        now=now,
    )


def farewell_of(session: Session, network: Network, now: datetime) -> Farewell:
    """What it leaves behind."""
    held = [one for one in store.sessions_of(session, network.id) if is_over(one, now)]
    challenges, solved, answers, experiences = store.shared_in(session, network.id)
    heard: set[int] = {city.id for meeting in held for city in heard_in(session, meeting)}
    return Farewell(
        network,
        cities=len(cities_of_network(session, network.id)),
        sessions=len(held),
        cases=len(heard),
        challenges=challenges,
        solved=solved,
        answers=answers,
        experiences=experiences,
        adoptions=store.adoptions_by_state(session, network.id),
    )


def is_over(meeting: Meeting, now: datetime) -> bool:
    """By the clock."""
    return meeting.starts_at + timedelta(minutes=meeting.minutes) <= now


def _told_in(
    session: Session, held: Sequence[Meeting]
) -> tuple[defaultdict[int | None, set[int]], defaultdict[int | None, set[int]]]:
    """By city: in which sessions somebody was there for it, and of which anything was told."""
    there: defaultdict[int | None, set[int]] = defaultdict(set)
    told: defaultdict[int | None, set[int]] = defaultdict(set)
    for meeting in held:
        for one in presences_of(session, meeting):
            told[one.city_id].add(meeting.id)
            if one.was_there:
                there[one.city_id].add(meeting.id)
    return there, told


def _commitments(session: Session, held: Sequence[Meeting]) -> defaultdict[int, list[Commitment]]:
    found: defaultdict[int, list[Commitment]] = defaultdict(list)
    for one in store.open_commitments(session, [meeting.id for meeting in held]):
        found[one.city_id].append(one)
    return found


def _sheets(session: Session, network: Network) -> dict[int, Sheeted]:
    """Of each city the one that is furthest."""
    filled, wanted = store.fields_filled(session, network.id), {one.name for one in FIELDS[RecordKind.EXPERIENCE]}
    best: dict[int, Sheeted] = {}
    for experience, proposal in store.experiences_in(session, network.id):
        missing = len(wanted - filled.get(experience.id, set()))
        one = Sheeted(experience, missing, store.is_read_outside(proposal))
        before = best.get(experience.city_id or 0)
        if before is None or _how_far(one) > _how_far(before):
            best[experience.city_id or 0] = one
    return best


def _how_far(one: Sheeted) -> tuple[bool, bool, int]:
    return one.is_complete, one.is_open, -one.missing
