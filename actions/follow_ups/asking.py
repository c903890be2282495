"""One message a city: to its titular, or else to whoever is left and can be reached."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from actions import attention
from actions.attention import WEEK, Planned
from actions.commitments.checking import speaking_for
from store.attention import LATEST
from store.closing import open_commitments, sessions_of
from store.follow_ups import Due, plan_follow_up
from store.models import City, FollowUp, Kind, Network, Person
from store.network import members_for
from store.programme import cities_of_network
from texts.follow_ups import asking as texts
from texts.translator import translator_of

# Names are kept for half a year after the end: some days before are left to answer.
MONTHS = {3: timedelta(weeks=13), 6: timedelta(weeks=24)}
TRIED_FOR = timedelta(weeks=2)  # as long as a week without another message is looked for


def plan_all(session: Session, network: Network, closed_at: datetime) -> None:
    """For each city, after it was closed for good."""
    for city in cities_of_network(session, network.id):
        for months, after in MONTHS.items():
            plan_follow_up(session, network.id, city.id, months, closed_at + after)


def ask_all(session: Session, due: Sequence[Due], *, now: datetime) -> int:
    """Gives how many are asked. A network that has ended has no digest: it waits for a week of theirs that is free."""
    planned: list[Planned] = []
    for each in due:
        asked = {one.person.id for one in planned}  # their week is spent
        if (one := _question(session, each, asked, now)) is not None:
            planned.append(one)
    return attention.plan_all(session, Kind.FOLLOW_UP, planned, now=now) if planned else 0


def _question(session: Session, due: Due, busy: Collection[int], now: datetime) -> Planned | None:
    asked, network, city = due
    person = _asked(session, network, city)
    if person is None or asked.ended_at is not None or asked.told_at is not None or _is_late(network, asked, now):
        asked.ask_at = None
        return None
    at = attention.due_moment(Kind.FOLLOW_UP, person.zone, now)
    if person.paused_until is not None and person.is_paused(at):
        asked.ask_at = person.paused_until
        return None
    no_digest = now - at  # of no use by the time of any: those of their other networks do not carry it
    if person.id in busy or not attention.reached_by(session, Kind.FOLLOW_UP, [person], now=now, lasts=no_digest):
        asked.ask_at = now + WEEK
        return None
    asked.ask_at, asked.asked_at = None, now
    open_words = _left_open(session, network, city)
    return Planned(
        person,
        network.id,
        asked.id,
        key=f"{letters_of(asked)}person:{person.id}",
        at=at,
        until=now,
        message=lambda: texts.letter(translator_of(person), asked, network, city, open_words),
        stale_after=LATEST,
    )


def _left_open(session: Session, network: Network, city: City) -> str:
    """What the city had taken on last and not done when the network ended."""
    meetings = [meeting.id for meeting in sessions_of(session, network.id)]
    return next((one.text for one in open_commitments(session, meetings) if one.city_id == city.id), "")


def letters_of(asked: FollowUp) -> str:
    """What the keys of these letters begin with."""
    return f"followup:{asked.id}:"


def _is_late(network: Network, asked: FollowUp, now: datetime) -> bool:
    closed_at = network.closed_at
    return closed_at is None or now > closed_at + MONTHS.get(asked.months, timedelta()) + TRIED_FOR


def _asked(session: Session, network: Network, city: City) -> Person | None:
    reached = {person.id for person in speaking_for(session, network.id, city)}
    return next((person for _, person in members_for(session, network.id, city.id) if person.id in reached), None)
