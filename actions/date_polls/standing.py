"""How a poll about dates stands: counted by city, each once, with the best that somebody of it said."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from actions.dates import weighed_at
from store import date_polls as store
from store.date_polls import Delegate
from store.models import Availability, City, DatePoll, Meeting, Network
from store.programme import cities_of_network
from texts.date_polls.shown import Asked, Standing, Tally
from texts.meetings.fair import Weighed

Said = Mapping[int, Availability]  # of a city, by the date's id


def asked_of(session: Session, poll: DatePoll, network: Network, now: datetime) -> Asked:
    """All that texts tell of a poll to those who are asked."""
    meeting = session.get_one(Meeting, poll.meeting_id) if poll.meeting_id is not None else None
    options = tuple(store.options_of(session, poll.id))
    return Asked(poll, network, meeting, options, now, store.noted_to(session, poll.id))


def standing_of(session: Session, asked: Asked) -> Standing:
    """And to those who choose."""
    cities = cities_of_network(session, asked.network.id)
    delegates = store.delegates_of(session, asked.network.id)
    said = _said_by_cities(session, asked, delegates)
    reached = {one.city.id for one in delegates if is_reached(one, asked.now)}
    counted = [city for city in cities if city.id in reached or said.get(city.id)]
    return Standing(
        asked,
        tuple(_tally(option.id, option.starts_at, counted, said) for option in asked.options),
        silent=tuple(city for city in counted if not said.get(city.id)),
        unasked=tuple(city for city in cities if city not in counted),
        noted=tuple(city for city in cities if city.id in asked.noted),
    )


def weighed_dates(
    session: Session, network: Network, meeting: Meeting | None, dates: Iterable[datetime], language: str
) -> list[Weighed]:
    """What each date costs the cities. `language`: of the names of feasts."""
    minutes = meeting.minutes if meeting is not None else network.meeting_minutes
    cities = cities_of_network(session, network.id)
    return [weighed_at(session, cities, one, minutes, language) for one in dates]


def is_reached(delegate: Delegate, now: datetime) -> bool:
    """Whether a question arrives: with Telegram that takes our letters, and on no break."""
    return delegate.is_reachable and not delegate.person.is_paused(now)


def said_itself(session: Session, poll: DatePoll, city: City) -> Said:
    """What a city's own people answered."""
    return _said_by_people(session, poll, store.delegates_of(session, poll.network_id)).get(city.id, {})


def _said_by_cities(session: Session, asked: Asked, delegates: Iterable[Delegate]) -> dict[int, Said]:
    """What the cities answered, by their ids; to the other dates, what is noted for them."""
    said = _said_by_people(session, asked.poll, delegates)
    for city_id, noted in asked.noted.items():
        said[city_id] = {**noted, **said[city_id]}
    return dict(said)


def _said_by_people(
    session: Session, poll: DatePoll, delegates: Iterable[Delegate]
) -> defaultdict[int, dict[int, Availability]]:
    """Who has left speaks for nobody any more."""
    city_of = {one.person.id: one.city.id for one in delegates}
    order = list(Availability)
    said: defaultdict[int, dict[int, Availability]] = defaultdict(dict)
    for answer in store.answers_to(session, poll.id):
        city_id = city_of.get(answer.person_id)
        if city_id is not None:
            known = said[city_id].get(answer.option_id, answer.availability)
            said[city_id][answer.option_id] = min(known, answer.availability, key=order.index)
    return said


def _tally(option_id: int, starts_at: datetime, cities: Sequence[City], said: Mapping[int, Said]) -> Tally:
    by_answer: dict[Availability | None, list[City]] = defaultdict(list)
    for city in cities:
        by_answer[said.get(city.id, {}).get(option_id)].append(city)
    yes, if_need_be, no, unsaid = (tuple(by_answer[one]) for one in (*Availability, None))
    return Tally(starts_at, yes, if_need_be, no, unsaid)
