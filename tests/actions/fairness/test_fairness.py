"""Fair dates: what a session costs whom, and in which order dates are proposed."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import permutations
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from actions.fairness import (
    Burden,
    CityCalendar,
    Scales,
    Search,
    Slot,
    added_up,
    find_slots,
    holidays_of,
    is_working_day,
    regions_of,
)

ZONES = (
    "America/Argentina/Buenos_Aires", "America/Sao_Paulo", "America/Bogota", "America/Santo_Domingo",
    "America/Guayaquil", "Europe/Madrid", "America/Merida", "America/Panama", "America/Santiago", "America/New_York",
)  # fmt: skip
COUNTRIES = ("AR", "BR", "CO", "DO", "EC", "ES", "MX", "PA")
MADRID, MERIDA, QUITO, NEW_YORK = (
    ZoneInfo(name) for name in ("Europe/Madrid", "America/Merida", "America/Guayaquil", "America/New_York")
)
JUNE, NOVEMBER = date(2027, 6, 1), date(2027, 11, 30)
MINUTE = timedelta(minutes=1)

days = st.dates(JUNE, NOVEMBER)
minutes = st.sampled_from([30, 45, 90, 120])
moments = st.datetimes(datetime(2027, 6, 1), datetime(2027, 11, 30), timezones=st.just(UTC))  # noqa: DTZ001
calendars = st.builds(
    CityCalendar,
    st.integers(1, 99),
    st.sampled_from(ZONES).map(ZoneInfo),
    st.dictionaries(days, st.just("Fiesta"), max_size=40),
    st.sampled_from([time(7), time(8, 30), time(9)]),
    st.sampled_from([time(13), time(15, 15), time(18)]),
)
networks = st.lists(calendars, min_size=1, max_size=8, unique_by=lambda one: one.city_id)


@given(networks, moments, minutes)
def test_cost_is_the_number_of_minutes_outside_of_the_hours_and_so_nothing_only_inside_of_all(
    cities: list[CityCalendar], starts_at: datetime, length: int
) -> None:
    starts_at = starts_at.replace(second=0, microsecond=0)

    slot = Scales(cities, JUNE, NOVEMBER).weigh(starts_at, length)

    outside = [sum(not _is_at_work(city, starts_at + number * MINUTE) for number in range(length)) for city in cities]
    assert [burden.minutes for burden in slot.burdens] == outside
    assert slot.is_free == (sum(outside) == 0)


@given(networks, st.dates(JUNE, date(2027, 10, 30)), minutes, st.dictionaries(st.integers(1, 99), st.integers(0, 600)))
def test_days_off_are_never_free_and_come_last(
    cities: list[CityCalendar], first: date, length: int, so_far: dict[int, int]
) -> None:
    found = find_slots(cities, _search(first, length, so_far))

    for slot in found:
        ends_at = slot.starts_at + length * MINUTE - MINUTE
        for city, burden in zip(cities, slot.burdens, strict=True):
            touched = {moment.astimezone(city.zone).date() for moment in (slot.starts_at, ends_at)}
            is_closed = any(day in city.days_off for day in touched)
            assert (burden.day_off is not None) == is_closed
            assert burden.minutes > 0 or not is_closed
            assert burden.minutes > 0 or any(is_working_day(city, day) for day in touched)
    assert [slot.missed for slot in found] == sorted(slot.missed for slot in found)


@given(
    st.lists(st.integers(0, 900), min_size=3, max_size=3),
    st.lists(st.sampled_from([0, 15, 30, 90]), min_size=3, max_size=3),
)
def test_of_slots_that_cost_as_much_who_paid_most_does_not_pay_most_again(so_far: list[int], costs: list[int]) -> None:
    borne = dict(enumerate(so_far))
    slots = [
        Slot(datetime(2027, 6, 1, tzinfo=UTC), tuple(Burden(city, cost) for city, cost in enumerate(order)))
        for order in permutations(costs)
    ]

    fairest = min(slots, key=lambda slot: slot.weight(borne))

    by_burden = sorted(borne, key=lambda city: borne[city])
    paid = [fairest.burdens[city].minutes for city in by_burden]
    for (first, less), (second, more) in zip(
        zip(by_burden, paid, strict=True), list(zip(by_burden, paid, strict=True))[1:], strict=False
    ):
        assert less >= more or borne[first] == borne[second]


def test_burden_goes_round() -> None:
    """Of three cities whose hours hardly meet two pay, in turn or half each; the one in the middle never does."""
    cities = [
        CityCalendar(number, ZoneInfo("UTC"), opens_at=time(opens), closes_at=time(opens + 2))
        for number, opens in enumerate((8, 9, 10))
    ]
    held: list[Slot] = []
    for number in range(6):
        first = date(2027, 6, 7) + timedelta(weeks=number)
        search = replace(_search(first, 60, added_up(held)), zone=ZoneInfo("UTC"), last=first + timedelta(days=4))
        held.append(find_slots(cities, search)[0])

    assert added_up(held) == {0: 180, 1: 0, 2: 180}


def test_slot_inside_the_hours_of_all_is_proposed_first_and_the_nearest_to_what_was_wished() -> None:
    cities = [CityCalendar(1, MERIDA), CityCalendar(2, QUITO), CityCalendar(3, MADRID)]
    wished = datetime(2027, 6, 18, 15, tzinfo=UTC)  # 09:00 in Mérida, 17:00 to 18:30 in Madrid

    found = find_slots(cities, replace(_search(date(2027, 6, 14), 60), wished=wished))

    assert found[0] == Slot(wished, (Burden(1, 0), Burden(2, 0), Burden(3, 0)))
    assert [slot.starts_at.day for slot in found[:5]] == [18, 17, 16, 15, 21]


def test_when_nothing_suits_all_the_least_bad_says_who_pays() -> None:
    cities = [CityCalendar(1, MERIDA), CityCalendar(3, MADRID)]
    wished = datetime(2027, 6, 18, 15, tzinfo=UTC)

    (fresh, *_) = find_slots(cities, replace(_search(date(2027, 6, 14), 90), wished=wished))
    (after, *_) = find_slots(cities, replace(_search(date(2027, 6, 14), 90, {3: 30}), wished=wished))

    assert fresh == Slot(wished, (Burden(1, 0), Burden(3, 30)))
    assert after.burdens == (Burden(1, 30), Burden(3, 0))


def test_city_in_which_it_is_night_misses_a_session_as_one_that_is_closed_does() -> None:
    burdens = (Burden(1, 30, day_off="Fiesta"), Burden(1, 30, is_night=True), Burden(1, 90))

    missed = [Slot(datetime(2027, 6, 1, tzinfo=UTC), (burden,)).missed for burden in burdens]

    assert missed == [1, 1, 0]


def test_weeks_in_which_some_clocks_are_changed_and_others_are_not_are_marked() -> None:
    cities = [CityCalendar(1, MERIDA), CityCalendar(2, NEW_YORK), CityCalendar(3, MADRID)]
    usual = datetime(2027, 10, 15, 15, tzinfo=UTC)
    scales = Scales(cities, date(2027, 10, 1), date(2027, 11, 30), usual=usual)

    def changed(day: date) -> list[int]:
        slot = scales.weigh(datetime(day.year, day.month, day.day, 15, tzinfo=UTC), 90)
        return [burden.city_id for burden in slot.burdens if burden.has_changed_clocks]

    assert changed(date(2027, 10, 29)) == []
    assert changed(date(2027, 11, 3)) == [3]  # Spain has, New York has not
    assert changed(date(2027, 11, 10)) == [2, 3]
    found = find_slots(cities, replace(_search(date(2027, 10, 29), 90), wished=usual, last=date(2027, 11, 3)))
    marked = {slot.starts_at.date(): [one.city_id for one in slot.burdens if one.has_changed_clocks] for slot in found}
    assert marked == {date(2027, 10, 29): []} | {date(2027, 11, day): [3] for day in (1, 2, 3)}
    both = Scales(cities[1:], date(2027, 10, 1), date(2027, 11, 30), usual=usual)
    assert not any(one.has_changed_clocks for one in both.weigh(datetime(2027, 11, 10, 15, tzinfo=UTC), 90).burdens)


def test_hour_that_is_skipped_is_found_once_and_one_that_comes_twice_is_the_first() -> None:
    """As in São Paulo at midnight, while clocks were changed there: a day off begins where its first hour does."""
    sao_paulo = ZoneInfo("America/Sao_Paulo")
    spring, autumn = (
        date(2018, 11, 4),
        date(2018, 2, 18),
    )  # Sundays both: the days themselves are looked at, not searched
    city = CityCalendar(1, sao_paulo, {spring: "Domingo", autumn: "Domingo"})

    scales = Scales([city], autumn, spring)

    midnight = datetime(2018, 11, 4, 3, tzinfo=UTC)  # 00:00 does not exist: it is 01:00
    assert scales.weigh(midnight - 30 * MINUTE, 30).burdens[0].day_off is None
    assert scales.weigh(midnight, 30).burdens[0].day_off == "Domingo"
    twice = datetime(2018, 2, 18, 1, 30, tzinfo=UTC)  # 23:30 on Saturday for the first time
    assert scales.weigh(twice, 90).burdens[0].day_off is None
    assert scales.weigh(twice, 91).burdens[0].day_off == "Domingo"


@given(st.sampled_from(ZONES).map(ZoneInfo), st.dates(date(2027, 1, 1), date(2027, 12, 1)))
def test_no_moment_is_proposed_twice_and_none_that_has_passed(zone: ZoneInfo, first: date) -> None:
    search = replace(_search(first, 90), zone=zone, after=datetime(2027, 6, 1, tzinfo=UTC), taken={first})

    found = find_slots([CityCalendar(1, zone)], search)

    proposed = [slot.starts_at.astimezone(zone).date() for slot in found]
    assert len(set(proposed)) == len(proposed)
    assert first not in proposed
    assert all(slot.starts_at > search.after for slot in found)
    assert all(day.weekday() < 5 for day in proposed)


def test_holidays_of_the_eight_countries_are_those_that_are_public_there() -> None:
    found = {country: holidays_of(country, "", [2027], "es") for country in COUNTRIES}

    expected = {
        "AR": date(2027, 7, 9), "BR": date(2027, 9, 7), "CO": date(2027, 7, 20), "DO": date(2027, 8, 16),
        "EC": date(2027, 8, 10), "ES": date(2027, 10, 12), "MX": date(2027, 9, 16), "PA": date(2027, 11, 3),
    }  # fmt: skip
    assert {country: day for country, day in expected.items() if day in found[country]} == expected
    assert all(len(named) >= 7 and all(named.values()) for named in found.values())


def test_regions_have_their_own_holidays_and_are_told_in_the_readers_language() -> None:
    assert date(2027, 9, 11) in holidays_of("ES", "CT", [2027], "ca")
    assert holidays_of("ES", "AR", [2027], "es")[date(2027, 4, 23)] == "Día de San Jorge"
    assert date(2027, 7, 9) in holidays_of("BR", "SP", [2027], "pt")
    assert date(2027, 7, 9) not in holidays_of("BR", "", [2027], "pt")
    assert holidays_of("ES", "nowhere", [2027], "es") == holidays_of("ES", "", [2027], "es")
    assert holidays_of("XX", "", [2027], "es") == regions_of("XX") == {}
    assert holidays_of("ES", "", [2027], "ca")[date(2027, 1, 6)] == "Reis"


def test_zones_of_the_programme_have_the_offsets_of_their_countries() -> None:
    summer, winter = datetime(2027, 7, 1, 12, tzinfo=UTC), datetime(2027, 12, 1, 12, tzinfo=UTC)

    offsets = {
        name: tuple(at.astimezone(ZoneInfo(name)).utcoffset() // timedelta(hours=1) for at in (summer, winter))  # type: ignore[operator]
        for name in ZONES[:8]
    }

    assert offsets == {
        "America/Argentina/Buenos_Aires": (-3, -3),
        "America/Sao_Paulo": (-3, -3),
        "America/Bogota": (-5, -5),
        "America/Santo_Domingo": (-4, -4),
        "America/Guayaquil": (-5, -5),
        "Europe/Madrid": (2, 1),
        "America/Merida": (-6, -6),
        "America/Panama": (-5, -5),
    }


def _is_at_work(city: CityCalendar, at: datetime) -> bool:
    local = at.astimezone(city.zone)
    return is_working_day(city, local.date()) and city.opens_at <= local.time() < city.closes_at


def _search(first: date, length: int, so_far: dict[int, int] | None = None) -> Search:
    start = datetime(first.year, first.month, first.day, 15, tzinfo=UTC)
    return Search(
        first,
        first + timedelta(days=13),
        MADRID,
        length,
        wished=start,
        after=start - timedelta(days=2),
        so_far=so_far or {},
    )
