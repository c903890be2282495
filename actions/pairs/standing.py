"""How pairs stand: who could meet whom, with what for each other and at which hours, and the pairs of the month."""

from collections.abc import Sequence
from datetime import date, datetime
from itertools import combinations
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from actions.city_calendars import calendars_of
from actions.needs.drawing_up import Meant, all_meant
from actions.needs.matching import alike
from actions.pairs.hours import days_after, free_hours, suggested
from actions.pairs.matching import Fit, Two
from store import pairs as store
from store.frozen import frozen
from store.memberships import city_by_id, contributors
from store.models import City, HelpKind, Membership, Network, PairRound, Person
from store.pairs import Paired
from store.programme import cities_of_network
from texts.pairs.shown import Help, InCommon, Month, PairShown


@frozen
class Possible:
    """The cities of a network that want to meet and can be told, and what each two have for each other."""

    cities: Sequence[City]
    fits: dict[Two, Fit]
    rests: dict[int, int]


def possible(session: Session, network: Network, told_on: date) -> Possible:
    """As of the day on which they are told."""
    wishes = {city_id: wish for city_id, wish in store.wishes_of(session, network.id).items() if wish.wants}
    people = people_of(session, network)
    reached = {city_id for city_id, wish in wishes.items() if people.get(city_id) or wish.noted_by is not None}
    cities = [city for city in cities_of_network(session, network.id) if city.id in reached]
    rests = {city.id: wishes[city.id].rests for city in cities}
    return Possible(cities, fits_between(session, network, cities, told_on), rests)


def fits_between(session: Session, network: Network, cities: Sequence[City], day: date) -> dict[Two, Fit]:
    """What each two of these cities have for each other."""
    meant, free = all_meant(session, network, cities), _free(session, cities, day)
    before = store.told_before(session, network.id)
    return {
        frozenset((one.id, other.id)): _fit(meant, free, before, one, other) for one, other in combinations(cities, 2)
    }


def people_of(session: Session, network: Network) -> dict[int, list[Person]]:
    """Whom letters reach, by the city for which they take part."""
    people: dict[int, list[Person]] = {}
    for person, city, is_reachable in contributors(session, network.id):
        if city is not None and is_reachable:
            people.setdefault(city.id, []).append(person)
    return people


def meeting_of(session: Session, network: Network, paired: Paired, round_: PairRound, now: datetime) -> PairShown:
    """As its cities read it: hours that are past are of no use."""
    cities = paired.cities
    meant = all_meant(session, network, cities)
    twos = list(combinations(cities, 2))
    helps = [help_ for one, other in twos for help_ in (_help(meant, one, other), _help(meant, other, one)) if help_]
    common = [same for one, other in twos if (same := _in_common(meant, one, other)) is not None]
    free = _free(session, cities, max(told_on(network, round_.leaves_at), told_on(network, now)))
    ids = {city.id for city in cities}
    hours = suggested([moment for moment, of in free.items() if ids <= of])
    return PairShown(network, paired, helps, [] if helps else common, hours, people_of(session, network))


def month_of(session: Session, network: Network, membership: Membership) -> Month:
    """As a member sees it: pairs that have not left yet are for the coordination."""
    round_ = store.last_round(session, network.id)
    paired = [] if round_ is None else [one for one in store.pairs_of(session, round_.id) if one.pair.ended_at is None]
    cities, wishes = cities_of_network(session, network.id), store.wishes_of(session, network.id)
    return Month(network, cities, wishes, membership, round_, paired, city_by_id(session, membership.city_id))


def told_on(network: Network, at: datetime) -> date:
    """The network's day."""
    return at.astimezone(ZoneInfo(network.zone)).date()


def _fit(
    meant: Sequence[Meant], free: dict[datetime, frozenset[int]], before: dict[Two, int], one: City, other: City
) -> Fit:
    two = frozenset((one.id, other.id))
    return Fit(
        (_best(meant, one, other)[0], _best(meant, other, one)[0]),
        _best(meant, one, other, HelpKind.NEED)[0],
        tuple(moment for moment, cities in free.items() if two <= cities),
        before.get(two, 0),
        one.country != other.country,
    )


def _best(
    meant: Sequence[Meant], taker: City, giver: City, kind: HelpKind = HelpKind.OFFER
) -> tuple[int, Meant | None, Meant | None]:
    """The need of one that the other answers best, or that the other has as well."""
    needs = [one for one in meant if one.thing.city.id == taker.id and one.kind is HelpKind.NEED]
    theirs = [one for one in meant if one.thing.city.id == giver.id and one.kind is kind]
    ranked = [(alike(need.sense, other.sense), need, other) for need in needs for other in theirs]
    return max(ranked, key=lambda each: each[0], default=(0, None, None))


def _help(meant: Sequence[Meant], taker: City, giver: City) -> Help | None:
    number, need, offer = _best(meant, taker, giver)
    return Help(taker, need.thing.text, giver, offer.thing.text) if number and need and offer else None


def _in_common(meant: Sequence[Meant], one: City, other: City) -> InCommon | None:
    number, need, same = _best(meant, one, other, HelpKind.NEED)
    return InCommon(one, need.thing.text, other, same.thing.text) if number and need and same else None


def _free(session: Session, cities: Sequence[City], day: date) -> dict[datetime, frozenset[int]]:
    first, last = days_after(day)
    return free_hours(calendars_of(session, cities, first, last, "es"), first, last)
