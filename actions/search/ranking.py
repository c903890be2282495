"""Which of the entries that were found come first. The same on both databases: neither ranks by itself."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from actions.search.asking import Group
from store.models import Outcome
from store.search import Found

IN_TITLE = 2.0
PART_OF_GROUP = 0.6  # what words of a concept are worth where not all of them stand
FRESH = 0.15  # most that being new adds
HALF_FRESH = 365.0  # days after which it adds half of that
STATES = {Outcome.SOLVED.value: 1.08, Outcome.PARTLY.value: 1.04}
LEAST_SAID = 0.12  # of what was asked, by weight


def ranked(found: Sequence[Found], groups: Sequence[Group], now: datetime) -> list[Found]:
    """The likeliest first; without those that say too little of what was asked."""
    scored = [(score(one, groups, now), one) for one in found]
    kept = [(value, one) for value, one in scored if value > 0]
    return [one for _, one in sorted(kept, key=lambda pair: (-pair[0], -pair[1].id))]


def score(found: Found, groups: Sequence[Group], now: datetime) -> float:
    """How well an entry answers; 0: not at all."""
    title, terms = set(found.title_terms.split()), set(found.terms.split())
    whole = said = likeness = 0.0
    for group in groups:
        share = _share(group, title, terms)
        whole += group.weight
        said += group.weight * min(share, 1.0)
        likeness += group.weight * share
    if whole == 0 or said / whole < LEAST_SAID:
        return 0.0
    likeness /= whole
    age = max((now - found.published_at).days, 0)
    freshness = 1 + FRESH * HALF_FRESH / (HALF_FRESH + age)
    return likeness * (said / whole) * freshness * STATES.get(found.state, 1.0)


def _share(group: Group, title: set[str], terms: set[str]) -> float:
    """How much of a group an entry has; more than 1 in the title."""
    if len(group.words) == 1:
        return _worth(group.words[0].terms, title, terms)
    shares = [_worth(word.terms, title, terms) for word in group.words]
    together = _worth(group.concepts, title, terms)
    if all(shares):
        return max(sum(shares) / len(shares), together)
    weights = [word.weight for word in group.words]
    part = sum(weight * share for weight, share in zip(weights, shares, strict=True)) / (sum(weights) or 1)
    return max(PART_OF_GROUP * part, together)


def _worth(worth: Mapping[str, float], title: set[str], terms: set[str]) -> float:
    """The most that one of the terms is worth where it stands. It is asked for some hundred times in a search."""
    most = 0.0
    for term, value in worth.items():
        there = value * IN_TITLE if term in title else value if term in terms else 0.0
        most = max(most, there)
    return most
