"""Which of the entries that were found come first. The same on both databases: neither ranks by itself."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from datetime import datetime
from functools import cache, partial
from math import fsum
from typing import NamedTuple

from actions.search.entries import concept_term
from actions.search.narrowing import theme_term
from actions.search.question import Group, Looked, Question
from store.models import Outcome
from store.search import Found

Stand = frozenset[str]  # of what was asked those that stand somewhere
Scored = tuple[float, Found]
CONCEPT, THEME = concept_term(""), theme_term("")  # how those begin
_CONCEPTS_AND_THEMES = re.compile(rf" ((?:{CONCEPT}|{THEME})\w+)")

# Found by trying others on the labelled set (`docs/search.md`).
IN_TITLE = 1.5
FURTHER = 0.1  # what a word's other likenesses add to the best one: its stem and what it means are more than its stem
PART_OF_GROUP = 0.6  # what words of a concept are worth where not all of them stand
AROUND = 2.4  # what each concept related to those asked for adds, times its rarity; shared among all of the entry's
FEW_CONCEPTS = 20  # added to the number of these: an entry with a single concept is not all about it
AGAIN = 20  # entries that are ranked again
FIRST = 8  # entries of which is looked what they have in common
IN_COMMON = 0.2  # of the best score: what being about the commonest theme adds, and having most of what is common
FRESH = 0.15  # most that being new adds
HALF_FRESH = 365.0  # days after which it adds half of that
STATES = {Outcome.SOLVED.value: 1.08, Outcome.PARTLY.value: 1.04}
LEAST_SAID = 0.12  # of what was asked, by weight


class Answer(NamedTuple):
    """How well an entry answers: by what was asked, and by what is related to that."""

    likeness: float
    around: float


class About(NamedTuple):
    """What an entry is about."""

    concepts: frozenset[str]
    themes: frozenset[str]

    @property
    def spread(self) -> int:
        """Over how many concepts it goes."""
        return FEW_CONCEPTS + len(self.concepts)


def ranked(found: Sequence[Found], question: Question, now: datetime) -> list[Found]:
    """The likeliest first; without those that say too little of what was asked."""
    answering = cache(partial(_answering, question))  # many of those that were found have the same of what was asked
    scored = [(_score(one, question, answering, now), one) for one in found]
    kept = _in_order([(value, one) for value, one in scored if value > 0])
    return [one for _, one in (*_again(kept[:AGAIN]), *kept[AGAIN:])]


def _in_order(scored: Sequence[Scored]) -> list[Scored]:
    return sorted(scored, key=lambda pair: (-pair[0], -pair[1].id))


def _again(scored: Sequence[Scored]) -> list[Scored]:
    """By what the first few have in common, too: what is about the same may say so in words that nobody asked for."""
    if not scored:
        return []
    best = scored[0][0]
    about = [_about(one) for _, one in scored]
    concepts = _in_common([(value, said.concepts) for (value, _), said in zip(scored[:FIRST], about, strict=False)])
    themes = _in_common([(value, said.themes) for (value, _), said in zip(scored[:FIRST], about, strict=False)])
    by_concepts = _of_most(
        [fsum(map(concepts.__getitem__, said.concepts & concepts.keys())) / said.spread for said in about]
    )
    by_theme = _of_most([max(map(themes.__getitem__, said.themes & themes.keys()), default=0.0) for said in about])
    again = zip(scored, by_concepts, by_theme, strict=True)
    return _in_order([(value + IN_COMMON * best * (c + t), one) for (value, one), c, t in again])


def _in_common(first: Iterable[tuple[float, Set[str]]]) -> dict[str, float]:
    """What stands in two or more, the more the better these answer."""
    number, worth = Counter[str](), defaultdict[str, float](float)
    for value, terms in first:
        for term in sorted(terms):
            number[term] += 1
            worth[term] += value
    return {term: value for term, value in worth.items() if number[term] > 1}


def _of_most(values: Sequence[float]) -> list[float]:
    most = max(values) or 1.0
    return [value / most for value in values]


def _about(found: Found) -> About:
    terms = frozenset(_CONCEPTS_AND_THEMES.findall(f" {found.title_terms} {found.terms}"))
    themes = frozenset(term for term in terms if term.startswith(THEME))
    return About(terms - themes, themes)


def _score(found: Found, question: Question, answering: Callable[[Stand, Stand], Answer], now: datetime) -> float:
    """How well an entry answers; 0: not at all."""
    title = question.terms.intersection(found.title_terms.split())
    terms = title.union(question.terms.intersection(found.terms.split()))
    likeness, around = answering(title, terms)
    if likeness == 0:
        return 0.0
    answers = likeness + (around / _spread(found) if around else 0.0)
    age = max((now - found.published_at).days, 0)
    freshness = 1 + FRESH * HALF_FRESH / (HALF_FRESH + age)
    return answers * freshness * STATES.get(found.state, 1.0)


def _spread(found: Found) -> int:
    """Over how many concepts an entry goes; counted in its text, for it is done for most that were found."""
    return FEW_CONCEPTS + f" {found.title_terms} {found.terms}".count(f" {CONCEPT}")


def _answering(question: Question, title: Stand, terms: Stand) -> Answer:
    """The same whenever it was shared, and however it stands."""
    whole = sum(group.weight for group in question.groups)
    shares = [_share(group, title, terms) for group in question.groups]
    said = sum(group.weight * min(share, 1.0) for group, share in zip(question.groups, shares, strict=True))
    if whole == 0 or said / whole < LEAST_SAID or _is_beside(question, shares, title, terms):
        return Answer(0.0, 0.0)
    likeness = sum(group.weight * share for group, share in zip(question.groups, shares, strict=True)) / whole
    around = AROUND * sum(_worths(question.around, title, terms))
    return Answer(likeness * said / whole, around * said / whole)


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
