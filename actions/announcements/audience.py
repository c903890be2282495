"""Whom an announcement is for, as it stands at a moment."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from store import announcements as store
from store.audiences import Audience
from store.meetings import ended_meetings, next_meetings
from store.models import Announcement, Narrowing
from store.network import cities_in
from texts.announcements.narrowed import Narrowed
from texts.cities import short_city


def audience_of(session: Session, announcement: Announcement, now: datetime) -> Audience:
    """Its readers. Which sessions are the last and the next does not change any more once it goes out."""
    network_ids = store.network_ids_of(session, announcement.id)
    audience = Audience(
        network_ids,
        announcement.person_id,
        roles=wanted(announcement, Narrowing.ROLE),
        cities=tuple(int(number) for number in wanted(announcement, Narrowing.CITY)),
        countries=wanted(announcement, Narrowing.COUNTRY),
        languages=wanted(announcement, Narrowing.LANGUAGE),
    )
    attended = wanted(announcement, Narrowing.ATTENDED)
    return _with_sessions(session, audience, attended, announcement.sent_at or announcement.send_at or now)


def wanted(announcement: Announcement, by: Narrowing) -> tuple[str, ...]:
    """What its readers have to be one of; nothing: they may be anything."""
    return tuple((announcement.audience or {}).get(by.value, ()))


def narrowed(session: Session, announcement: Announcement, network_ids: Sequence[int]) -> Narrowed:
    """The same with the names of its cities."""
    chosen = {by: wanted(announcement, by) for by in Narrowing}
    cities = cities_in(session, network_ids) if chosen[Narrowing.CITY] else []
    return Narrowed(chosen, {str(city.id): short_city(city) for city in cities})


def _with_sessions(session: Session, audience: Audience, attended: tuple[str, ...], at: datetime) -> Audience:
    if not attended:
        return audience
    held: dict[int, int] = {}
    for meeting, network in ended_meetings(session, audience.network_ids, at):
        held.setdefault(network.id, meeting.id)
    coming = next_meetings(session, audience.network_ids, at).values()
    return replace(
        audience, attended=attended, held=tuple(held.values()), coming=tuple(meeting.id for meeting in coming)
    )
