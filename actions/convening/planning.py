"""What is to be made of a proposal: names, dates and hours, set before anything is made."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from actions.access import access_composition
from actions.composing.keeping import case_of, groups_of
from actions.composition import Case, Group
from actions.composition.model import DAY, shared_hours
from actions.consultations import Member
from actions.consultations.naming import field_namer, slug_of
from actions.convening.refusals import NothingToConvene, PlanChanged
from actions.fairness import holidays_of
from actions.recurrence import DAYS, occurrences
from actions.refusals import NotFound, StepPassed
from actions.search.words import plain
from store import composing as store
from store.database import insert_new, row_by_id
from store.locking import lock
from store.models import City, Composition, Convening, ConveningState, Person
from store.programme import names_of_networks, slugs_of_networks
from texts.composing.reasons import Name
from texts.composing.shown import city_name_of, new_city_name
from texts.convening import plan as texts
from texts.convening.presses import Setting
from texts.convening.shown import CityShown, ConveningShown, Planned
from texts.translator import translator_for

SESSIONS = 6
MINUTES = 90
AHEAD = timedelta(days=28)  # for a city to confirm its people
WEEKS, MONTHS = 4, 12
FIRST_DAYS = (2, 1, 3)  # Wednesday, Tuesday, Thursday
WORKDAY = range(9, 17)
LONGEST_SLUG = 48


def do_plan(session: Session, person: Person, composition_id: int, *, now: datetime) -> Convening:
    """The plan of a proposal, with one for each network that has none yet."""
    composition = access_composition(session, person, composition_id)
    return plan_of(session, composition, now)


def plan_of(session: Session, composition: Composition, now: datetime, month: int | None = None) -> Convening:
    """The same for the command line. month: of the first sessions, where it is given."""
    case = case_of(session, composition)
    groups = groups_of(composition, case)
    if not groups:
        raise NothingToConvene
    values = {"composition_id": composition.id, "state": ConveningState.PLANNED, "sequence": 0, "plan": {}, "made": {}}
    insert_new(session, Convening, values, unique=["composition_id"])
    convening = store.convening_of(session, composition.id)
    if convening is None:
        raise NotFound
    lock(session, convening)  # whoever looks at it takes back nothing that somebody sets or makes at this moment
    if convening.state is not ConveningState.MADE:
        _follow(session, convening, composition, case, month or convening.plan.get("month") or first_month(now))
    return convening


def _follow(session: Session, convening: Convening, composition: Composition, case: Case, month: int) -> None:
    """Keeps what was set of networks that are still proposed, and sets what is new."""
    before = {one["field"]: one for one in convening.plan.get("networks", [])}
    there = set(slugs_of_networks(session))
    name = field_namer(session, case.fields)
    taken = there | {one["slug"] for one in before.values()}
    networks = []
    for place, group in enumerate(groups_of(composition, case)):
        one = before.get(group.field) or _first_plan(case, group, place, month, taken, name)
        if one["slug"] in there:  # somebody has made a network of that name since
            one = one | {"slug": free_slug(group.field, taken)}
        taken.add(one["slug"])
        networks.append(one)
    _change(session, convening, {"month": month, "networks": networks, "composed": composition.sequence})


def first_month(now: datetime) -> int:
    """The first one that leaves cities the time to confirm."""
    ready = now + AHEAD
    return ready.year * 12 + ready.month - 1 + (1 if ready.day > 1 else 0)


def _first_plan(case: Case, group: Group, place: int, month: int, taken: set[str], name: Name) -> dict[str, Any]:
    """Networks are spread over the first weeks, so that one person can be in the first sessions of all."""
    members = [case.members[slug] for slug in group.members]
    language = _most(member.language for member in members)
    week, weekday = 1 + place // len(FIRST_DAYS) % WEEKS, FIRST_DAYS[place % len(FIRST_DAYS)]
    on = first_day(month, week, weekday)
    return {
        "field": group.field,
        "slug": free_slug(group.field, taken),
        "name": texts.network_name(translator_for(language), name(group.field))[:128],
        "zone": _most(member.zone for member in members),
        "week": week,
        "weekday": weekday,
        "hour": best_hour(members, on),
    }


def _most(values: Iterable[str]) -> str:
    """What most of them have; of as many the first by name."""
    return min(Counter(values).items(), key=lambda each: (-each[1], each[0]))[0]


def free_slug(field: str, taken: Iterable[str]) -> str:
    """Of letters, digits and hyphens, as no other network has."""
    slug = slug_of(field)[:LONGEST_SLUG].strip("-") or "microrred"
    used = set(taken)
    numbered = (slug if number == 1 else f"{slug}-{number}" for number in range(1, len(used) + 2))
    return next(one for one in numbered if one not in used)


def best_hour(members: Iterable[Member], on: date) -> int:
    """Of the hours in UTC that suit all, the one in which most are at work, and nobody is far from it."""
    found = list(members)

    def worth(hour: int) -> tuple[int, int, int]:
        local = [_local_hour(hour, on, member.zone) for member in found]
        far = [max(WORKDAY.start - at, at - WORKDAY.stop + 1, 0) for at in local]
        return (-sum(one > 0 for one in far), -max(far, default=0), -abs(hour - 15))

    return max(shared_hours(found) or DAY, key=worth)


def _local_hour(hour: int, on: date, zone: str) -> int:
    return datetime.combine(on, time(hour), UTC).astimezone(ZoneInfo(zone)).hour


def first_day(month: int, week: int, weekday: int) -> date:
    """The second Tuesday of a month."""
    first = date(month // 12, month % 12 + 1, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (week - 1))


def meeting_time(one: Mapping[str, Any], month: int) -> time:
    """On the clock of the network's zone, as its first session has it; it stays when clocks change."""
    on = first_day(month, one["week"], one["weekday"])
    return datetime.combine(on, time(one["hour"]), UTC).astimezone(ZoneInfo(one["zone"])).time()


def rule_of(one: Mapping[str, Any]) -> str:
    """RFC 5545."""
    return f"FREQ=MONTHLY;BYDAY={one['week']}{DAYS[one['weekday']]};COUNT={SESSIONS}"


def starts_of(one: Mapping[str, Any], month: int) -> tuple[datetime, ...]:
    """Its sessions."""
    on, zone = first_day(month, one["week"], one["weekday"]), ZoneInfo(one["zone"])
    return tuple(occurrences(rule_of(one), on, meeting_time(one, month), zone))


def planned_of(session: Session, convening: Convening, language: str) -> ConveningShown:
    """As its pages show it. language: in which holidays are named."""
    composition = session.get_one(Composition, convening.composition_id)
    case = case_of(session, composition)
    groups = {group.field: group for group in groups_of(composition, case)}
    cities, month = store.cities_named(session, case.members), convening.plan["month"]
    plans = [one for one in convening.plan["networks"] if one["field"] in groups]
    networks = (
        _planned(case, groups[one["field"]], one, place, month, cities, language) for place, one in enumerate(plans)
    )
    shown = ConveningShown(convening, composition, month, tuple(networks), _before(session, composition))
    return replace(shown, namesakes=_namesakes(session, shown.networks))


def _namesakes(session: Session, networks: Iterable[Planned]) -> tuple[str, ...]:
    """On a phone two networks of one name cannot be told apart."""
    there = {plain(name) for name in names_of_networks(session)}
    return tuple(one.name for one in networks if plain(one.name) in there)


def _before(session: Session, composition: Composition) -> tuple[int, ...]:
    convened = store.convenings_of(session, composition.consultation_id)
    others = (one for one in store.compositions_of(session, composition.consultation_id) if one.id != composition.id)
    made = (one.number for one in others if one.id in convened and convened[one.id].state is ConveningState.MADE)
    return tuple(sorted(made))


def _planned(
    case: Case,
    group: Group,
    one: Mapping[str, Any],
    place: int,
    month: int,
    cities: Mapping[str, City],
    language: str,
) -> Planned:
    members = [case.members[slug] for slug in group.members]
    shown = tuple(_city(member, cities.get(member.slug)) for member in members)
    starts = starts_of(one, month)
    return Planned(
        place=place,
        **{name: one[name] for name in ("field", "slug", "name", "zone", "week", "weekday", "hour")},
        hours=tuple(shared_hours(members)),
        zones=tuple(sorted({city.zone for city in shown})),
        cities=shown,
        starts=starts,
        holidays=tuple(_holidays(starts, shown, cities, language)),
    )


def _city(member: Member, city: City | None) -> CityShown:
    if city is not None:
        return CityShown(city.slug, city.name, city.country, city.zone, city.language, is_new=False)
    name = new_city_name(member.slug, member.country, member.zone)
    return CityShown(member.slug, name, member.country, member.zone, member.language, is_new=True)


def _holidays(
    starts: Iterable[datetime], shown: Iterable[CityShown], cities: Mapping[str, City], language: str
) -> Iterable[tuple[datetime, str]]:
    found = list(shown)
    for start in starts:
        for one in found:
            on, known = start.astimezone(ZoneInfo(one.zone)).date(), cities.get(one.slug)
            region = "" if known is None else known.region
            if on in holidays_of(one.country, region, [on.year], language):
                yield start, city_name_of(one.slug, one.country, one.zone, known)


def access_plan(session: Session, person: Person, convening_id: int) -> Convening:
    """Of a proposal that the person may see."""
    convening = row_by_id(session, Convening, convening_id)
    if convening is None:
        raise NotFound
    access_composition(session, person, convening.composition_id)
    return convening


def do_set_month(session: Session, person: Person, convening_id: int, month: int, *, now: datetime) -> Convening:
    """Of the first sessions; from this one until a year ahead."""
    convening = _to_change(session, person, convening_id)
    this = now.year * 12 + now.month - 1
    if not this <= month <= this + MONTHS:
        raise StepPassed
    return _change(session, convening, {**convening.plan, "month": month})


def do_set(session: Session, person: Person, convening_id: int, place: int, setting: Setting, value: int) -> Convening:
    """Something of one network; the same twice is harmless."""
    convening = _to_change(session, person, convening_id)
    one = planned_at(session, convening, place)
    allowed: Mapping[Setting, tuple[str, Iterable[int]]] = {
        Setting.WEEK: ("week", range(1, WEEKS + 1)),
        Setting.WEEKDAY: ("weekday", range(5)),
        Setting.HOUR: ("hour", DAY),
        Setting.ZONE: ("zone", range(len(one.zones))),
    }
    name, values = allowed[setting]
    if value not in values:
        raise StepPassed
    return _set(session, convening, one, name, one.zones[value] if setting is Setting.ZONE else value)


def do_name(session: Session, person: Person, convening_id: int, place: int, name: str) -> Convening:
    """How a network is called."""
    convening = _to_change(session, person, convening_id)
    return _set(session, convening, planned_at(session, convening, place), "name", name)


def planned_at(session: Session, convening: Convening, place: int) -> Planned:
    """One network of the plan."""
    networks = planned_of(session, convening, "es").networks
    if not 0 <= place < len(networks):
        raise NotFound
    return networks[place]


def _set(session: Session, convening: Convening, one: Planned, name: str, value: object) -> Convening:
    networks = [each | ({name: value} if each["field"] == one.field else {}) for each in convening.plan["networks"]]
    return _change(session, convening, {**convening.plan, "networks": networks})


def _to_change(session: Session, person: Person, convening_id: int) -> Convening:
    convening = access_plan(session, person, convening_id)
    lock(session, convening)
    if convening.state is ConveningState.MADE:
        raise PlanChanged
    return convening


def _change(session: Session, convening: Convening, plan: dict[str, Any]) -> Convening:
    if plan != convening.plan:
        convening.plan, convening.sequence = plan, convening.sequence + 1
        session.flush()
    return convening
