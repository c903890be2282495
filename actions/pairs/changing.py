"""A pair changes: its date stands, one of its cities cannot, or the coordination parts and pairs by hand."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from actions import audit, letters
from actions.access import Seen, Spoken, access_planned_pairs
from actions.pairs.checking import take_back_check
from actions.pairs.days import today_in
from actions.pairs.matching import best_partner
from actions.pairs.refusals import PairChanged, PairsLeft
from actions.pairs.rounds import add_pair, resting_now
from actions.pairs.standing import fits_between, meeting_of
from actions.pairs.telling import tell_fewer, tell_made, tell_resting, update_letters
from actions.refusals import NotAllowed
from store import pairs as store
from store.locking import lock
from store.models import City, Met, Network, Pair, PairCity, PairRound, Person
from store.pairs import Paired, pair_by_id

Pressed = tuple[int, int]


def do_agree(session: Session, spoken: Spoken, *, sequence: int, now: datetime, pressed: Pressed | None = None) -> None:
    """The date stands: whoever says so first, says it for both. Harmless when done twice."""
    seen = spoken.seen
    lock(session, seen.round)
    pair = _standing(session, spoken)
    if pair.agreed_at is not None:
        return
    if pair.sequence != sequence:
        raise PairChanged
    pair.agreed_at = now
    pair.sequence += 1
    session.flush()
    update_letters(session, seen.network, seen.round, pair.id, now, pressed)


def do_refuse(session: Session, spoken: Spoken, *, sequence: int, now: datetime) -> None:
    """A city cannot this month: another one is looked for, for the one that is left. Harmless when done twice."""
    seen = spoken.seen
    lock(session, seen.round)
    store.read_anew(session, seen.paired)
    if spoken.said.cannot_at is not None:
        return
    pair = _standing(session, spoken)
    if pair.sequence != sequence or any(one.met is Met.YES for _, one in seen.paired.of):
        raise PairChanged
    call_off(session, seen.network, seen.round, seen.paired, spoken.city.id, now)


def call_off(
    session: Session, network: Network, round_: PairRound, paired: Paired, city_id: int, now: datetime
) -> None:
    """Two of three go on; one of two is paired anew where a third is free, or told that it comes first next month."""
    lock(session, round_)
    store.read_anew(session, paired)
    gone = next(city for city, _ in paired.of if city.id == city_id)
    for _, one in paired.of:
        if one.city_id == city_id:
            one.cannot_at, one.ask_at = now, None
    paired.pair.sequence += 1
    left = paired.cities
    if len(left) < 2:
        paired.pair.ended_at = now
    for each in [gone, *(left if len(left) < 2 else ())]:
        take_back_check(session, paired.pair.id, each.id)
    session.flush()
    letters.withdraw(session, f"pair:{paired.pair.id}:made:")
    if len(left) > 1:
        tell_fewer(session, meeting_of(session, network, paired, round_, now), gone, now)
    elif left:
        _find_another(session, network, round_, left[0], gone, now)
    update_letters(session, network, round_, paired.pair.id, now, None)


def _find_another(session: Session, network: Network, round_: PairRound, city: City, gone: City, now: datetime) -> None:
    """Of those that rest, but not the one that has just said that it cannot, nor any that said so before."""
    refused = _refused(session, round_)
    free = [one for one in resting_now(session, network, round_, now) if one.id not in refused and one.id != city.id]
    fits = fits_between(session, network, [city, *free], today_in(network, now))
    wishes = store.wishes_of(session, network.id)
    rests = {city_id: wish.rests for city_id, wish in wishes.items()}
    other_id = best_partner(city.id, [one.id for one in free], fits, rests)
    if other_id is None:
        if city.id in wishes:
            wishes[city.id].rests += 1
        tell_resting(session, network, round_, [city], now, gone)
        return
    if other_id in wishes:
        wishes[other_id].rests = 0
    made = pair_by_id(session, add_pair(session, round_, [city.id, other_id], now).id)
    if made is not None:
        tell_made(session, meeting_of(session, network, made, round_, now), now, gone)


def _refused(session: Session, round_: PairRound) -> set[int]:
    cities = sa.select(PairCity.city_id).join(Pair, Pair.id == PairCity.pair_id)
    return set(session.scalars(cities.where(Pair.round_id == round_.id, PairCity.cannot_at.is_not(None))))


def _standing(session: Session, spoken: Spoken) -> Pair:
    """The pair as the one before has left it: undone, or without this city, it is another one."""
    store.read_anew(session, spoken.seen.paired)
    pair = spoken.seen.paired.pair
    if pair.ended_at is not None or spoken.said.cannot_at is not None:
        raise PairChanged
    return pair


def do_part(session: Session, person: Person, seen: Seen, *, sequence: int, now: datetime) -> None:
    """The coordination parts a pair that was not told yet. Harmless when done twice."""
    if not seen.coordinates:
        raise NotAllowed
    _check_open(session, seen.round)
    store.read_anew(session, seen.paired)
    if seen.paired.pair.ended_at is None:
        if seen.round.sequence != sequence:
            raise PairChanged
        seen.paired.pair.ended_at = now
        _changed(session, person, seen.network, seen.round, "pair_parted", seen.paired.pair.id, now)


def do_pair_by_hand(
    session: Session, person: Person, round_id: int, city_ids: tuple[int, int], *, sequence: int, now: datetime
) -> Network:
    """It puts one that wants to and is in no pair with another such, or with two that are: whatever they have."""
    network, round_ = access_planned_pairs(session, person, round_id)
    _check_open(session, round_)
    standing = _standing_pairs(session, round_)
    if any(set(city_ids) <= {city.id for city in one.cities} for one in standing):
        return network
    resting = {city.id for city in resting_now(session, network, round_, now)}
    joined = next((one for one in standing if one.is_of_two and city_ids[1] in {city.id for city in one.cities}), None)
    if joined is not None:
        resting |= {city_ids[1]}
    if round_.sequence != sequence or not set(city_ids) <= resting or len(set(city_ids)) < 2:
        raise PairChanged
    if joined is not None:
        joined.pair.ended_at = now
    third = [] if joined is None else [city.id for city in joined.cities if city.id not in city_ids]
    pair = add_pair(session, round_, [*city_ids, *third], now)
    _changed(session, person, network, round_, "pair_made", pair.id, now)
    return network


def take_back_planned(session: Session, network: Network) -> None:
    """Pairs that were not told to anybody: forgotten, as if they had not been made."""
    round_ = store.last_round(session, network.id)
    if round_ is None:
        return
    lock(session, round_)  # who pairs by hand at this moment has added to it
    if round_.left_at is not None:
        return
    letters.withdraw(session, f"pairs:{round_.id}:")
    for paired in store.pairs_of(session, round_.id):
        for _, one in paired.of:
            session.delete(one)
        session.flush()
        session.delete(paired.pair)
    session.flush()
    session.delete(round_)
    session.flush()


def _standing_pairs(session: Session, round_: PairRound) -> list[Paired]:
    return [one for one in store.pairs_of(session, round_.id) if one.pair.ended_at is None]


def _check_open(session: Session, round_: PairRound) -> None:
    lock(session, round_)
    if round_.left_at is not None:
        raise PairsLeft


def _changed(
    session: Session, person: Person, network: Network, round_: PairRound, deed: str, pair_id: int, now: datetime
) -> None:
    round_.sequence += 1
    session.flush()
    audit.record(session, now=now, deed=deed, person_id=person.id, network_id=network.id, subject=f"pair:{pair_id}")
