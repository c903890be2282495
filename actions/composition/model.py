"""What is asked of a composition and what comes of it, as values. docs/composition.md says what is maximised."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import field
from enum import StrEnum

from actions.consultations.answers import Answers, Member
from store.frozen import frozen
from store.models import FieldLevel

WISH = (12, 9, 7, 6, 5)  # for its first to fourth wish, and any further one
PLACED = 6  # for each member in at least one network
FIRST_TIME = 4  # more, where it has never been in one
MATCHED = 1  # for each point of need that offers of the same network can meet
COUNTRY = 3  # for each country in a network
APART = 2  # taken off for each step from the least to the most advanced of a network

STEPS = {FieldLevel.STARTING: 0, FieldLevel.UNDERWAY: 1, FieldLevel.CONSOLIDATED: 2}
DAY = range(24)

Place = tuple[str, str]  # a member's slug and a field


@frozen
class Rules:
    """What no proposal may break. hours_shared: each network has an hour that suits all its members.

    seconds: how long is searched at most
    gap: as near to the bound, in parts of it, as is near enough where there are many places; 0: only the best is
    """

    least: int = 6
    most: int = 8
    per_member: int = 1
    locks: frozenset[Place] = frozenset()
    exclusions: frozenset[Place] = frozenset()
    hours_shared: bool = True
    seconds: float = 8.0
    gap: float = 0.005


class Status(StrEnum):
    """optimal: there is no better proposal; gap: there may be one, up to the bound; infeasible: there is none."""

    OPTIMAL = "optimal"
    GAP = "gap"
    INFEASIBLE = "infeasible"


@frozen
class Group:
    """A proposed network: a field and its members' slugs, in order."""

    field: str
    members: tuple[str, ...]


@frozen
class Proposal:
    """Networks by field. objective: its points; bound: what no proposal surpasses; both None when there is none."""

    status: Status
    groups: tuple[Group, ...] = ()
    objective: int | None = None
    bound: int | None = None

    def places(self) -> set[Place]:
        """Who is placed where."""
        return {(slug, group.field) for group in self.groups for slug in group.members}


@frozen
class Points:
    """What a proposal is worth, by criterion; the objective is their sum."""

    wishes: int = 0
    placed: int = 0
    first_time: int = 0
    matched: int = 0
    countries: int = 0
    levels: int = 0

    @property
    def total(self) -> int:
        return self.wishes + self.placed + self.first_time + self.matched + self.countries + self.levels


@frozen
class Case:
    """Answers and rules together, in an order of their own: that of the file's rows decides nothing."""

    answers: Answers
    rules: Rules
    members: dict[str, Member] = field(init=False)
    fields: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        members = sorted(self.answers.members, key=lambda member: member.slug)
        object.__setattr__(self, "members", {member.slug: member for member in members})
        object.__setattr__(self, "fields", tuple(sorted(self.answers.fields)))

    def may(self, slug: str, name: str) -> bool:
        """Whether the member can be placed in the field: it wished for it or was put there by hand."""
        if (slug, name) in self.rules.exclusions:
            return False
        return self.members[slug].of(name).rank is not None or (slug, name) in self.rules.locks

    def candidates(self, name: str) -> list[Member]:
        """Who can be placed in a field."""
        return [member for slug, member in self.members.items() if self.may(slug, name)]


def wish_points(member: Member, name: str) -> int:
    """What this place is worth for its rank; nothing where it was put by hand without a wish."""
    rank = member.of(name).rank
    return 0 if rank is None else WISH[min(rank, len(WISH)) - 1]


def suits(member: Member, hour: int) -> bool:
    """Whoever has named no hours is taken at its word: any."""
    return not member.hours or hour in member.hours


def shared_hours(members: Iterable[Member]) -> list[int]:
    """Hours of UTC that suit all of them."""
    found = list(members)
    return [hour for hour in DAY if all(suits(member, hour) for member in found)]


def points_of(answers: Answers, groups: Collection[Group]) -> Points:
    """Adds up a proposal, criterion by criterion."""
    members = {member.slug: member for member in answers.members}
    of_group = [(group.field, [members[slug] for slug in group.members if slug in members]) for group in groups]
    placed = {member.slug: member for _name, group in of_group for member in group}
    return Points(
        wishes=sum(wish_points(member, name) for name, group in of_group for member in group),
        placed=PLACED * len(placed),
        first_time=FIRST_TIME * sum(member.first_time for member in placed.values()),
        matched=sum(MATCHED * matched(name, group) for name, group in of_group),
        countries=COUNTRY * sum(len(Counter(member.country for member in group)) for _name, group in of_group),
        levels=-APART * sum(steps_apart(name, group) for name, group in of_group),
    )


def matched(name: str, members: Collection[Member]) -> int:
    """Points of need that the network's offers can meet: the smaller of both sums."""
    said = [member.of(name) for member in members]
    need, offer = sum(one.need for one in said), sum(one.offer for one in said)
    return min(need, offer)


def steps_apart(name: str, members: Iterable[Member]) -> int:
    """From the least to the most advanced of those that have said how far along they are."""
    steps = [STEPS[level] for member in members if (level := member.of(name).level) is not None]
    return max(steps) - min(steps) if steps else 0
