"""Why a member is where it is, and why another one is left out, as values."""

from collections.abc import Iterable

from actions.composition.model import Case, Group, Proposal, shared_hours, suits
from actions.consultations.answers import Member
from texts.composing.reasons import Absence, Bar, Barred, Measure, WhyHere, WhyOut

ENOUGH = 1  # a point of need or offer is worth a word


def reasons_here(case: Case, group: Group) -> dict[str, WhyHere]:
    """Of each member of a network."""
    members = [case.members[slug] for slug in group.members]
    return {member.slug: _why_here(case, group.field, member, members) for member in members}


def _why_here(case: Case, name: str, member: Member, members: list[Member]) -> WhyHere:
    others = [other for other in members if other is not member]
    said = member.of(name)
    return WhyHere(
        by_hand=(member.slug, name) in case.rules.locks,
        rank=said.rank,
        need=said.need,
        met_by=_most((other.of(name).offer, other.slug) for other in others) if said.need >= ENOUGH else (),
        offer=said.offer,
        needed_by=_most((other.of(name).need, other.slug) for other in others) if said.offer >= ENOUGH else (),
        only_of=member.country if all(other.country != member.country for other in others) else None,
        first_time=member.first_time,
    )


def _most(measures: Iterable[tuple[int, str]]) -> tuple[Measure, ...]:
    """The two that say most."""
    first = sorted((-measure, slug) for measure, slug in measures if measure >= ENOUGH)[:2]
    return tuple((slug, -measure) for measure, slug in first)


def reasons_out(case: Case, proposal: Proposal) -> dict[str, WhyOut]:
    """Of each member without a place, in their order."""
    if not proposal.groups and case.rules.locks:
        return dict.fromkeys(case.members, WhyOut(Absence.LOCKS))
    placed = {slug for slug, _field in proposal.places()}
    groups = {group.field: group for group in proposal.groups}
    left = (member for slug, member in case.members.items() if slug not in placed)
    return {member.slug: _why_out(case, member, groups) for member in left}


def _why_out(case: Case, member: Member, groups: dict[str, Group]) -> WhyOut:
    if not member.said:
        return WhyOut(Absence.SILENT)
    if not member.wishes:
        return WhyOut(Absence.WISHLESS)
    return WhyOut(barred=tuple(_why_not(case, member, name, groups.get(name)) for name in member.wishes))


def _why_not(case: Case, member: Member, name: str, group: Group | None) -> Barred:
    if (member.slug, name) in case.rules.exclusions:
        return Barred(Bar.EXCLUDED, name)
    if group is None:
        return _why_closed(case, member, name)
    hours = shared_hours(case.members[slug] for slug in group.members)
    if case.rules.hours_shared and not any(suits(member, hour) for hour in hours):
        return Barred(Bar.HOURS, name, hours=tuple(hours))
    if len(group.members) >= case.rules.most:
        return Barred(Bar.FULL, name, number=len(case.candidates(name)), placed=len(group.members))
    return Barred(Bar.UNFOUND, name)


def _why_closed(case: Case, member: Member, name: str) -> Barred:
    short = why_too_few(case, name)
    if short is not None:
        return short
    is_alone = case.rules.hours_shared and not _has_company(case, member, name)
    return Barred(Bar.HOURS_OF_ONE if is_alone else Bar.CLOSED, name)


def _has_company(case: Case, member: Member, name: str) -> bool:
    candidates = case.candidates(name)
    free = (sum(suits(other, hour) for other in candidates) for hour in range(24) if suits(member, hour))
    return any(number >= case.rules.least for number in free)


def why_too_few(case: Case, name: str) -> Barred | None:
    """Why a field cannot be opened, whatever else is; None when it can."""
    candidates, least = case.candidates(name), case.rules.least
    if len(candidates) < least:
        return Barred(Bar.FEW, name, number=len(candidates), least=least)
    if not case.rules.hours_shared:
        return None
    number, hour = max((sum(suits(member, hour) for member in candidates), -hour) for hour in range(24))
    if number < least:
        return Barred(Bar.HOURS_OF_ALL, name, number=len(candidates), suited=number, hour=-hour)
    return None
