"""Which of the entries that were found come first. The same on both databases: neither ranks by itself."""

from collections.abc import Callable, Mapping, Sequence, Set
from datetime import datetime
from functools import cache, partial

from actions.search.asking import Group, Looked, Question
from store.models import Outcome
from store.search import Found

Stand = frozenset[str]  # of what was asked those that stand somewhere

# Found by trying others on one half of the labelled set (`docs/search.md`).
IN_TITLE = 1.5
FURTHER = 0.1  # what a word's other likenesses add to the best one: its stem and what it means are more than its stem
PART_OF_GROUP = 0.6  # what words of a concept are worth where not all of them stand
AROUND = 0.012  # what each concept related to those asked for adds, times its rarity
FRESH = 0.15  # most that being new adds
HALF_FRESH = 365.0  # days after which it adds half of that
STATES = {Outcome.SOLVED.value: 1.08, Outcome.PARTLY.value: 1.04}
LEAST_SAID = 0.12  # of what was asked, by weight


def ranked(found: Sequence[Found], question: Question, now: datetime) -> list[Found]:
    """The likeliest first; without those that say too little of what was asked."""
    answering = cache(partial(_answering, question))  # many of those that were found have the same of what was asked
    scored = [(_score(one, question, answering, now), one) for one in found]
    kept = [(value, one) for value, one in scored if value > 0]
    return [one for _, one in sorted(kept, key=lambda pair: (-pair[0], -pair[1].id))]


def _score(found: Found, question: Question, answering: Callable[[Stand, Stand], float], now: datetime) -> float:
    """How well an entry answers; 0: not at all."""
    title = question.terms.intersection(found.title_terms.split())
    terms = title.union(question.terms.intersection(found.terms.split()))
    answers = answering(title, terms)
    if answers == 0:
        return 0.0
    age = max((now - found.published_at).days, 0)
    freshness = 1 + FRESH * HALF_FRESH / (HALF_FRESH + age)
    return answers * freshness * STATES.get(found.state, 1.0)


def _answering(question: Question, title: Stand, terms: Stand) -> float:
    """The same whenever it was shared, and however it stands."""
    whole = sum(group.weight for group in question.groups)
    shares = [_share(group, title, terms) for group in question.groups]
    said = sum(group.weight * min(share, 1.0) for group, share in zip(question.groups, shares, strict=True))
    if whole == 0 or said / whole < LEAST_SAID or _is_beside(question, shares, title, terms):
        return 0.0
    likeness = sum(group.weight * share for group, share in zip(question.groups, shares, strict=True)) / whole
    around = AROUND * sum(rarity for term, rarity in question.around.items() if term in terms)
    return (likeness + around) * (said / whole)


def _is_beside(question: Question, shares: Sequence[float], title: Set[str], terms: Set[str]) -> bool:
    """Whether it only has something related, and not to all that was asked."""
    return not all(shares) and not any(_said(group, title, terms) for group in question.groups)


def _share(group: Group, title: Set[str], terms: Set[str]) -> float:
    """How much of a group an entry has; more than 1 in the title."""
    return max(_said(group, title, terms), _best_of(group.related, title, terms))


def _said(group: Group, title: Set[str], terms: Set[str]) -> float:
    by_word = [_worth_of_word(word, title, terms) for word in group.words]
    part = sum(word.weight * worth for word, worth in zip(group.words, by_word, strict=True)) / (group.weight or 1)
    if not all(by_word):
        part *= PART_OF_GROUP
    return max(part, _best_of(group.concepts, title, terms))


def _worth_of_word(word: Looked, title: Set[str], terms: Set[str]) -> float:
    standing = _worths(word.terms, title, terms)
    best = max(standing, default=0.0)
    return best + FURTHER * (sum(standing) - best)


def _best_of(worth: Mapping[str, float], title: Set[str], terms: Set[str]) -> float:
    return max(_worths(worth, title, terms), default=0.0)


def _worths(worth: Mapping[str, float], title: Set[str], terms: Set[str]) -> list[float]:
    return [value * (IN_TITLE if term in title else 1.0) for term, value in worth.items() if term in terms]
