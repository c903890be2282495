"""How an agenda stands at a moment: which case is whose by the turns of now."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from store.agenda import agenda_of, items_of
from store.guests import announced
from store.live import cases_by_part
from store.models import Agenda, AgendaItem, City, Guest, Meeting, Method, Network
from store.rota import presenting_in
from texts.agenda.shown import Line, Outline


def outline_of(session: Session, agenda: Agenda, meeting: Meeting, network: Network, now: datetime) -> Outline:
    """What is being prepared."""
    items, published = (items_of(session, meeting, is_published=published) for published in (False, True))
    has_changes = _content(items) != _content(published)
    return _outline(session, agenda, meeting, network, items, now, has_changes=has_changes)


def published_outline_of(session: Session, meeting: Meeting, network: Network, now: datetime) -> Outline | None:
    """What the network sees, once there is something."""
    agenda = agenda_of(session, meeting)
    if agenda is None or agenda.published_at is None:
        return None
    items = items_of(session, meeting, is_published=True)
    return _outline(session, agenda, meeting, network, items, now)


def can_be_prepared(session: Session, meeting: Meeting, network: Network, now: datetime) -> bool:
    """Whether there is an agenda to look at or to begin with."""
    is_ahead = meeting.cancelled_at is None and meeting.starts_at > now and network.closed_at is None
    return is_ahead or agenda_of(session, meeting) is not None


def _outline(
    session: Session,
    agenda: Agenda,
    meeting: Meeting,
    network: Network,
    items: Sequence[AgendaItem],
    now: datetime,
    *,
    has_changes: bool = False,
) -> Outline:
    presenting = presenting_in(session, meeting)
    cities = _cities_of_cases(items, presenting)
    cities |= _named_live(session, meeting, items, cities)
    guests = _guests_of(session, meeting, items)
    lines, after = [], 0
    for item in items:
        lines.append(Line(item, after, cities.get(item.id), guests.get(item.id, ())))
        after += item.minutes
    left_out = tuple(city for city in presenting if city not in cities.values())
    return Outline(agenda, meeting, network, tuple(lines), now, left_out, has_changes)


def _cities_of_cases(items: Sequence[AgendaItem], presenting: Sequence[City]) -> dict[int, City]:
    """By item: the city whose it was as long as it presents, the others in their order for the cases that are left."""
    cases = [item for item in items if item.method is Method.CASE]
    by_id = {city.id: city for city in presenting}
    cities: dict[int, City] = {}
    for item in cases:
        if item.city_id in by_id:
            cities[item.id] = by_id.pop(item.city_id)
    free = [item for item in cases if item.id not in cities]
    return cities | {item.id: city for item, city in zip(free, by_id.values(), strict=False)}


def _named_live(
    session: Session, meeting: Meeting, items: Sequence[AgendaItem], cities: Mapping[int, City]
) -> dict[int, City]:
    """By item: of cases that nobody's turn gives a city the one that was chosen while the session was held."""
    lacking = {place: one for place, one in enumerate(items) if one.method is Method.CASE and one.id not in cities}
    if not lacking:
        return {}
    named, known = cases_by_part(session, meeting.id), {city.id for city in cities.values()}
    return {lacking[part].id: city for part, city in named.items() if part in lacking and city.id not in known}


def _guests_of(session: Session, meeting: Meeting, items: Sequence[AgendaItem]) -> dict[int, tuple[Guest, ...]]:
    """By item: one each where there are as many as items for them, all in each where not."""
    hearing = [item for item in items if item.method is Method.GUEST]
    guests = announced(session, meeting.id) if hearing else []
    if len(guests) == len(hearing):
        return {item.id: (guest,) for item, guest in zip(hearing, guests, strict=True)}
    return {item.id: tuple(guests) for item in hearing}


def _content(items: Sequence[AgendaItem]) -> list[tuple[Method, int, int | None]]:
    return [(item.method, item.minutes, item.city_id) for item in items]
