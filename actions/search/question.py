"""A question as the index is asked it: groups of words, each with what it may stand as, and what is around them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property

from actions.search.narrowing import theme_term
from store.frozen import frozen
from store.search import All, AnyOf, Asked

MOST_WIDELY = 60  # terms of the widest question


@frozen
class Looked:
    """One word that was typed: what it may stand as in the index, with what that is worth, and how rare it is."""

    terms: Mapping[str, float]
    weight: float


@frozen
class Group:
    """Words in a row. concepts: those that all of them together name; related: what is looked at besides those."""

    words: Sequence[Looked]
    concepts: Mapping[str, float]
    related: Mapping[str, float]
    rarity: float  # of the concepts

    @cached_property
    def weight(self) -> float:
        """How much it says."""
        return max(self.rarity, sum(word.weight for word in self.words))

    @property
    def asked(self) -> Asked:
        """True where all its words stand, or the concept that they name."""
        together = All([AnyOf(list(word.terms)) for word in self.words])
        return AnyOf([together, *self.concepts]) if self.concepts else together


@frozen
class Question:
    """What is looked for. read_as: the words taken for those that nobody has ever written; None: none was.

    around: concepts related to those that are named, and their themes, each with its rarity; they say what an entry is
    about. theme: the one that is called as they typed; its entries are looked for, those of other themes only ordered
    """

    groups: Sequence[Group]
    read_as: str | None
    around: Mapping[str, float]
    theme: str | None = None

    @cached_property
    def terms(self) -> frozenset[str]:
        """All that an entry may have that says something about how well it answers."""
        worths = (
            one
            for group in self.groups
            for one in (*(word.terms for word in group.words), group.concepts, group.related)
        )
        return frozenset(self.around).union(*worths)

    @property
    def widely(self) -> Asked:
        """True where any of the words stands, what one of them means, or what is related to that.

        A theme stands in so many entries that to look for it takes as long as all the rest.
        """
        wanted: Counter[str] = Counter()
        for group in self.groups:
            for worths in (*(word.terms for word in group.words), group.concepts, group.related):
                wanted |= Counter({term: worth * group.weight for term, worth in worths.items()})
        own = None if self.theme is None else theme_term(self.theme)
        asked = [(term, worth) for term, worth in wanted.items() if term == own or not term.startswith(theme_term(""))]
        return AnyOf([term for term, _ in sorted(asked, key=lambda one: (-one[1], one[0]))[:MOST_WIDELY]])
