"""An announcement is narrowed to some of the members of its networks, or goes to other networks, before it goes out."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from actions.access import access_coordinating
from actions.announcements.audience import audience_of, narrowed, wanted
from actions.announcements.by_clock import reckon_anew
from actions.announcements.refusals import NoNetworkLeft
from actions.announcements.writing import access_own, access_unsent
from actions.refusals import NotFound
from store import announcements as store
from store import audiences
from store.audiences import Audience, Listed
from store.frozen import frozen
from store.meetings import ended_meetings
from store.models import Announcement, AnnouncementNetwork, Attended, Narrowing, Person, Role
from store.network import cities_in
from texts.announcements.audience import PEOPLE, Count
from texts.announcements.narrowed import Narrowed
from texts.cities import short_city
from texts.lists import page_within
from texts.translator import LANGUAGES


@frozen
class Choice:
    """By what one announcement can be narrowed, and to whom it goes so far."""

    announcement: Announcement
    audience: Audience
    narrowed: Narrowed
    count: Count


def choice_of(session: Session, author: Person, announcement_id: int, now: datetime) -> Choice:
    """To whom it goes so far, as long as nobody has got it."""
    announcement = access_unsent(session, author, announcement_id)
    audience = audience_of(session, announcement, now)
    cities = {str(city.id): short_city(city) for city in cities_in(session, audience.network_ids)}
    chosen = narrowed(session, announcement, audience.network_ids).chosen
    return Choice(announcement, audience, Narrowed(chosen, cities), count_of(session, audience))


def count_of(session: Session, audience: Audience) -> Count:
    """How many it is for."""
    people = audiences.count_all(session, audience)
    groups = sum(group.unreachable_at is None for group in audiences.groups_of(session, audience))
    return Count(people, people - sum(audiences.count_by_zone(session, audience).values()), groups)


def offered(session: Session, choice: Choice, by: Narrowing, now: datetime) -> Sequence[str]:
    """What it can be narrowed to."""
    match by:
        case Narrowing.ROLE:
            return [role.value for role in Role if role is not Role.GUEST]
        case Narrowing.CITY:
            return list(choice.narrowed.cities)
        case Narrowing.COUNTRY:
            return audiences.countries_in(session, choice.audience.network_ids)
        case Narrowing.LANGUAGE:
            return LANGUAGES
        case Narrowing.ATTENDED:
            has_met = bool(ended_meetings(session, choice.audience.network_ids, now))
            return [each.value for each in Attended if has_met or each is Attended.SILENT]


def do_narrow(
    session: Session,
    author: Person,
    announcement_id: int,
    by: Narrowing,
    value: str,
    *,
    is_wanted: bool,
    now: datetime,
) -> Choice:
    """One of the choices is wanted, or no longer. Harmless when done twice."""
    choice = choice_of(session, author, announcement_id, now)
    announcement = choice.announcement
    if value not in offered(session, choice, by, now):
        raise NotFound
    others = [each for each in wanted(announcement, by) if each != value]
    announcement.audience = {**announcement.audience, by.value: [*others, value] if is_wanted else others}
    reckon_anew(session, announcement, now)
    return choice_of(session, author, announcement_id, now)


def do_widen(session: Session, author: Person, announcement_id: int, *, now: datetime) -> Choice:
    """To everybody again. Harmless when done twice."""
    announcement = access_unsent(session, author, announcement_id)
    announcement.audience = {}
    reckon_anew(session, announcement, now)
    return choice_of(session, author, announcement_id, now)


def do_choose_network(
    session: Session, author: Person, announcement_id: int, network_id: int, *, is_wanted: bool, now: datetime
) -> Choice:
    """A network more or less; cities that are in none of them are asked for no more. Harmless when done twice."""
    announcement = access_unsent(session, author, announcement_id)
    access_coordinating(session, author, network_id)
    going_to = store.network_ids_of(session, announcement.id)
    if is_wanted and network_id not in going_to:
        session.add(AnnouncementNetwork(announcement_id=announcement.id, network_id=network_id))
    elif not is_wanted and network_id in going_to:
        if len(going_to) == 1:
            raise NoNetworkLeft
        session.delete(session.get_one(AnnouncementNetwork, (announcement.id, network_id)))
    session.flush()
    there = {str(city.id) for city in cities_in(session, store.network_ids_of(session, announcement.id))}
    cities = [number for number in wanted(announcement, Narrowing.CITY) if number in there]
    announcement.audience = {**announcement.audience, Narrowing.CITY.value: cities}
    reckon_anew(session, announcement, now)
    return choice_of(session, author, announcement_id, now)


def page_of_people(
    session: Session, author: Person, announcement_id: int, page: int, now: datetime
) -> tuple[list[Listed], Count, int]:
    """A page of those it is for, how many there are, and which page it is."""
    announcement = access_own(session, author, announcement_id)
    audience = audience_of(session, announcement, now)
    count = count_of(session, audience)
    page = page_within(page, count.people, PEOPLE)
    return audiences.listed(session, audience, page=page, size=PEOPLE), count, page
