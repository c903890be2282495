"""The pairs of a month: put together and shown to the coordination one day, told to the cities the next."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy.orm import Session

from actions.pairs.checking import ask_due
from actions.pairs.days import ASKED_AFTER, DAY, first_day, last_day, next_telling_day, ten_on, today_in
from actions.pairs.matching import matched
from actions.pairs.standing import meeting_of, possible
from actions.pairs.telling import tell_made, tell_planned, tell_resting
from store import pairs as store
from store.commitments import last_begun
from store.locking import lock
from store.meetings import next_meeting
from store.models import City, Network, Pair, PairCity, PairRound
from store.pairs import Paired
from store.programme import cities_of_network


def look_at_pairs(session: Session, network: Network, now: datetime) -> date | None:
    """Does what is due; gives the day to look again, or None."""
    if network.pairs_on_at is not None:
        _look_at_round(session, network, now)
    ask_due(session, network, now)
    tomorrow = today_in(network, now) + DAY
    ask_at = store.next_ask(session, network.id)
    if network.pairs_on_at is not None:
        return tomorrow
    return None if ask_at is None else max(tomorrow, today_in(network, ask_at))


def _look_at_round(session: Session, network: Network, now: datetime) -> None:
    round_ = store.last_round(session, network.id)
    if round_ is not None and round_.left_at is None:
        if round_.leaves_at <= now:
            leave(session, network, round_, now)
        return
    _plan(session, network, round_, now)


def _plan(session: Session, network: Network, latest: PairRound | None, now: datetime) -> None:
    """For tomorrow. As long as nobody fits, it is tried again the day after; on the last day whoever rests is told."""
    session_before = last_begun(session, [network.id], now).get(network.id)
    following = next_meeting(session, network.id, now)
    if session_before is None or following is None or (latest and latest.meeting_id == session_before.id):
        return
    tomorrow, last = today_in(network, now) + DAY, last_day(network, following)
    if tomorrow < first_day(network, session_before) or tomorrow > last or tomorrow != next_telling_day(tomorrow):
        return
    could = possible(session, network, tomorrow)
    groups = matched([city.id for city in could.cities], could.fits, could.rests)
    if len(could.cities) < 2 or (not groups and next_telling_day(tomorrow + DAY) <= last):
        return
    leaves_at = ten_on(network, tomorrow)
    round_ = PairRound(network_id=network.id, meeting_id=session_before.id, made_at=now, leaves_at=leaves_at)
    session.add(round_)
    session.flush()
    for group in groups:
        add_pair(session, round_, group, now)
    tell_planned(session, network, round_, now)


def add_pair(session: Session, round_: PairRound, city_ids: Iterable[int], now: datetime) -> Pair:
    """These cities meet."""
    pair = Pair(network_id=round_.network_id, round_id=round_.id, made_at=now)
    session.add(pair)
    session.flush()
    ask_at = None if round_.left_at is None else now + ASKED_AFTER
    session.add_all(PairCity(pair_id=pair.id, city_id=city_id, ask_at=ask_at) for city_id in city_ids)
    session.flush()
    return pair


def leave(session: Session, network: Network, round_: PairRound, now: datetime) -> None:
    """The cities are told, but for those that want no more by now."""
    lock(session, round_)
    wanting = {city.id for city in possible(session, network, today_in(network, now)).cities}
    round_.left_at = now
    for paired in store.pairs_of(session, round_.id):
        _leave_out(paired, wanting, now)
        for _, one in paired.of:
            one.ask_at = now + ASKED_AFTER
    session.flush()
    standing = [one for one in store.pairs_of(session, round_.id) if one.pair.ended_at is None]
    busy = {city.id for paired in standing for city in paired.cities}
    _count_rests(session, network, busy, wanting)
    for paired in standing:
        tell_made(session, meeting_of(session, network, paired, round_, now), now)
    resting = [city for city in cities_of_network(session, network.id) if city.id in wanting - busy]
    tell_resting(session, network, round_, resting, now)


def _leave_out(paired: Paired, wanting: set[int], now: datetime) -> None:
    """Two of three may still meet."""
    for city, one in paired.of:
        if city.id not in wanting:
            one.cannot_at = one.cannot_at or now
    if len(paired.cities) < 2:
        paired.pair.ended_at = paired.pair.ended_at or now


def _count_rests(session: Session, network: Network, busy: set[int], wanting: set[int]) -> None:
    for city_id, wish in store.wishes_of(session, network.id).items():
        if city_id in wanting:
            wish.rests = 0 if city_id in busy else wish.rests + 1


def resting_now(session: Session, network: Network, round_: PairRound, now: datetime) -> list[City]:
    """The cities that want to meet and are in no pair of the month."""
    busy = {
        city.id
        for paired in store.pairs_of(session, round_.id)
        if paired.pair.ended_at is None
        for city in paired.cities
    }
    return [city for city in possible(session, network, today_in(network, now)).cities if city.id not in busy]
