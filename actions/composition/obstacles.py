"""Why there is no proposal, and what to drop so that there is one."""

from collections.abc import Iterator
from dataclasses import replace

from actions.composition.explaining import why_too_few, written_place
from actions.composition.model import Case, Place, shared_hours
from actions.composition.solving import locks_to_drop


def obstacles(case: Case) -> list[str]:
    """Sentences: what stands in the way, then what would help."""
    locked = sorted(case.rules.locks)
    if not locked:
        return [f"{name}: {why}" for name in case.fields if (why := why_too_few(case, name))] + list(_help(case))
    found = [*_both(case, locked), *_too_many(case, locked), *_of_fields(case, locked)]
    drop = locks_to_drop(case)
    if drop and not found:
        found.append("the locks compete for the same members")
    if drop:
        found.append(f"without {_listed(drop)} the other locks can be kept" if len(drop) < len(locked) else _all(drop))
    return found + list(_help(case))


def _both(case: Case, locked: list[Place]) -> Iterator[str]:
    for place in locked:
        if place in case.rules.exclusions:
            yield f"{written_place(place)} is both locked and excluded: drop one of the two"


def _too_many(case: Case, locked: list[Place]) -> Iterator[str]:
    for slug in sorted({slug for slug, _name in locked}):
        own = [place for place in locked if place[0] == slug]
        if len(own) > case.rules.per_member:
            yield (
                f"{slug} is locked to {len(own)} networks ({_listed(own)}) and may be in {case.rules.per_member}: "
                f"drop one, or give --per-member {len(own)}"
            )


def _of_fields(case: Case, locked: list[Place]) -> Iterator[str]:
    for name in sorted({name for _slug, name in locked}):
        own = [place for place in locked if place[1] == name]
        why = why_too_few(case, name)
        if len(own) > case.rules.most:
            yield f"{len(own)} are locked to {name}, and a network has at most {case.rules.most}: give --max {len(own)}"
        elif why:
            yield f"{name}: {why}"
        elif case.rules.hours_shared and not shared_hours(case.members[slug] for slug, _name in own):
            yield f"no hour suits all that are locked to {name} ({_listed(own)}): drop one, or give --any-hour"


def _help(case: Case) -> Iterator[str]:
    """The gentlest change of each rule with which there would be a proposal."""
    smaller = (least for least in range(case.rules.least - 1, 1, -1) if _is_possible(case, least=least))
    least = next(smaller, None)
    if least is not None:
        yield f"with --min {least} there is a proposal"
    if case.rules.hours_shared and _is_possible(case, hours_shared=False):
        yield "with --any-hour there is a proposal"


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


def _listed(places: list[Place]) -> str:
    return ", ".join(written_place(place) for place in places)


def _all(drop: list[Place]) -> str:
    return f"no lock can be kept: drop {_listed(drop)}"
