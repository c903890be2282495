"""What is known of a session that has begun, at a moment.

Meetings ask this for their pages, so nothing here knows how meetings are told of.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from actions.afterwards.refusals import CameLater, SessionAhead
from actions.commitments.standing import round_of
from actions.refusals import NetworkClosed, NotFound
from store import presence as store
from store import takeaways
from store.memberships import contributors, membership_of
from store.models import City, Meeting, Membership, Network, Person, Presence
from store.programme import cities_of_network
from store.satisfaction import has_given, scores_of
from texts.afterwards.shown import Own, Past, Roll, Seat, Summary
from texts.meetings.shown import Present


def ends_at(meeting: Meeting) -> datetime:
    """By the clock."""
    return meeting.starts_at + timedelta(minutes=meeting.minutes)


def has_begun(meeting: Meeting, now: datetime) -> bool:
    """Whether there is something to tell of it."""
    return meeting.cancelled_at is None and meeting.starts_at <= now


def check_told(meeting: Meeting, network: Network, now: datetime) -> None:
    """Refuses what is told of a session that has not begun, or in a network that has ended."""
    if meeting.cancelled_at is not None:
        raise NotFound
    if meeting.starts_at > now:
        raise SessionAhead
    if network.closed_at is not None:
        raise NetworkClosed


def came_in_time(membership: Membership, meeting: Meeting) -> bool:
    """Whether somebody was in the network before the session was over, so that they can tell of it."""
    return membership.joined_at < ends_at(meeting)


def check_came_in_time(session: Session, person: Person, meeting: Meeting) -> None:
    """Refuses what somebody would tell of a session that was over before they came, unless they are known to have been
    in it.
    """
    membership = membership_of(session, person.id, meeting.network_id)
    if membership is None or came_in_time(membership, meeting):
        return
    presence = store.presence_of(session, meeting, person.id)
    if presence is None or not presence.was_there:
        raise CameLater


def past_of(session: Session, meeting: Meeting, network: Network, now: datetime) -> Past | None:
    """What its page tells of a session; None: it has not begun."""
    if not has_begun(meeting, now):
        return None
    return Past(roll_of(session, meeting, network, now), takeaways.count_takeaways(session, meeting))


def roll_of(session: Session, meeting: Meeting, network: Network, now: datetime) -> Roll:
    """City by city, by name: who was there."""
    told: defaultdict[int | None, list[Presence]] = defaultdict(list)
    for presence in store.presences_of(session, meeting):
        told[presence.city_id].append(presence)
    people: defaultdict[int | None, list[Person]] = defaultdict(list)
    for person, city, _ in contributors(session, network.id):
        people[None if city is None else city.id].append(person)
    seats = (Seat(city, people[city.id], told[city.id]) for city in cities_of_network(session, network.id))
    return Roll(meeting, network, tuple(seats), now)


def present_in(session: Session, meetings: Sequence[Meeting]) -> dict[int, Present]:
    """By session: how many cities were there, of how many; those of which nobody has told are left out."""
    numbers = [meeting.id for meeting in meetings]
    present, told = store.count_cities_present(session, numbers), store.cities_told_in(session, numbers)
    networks = {meeting.network_id for meeting in meetings if meeting.id in present}
    cities = {network_id: {city.id for city in cities_of_network(session, network_id)} for network_id in networks}
    return {
        one.id: Present(
            present[one.id], len(cities[one.network_id]), len(cities[one.network_id] - told.get(one.id, set()))
        )
        for one in meetings
        if one.id in present
    }


def own_of(session: Session, person: Person, meeting: Meeting, network: Network, city: City, now: datetime) -> Own:
    """What one person has told of a session, and what is left to be told."""
    written = (
        takeaways.takeaway_of(session, meeting, person.id),
        takeaways.noted_takeaway(session, meeting, city.id),
    )
    takeaway = next((one for one in written if one is not None and one.withdrawn_at is None), None)
    return Own(
        meeting,
        network,
        city,
        store.presence_of(session, meeting, person.id),
        takeaway,
        round_of(session, meeting, network, now),
        has_given=has_given(session, meeting, person.id),
        now=now,
    )


def summary_of(session: Session, meeting: Meeting, network: Network, now: datetime) -> Summary:
    """All of it, for those who run the session."""
    return Summary(
        roll_of(session, meeting, network, now),
        tuple(takeaways.takeaways_with_cities(session, meeting)),
        round_of(session, meeting, network, now),
        scores_of(session, meeting),
        len(store.people_present(session, meeting)),
    )
