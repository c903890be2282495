"""What is proposed for a session, from the cards of methods; nothing is stored here."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy.orm import Session

from actions.rota.standing import CASES
from store.models import Meeting, Method
from store.programme import series_of_network
from store.rota import presenting_in, published_rota_of
from texts.agenda.methods import card_of


class Planned(NamedTuple):
    """One item. `city_id`: whose case it is."""

    method: Method
    minutes: int = 0
    city_id: int | None = None


def proposal(session: Session, meeting: Meeting) -> list[Planned]:
    """The methods of such a session, made to fit its length as far as they can be."""
    is_first, is_last = meeting.number == 1, _is_last(session, meeting)
    cases = _cases(session, meeting, unnamed=0 if is_first or is_last else CASES)
    exchange = cases or [Planned(Method.EXPERIENCES)]
    if is_first:
        middle = [*cases, Planned(Method.EXPERIENCES), Planned(Method.ROOMS)]
    elif is_last:
        middle = [*exchange, Planned(Method.FAIR)]
    else:
        middle = [Planned(Method.COMMITMENTS), *exchange]
    return fitted([Planned(Method.OPENING), *middle, Planned(Method.CLOSING)], meeting.minutes)


def fitted(planned: Sequence[Planned], minutes: int) -> list[Planned]:
    """With their usual minutes, or fewer where all together are too long; with the least ones at worst.

    What has most to lose loses first, a minute at a time, so that nothing is squeezed while something else has room.
    """
    usual = [card_of(one.method).usual for one in planned]
    room = [card_of(one.method).usual - card_of(one.method).least for one in planned]
    lost = [0 for _ in planned]
    for _ in range(sum(usual) - minutes):
        widest = max(range(len(planned)), key=lambda place: (room[place] - lost[place], place), default=None)
        if widest is None or room[widest] == lost[widest]:
            break
        lost[widest] += 1
    return [one._replace(minutes=usual[place] - lost[place]) for place, one in enumerate(planned)]


def _cases(session: Session, meeting: Meeting, *, unnamed: int) -> list[Planned]:
    """One for each city whose turn it is; before turns are published as many as are `unnamed`."""
    if published_rota_of(session, meeting.network_id) is None:
        return [Planned(Method.CASE)] * unnamed
    return [Planned(Method.CASE, city_id=city.id) for city in presenting_in(session, meeting)]


def _is_last(session: Session, meeting: Meeting) -> bool:
    """Whether no other session comes after it."""
    later = [
        other
        for other in series_of_network(session, meeting.network_id)
        if other.cancelled_at is None and (other.starts_at, other.id) > (meeting.starts_at, meeting.id)
    ]
    return not later
