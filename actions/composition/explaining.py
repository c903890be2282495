"""Says in a sentence why a member is where it is, and why another one is left out."""

from collections.abc import Iterable

from actions.composition.model import Case, Group, Place, Proposal, shared_hours, suits
from actions.consultations.answers import Member

ENOUGH = 1  # a point of need or offer is worth a word


def why_placed(case: Case, group: Group) -> dict[str, str]:
    """A sentence or two for each member of a network."""
    members = [case.members[slug] for slug in group.members]
    return {member.slug: _why_here(case, group.field, member, members) for member in members}


def _why_here(case: Case, name: str, member: Member, members: list[Member]) -> str:
    others = [other for other in members if other is not member]
    parts = [_wish(case, name, member), *_need(name, member, others), *_offer(name, member, others)]
    if all(other.country != member.country for other in others):
        parts.append(f"the only one of {member.country}")
    if member.first_time:
        parts.append("its first micro-network")
    sentence = "; ".join(parts)
    return f"{sentence[:1].upper()}{sentence[1:]}."


def _wish(case: Case, name: str, member: Member) -> str:
    rank = member.of(name).rank
    wish = "not among its wishes" if rank is None else f"its wish no. {rank}"
    return f"placed by hand, {wish}" if (member.slug, name) in case.rules.locks else wish


def _need(name: str, member: Member, others: Iterable[Member]) -> list[str]:
    need = member.of(name).need
    if need < ENOUGH:
        return []
    offers = _most((other.of(name).offer, other.slug) for other in others)
    return [f"its need of {need} is met by {offers}" if offers else f"its need of {need} is met by nobody here"]


def _offer(name: str, member: Member, others: Iterable[Member]) -> list[str]:
    offer = member.of(name).offer
    needs = _most((other.of(name).need, other.slug) for other in others)
    return [f"its offer of {offer} is needed by {needs}"] if offer >= ENOUGH and needs else []


def _most(measures: Iterable[tuple[int, str]]) -> str:
    """The two that say most."""
    first = sorted((-measure, slug) for measure, slug in measures if measure >= ENOUGH)[:2]
    return " and ".join(f"{slug} ({-measure})" for measure, slug in first)


def why_left_out(case: Case, proposal: Proposal) -> dict[str, str]:
    """A sentence for each member without a place, in their order."""
    if not proposal.groups and case.rules.locks:
        return dict.fromkeys(case.members, "The locks cannot all be kept, so there is no proposal.")
    placed = {slug for slug, _field in proposal.places()}
    groups = {group.field: group for group in proposal.groups}
    left = (member for slug, member in case.members.items() if slug not in placed)
    return {member.slug: _why_out(case, member, groups) for member in left}


def _why_out(case: Case, member: Member, groups: dict[str, Group]) -> str:
    if not member.said:
        return "It has not answered."
    if not member.wishes:
        return "It wishes for no field."
    return "; ".join(f"{name}: {_why_not(case, member, name, groups.get(name))}" for name in member.wishes) + "."


def _why_not(case: Case, member: Member, name: str, group: Group | None) -> str:
    if (member.slug, name) in case.rules.exclusions:
        return "excluded by hand"
    if group is None:
        return _why_closed(case, member, name)
    hours = shared_hours(case.members[slug] for slug in group.members)
    if case.rules.hours_shared and not any(suits(member, hour) for hour in hours):
        return f"shares no hour with its network ({_hours(hours)} UTC)"
    if len(group.members) >= case.rules.most:
        return f"full, {len(group.members)} of {len(case.candidates(name))} that wish for it are placed"
    return "no place was found for it in the time that was given"


def _why_closed(case: Case, member: Member, name: str) -> str:
    short = why_too_few(case, name)
    if short:
        return short
    if case.rules.hours_shared and not _has_company(case, member, name):
        return "no hour of its own suits enough others"
    return "not opened, for those who wish for it are placed elsewhere"


def _has_company(case: Case, member: Member, name: str) -> bool:
    candidates = case.candidates(name)
    free = (sum(suits(other, hour) for other in candidates) for hour in range(24) if suits(member, hour))
    return any(number >= case.rules.least for number in free)


def why_too_few(case: Case, name: str) -> str | None:
    """Why a field cannot be opened, whatever else is; None when it can."""
    candidates, least = case.candidates(name), case.rules.least
    if len(candidates) < least:
        return f"{_wishes(len(candidates))}, and a network needs {least}"
    if not case.rules.hours_shared:
        return None
    number, hour = max((sum(suits(member, hour) for member in candidates), -hour) for hour in range(24))
    if number < least:
        return f"{_wishes(len(candidates))}, but no hour suits more than {number} of them ({-hour:02}:00 UTC)"
    return None


def _wishes(number: int) -> str:
    return "1 wish" if number == 1 else f"{number} wishes"


def _hours(hours: Iterable[int]) -> str:
    from actions.consultations.hours import as_written

    return as_written(set(hours)) or "none"


def written_place(place: Place) -> str:
    """As it is given on the command line."""
    slug, name = place
    return f"{slug}={name}"
