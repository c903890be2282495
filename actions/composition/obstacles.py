"""What stands in the way of any proposal, and what would help."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from actions.composition.explaining import barred, written_place
from actions.composition.model import Case, Place, shared_hours
from actions.composition.reasons import why_too_few
from actions.composition.solving import locks_to_drop
from texts.composing.reasons import Hindrance, Obstacle


def obstacles(case: Case) -> list[str]:
    """Sentences for the command line: what stands in the way, then what would help."""
    return [_as_option(one) for one in all_obstacles(case)]


def all_obstacles(case: Case) -> list[Obstacle]:
    """The same as values."""
    locked = sorted(case.rules.locks)
    if not locked:
        return [*_of_all_fields(case), *_help(case)]
    found = [*_both(case, locked), *_too_many(case, locked), *_of_fields(case, locked)]
    drop = locks_to_drop(case)
    if drop and not found:
        found.append(Obstacle(Hindrance.COMPETING))
    if drop:
        kind = Hindrance.DROP if len(drop) < len(locked) else Hindrance.DROP_ALL
        found.append(Obstacle(kind, places=tuple(drop)))
    return found + list(_help(case))


def _of_all_fields(case: Case) -> Iterator[Obstacle]:
    for name in case.fields:
        why = why_too_few(case, name)
        if why is not None:
            yield Obstacle(Hindrance.BARRED, field=name, barred=why)


def _both(case: Case, locked: list[Place]) -> Iterator[Obstacle]:
    for place in locked:
        if place in case.rules.exclusions:
            yield Obstacle(Hindrance.BOTH, places=(place,))


def _too_many(case: Case, locked: list[Place]) -> Iterator[Obstacle]:
    most = case.rules.per_member
    for slug in sorted({slug for slug, _name in locked}):
        own = tuple(place for place in locked if place[0] == slug)
        if len(own) > most:
            yield Obstacle(Hindrance.TOO_MANY, member=slug, places=own, number=len(own), most=most)


def _of_fields(case: Case, locked: list[Place]) -> Iterator[Obstacle]:
    for name in sorted({name for _slug, name in locked}):
        own = tuple(place for place in locked if place[1] == name)
        why = why_too_few(case, name)
        if len(own) > case.rules.most:
            yield Obstacle(Hindrance.CROWDED, field=name, number=len(own), most=case.rules.most)
        elif why is not None:
            yield Obstacle(Hindrance.BARRED, field=name, barred=why)
        elif case.rules.hours_shared and not shared_hours(case.members[slug] for slug, _name in own):
            yield Obstacle(Hindrance.HOURS, field=name, places=own)


def _help(case: Case) -> Iterator[Obstacle]:
    """The gentlest change of each rule with which there would be a proposal."""
    smaller = (least for least in range(case.rules.least - 1, 1, -1) if _is_possible(case, least=least))
    least = next(smaller, None)
    if least is not None:
        yield Obstacle(Hindrance.SMALLER, number=least)
    if case.rules.hours_shared and _is_possible(case, hours_shared=False):
        yield Obstacle(Hindrance.ANY_HOUR)


def _is_possible(case: Case, *, least: int | None = None, hours_shared: bool | None = None) -> bool:
    rules = replace(
        case.rules,
        least=case.rules.least if least is None else least,
        hours_shared=case.rules.hours_shared if hours_shared is None else hours_shared,
    )
    other = Case(case.answers, rules)
    if case.rules.locks:
        return not locks_to_drop(other)
    return any(why_too_few(other, name) is None for name in other.fields)


def _as_option(one: Obstacle) -> str:
    """With the options of `microrredes compose`."""
    places = _listed(one.places)
    return {
        Hindrance.BARRED: f"{one.field}: {barred(one.barred) if one.barred is not None else ''}",
        Hindrance.BOTH: f"{places} is both locked and excluded: drop one of the two",
        Hindrance.TOO_MANY: f"{one.member} is locked to {one.number} networks ({places}) and may be in {one.most}: "
        f"drop one, or give --per-member {one.number}",
        Hindrance.CROWDED: f"{one.number} are locked to {one.field}, and a network has at most {one.most}: "
        f"give --max {one.number}",
        Hindrance.HOURS: f"no hour suits all that are locked to {one.field} ({places}): drop one, or give --any-hour",
        Hindrance.COMPETING: "the locks compete for the same members",
        Hindrance.DROP: f"without {places} the other locks can be kept",
        Hindrance.DROP_ALL: f"no lock can be kept: drop {places}",
        Hindrance.SMALLER: f"with --min {one.number} there is a proposal",
        Hindrance.ANY_HOUR: "with --any-hour there is a proposal",
    }[one.kind]


def _listed(places: Sequence[Place]) -> str:
    return ", ".join(written_place(place) for place in places)
