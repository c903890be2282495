"""The integer programme: what may be chosen, what must hold, what it is worth."""

from collections import defaultdict
from dataclasses import dataclass, field

from actions.composition.model import (
    APART,
    COUNTRY,
    DAY,
    FIRST_TIME,
    MATCHED,
    PLACED,
    STEPS,
    Case,
    Place,
    suits,
    wish_points,
)
from store.frozen import frozen
from store.models import FieldLevel

UNLIMITED = float("inf")
LARGEST_MATCH = 3  # points of need or offer of a member


@frozen
class Column:
    """A variable from `low` to `high`. worth: points for each of it."""

    worth: float
    low: float
    high: float
    whole: bool


@dataclass
class Programme:
    """Columns, and rows of (low, high, factors by column)."""

    columns: list[Column] = field(default_factory=list)
    rows: list[tuple[float, float, dict[int, float]]] = field(default_factory=list)
    places: dict[Place, int] = field(default_factory=dict)
    opened: dict[str, list[int]] = field(default_factory=dict)
    dropped: dict[Place, int] = field(default_factory=dict)

    def choice(self, worth: float = 0.0, *, low: float = 0.0) -> int:
        """A column that is 0 or 1."""
        return self._column(Column(worth, low, 1.0, True))

    def amount(self, worth: float = 0.0, high: float = 1.0) -> int:
        """A column from 0 to `high`. It need not be told to be whole: what it hangs on is."""
        return self._column(Column(worth, 0.0, high, False))

    def at_most(self, high: float, factors: dict[int, float]) -> None:
        self.rows.append((-UNLIMITED, high, factors))

    def at_least(self, low: float, factors: dict[int, float]) -> None:
        self.rows.append((low, UNLIMITED, factors))

    def _column(self, column: Column) -> int:
        self.columns.append(column)
        return len(self.columns) - 1


def programme_of(case: Case) -> Programme:
    """What is maximised."""
    programme = _places_and_hours(case, forced=True)
    _place_members(programme, case)
    for name in case.fields:
        places = {slug: column for (slug, field), column in programme.places.items() if field == name}
        if places:
            _match(programme, case, name, places)
            _mix(programme, case, places)
            _keep_near(programme, case, name, places)
    return programme


def nearest_to_locks(case: Case) -> Programme:
    """The same rules, of which locks may be dropped: the fewest are, and of as few the last ones by name."""
    programme = _places_and_hours(case, forced=False)
    number = len(case.rules.locks)
    for order, place in enumerate(sorted(case.rules.locks)):
        column = programme.choice(float(-number * number - number + order))
        programme.dropped[place] = column
        chosen = {programme.places[place]: 1.0} if place in programme.places else {}
        programme.at_least(1.0, {column: 1.0, **chosen})
    return programme


def _places_and_hours(case: Case, *, forced: bool) -> Programme:
    """Hard rules: sizes, networks of a member, locks, and an hour for each network."""
    programme = Programme()
    for name in case.fields:
        _add_field(programme, case, name, forced=forced)
    of_member: dict[str, list[int]] = defaultdict(list)
    for (slug, _name), column in programme.places.items():
        of_member[slug].append(column)
    for columns in of_member.values():
        programme.at_most(case.rules.per_member, dict.fromkeys(columns, 1.0))
    return programme


def _add_field(programme: Programme, case: Case, name: str, *, forced: bool) -> None:
    hours = [(programme.choice(), free) for free in _hours(case, name)]
    programme.opened[name] = [column for column, _free in hours]
    for member in case.candidates(name):
        place = (member.slug, name)
        low = 1.0 if forced and place in case.rules.locks else 0.0
        column = programme.places[place] = programme.choice(wish_points(member, name) if forced else 0.0, low=low)
        programme.at_most(0.0, {column: 1.0} | {hour: -1.0 for hour, free in hours if member.slug in free})
    opened = programme.opened[name]
    placed = {column: 1.0 for (_slug, field), column in programme.places.items() if field == name}
    programme.at_most(1.0, dict.fromkeys(opened, 1.0))
    programme.at_least(0.0, placed | dict.fromkeys(opened, float(-case.rules.least)))
    programme.at_most(0.0, placed | dict.fromkeys(opened, float(-case.rules.most)))


def _hours(case: Case, name: str) -> list[frozenset[str]]:
    """Whom the field's network could hold, hour by hour; without hours that suit no more than others do."""
    candidates = case.candidates(name)
    if not case.rules.hours_shared:
        return [frozenset(member.slug for member in candidates)]
    all_free = [frozenset(member.slug for member in candidates if suits(member, hour)) for hour in DAY]
    enough = dict.fromkeys(free for free in all_free if len(free) >= case.rules.least)
    return [free for free in enough if not any(free < other for other in enough)]


def _place_members(programme: Programme, case: Case) -> None:
    of_member: dict[str, list[int]] = defaultdict(list)
    for (slug, _name), column in programme.places.items():
        of_member[slug].append(column)
    for slug, columns in of_member.items():
        placed = programme.amount(PLACED + FIRST_TIME * case.members[slug].first_time)
        programme.at_most(0.0, {placed: 1.0} | dict.fromkeys(columns, -1.0))


def _match(programme: Programme, case: Case, name: str, places: dict[str, int]) -> None:
    """The smaller of what is needed and what is offered."""
    met = programme.amount(MATCHED, float(LARGEST_MATCH * case.rules.most))
    said = {column: case.members[slug].of(name) for slug, column in places.items()}
    programme.at_most(0.0, {met: 1.0} | {column: float(-one.need) for column, one in said.items() if one.need})
    programme.at_most(0.0, {met: 1.0} | {column: float(-one.offer) for column, one in said.items() if one.offer})


def _mix(programme: Programme, case: Case, places: dict[str, int]) -> None:
    countries: dict[str, list[int]] = defaultdict(list)
    for slug, column in places.items():
        countries[case.members[slug].country].append(column)
    for columns in countries.values():
        programme.at_most(0.0, {programme.amount(COUNTRY): 1.0} | dict.fromkeys(columns, -1.0))


def _keep_near(programme: Programme, case: Case, name: str, places: dict[str, int]) -> None:
    """Steps from the least to the most advanced. Where no network is opened nothing is apart."""
    there = {level: programme.amount() for level in FieldLevel}
    for slug, column in places.items():
        level = case.members[slug].of(name).level
        if level is not None:
            programme.at_most(0.0, {column: 1.0, there[level]: -1.0})
    apart = programme.amount(-APART, 2.0)
    opened = programme.opened[name]
    for one in FieldLevel:
        for other in FieldLevel:
            steps = float(STEPS[other] - STEPS[one])
            if steps > 0:
                factors = {there[one]: steps, there[other]: steps, apart: -1.0}
                programme.at_most(0.0, factors | dict.fromkeys(opened, -steps))
