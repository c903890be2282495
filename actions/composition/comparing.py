"""What another proposal changes for whom."""

from dataclasses import asdict

from actions.composition.model import Group, Points, points_of
from actions.consultations.answers import Answers
from store.frozen import frozen


@frozen
class Moved:
    """A member's fields before and after."""

    member: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@frozen
class Difference:
    """Both in points of today's answers. gained: placed only after; lost: only before; moved: in other fields."""

    opened: list[str]
    closed: list[str]
    moved: list[Moved]
    gained: list[Moved]
    lost: list[Moved]
    before: Points
    after: Points

    def criteria(self) -> dict[str, tuple[int, int]]:
        """Points before and after, by criterion and in all."""
        before, after = asdict(self.before), asdict(self.after)
        by_criterion = {name: (before[name], after[name]) for name in before}
        return by_criterion | {"total": (self.before.total, self.after.total)}


def difference(answers: Answers, before: tuple[Group, ...], after: tuple[Group, ...]) -> Difference:
    """From one proposal to another, both of the same consultation."""
    old, new = _fields(before), _fields(after)
    changed = [
        Moved(slug, old.get(slug, ()), new.get(slug, ()))
        for slug in sorted(old.keys() | new.keys())
        if old.get(slug) != new.get(slug)
    ]
    fields_before, fields_after = ({group.field for group in groups} for groups in (before, after))
    return Difference(
        opened=sorted(fields_after - fields_before),
        closed=sorted(fields_before - fields_after),
        moved=[one for one in changed if one.before and one.after],
        gained=[one for one in changed if not one.before],
        lost=[one for one in changed if not one.after],
        before=points_of(answers, before),
        after=points_of(answers, after),
    )


def _fields(groups: tuple[Group, ...]) -> dict[str, tuple[str, ...]]:
    slugs = {slug for group in groups for slug in group.members}
    return {slug: tuple(sorted(group.field for group in groups if slug in group.members)) for slug in slugs}
