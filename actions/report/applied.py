"""What cities took on, what they took of each other, and what was left of it months later. They say so themselves."""

from collections import Counter
from collections.abc import Iterable

from actions.report.facts import Facts
from actions.report.hiding import counted, is_few, shown_parts, state_in, table
from actions.report.potential import by_city, noted
from actions.report.reach import Found
from actions.report.titles import Titles, titles_outside
from store.adoptions import SourceKind
from store.models import Adoption, AdoptionState, Applied, CommitmentState, FollowUp
from texts.report.choices import Behind, Column, Mark, Slug
from texts.report.shown import Cell, Figure, Hidden, OfAll, Table, Unmeasured, Value, Why

SLUGS = {3: Slug.AFTER_3, 6: Slug.AFTER_6}


def applied(facts: Facts) -> Found:
    """Commitments and adoptions."""
    taken, commitments = _commitments(facts)
    adopted, adoptions = _adoptions(facts, titles_outside(facts))
    return [taken, adopted], [commitments, adoptions]


def realised(facts: Facts) -> Found:
    """What cities say after three and six months, and what is in use after half a year."""
    asked = [(one, city) for one, city in facts.follow_ups if one.asked_at is not None or one.told_at is not None]
    figures = [_after(slug, [one for one, _ in asked if one.months == months]) for months, slug in SLUGS.items()]
    in_use = Figure(Slug.IN_USE, _in_use(facts.adoptions), Behind.ADOPTIONS, is_told=True)
    rows = [(one.months, city, facts.day(at)) for one, city in asked if (at := one.asked_at or one.told_at) is not None]
    return [*figures, in_use], [table(Behind.FOLLOW_UPS, (Column.MONTHS, Column.CITY, Column.DAY), rows, counts=True)]


def _commitments(facts: Facts) -> tuple[Figure, Table]:
    taken = facts.commitments
    parts, has_others = shown_parts(Counter(one.commitment.state for one in taken), tuple(CommitmentState))
    figure = Figure(Slug.COMMITMENTS, counted(len(taken)), Behind.COMMITMENTS, parts, has_others, is_told=True)
    rows = [
        (one.meeting.number, one.city, state_in(parts, one.commitment.state), noted(one.commitment.noted_by))
        for one in taken
    ]
    return figure, table(Behind.COMMITMENTS, (Column.SESSION, Column.CITY, Column.STATE, Column.NOTED), rows)


def _adoptions(facts: Facts, titles: Titles) -> tuple[Figure, Table]:
    parts, has_others = shown_parts(Counter(one.state for one in facts.adoptions), tuple(AdoptionState))
    figure = Figure(Slug.ADOPTIONS, counted(len(facts.adoptions)), Behind.ADOPTIONS, parts, has_others, is_told=True)
    rows: list[tuple[Cell, ...]] = [
        (
            facts.city(one.origin_id),
            facts.city(one.city_id),
            title_of(one, titles),
            facts.day(one.adopted_at),
            state_in(parts, one.state),
            noted(one.noted_by),
        )
        for one in facts.adoptions
    ]
    columns = (Column.ORIGIN, Column.CITY, Column.TITLE, Column.DAY, Column.STATE, Column.NOTED)
    return figure, table(Behind.ADOPTIONS, columns, sorted(rows, key=lambda row: (by_city(row[0]), by_city(row[1]))))


def title_of(one: Adoption, titles: Titles) -> str | Mark:
    """Of what a city took: of an answer, that of its challenge."""
    of = (SourceKind.SOLUTION, one.solution_id) if one.solution_id else (SourceKind.EXPERIENCE, one.experience_id or 0)
    return titles.get(of, Mark.NOT_SHOWN)


def _after(slug: Slug, asked: list[FollowUp]) -> Figure:
    said = [one.applied for one in asked if one.applied is not None]
    if not said:
        return Figure(slug, Unmeasured(Why.SILENT if asked else Why.MONTHS), Behind.FOLLOW_UPS, is_told=True)
    if is_few(len(said)):
        return Figure(slug, Hidden.FEW, Behind.FOLLOW_UPS, is_told=True)
    parts, has_others = shown_parts(Counter(said), tuple(Applied))
    return Figure(slug, OfAll(len(said), len(asked)), Behind.FOLLOW_UPS, parts, has_others, is_told=True)


def _in_use(adoptions: Iterable[Adoption]) -> Value:
    """Where few are in use, or few are not, each tells the other."""
    said = [one.still_used for one in adoptions if one.still_used is not None]
    if not said:
        return Unmeasured(Why.MONTHS)
    if is_few(said.count(True)):
        return Hidden.FEW
    if is_few(said.count(False)):
        return Hidden.TELLING
    return OfAll(said.count(True), len(said))
