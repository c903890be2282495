"""What the members' answers come to. Figures for the coordination: small counts are not hidden from it."""

from collections import Counter
from collections.abc import Iterable
from statistics import fmean

from actions.consultations.answers import Answers, Member
from store.frozen import frozen
from store.models import FieldLevel


@frozen
class Response:
    """How many of a country's members have said something."""

    country: str
    members: int
    answered: int


@frozen
class Demand:
    """What members say of a field. first: for how many it is the best wish; wishes: how many wish for it at all.

    mean_rank: of those who wish for it, None when nobody does; need and offer: sums over all members
    """

    field: str
    first: int
    wishes: int
    mean_rank: float | None
    need: int
    offer: int
    levels: dict[FieldLevel, int]


@frozen
class Results:
    """Countries by their code; fields by demand, as far as it can be told apart."""

    members: int
    answered: int
    countries: list[Response]
    fields: list[Demand]


def results_of(answers: Answers) -> Results:
    """Counts all answers."""
    asked = Counter(member.country for member in answers.members)
    answered = Counter(member.country for member in answers.members if member.said)
    demands = [_demand(field, answers.members) for field in answers.fields]
    return Results(
        members=len(answers.members),
        answered=answered.total(),
        countries=[Response(country, number, answered[country]) for country, number in sorted(asked.items())],
        fields=sorted(demands, key=lambda one: (-one.wishes, -one.first, one.mean_rank or 0, one.field)),
    )


def _demand(field: str, members: Iterable[Member]) -> Demand:
    said = [member.of(field) for member in members]
    ranks = [one.rank for one in said if one.rank is not None]
    return Demand(
        field=field,
        first=ranks.count(1),
        wishes=len(ranks),
        mean_rank=round(fmean(ranks), 2) if ranks else None,
        need=sum(one.need for one in said),
        offer=sum(one.offer for one in said),
        levels={level: sum(one.level is level for one in said) for level in FieldLevel},
    )
